/** Calls steered by REST: by the agent's own user and the administrator, by nobody else. */
import t from "tap";
import { emailOf, ensureSupervisor } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import { centre } from "../support/centre.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const PASSWORD = "senha-do-teste";

t.test("calls are steered by REST", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  const { id } = await ensureSupervisor(c.admin, "Ana", PASSWORD);
  await c.admin.patch(`/v1/users/${id}`, { screens: { agentsDashboard: false } });
  const ana = await c.server.now.api.signIn(emailOf("Ana"), PASSWORD);
  const stateOf = async (callId: string): Promise<string> => (await c.admin.get<CallView>(`/v1/calls/${callId}`)).state;

  await t.test("the agent's own user may, without any screen", async (t) => {
    const call = await c.call();
    t.match(await ana.post(`/v1/calls/${call.id}/hold`), { id: call.id, state: "held" });
    t.match(await ana.post(`/v1/calls/${call.id}/hold`), { state: "held" }, "twice is no mistake");
    t.match(await ana.post(`/v1/calls/${call.id}/resume`), { state: "answered" });
    t.match(await ana.post(`/v1/calls/${call.id}/recording/pause`), { recording: "paused" });
    t.match(await ana.post(`/v1/calls/${call.id}/recording/resume`), { recording: "on" });
    await ana.delete(`/v1/calls/${call.id}`);
    t.strictSame(await Promise.all([call.customer.ended(), call.agent.ended()]), ["theirs", "theirs"]);
  });

  await t.test("another user may not", async (t) => {
    const call = await c.call();
    const blind = await ensureSupervisor(c.admin, "Eva", PASSWORD);
    await c.admin.patch(`/v1/users/${blind.id}`, { screens: { agentsDashboard: false } });
    const eva = await c.server.now.api.signIn(emailOf("Eva"), PASSWORD);
    const refused: readonly (readonly [who: string, api: Api, status: number])[] = [
      ["a supervisor", c.clara.api, 403],
      ["a user without the screen", eva, 404],
      ["a stranger", c.server.now.api, 401],
    ];
    for (const [who, api, status] of refused) {
      for (const act of ["hold", "resume", "recording/pause", "recording/resume"]) {
        t.equal((await api.request("POST", `/v1/calls/${call.id}/${act}`)).status, status, `${who}: ${act}`);
      }
      t.equal((await api.request("DELETE", `/v1/calls/${call.id}`)).status, status, `${who}: hang up`);
    }
    t.match(await c.calls(), [{ id: call.id, state: "answered", recording: "on" }], "nothing has happened");
    await call.customer.bye();
    await call.agent.ended();
  });

  await t.test("a call stays held until everybody who holds it has resumed it", async (t) => {
    const call = await c.call();
    await c.admin.post(`/v1/calls/${call.id}/hold`);
    await call.agent.hold();
    await c.admin.post(`/v1/calls/${call.id}/resume`);
    t.equal(await stateOf(call.id), "held");
    t.equal(await hears(call.customer.audio), "music");
    await c.admin.post(`/v1/calls/${call.id}/hold`);
    await call.agent.resume();
    t.equal(await stateOf(call.id), "held");
    t.equal(await hears(call.customer.audio), "music");
    await c.admin.post(`/v1/calls/${call.id}/resume`);
    t.equal(await stateOf(call.id), "answered");
    t.strictSame(await Promise.all([hears(call.customer.audio), hears(call.agent.audio)]), ["agent", "customer"]);
    await call.customer.bye();
    const { holdMs, talkMs } = await c.report(call.id);
    t.ok(holdMs > 1000, `${holdMs} ms on hold`);
    t.ok(talkMs > 0, `${talkMs} ms of talk`);
  });

  await t.test("what is over can be steered no more", async (t) => {
    const call = await c.call();
    await call.customer.bye();
    await c.report(call.id);
    for (const [method, path] of [
      ["POST", "/hold"],
      ["DELETE", ""],
    ] as const) {
      t.equal((await c.admin.request(method, `/v1/calls/${call.id}${path}`)).status, 404, `${method} ${path}`);
    }
  });
});
