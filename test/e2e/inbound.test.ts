/** Customers call: several phones of one agent, phones that refuse, ringing and early media, and calls that come to nothing. */
import t from "tap";
import { answers, refuses, rings } from "../../lab/phone/manners.ts";
import { phoneOf } from "../../lab/ponto/account.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

t.test("customers call", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.ana.phone.manner = rings;
  const desk = await phoneOf(c.admin, c.ana.agent, c.server.now.sip, { manner: rings, voice: voiceOf("second") });
  t.teardown(() => desk.close());
  const rows = () => c.admin.list<ReportRow>("/v1/reports/calls");
  const reported = async (known: readonly ReportRow[]): Promise<ReportRow> =>
    await eventually(
      async () => (await rows()).find((row) => row.endedAt !== null && known.every(({ id }) => id !== row.id)),
      "a new report row",
    );

  await t.test("every phone of the agent rings, and the first to answer has the call", async (t) => {
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const [soft, hard] = await Promise.all([c.ana.phone.incoming(), desk.incoming()]);
    t.match(soft.from, `<sip:${CUSTOMER}@`);
    await hard.answer();
    await customer.answered();
    t.equal(await soft.ended(), 487);
    t.strictSame(await Promise.all([hears(customer.audio), hears(hard.audio)]), ["second", "customer"]);
    await hard.bye();
    t.equal(await customer.ended(), "theirs");
  });

  await t.test("one phone refuses, the other may still answer", async (t) => {
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const [soft, hard] = await Promise.all([c.ana.phone.incoming(), desk.incoming()]);
    soft.reject(486);
    await hard.answer();
    await customer.answered();
    await customer.bye();
    t.equal(await hard.ended(), "theirs");
  });

  await t.test("all refuse: busy", async (t) => {
    const known = await rows();
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const [soft, hard] = await Promise.all([c.ana.phone.incoming(), desk.incoming()]);
    soft.reject(480);
    hard.reject(486);
    t.equal(await customer.ended(), 486);
    t.match(await reported(known), { direction: "inbound", disposition: "busy", agentId: c.ana.agent.id });
  });

  await t.test("the customer gives up while it rings", async (t) => {
    const known = await rows();
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const [soft, hard] = await Promise.all([c.ana.phone.incoming(), desk.incoming()]);
    t.equal((await customer.ringing()).status, 180);
    await customer.cancel();
    t.strictSame(await Promise.all([soft.ended(), hard.ended()]), [487, 487]);
    const row = await reported(known);
    t.match(row, { disposition: "cancelled", hungUpBy: "customer", answeredAt: null, recordingId: null, talkMs: 0 });
    t.ok(row.ringingAt, "it rang");
  });
  await desk.unregister();

  await t.test("the agent's phone sends early media", async (t) => {
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    const agent = await c.ana.phone.incoming();
    agent.progress();
    await customer.until(() => customer.responses.some(({ status }) => status === 183), "a session progress");
    t.equal(await hears(customer.audio), "agent");
    await agent.answer();
    await customer.answered();
    await customer.bye();
    await agent.ended();
  });

  await t.test("the administrator hangs up", async (t) => {
    c.ana.phone.manner = answers;
    const call = await c.call();
    await c.admin.delete(`/v1/calls/${call.id}`);
    t.strictSame(await Promise.all([call.customer.ended(), call.agent.ended()]), ["theirs", "theirs"]);
    t.match(await c.report(call.id), { disposition: "answered", hungUpBy: "system" });
  });

  const patchVoip = (voip: object) => c.admin.patch(`/v1/agents/${c.ana.agent.id}`, { voip });
  const unreachable = [
    { name: "does not wish to be disturbed", begin: { doNotDisturb: true }, end: { doNotDisturb: false }, status: 486 },
    { name: "has no phone any more", begin: { enabled: false }, end: { enabled: true }, status: 480 },
  ];
  for (const { name, begin, end, status } of unreachable) {
    await t.test(`the agent ${name}`, async (t) => {
      const known = await rows();
      const rung = c.ana.phone.calls.length;
      await patchVoip(begin);
      t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), status);
      t.equal(c.ana.phone.calls.length, rung, "the phone does not ring");
      t.match(await reported(known), { sipStatus: status, ringingAt: null, agentId: c.ana.agent.id });
      await patchVoip(end);
    });
  }

  await t.test("the agent's phone went away without a word", async (t) => {
    // While its agent had none, its registration was taken away.
    await c.ana.phone.register();
    c.ana.phone.manner = refuses(404);
    t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 404);
  });
});
