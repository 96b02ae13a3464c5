import { type Problem, problem } from "../../kernel/problem.ts";
import { err, type Result } from "../../kernel/result.ts";
import type { NumberInput } from "../account.ts";
import type { Kind } from "../configuration/collection.ts";
import { Reading } from "../configuration/reading.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { PhoneNumber } from "../directory/shapes.ts";
import { comparableNumber } from "./e164.ts";

/** The account's numbers: one entry a trunk, and one for all the other trunks. */
export function numberKind(directory: DirectoryCache): Kind<PhoneNumber, NumberInput, "numbers"> {
  return {
    noun: "number",
    table: "numbers",
    shelf: directory.numberShelf,
    asInput: ({ number, trunkId, destination }) => ({ number, trunkId, destination }),

    make(id, input): Result<PhoneNumber, Problem> {
      const reading = new Reading(input);
      const written = reading.text("number", { max: 40 });
      const number = comparableNumber(written, directory.settings().country);
      if (number === undefined && written !== "") reading.fault("number", "must be a telephone number");
      const destination = reading.inside("destination");
      const entry: PhoneNumber = {
        id,
        number: number ?? "",
        trunkId: reading.text("trunkId", {}, null),
        destination: { type: destination.choice("type", ["agent", "group"]), id: destination.text("id", {}) },
      };
      if (entry.trunkId !== null && directory.trunk(entry.trunkId) === undefined) {
        reading.fault("trunkId", "names no trunk");
      }
      const { type, id: leadsTo } = entry.destination;
      const known = type === "group" ? directory.group(leadsTo) : directory.agent(leadsTo);
      if (leadsTo !== "" && known === undefined) destination.fault("id", `names no ${type}`);
      const read = reading.result(entry);
      if (!read.ok) return read;
      const twin = directory.numberEntry(entry.number, entry.trunkId);
      if (twin !== undefined && twin.id !== id) return err(problem("conflict", "This number has an entry already."));
      return read;
    },

    async columns(entry) {
      return {
        number: entry.number,
        trunk_id: entry.trunkId,
        destination_type: entry.destination.type,
        destination_id: entry.destination.id,
      };
    },

    fromRow: (row) => ({
      id: row.id,
      number: row.number,
      trunkId: row.trunk_id,
      destination: { type: row.destination_type as "agent" | "group", id: row.destination_id },
    }),
  };
}
