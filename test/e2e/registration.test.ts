/** Phones at the real registrar: they come and go, change tokens and transports, and outlive a restart of the server. */
import t from "tap";
import { answers } from "../../lab/phone/manners.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureTrunk, phoneOf } from "../../lab/ponto/account.ts";
import type { AgentLiveView } from "../../src/calls/live/views.ts";
import { type Centre, CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const statusOf = async (c: Centre, agentId: string): Promise<string | undefined> =>
  (await c.admin.list<AgentLiveView>("/v1/agents/live")).find(({ id }) => id === agentId)?.status;

t.test("phones register", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");

  await t.test("and are offline when they no longer do", async (t) => {
    t.equal(await statusOf(c, c.ana.agent.id), "available");
    await c.ana.phone.unregister();
    t.equal(await statusOf(c, c.ana.agent.id), "offline");
    t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 480);
    await c.ana.phone.register();
    t.equal(await statusOf(c, c.ana.agent.id), "available");
  });

  await t.test("all of an agent's contacts go at once with a star", async (t) => {
    const desk = await phoneOf(c.admin, c.ana.agent, c.server.now.sip);
    t.teardown(() => desk.close());
    const star = await desk.ask(
      desk.compose("REGISTER", `sip:${desk.domain}`, {
        to: `<${desk.aor}>`,
        headers: [
          ["Contact", "*"],
          ["Expires", "0"],
        ],
      }),
    );
    t.equal(star.status, 200);
    t.equal(await statusOf(c, c.ana.agent.id), "offline");
    await c.ana.phone.register();
  });

  await t.test("a new token puts the old one out of use", async (t) => {
    const { token } = await c.admin.post<{ token: string }>(`/v1/agents/${c.ana.agent.id}/voip/token`);
    await t.rejects(c.ana.phone.register(), { message: /REGISTER was answered 401/ });
    const renewed = await c.stranger(c.ana.agent, token);
    t.equal((await renewed.register()).status, 200);
    await renewed.unregister();
  });

  await t.test("over TCP, and call, are called and monitor all the same", async (t) => {
    const bruno = await c.seat("Bruno", "1002", { transport: "tcp", voice: voiceOf("agent") });
    const dora = await c.supervisor("Dora", "1004", { transport: "tcp", voice: voiceOf("monitor") });
    c.clara.phone.voice = voiceOf("customer");
    const call = await (await c.clara.phone.dial("1002")).answered();
    const called = await bruno.phone.incoming();
    const { id } = await dora.api.post<{ id: string }>("/v1/monitorings", { agentId: bruno.agent.id, mode: "whisper" });
    const leg = await dora.phone.incoming();
    await c.monitoring(id, "connected", dora);
    t.strictSame(await Promise.all([call, called, leg].map(({ audio }) => hears(audio))), [
      "agent",
      "customer monitor",
      "customer agent",
    ]);
    await called.hold();
    t.equal(await hears(call.audio), "music");
    await called.bye();
    t.equal(await call.ended(), "theirs");
    t.equal(await leg.ended(), "theirs");
    const back = await (await bruno.phone.dial("1003")).answered();
    await back.bye();
  });
});

t.test("a phone stays reachable when the server starts again", async (t) => {
  const c = await centre(t);
  c.ana.phone.voice = voiceOf("agent");
  await c.server.now.stop();
  const again = await c.server.restart();
  const admin = await again.administrator();
  const trunk = await TestTrunk.start({ server: again.sip, voice: voiceOf("customer") });
  t.teardown(() => trunk.close());
  await ensureTrunk(admin, "Operadora", trunk);
  t.equal(
    (await admin.list<AgentLiveView>("/v1/agents/live")).find(({ id }) => id === c.ana.agent.id)?.status,
    "available",
  );
  c.ana.phone.manner = answers;
  const registrations = c.ana.phone.log.sent("REGISTER").length;
  const customer = await (await trunk.call(NUMBER, CUSTOMER)).answered();
  const agent = await c.ana.phone.incoming();
  t.equal(c.ana.phone.log.sent("REGISTER").length, registrations, "it did not register again");
  t.strictSame(await Promise.all([hears(customer.audio), hears(agent.audio)]), ["agent", "customer"]);
  await customer.bye();
  await eventually(async () => agent.ending === "theirs", "the agent's phone to be hung up");
});
