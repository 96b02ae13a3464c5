/** Transfers on the built server: by REST and by a phone's REFER, watched by a monitor, told by events, kept in the report. */
import t from "tap";
import type { CallView } from "../../src/calls/views.ts";
import { centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

t.test("transfers", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");
  const bruno = await c.seat("Bruno", "1002");
  bruno.phone.voice = voiceOf("second");
  const events = await c.admin.events();
  t.teardown(() => events.close());
  const transferred = (callId: string) =>
    events.next("call.transferred", ({ data }) => (data.call as CallView).id === callId);

  await t.test("attended by REST, with a monitor that stays", async (t) => {
    const call = await c.call();
    const monitoring = await c.monitor(call, "semi_active");
    t.match(await c.admin.post(`/v1/calls/${call.id}/transfer`, { to: "1002", type: "attended" }), {
      id: call.id,
      state: "held",
    });
    const brunos = await bruno.phone.incoming();
    await brunos.until(() => brunos.state === "connected", "Bruno's phone to be connected");
    t.equal(await hears(call.customer.audio), "music");
    t.equal(await hears(call.agent.audio), "second", "Ana's phone hears Bruno, and has got no INVITE for it");
    t.match(await c.admin.post(`/v1/calls/${call.id}/transfer/complete`), { id: call.id, agent: { name: "Bruno" } });
    t.equal(await call.agent.ended(), "theirs");
    t.equal(await hears(call.customer.audio), "second", "a whisper is for the agent alone");
    t.equal(await hears(brunos.audio), "customer monitor");
    t.equal(await hears(monitoring.leg.audio), "customer second");
    t.match(await c.monitoring(monitoring.id, "connected"), { agentId: bruno.agent.id, callId: call.id });
    t.match((await transferred(call.id)).data, {
      call: { id: call.id, agent: { id: bruno.agent.id }, monitored: true },
      transfer: { type: "attended", fromAgentId: c.ana.agent.id, toAgentId: bruno.agent.id, toNumber: null },
    });
    await call.customer.bye();
    await brunos.ended();
    await c.monitoring(monitoring.id, "ended");
    t.match(await c.report(call.id), {
      agentId: bruno.agent.id,
      hungUpBy: "customer",
      transfers: [{ type: "attended", fromAgentId: c.ana.agent.id, toAgentId: bruno.agent.id }],
    });
  });

  await t.test("blind by REFER", async (t) => {
    const call = await c.call();
    t.equal((await call.agent.refer("1002")).status, 202);
    const brunos = await bruno.phone.incoming();
    t.equal(await call.agent.ended(), "theirs");
    t.equal(await hears(brunos.audio), "customer");
    t.match((await transferred(call.id)).data, { transfer: { type: "blind" } });
    await brunos.bye();
    await call.customer.ended();
    t.match(await c.report(call.id), { agentId: bruno.agent.id, hungUpBy: "agent", transfers: [{ type: "blind" }] });
  });

  await t.test("what stands in the way has a name", async (t) => {
    const call = await c.call();
    const code = async (path: string, body?: unknown): Promise<unknown> =>
      ((await c.admin.request("POST", `/v1/calls/${call.id}/transfer${path}`, body)).body as { code: string }).code;
    t.equal(await code("/complete"), "no_transfer");
    t.equal(await code("/cancel"), "no_transfer");
    t.equal(await code("", { to: "1002", type: "sideways" }), "invalid_request");
    t.equal(await code("", { to: "7777", type: "blind" }), "target_not_found");
    await c.admin.patch(`/v1/agents/${bruno.agent.id}`, { voip: { doNotDisturb: true } });
    t.equal(await code("", { to: "1002", type: "attended" }), "target_busy");
    await c.admin.patch(`/v1/agents/${bruno.agent.id}`, { voip: { doNotDisturb: false } });
    await c.admin.post(`/v1/calls/${call.id}/transfer`, { to: "1002", type: "attended" });
    t.equal(await code("", { to: "1003", type: "blind" }), "already_transferring");
    t.match(await c.admin.post(`/v1/calls/${call.id}/transfer/cancel`), { id: call.id, state: "answered" });
    t.equal(await hears(call.customer.audio), "agent", "Ana has the customer back");
    await call.customer.bye();
    await eventually(async () => (await c.calls()).length === 0 || undefined, "the end of every call");
  });
});
