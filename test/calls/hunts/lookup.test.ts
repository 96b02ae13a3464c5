/** Which trunk a number would take: the same that a call then takes. */
import t from "tap";
import { isHuntEnd } from "../../../src/calls/hunts/hunt.ts";
import type { RoutingWorld } from "../../../src/calls/hunts/routing.ts";
import { Place } from "./dialPlanPlace.ts";

/** The place with a second and a third trunk, at which a prefix of its own ends. */
function place(world: Partial<RoutingWorld> = {}) {
  const at = new Place(world);
  const second = at.account.trunk("Second", "192.0.2.2", { dialledFormat: "e164", callingFormat: "e164", maxCalls: 1 });
  const third = at.account.trunk("Third", "192.0.2.3", { dialledFormat: "national" });
  const route = at.account.route("9", [at.trunk, second, third], { strip: 1, callerId: "1130003000" });
  return { at, second, third, route };
}

const shown = (at: Place, number: string) =>
  at.routing.lookUp(number).trunks.map(({ name, tried, dialledAs, callerId }) => [name, tried, dialledAs, callerId]);

/** The trunks that a call of Ana's is sent to, if each fails. */
function called(at: Place, number: string): (string | undefined)[] {
  const plan = at.routing.fromAgent(at.agents("Ana")[0]!, number);
  if (!plan.ok) return [];
  const trunks: (string | undefined)[] = [];
  for (let step = plan.value.hunt.next(undefined); !isHuntEnd(step); ) {
    trunks.push(step.targets[0]?.trunkId);
    step = plan.value.hunt.next({ status: 503, reason: "", contacts: [], timedOut: false, rang: false });
  }
  return trunks;
}

t.test("a number: its route, and each trunk as it would be told", async (t) => {
  const { at, route } = place();
  const found = at.routing.lookUp("9 (11) 98888-7777");
  t.match(found, {
    number: "911988887777",
    extension: null,
    route: { id: route.id, prefix: "9" },
    reason: null,
  });
  t.strictSame(shown(at, "911988887777"), [
    ["Carrier", true, "11988887777", "1130003000"],
    ["Second", true, "+5511988887777", "+551130003000"],
    ["Third", true, "11988887777", "1130003000"],
  ]);
  t.equal(at.routing.lookUp("011988887777").e164, "+5511988887777", "where the plan knows it");
  t.equal(at.routing.lookUp("011988887777").trunks[0]?.callerId, null, "the route shows whoever calls");
});

for (const [title, world, order, reason] of [
  ["all in service", {}, ["Carrier", "Second", "Third"], null],
  [
    "one out of service",
    { trunkService: (id: string) => (id === "trunk_carrier" ? "out" : "in") },
    // It may have come back by the time that the others have failed.
    ["Second", "Third", "Carrier"],
    null,
  ],
  [
    "one full, one out of service",
    {
      trunkService: (id: string) => (id === "trunk_carrier" ? "out" : "in"),
      callsOnTrunk: () => 1,
    },
    ["Third", "Carrier"],
    null,
  ],
  [
    "none in service: those that may have come back",
    { trunkService: () => "out" },
    ["Carrier", "Second", "Third"],
    null,
  ],
  ["none at all", { trunkService: () => "none" }, [], "no_trunk"],
] satisfies readonly [string, Partial<RoutingWorld>, string[], string | null][]) {
  t.test(`the order is that of a call: ${title}`, async (t) => {
    const { at } = place(world);
    const { trunks, reason: told } = at.routing.lookUp("911988887777");
    const tried = trunks.filter(({ tried }) => tried);
    t.strictSame(
      tried.map(({ name }) => name),
      order,
    );
    t.strictSame(
      tried.map(({ id }) => id),
      called(at, "911988887777"),
      "and a call takes them so",
    );
    t.equal(trunks.length, 3, "the others stand behind them");
    t.equal(told, reason);
  });
}

t.test("full and in service are told apart", async (t) => {
  const { at, second } = place({ trunkService: (id) => (id === "trunk_third" ? "out" : "in"), callsOnTrunk: () => 1 });
  const { trunks } = at.routing.lookUp("911988887777");
  t.match(trunks, [
    { name: "Carrier", inService: true, full: false, tried: true },
    { name: "Third", inService: false, full: false, tried: true },
    { id: second.id, inService: true, full: true, tried: false },
  ]);
});

t.test("extensions, and what leads nowhere", async (t) => {
  const { at } = place();
  const ana = at.agents("Ana")[0]!;
  t.match(at.routing.lookUp("1001"), {
    extension: { type: "agent", id: ana.id, name: "Ana" },
    e164: null,
    route: null,
    trunks: [],
    reason: null,
  });
  t.match(at.routing.lookUp("*43"), { extension: { type: "echo", id: null, name: "Echo" }, reason: null });
  for (const number of ["5551234", "ana@elsewhere", "", "9"])
    t.match(at.routing.lookUp(number), { extension: null, route: null, trunks: [], reason: "no_route" }, number);
});
