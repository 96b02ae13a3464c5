import t from "tap";
import { trunksToTry } from "../../../src/calls/trunks/toTry.ts";
import type { Service } from "../../../src/calls/trunks/trunkLine.ts";
import { Account } from "../../sim/support/account.ts";

/** Three trunks of a route, each `in`, `out` or `none`, `*` where it is full; and those that a call tries. */
const rows: readonly [services: string, tried: string][] = [
  ["in in in", "abc"],
  ["out in in", "bc"],
  ["in none out", "a"],
  ["out none out", "ac"],
  ["none none none", ""],
  ["in* in out", "b"],
  ["in* out none", "b"],
  ["in* out* none", ""],
];

for (const [services, tried] of rows)
  t.test(`${services}: ${tried === "" ? "nobody" : tried}`, async (t) => {
    const account = new Account();
    const words = services.split(" ");
    const trunks = ["a", "b", "c"].map((name) => account.trunk(name, "192.0.2.1", { maxCalls: 1 }));
    const at = (id: string): string => words[trunks.findIndex((trunk) => trunk.id === id)]!;
    const result = trunksToTry(trunks, {
      trunkService: (id) => at(id).replace("*", "") as Service,
      callsOnTrunk: (id) => (at(id).endsWith("*") ? 1 : 0),
    });
    t.equal(result.map(({ name }) => name).join(""), tried);
  });
