/** Where the calls of agents and groups go on the built server: the three strategies, every forward, do-not-disturb, and no circles. */
import t from "tap";
import { answers, refuses, rings } from "../../lab/phone/manners.ts";
import { dialled } from "../../lab/phone/phone.ts";
import type { Agent, Group, PhoneNumber, Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { CUSTOMER, centre, NUMBER, type Seat } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const GROUP_NUMBER = "1130005000";
/** The least that the settings take, s. */
const NO_ANSWER_SECONDS = 5;

t.test("forwards and groups", async (t) => {
  const c = await centre(t, { settings: { forwarding: { noAnswerSeconds: NO_ANSWER_SECONDS } } });
  const bruno = await c.seat("Bruno", "1002", { manner: rings });
  const carla = await c.seat("Carla", "1004", { manner: rings });
  const [trunk] = await c.admin.list<Trunk>("/v1/trunks");
  await c.admin.post<Route>("/v1/routes", { prefix: "0", strip: 1, trunkIds: [trunk!.id] });
  const voip = ({ agent: { id } }: Seat, voip: object) => c.admin.patch<Agent>(`/v1/agents/${id}`, { voip });
  const forward = (seat: Seat, forwardTo: object) => voip(seat, { forwardTo });
  const nowhere = { always: null, busy: null, noAnswer: null };
  const invites = ({ phone }: Seat) => phone.log.requests("INVITE").length;
  const newestRow = async (callId: string) =>
    eventually(async () => {
      const row = (await c.admin.list<ReportRow>("/v1/reports/calls")).find((each) => each.callId === callId);
      return row?.endedAt === null ? undefined : row;
    }, "the final report row");

  await t.test("always: the agent's own phone does not ring", async (t) => {
    await forward(c.ana, { always: "1002" });
    const before = invites(c.ana);
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const leg = await bruno.phone.incoming();
    await leg.answer();
    await customer.answered();
    const [call] = await c.calls();
    t.match(call, { agent: { id: bruno.agent.id }, customer: { number: CUSTOMER } });
    t.equal(invites(c.ana), before);
    await customer.bye();
    t.match(await newestRow(call!.id), { agentId: bruno.agent.id, disposition: "answered" });
  });

  await t.test("always, to a number by a trunk: the customer stays the caller", async (t) => {
    await forward(c.ana, { always: "011955554444" });
    c.trunk.manner = answers;
    const customer = await (await c.trunk.call(NUMBER, CUSTOMER)).answered();
    const out = await c.trunk.incoming();
    t.equal(dialled(out), "11955554444");
    t.match(out.from, CUSTOMER);
    t.match(
      out.invite.get("Diversion"),
      /<sip:\+551130004000@.*reason=unconditional/,
      "and the trunk is told who passed it on",
    );
    await out.bye();
    t.equal(await customer.ended(), "theirs");
  });

  await t.test("no answer: after the time of the settings", async (t) => {
    await forward(c.ana, { always: null, noAnswer: "1002" });
    c.ana.phone.manner = rings;
    const from = performance.now();
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const atAna = await c.ana.phone.incoming();
    const leg = await bruno.phone.incoming((NO_ANSWER_SECONDS + 5) * 1000);
    const ms = performance.now() - from;
    t.ok(ms > NO_ANSWER_SECONDS * 1000 - 100, `${ms} ms`);
    t.equal(await atAna.ended(), 487);
    await leg.answer();
    await customer.answered();
    await customer.bye();
    t.equal(await leg.ended(), "theirs");
  });

  await t.test("do-not-disturb is busy; where that is forwarded, it is", async (t) => {
    await forward(c.ana, nowhere);
    await voip(c.ana, { doNotDisturb: true });
    t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 486);
    await forward(c.ana, { busy: "1004" });
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    await (await carla.phone.incoming()).answer();
    await customer.answered();
    await customer.bye();
    await voip(c.ana, { doNotDisturb: false });
  });

  await t.test("in a circle: each phone rings once, and the call ends", async (t) => {
    await forward(c.ana, { busy: "1002" });
    await forward(bruno, { busy: "1004" });
    await forward(carla, { busy: "1001" });
    const seats = [c.ana, bruno, carla];
    for (const { phone } of seats) phone.manner = refuses(486);
    const before = seats.map(invites);
    t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 486);
    t.strictSame(
      seats.map((seat, i) => invites(seat) - before[i]!),
      [1, 1, 1],
    );
    for (const { phone } of seats) await phone.incoming();
    for (const seat of seats) await forward(seat, nowhere);
    await forward(c.ana, { always: "1002" });
    await forward(bruno, { always: "1001" });
    t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 480, "nobody is left");
    for (const seat of seats) await forward(seat, nowhere);
  });

  await t.test("a group in sequence: by the order, the next when one declines; nobody: busy", async (t) => {
    const group = await c.admin.post<Group>("/v1/groups", {
      ...{ name: "Vendas", strategy: "sequential", ringSeconds: 20, extension: "2001" },
      agentIds: [carla.agent.id, bruno.agent.id],
    });
    const destination = { type: "group", id: group.id };
    await c.admin.post<PhoneNumber>("/v1/numbers", { number: GROUP_NUMBER, destination });
    carla.phone.manner = rings;
    bruno.phone.manner = rings;
    const before = invites(bruno);
    const customer = await c.trunk.call(GROUP_NUMBER, CUSTOMER);
    const atCarla = await carla.phone.incoming();
    await customer.ringing();
    t.equal(invites(bruno), before, "one at a time");
    atCarla.reject(603);
    await (await bruno.phone.incoming()).answer();
    await customer.answered();
    t.match(await c.calls(), [{ agent: { id: bruno.agent.id } }]);

    // Bruno talks: he is passed over.
    const second = await c.trunk.call(GROUP_NUMBER, "11977776666");
    (await carla.phone.incoming()).reject(486);
    t.equal(await second.ended(), 486);
    await customer.bye();

    await c.admin.patch(`/v1/groups/${group.id}`, { strategy: "longest_idle" });
    // Bruno has just talked, Carla has not for longer.
    const third = await c.trunk.call(GROUP_NUMBER, CUSTOMER);
    await (await carla.phone.incoming()).answer();
    await third.answered();
    await third.bye();
    const fourth = await c.trunk.call(GROUP_NUMBER, CUSTOMER);
    await (await bruno.phone.incoming()).answer();
    await fourth.answered();
    await fourth.bye();
  });

  await t.test("a transfer to a group, and to one who forwards", async (t) => {
    c.ana.phone.manner = answers;
    carla.phone.manner = rings;
    bruno.phone.manner = rings;
    const call = await c.call();
    await c.admin.post(`/v1/calls/${call.id}/transfer`, { to: "2001", type: "blind" });
    const first = await carla.phone.incoming();
    await first.answer();
    t.equal(await call.agent.ended(), "theirs");
    await forward(bruno, { always: "011955554444" });
    c.trunk.manner = answers;
    await c.admin.post(`/v1/calls/${call.id}/transfer`, { to: "1002", type: "blind" });
    const out = await c.trunk.incoming();
    t.equal(await first.ended(), "theirs");
    t.match(await c.calls(), [{ id: call.id, agent: null }]);
    await call.customer.bye();
    t.equal(await out.ended(), "theirs");
    t.match((await newestRow(call.id)).transfers, [
      { toAgentId: carla.agent.id, toNumber: null },
      { fromAgentId: carla.agent.id, toAgentId: null, toNumber: "1002" },
    ]);
  });
});
