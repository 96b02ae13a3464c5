/** How agents, users and numbers are written into files, and which of them a row tells of. */
import { err, ok, type Result } from "../../kernel/result.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { Agent, PhoneNumber, User } from "../directory/shapes.ts";
import { comparableNumber } from "../lines/e164.ts";
import { clearable, flag, isNone, reading, type SheetColumn, secret, text, word } from "./columns.ts";
import { Names, SEPARATOR } from "./names.ts";

/** What the cells of a row say: a patch of the thing, as the API would take it. */
export type RowPatch = Readonly<Record<string, unknown>>;

export interface Format<T> {
  readonly columns: readonly SheetColumn<T>[];
  /** A file needs one of these columns: they say which thing a row tells of. */
  readonly keys: readonly string[];
  /** More rows are not taken at once. */
  readonly maxRows: number;
  /** The thing that a row tells of. The first is asked for every row before the second is asked for those that are left. */
  readonly matches: readonly ((patch: RowPatch) => T | undefined)[];
  /** Whether a new thing takes what the others leave. */
  readonly takesRest?: (patch: RowPatch) => boolean;
  /** What the row may not ask for. */
  readonly refusal?: (patch: RowPatch, before: T | undefined) => { column: string; message: string } | undefined;
}

const MAX_ROWS = 2_000;
/** Each may have a password to be hashed, which takes some 30 ms. */
const MAX_USERS = 500;

const textOf = (patch: RowPatch, key: string): string => (typeof patch[key] === "string" ? patch[key] : "");

/** Agents go by their e-mail, else by their extension. */
export function agentFormat(directory: DirectoryCache): Format<Agent> {
  return {
    columns: [
      text("name", ({ name }) => name),
      word("email", ({ email }) => email),
      word("extension", ({ extension }) => extension),
      flag("voip.enabled", ({ voip }) => voip.enabled),
      word("voip.autoAnswer", ({ voip }) => voip.autoAnswer),
      flag("voip.doNotDisturb", ({ voip }) => voip.doNotDisturb),
      clearable("voip.forwardTo.always", ({ voip }) => voip.forwardTo.always),
      clearable("voip.forwardTo.busy", ({ voip }) => voip.forwardTo.busy),
      clearable("voip.forwardTo.noAnswer", ({ voip }) => voip.forwardTo.noAnswer),
      reading(
        "voip.codecs",
        ({ voip }) => voip.codecs.join(" "),
        (trimmed) => ok(trimmed.split(/\s+/)),
      ),
      word("voip.srtp", ({ voip }) => voip.srtp),
    ],
    keys: ["email", "extension"],
    maxRows: MAX_ROWS,
    matches: [
      (patch) => directory.agentByEmail(textOf(patch, "email")),
      (patch) => directory.agentByExtension(textOf(patch, "extension")),
    ],
    takesRest: (patch) => patch.extension === undefined,
  };
}

/** Users go by their e-mail. */
export function userFormat(directory: DirectoryCache): Format<User> {
  const groups = new Names("group", directory.groupShelf.all(), ["all", "none"]);
  const groupIds = (trimmed: string): Result<readonly string[] | null, string> => {
    if (trimmed.toLowerCase() === "all") return ok(null);
    if (isNone(trimmed)) return ok([]);
    const ids: string[] = [];
    for (const name of trimmed.split(SEPARATOR)) {
      const id = groups.idOf(name.trim());
      if (!id.ok) return err(`${name.trim().slice(0, 100)} ${id.error}`);
      ids.push(id.value);
    }
    return ok(ids);
  };
  const groupNames = (ids: readonly string[] | null): string => {
    if (ids === null) return "all";
    return ids.length === 0 ? "none" : ids.map((id) => groups.nameOf(id)).join(SEPARATOR);
  };

  return {
    columns: [
      word("email", ({ email }) => email),
      text("name", ({ name }) => name),
      word("role", ({ role }) => role),
      flag("profiles.analytics", ({ profiles }) => profiles.analytics),
      flag("profiles.financial", ({ profiles }) => profiles.financial),
      flag("screens.agentsDashboard", ({ screens }) => screens.agentsDashboard),
      flag("monitoring.passive", ({ monitoring }) => monitoring.passive),
      flag("monitoring.semiActive", ({ monitoring }) => monitoring.semiActive),
      flag("monitoring.active", ({ monitoring }) => monitoring.active),
      reading(
        { name: "monitoring.groups", path: "monitoring.groupIds" },
        ({ monitoring }) => groupNames(monitoring.groupIds),
        groupIds,
      ),
      secret("password"),
    ],
    keys: ["email"],
    maxRows: MAX_USERS,
    matches: [(patch) => directory.userByEmail(textOf(patch, "email"))],
    refusal({ role }, before) {
      if (role === undefined || role === (before?.role ?? "restricted")) return undefined;
      return { column: "role", message: "An import does not change who is the administrator." };
    },
  };
}

/** Numbers go by themselves and their trunk; a row without a trunk is about the entry for all the others. */
export function numberFormat(directory: DirectoryCache): Format<PhoneNumber> {
  const trunks = new Names("trunk", directory.trunkShelf.all());
  const groups = new Names("group", directory.groupShelf.all());

  const destination = (trimmed: string): Result<PhoneNumber["destination"], string> => {
    const [, type, name = ""] = /^(agent|group)\s*:\s*(.+)$/i.exec(trimmed) ?? [];
    if (type === undefined) return err("must be agent: and an extension, or group: and a name");
    if (type.toLowerCase() === "group") {
      const id = groups.idOf(name);
      return id.ok ? ok({ type: "group", id: id.value }) : id;
    }
    const agent = directory.agentByExtension(name);
    return agent === undefined ? err("names no agent: an extension must follow") : ok({ type: "agent", id: agent.id });
  };
  const destinationName = ({ type, id }: PhoneNumber["destination"]): string =>
    type === "group" ? `group:${groups.nameOf(id)}` : `agent:${directory.agent(id)?.extension ?? ""}`;

  return {
    columns: [
      word("number", ({ number }) => number),
      reading(
        { name: "trunk", path: "trunkId" },
        ({ trunkId }) => (trunkId === null ? "" : trunks.nameOf(trunkId)),
        (trimmed) => trunks.idOf(trimmed),
      ),
      reading("destination", (entry) => destinationName(entry.destination), destination),
    ],
    keys: ["number"],
    maxRows: MAX_ROWS,
    matches: [
      (patch) => {
        const number = comparableNumber(textOf(patch, "number"), directory.settings().country);
        return number === undefined
          ? undefined
          : directory.numberEntry(number, typeof patch.trunkId === "string" ? patch.trunkId : null);
      },
    ],
  };
}
