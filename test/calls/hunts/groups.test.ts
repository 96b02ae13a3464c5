/** Whom a group rings, turn by turn. */
import t from "tap";
import type { Group } from "../../../src/accounts/directory/shapes.ts";
import { type Came, customer, NUMBER, Place, walk } from "./dialPlanPlace.ts";

interface Row {
  readonly title: string;
  readonly strategy: Group["strategy"];
  /** Since when each of Ana, Bruno, Clara is available, or what else. */
  readonly standings?: readonly (number | "busy" | "away")[];
  readonly came?: readonly Came[];
  readonly rings: string;
}

const rows: readonly Row[] = [
  { title: "all at once", strategy: "all", came: ["timeout"], rings: "1001+1002+1003 20 s, 480" },
  { title: "all who are free", strategy: "all", standings: [0, "busy", "away"], came: [486], rings: "1001 20 s, 486" },
  { title: "all are busy", strategy: "all", standings: ["busy", "busy", "busy"], rings: "486" },
  { title: "some are busy, some away", strategy: "all", standings: ["busy", "away", "away"], rings: "486" },
  { title: "all are away", strategy: "all", standings: ["away", "away", "away"], rings: "480" },
  { title: "all decline", strategy: "all", came: [603], rings: "1001+1002+1003 20 s, 486" },
  {
    title: "one after the other, in the group's order",
    strategy: "sequential",
    standings: [30, 20, 10],
    came: ["timeout", "timeout", "timeout"],
    rings: "1001 20 s, 1002 20 s, 1003 20 s, 480",
  },
  {
    title: "one after the other: who declines is followed at once, and not rung again",
    strategy: "sequential",
    came: [486, 603, 486, 486],
    rings: "1001 20 s, 1002 20 s, 1003 20 s, 486",
  },
  {
    title: "one did not answer, one declined: nobody was there",
    strategy: "sequential",
    standings: [0, 0, "away"],
    came: ["timeout", 486],
    rings: "1001 20 s, 1002 20 s, 480",
  },
  {
    title: "one after the other: who is busy is passed over",
    strategy: "sequential",
    standings: ["busy", 0, 0],
    rings: "1002 20 s",
  },
  {
    title: "the longest idle first, then the next longest",
    strategy: "longest_idle",
    standings: [30, 10, 20],
    came: ["timeout", 486, "timeout"],
    rings: "1002 20 s, 1003 20 s, 1001 20 s, 480",
  },
  {
    title: "idle for equally long: in the group's order",
    strategy: "longest_idle",
    standings: [5, 5, 5],
    rings: "1001 20 s",
  },
  {
    title: "a member's phone sends a group's call on: the next is rung instead",
    strategy: "sequential",
    came: [{ status: 302, contacts: ["sip:1004@10.0.0.1"] }],
    rings: "1001 20 s, 1002 20 s",
  },
];

function placeOf(strategy: Group["strategy"], standings: Row["standings"] = []): Place {
  const place = new Place();
  const members = place.agents("Ana", "Bruno", "Clara");
  const group = place.account.group("Sales", members, { strategy, extension: "2001" });
  place.account.number(NUMBER, group);
  for (const [i, standing] of standings.entries()) place.standings.set(members[i]!.id, standing);
  return place;
}

for (const { title, strategy, standings, came = [], rings } of rows)
  t.test(`${strategy}: ${title}`, async (t) => t.equal(walk(placeOf(strategy, standings).fromCustomer(), came), rings));

t.test("members who want no calls, have no VoIP, or lend their phone to a monitor are passed over", async (t) => {
  const place = placeOf("all");
  place.voip("Ana", "1001", { doNotDisturb: true });
  place.voip("Bruno", "1002", { enabled: false });
  t.equal(walk(place.fromCustomer(), []), "1003 20 s");
  const watched = new Place({ isMonitoring: (id) => id === "agent_clara" });
  watched.account.number(NUMBER, watched.account.group("Sales", watched.agents("Clara", "Davi")));
  t.equal(walk(watched.fromCustomer(), []), "1004 20 s", "U5: a monitor's phone is not offered calls");
});

t.test("forwards of members do not apply while the group rings", async (t) => {
  const place = placeOf("sequential");
  place.voip("Ana", "1001", { forwardTo: { always: "1004", busy: "1004", noAnswer: "1004" } });
  t.equal(walk(place.fromCustomer(), [486]), "1001 20 s, 1002 20 s");
});

t.test("who becomes free meanwhile has its turn; who is taken meanwhile has none", async (t) => {
  const place = placeOf("sequential", [0, "busy", 0]);
  const plan = place.fromCustomer();
  t.equal(walk(plan, []), "1001 20 s");
  place.standings.set("agent_bruno", 50);
  place.standings.set("agent_clara", "busy");
  if (!plan.ok) throw new Error("refused");
  t.match(plan.value.hunt.next({ status: 486, reason: "", contacts: [], timedOut: false, rang: false }), {
    targets: [{ agent: { name: "Bruno" } }],
  });
});

t.test("a group that an agent dials rings the others", async (t) => {
  const place = placeOf("all");
  const plan = place.routing.fromAgent(place.agents("Ana")[0]!, "2001");
  t.equal(walk(plan, []), "1002+1003 20 s");
  t.match(plan.ok && plan.value, { direction: "internal", agent: undefined, callingAgent: { name: "Ana" } });
});

t.test("a customer's call to a group is nobody's until somebody answers", async (t) => {
  const plan = placeOf("all").fromCustomer();
  t.match(plan.ok && plan.value, { direction: "inbound", agent: undefined, callingAgent: undefined, customer });
});

t.test("a group without members", async (t) => {
  const place = new Place();
  place.account.number(NUMBER, place.account.group("Nobody", []));
  t.equal(walk(place.fromCustomer(), []), "480");
});

t.test("a group's extension wins over a prefix", async (t) => {
  const place = placeOf("all");
  place.account.route("2", [place.trunk]);
  t.equal(walk(place.routing.fromAgent(place.agents("Davi")[0]!, "2001"), []), "1001+1002+1003 20 s");
});
