/** Agents call numbers: routes, caller ID, several trunks, early media, and everything that can end a call before it began. */
import t from "tap";
import { answers, refuses, rings } from "../../lab/phone/manners.ts";
import { dialled } from "../../lab/phone/phone.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureTrunk } from "../../lab/ponto/account.ts";
import type { Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import { type Centre, centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const CALLER_ID = "1130004000";

/** One more telephone company. */
async function trunkOf(c: Centre, name: string, teardown: (end: TestTrunk) => void) {
  const end = await TestTrunk.start({ server: c.server.now.sip });
  teardown(end);
  return { end, trunk: await ensureTrunk(c.admin, name, end) };
}

t.test("agents call numbers", async (t) => {
  const c = await centre(t);
  const { end: second, trunk: secondTrunk } = await trunkOf(c, "Reserva", (end) => t.teardown(() => end.close()));
  const [first] = (await c.admin.list<Trunk>("/v1/trunks")).filter(({ name }) => name === "Operadora");
  const route = await c.admin.post<Route>("/v1/routes", {
    prefix: "0",
    strip: 1,
    prepend: "55",
    trunkIds: [first!.id, secondTrunk.id],
    callerId: CALLER_ID,
  });
  c.ana.phone.voice = voiceOf("agent");
  c.trunk.voice = voiceOf("customer");

  /** The report row of the newest call, once it is over. */
  const newest = (known: ReadonlySet<string>): Promise<ReportRow> =>
    eventually(
      async () =>
        (await c.admin.list<ReportRow>("/v1/reports/calls")).find((row) => !known.has(row.id) && row.endedAt !== null),
      "a new report row",
    );
  const rowsSoFar = async () => new Set((await c.admin.list<ReportRow>("/v1/reports/calls")).map(({ id }) => id));

  await t.test("by the route of the longest prefix, with its digits and its caller ID", async (t) => {
    await c.admin.post<Route>("/v1/routes", { prefix: "0800", trunkIds: [secondTrunk.id], strip: 0, prepend: "" });
    const known = await rowsSoFar();
    c.trunk.manner = answers;
    const call = await (await c.ana.phone.dial("011988887777")).answered();
    const customer = await c.trunk.incoming();
    t.equal(dialled(customer), "5511988887777");
    t.match(customer.from, `<sip:${CALLER_ID}@`);
    t.match(customer.invite.get("P-Asserted-Identity"), `<sip:${CALLER_ID}@`);
    t.match(await c.calls(), [{ direction: "outbound", state: "answered", agent: { id: c.ana.agent.id } }]);
    t.strictSame([await hears(customer.audio), await hears(call.audio)], ["agent", "customer"]);
    await call.bye();
    t.equal(await customer.ended(), "theirs");
    t.match(await newest(known), {
      direction: "outbound",
      disposition: "answered",
      customerNumber: /88887777$/,
      agentId: c.ana.agent.id,
      trunkId: first!.id,
      hungUpBy: "agent",
      sipStatus: 200,
    });

    second.manner = answers;
    const free = await (await c.ana.phone.dial("08007770000")).answered();
    t.equal(dialled(await second.incoming()), "08007770000");
    await free.bye();
  });

  await t.test("and hear what the network says before the answer", async (t) => {
    c.trunk.manner = (call) => call.progress();
    const call = await c.ana.phone.dial("011988887777");
    const customer = await c.trunk.incoming();
    t.equal((await call.ringing()).status, 183);
    t.equal(await hears(call.audio), "customer", "early media");
    t.equal(await hears(customer.audio), "nothing", "which goes one way only");
    await customer.answer();
    await call.answered();
    t.equal(await hears(customer.audio), "agent");
    await customer.bye();
    t.equal(await call.ended(), "theirs");
  });

  const refusals = [
    { status: 486, disposition: "busy" },
    { status: 600, disposition: "busy" },
    { status: 404, disposition: "failed" },
    { status: 603, disposition: "busy" },
    { status: 480, disposition: "no_answer" },
  ];
  await c.admin.patch(`/v1/routes/${route.id}`, { trunkIds: [first!.id] });
  for (const { status, disposition } of refusals) {
    await t.test(`the customer answers ${status}, and so the agent is told: ${disposition}`, async (t) => {
      const known = await rowsSoFar();
      c.trunk.manner = refuses(status);
      const call = await c.ana.phone.dial("011988887777");
      t.equal(await call.ended(), status);
      await c.trunk.incoming();
      t.match(await newest(known), { direction: "outbound", disposition, sipStatus: status, answeredAt: null });
    });
  }

  await t.test("a trunk that cannot serve gives way to the next; a busy customer does not", async (t) => {
    await c.admin.patch(`/v1/routes/${route.id}`, { trunkIds: [first!.id, secondTrunk.id] });
    const known = await rowsSoFar();
    c.trunk.manner = refuses(503);
    second.manner = answers;
    const call = await (await c.ana.phone.dial("011988887777")).answered();
    await c.trunk.incoming();
    await second.incoming();
    await call.bye();
    t.match(await newest(known), { disposition: "answered", trunkId: secondTrunk.id });
    c.trunk.manner = refuses(486);
    const busy = await c.ana.phone.dial("011988887777");
    t.equal(await busy.ended(), 486);
    await c.trunk.incoming();
    t.equal(second.log.requests("INVITE").filter(({ uri }) => uri.includes("5511988887777")).length, 1);
  });

  await t.test("a trunk takes no more calls than it may", async (t) => {
    await c.admin.patch(`/v1/trunks/${first!.id}`, { maxCalls: 1 });
    c.trunk.manner = answers;
    const one = await (await c.ana.phone.dial("011988887777")).answered();
    const two = await (await c.clara.phone.dial("011988886666")).answered();
    t.equal(dialled(await c.trunk.incoming()), "5511988887777");
    t.equal(dialled(await second.incoming()), "5511988886666");
    await Promise.all([one.bye(), two.bye()]);
    await c.admin.patch(`/v1/trunks/${first!.id}`, { maxCalls: null });
  });

  await t.test("the agent gives up while it rings", async (t) => {
    const known = await rowsSoFar();
    c.trunk.manner = rings;
    const call = await c.ana.phone.dial("011988887777");
    t.equal((await call.ringing()).status, 180);
    const customer = await c.trunk.incoming();
    await call.cancel();
    t.equal(call.ending, 487);
    t.equal(await customer.ended(), 487);
    t.match(await newest(known), { disposition: "cancelled", hungUpBy: "agent" });
  });

  await t.test("what no route leads to is not found", async (t) => {
    t.equal(await (await c.ana.phone.dial("911")).ended(), 404);
    t.equal(await (await c.ana.phone.dial("nobody")).ended(), 404);
  });

  await t.test("click to call: the agent's phone first, then the customer's", async (t) => {
    c.ana.phone.manner = rings;
    c.trunk.manner = answers;
    const calls = c.trunk.calls.length;
    const view = await c.admin.post<CallView>("/v1/calls", { agentId: c.ana.agent.id, to: "011988887777" });
    t.match(view, { direction: "outbound", state: "ringing", agent: { id: c.ana.agent.id } });
    const agent = await c.ana.phone.incoming();
    t.equal(c.trunk.calls.length, calls, "nobody else rings yet");
    await agent.answer();
    const customer = await c.trunk.incoming();
    await customer.until(() => customer.state === "connected", "the customer to be connected");
    t.strictSame(await Promise.all([hears(agent.audio), hears(customer.audio)]), ["customer", "agent"]);
    await c.admin.delete(`/v1/calls/${view.id}`);
    t.strictSame(await Promise.all([agent.ended(), customer.ended()]), ["theirs", "theirs"]);
    t.match(await c.report(view.id), { direction: "outbound", disposition: "answered", hungUpBy: "system" });
  });
});
