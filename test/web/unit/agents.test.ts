/** What the agents' dashboard shows of whom: the store, filters and order, what is offered. */
import t from "tap";
import { type Agent, AgentStore, type Call } from "../../../web/src/api/agentStore.ts";
import type { Me } from "../../../web/src/api/me.ts";
import { newest } from "../../../web/src/api/monitoringOrder.ts";
import { otherParty } from "../../../web/src/parts/otherParty.ts";
import { type Filters, groupsOf, shownOf, statusesOf, totalsOf } from "../../../web/src/screens/agents/filters.ts";

const call = (id: string, more: Partial<Call> = {}): Call => ({
  id,
  direction: "inbound",
  state: "answered",
  customer: { number: "11988887777", name: null },
  agent: { id: "ana", name: "Ana", extension: "1001" },
  startedAt: "2026-01-01T10:00:00.000Z",
  answeredAt: "2026-01-01T10:00:05.000Z",
  recording: "on",
  mos: null,
  ...more,
});

const agent = (id: string, more: Partial<Agent> = {}): Agent => ({
  id,
  name: id,
  email: `${id}@example.com`,
  extension: "1001",
  status: "available",
  since: "2026-01-01T10:00:00.000Z",
  groups: [],
  ...more,
});

/** A store whose drawings are begun by hand. */
function storeOf(...agents: Agent[]) {
  let draw = (): void => undefined;
  const store = new AgentStore((begin) => {
    draw = begin;
  });
  const drawn: string[] = [];
  for (const { id } of agents) store.onChangeOf(id, () => drawn.push(id));
  store.onChange(() => drawn.push("any"));
  store.replace(agents);
  const frame = (): string[] => {
    draw();
    draw = () => undefined;
    return drawn.splice(0);
  };
  frame();
  return { store, frame };
}

t.test("one agent changes: what draws that one is told, once a picture", async (t) => {
  const { store, frame } = storeOf(agent("ana"), agent("bia"));
  const bia = store.agents.get("bia");
  t.ok(store.put(agent("ana", { status: "ringing" })));
  t.ok(store.put(agent("ana", { status: "in_call" })));
  t.strictSame(frame(), ["ana", "any"]);
  t.equal(store.agents.get("ana")?.status, "in_call");
  t.equal(store.agents.get("bia"), bia, "the others stay the same objects");
  t.strictSame(frame(), []);
  t.notOk(store.put(agent("eva")), "of whom nothing is known");
});

t.test("a list that says the same is drawn nowhere; who is gone or new is", async (t) => {
  const { store, frame } = storeOf(agent("ana"), agent("bia"));
  const { agents } = store;
  const ana = store.agents.get("ana");
  store.replace([agent("ana"), agent("bia")].map((one) => store.kept(one)));
  t.strictSame(frame(), ["any"]);
  t.equal(store.agents.get("ana"), ana);
  store.replace([store.kept(agent("ana")), store.kept(agent("bia", { status: "ringing" }))]);
  t.strictSame(frame(), ["bia", "any"]);
  t.equal(store.agents, agents, "everybody is there under the same name: the order of names holds");
  store.replace([agent("ana", { name: "Ana Maria" }), agent("bia")]);
  t.strictSame(frame(), ["ana", "bia", "any"]);
  t.not(store.agents, agents);
  store.replace([store.kept(agent("ana", { name: "Ana Maria" }))]);
  t.strictSame(frame(), ["bia", "any"]);
  const { agents: named } = store;
  store.put(agent("ana", { name: "Anita" }));
  t.not(store.agents, named, "a new name, a new order");
});

t.test("a call is shown with both agents of an internal call, and leaves both", async (t) => {
  const internal = call("c1", { direction: "internal" });
  const { store, frame } = storeOf(agent("ana"), agent("bia", { call: internal }), agent("eva"));
  store.takeCall({ ...internal, monitored: true }, false);
  t.strictSame(frame(), ["ana", "bia", "any"]);
  t.equal(store.agents.get("bia")?.call?.monitored, true);
  store.takeCall(call("c2"), false);
  t.equal(store.agents.get("ana")?.call?.id, "c1", "a second call does not hide the first");
  store.takeCall({ ...internal, state: "ended" }, true);
  t.notOk("call" in store.agents.get("ana")!);
  t.notOk("call" in store.agents.get("bia")!);
  store.takeCall({ ...internal, state: "ended" }, true);
  t.notOk("call" in store.agents.get("ana")!, "an end that comes late begins nothing");
});

t.test("the mark of whoever monitors goes with the monitoring", async (t) => {
  const { store, frame } = storeOf(agent("ana", { monitoring: { id: "m1", callId: "c1" } }), agent("bia"));
  store.takeEndOfMonitoring("m1");
  t.strictSame(frame(), ["ana", "any"]);
  t.notOk("monitoring" in store.agents.get("ana")!);
});

const everybody: Filters = { search: "", statuses: [], group: undefined, order: "name" };
const sales = { id: "g1", name: "Vendas" };
const team = new Map(
  [
    agent("3", { name: "Zoé", extension: "1010", since: "2026-01-01T09:00:00.000Z" }),
    agent("1", { name: "ana", status: "in_call", call: call("c1"), groups: [sales], extension: "1002" }),
    agent("2", { name: "Álvaro", status: "offline", groups: [sales, { id: "g0", name: "Suporte" }], extension: "900" }),
  ].map((one) => [one.id, one]),
);

t.test("search, status, group and order", async (t) => {
  const shown = (filters: Partial<Filters>) => shownOf(team, { ...everybody, ...filters }).join(" ");
  t.equal(shown({}), "2 1 3", "names as a person orders them");
  t.equal(shown({ search: "zoe" }), "3");
  t.equal(shown({ search: "98888" }), "1", "by the number of the call");
  t.equal(shown({ search: "nobody" }), "");
  t.equal(shown({ statuses: ["offline", "available"] }), "2 3");
  t.equal(shown({ group: "g1" }), "2 1");
  t.equal(shown({ group: "gone" }), "");
  t.equal(shown({ order: "status" }), "1 3 2");
  t.equal(shown({ order: "since" }), "3 2 1");
  t.equal(shown({ order: "call" }), "1 2 3", "who is in no call comes last");
  t.equal(shown({ order: "extension" }), "2 1 3", "by number, not by letter");
  t.strictSame(statusesOf("offline,nonsense,in_call"), ["in_call", "offline"]);
  t.strictSame(statusesOf(undefined), []);
  t.match(totalsOf(team), { all: 3, in_call: 1, available: 1, offline: 1, ringing: 0 });
  t.strictSame(
    groupsOf(team).map(({ name }) => name),
    ["Suporte", "Vendas"],
  );
});

t.test("with whom an agent speaks", async (t) => {
  t.same(otherParty(agent("ana", { call: call("c") })), { number: "(11) 98888-7777", name: null });
  t.same(otherParty(agent("eva", { call: call("c", { direction: "internal" }) })), { number: "1001", name: "Ana" });
  t.equal(otherParty(agent("ana")), undefined);
  const numbers = ["1133334444", "+5511988887777", "+15551234567", "1002", "anonymous"].map(
    (number) => otherParty(agent("ana", { call: call("c", { customer: { number, name: null } }) }))?.number,
  );
  t.same(numbers, ["(11) 3333-4444", "(11) 98888-7777", "+15551234567", "1002", "anonymous"]);
});

t.test("an answer that an event has overtaken does not take the monitoring back", async (t) => {
  const base = { mode: "passive", follow: "call", purpose: null, callId: "c", agentId: "a", userId: "u" } as const;
  const times = { createdAt: "1", connectedAt: null, endedAt: null, effectiveAt: null, reason: null, sipStatus: null };
  const dialing = { id: "m", state: "dialing", ...base, ...times } as const;
  const connected = { ...dialing, state: "connected", effectiveAt: "2" } as const;
  const active = { ...connected, mode: "active", effectiveAt: "3" } as const;
  t.equal(newest(connected, dialing), connected);
  t.equal(newest(dialing, connected), connected);
  t.equal(newest(active, connected), active);
  t.equal(newest(connected, active), active);
});

t.test("monitoring is offered as far as it is permitted and possible", async (t) => {
  // The API of a page is that of the place it comes from.
  Object.assign(globalThis, { window: { location: { origin: "http://127.0.0.1" } } });
  const { offerOf } = await import("../../../web/src/screens/agents/offer.ts");
  const rights = { passive: true, semiActive: false, active: true, groupIds: null };
  const me = { role: "restricted", agent: { id: "me", extension: "1" }, monitoring: rights } as unknown as Me;
  const limited = (groupIds: string[]): Me => ({ ...me, monitoring: { ...me.monitoring, groupIds } });
  const ana = agent("ana", { call: call("c1"), groups: [sales] });
  const own = agent("me");
  t.same(offerOf(me, ana, own), { modes: ["passive", "active"] });
  t.same(offerOf(me, agent("ana"), own), { modes: [] }, "no call");
  t.same(offerOf(limited(["g1"]), ana, own).modes, ["passive", "active"]);
  t.same(offerOf(limited(["g2"]), ana, own), { modes: [] }, "out of scope: nothing is said");
  t.same(offerOf({ ...limited([]), role: "administrator" } as Me, ana, own).modes.length, 3);
  t.equal(offerOf(me, { ...ana, id: "me" }, { ...ana, id: "me" }).hindrance, "own_call");
  t.equal(offerOf(me, ana, agent("me", { call: call("c1") })).hindrance, "own_call", "at the other end");
  t.equal(offerOf({ ...me, agent: null }, ana, undefined).hindrance, "no_phone");
  t.equal(offerOf(me, agent("ana", { call: call("c1", { answeredAt: null }) }), own).hindrance, "ringing");
});
