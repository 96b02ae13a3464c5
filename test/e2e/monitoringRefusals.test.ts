/** Who may monitor what (life of a monitoring, 1 and 2): every refusal with its status and code, the first that applies. */
import t from "tap";
import { answers, rings } from "../../lab/phone/manners.ts";
import { emailOf, ensureSupervisor } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import { CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const PASSWORD = "senha-do-teste";

interface Answer {
  readonly status: number;
  readonly code: string;
}

t.test("a monitoring is refused", async (t) => {
  const c = await centre(t);
  const bruno = await c.seat("Bruno", "1002");
  const call = await c.call();
  const right = { callId: call.id, mode: "passive" };

  const refusal = async (api: Api, body: unknown): Promise<Answer> => {
    const { status, body: problem } = await api.request<{ code: string }>("POST", "/v1/monitorings", body);
    return { status, code: problem.code };
  };
  /** A user who may monitor, but for `changes`; without an agent of the same e-mail. */
  const user = async (name: string, changes: object): Promise<Api> => {
    const { id } = await ensureSupervisor(c.admin, name, PASSWORD);
    await c.admin.patch(`/v1/users/${id}`, changes);
    return await c.server.now.api.signIn(emailOf(name), PASSWORD);
  };
  const patchAgent = (agent: Agent, voip: object) => c.admin.patch(`/v1/agents/${agent.id}`, { voip });

  await t.test("a stranger's", async (t) => {
    t.match(await refusal(c.server.now.api, right), { status: 401, code: "not_authenticated" });
    t.match(await refusal(c.server.now.api, { nonsense: true }), { status: 401 }, "whatever is asked");
  });

  const malformed = [
    { name: "an unknown mode", body: { callId: call.id, mode: "loud" }, path: "mode" },
    { name: "an unknown field", body: { ...right, volume: 11 }, path: "volume" },
    { name: "no mode", body: { callId: call.id }, path: "mode" },
  ];
  for (const { name, body, path } of malformed) {
    await t.test(name, async (t) => {
      const { status, body: problem } = await c.clara.api.request("POST", "/v1/monitorings", body);
      t.equal(status, 400);
      t.match(problem, { code: "invalid_request", errors: [{ path, message: String }] });
    });
  }
  await t.test("neither a call nor an agent, or both", async (t) => {
    const invalid = { status: 400, code: "invalid_request" };
    t.match(await refusal(c.clara.api, { mode: "passive" }), invalid);
    t.match(await refusal(c.clara.api, { ...right, agentId: c.ana.agent.id }), invalid);
  });

  await t.test("of a user without the screen or the permission", async (t) => {
    const blind = await user("Eva", { screens: { agentsDashboard: false }, monitoring: { passive: false } });
    t.match(await refusal(blind, right), { status: 403, code: "screen_not_permitted" });
    const modest = await user("Flavio", { monitoring: { passive: true, semiActive: false, active: false } });
    for (const mode of ["semi_active", "active", "whisper", "barge"]) {
      t.match(await refusal(modest, { callId: "call_none", mode }), { status: 403, code: "mode_not_permitted" }, mode);
    }
    t.match(await refusal(modest, right), { status: 422, code: "no_matching_agent" }, "passive is permitted");
  });

  await t.test("of what is not there", async (t) => {
    t.match(await refusal(c.clara.api, { callId: "call_none", mode: "passive" }), {
      status: 404,
      code: "call_not_found",
    });
    t.match(await refusal(c.clara.api, { agentId: "agt_none", mode: "passive" }), {
      status: 404,
      code: "agent_not_found",
    });
    const idle = { agentId: bruno.agent.id, mode: "passive" };
    t.match(await refusal(c.clara.api, idle), { status: 409, code: "agent_not_in_call" });
  });

  await t.test("of a call that is over", async (t) => {
    const over = await c.call("11977776666");
    await over.customer.bye();
    await eventually(async () => (await c.calls()).every(({ id }) => id !== over.id), "the call to be over");
    t.match(await refusal(c.clara.api, { ...right, callId: over.id }), { status: 404, code: "call_not_found" });
  });

  await t.test("of one's own call", async (t) => {
    await ensureSupervisor(c.admin, "Ana", PASSWORD);
    const ana = await c.server.now.api.signIn(emailOf("Ana").toUpperCase(), PASSWORD);
    t.match(await refusal(ana, right), { status: 403, code: "self_monitoring" });
    t.match(await refusal(ana, { agentId: c.ana.agent.id, mode: "active" }), { status: 403, code: "self_monitoring" });
  });

  await t.test("of a call that still rings", async (t) => {
    bruno.phone.manner = rings;
    const calling = await c.clara.phone.dial("1002");
    await calling.ringing();
    const dora = await c.supervisor("Dora", "1004");
    t.match(await refusal(dora.api, { agentId: bruno.agent.id, mode: "passive" }), {
      status: 409,
      code: "call_not_live",
    });
    t.match(await refusal(c.clara.api, right), { status: 409, code: "monitor_busy" }, "the caller's own phone is busy");
    await calling.cancel();
    bruno.phone.manner = answers;
  });

  await t.test("while one's own phone is in a call", async (t) => {
    const talking = await (await bruno.phone.dial("1003")).answered();
    t.match(await refusal(c.clara.api, right), { status: 409, code: "monitor_busy" });
    await talking.bye();
    await eventually(async () => (await c.calls()).length === 1, "the call to be over");
  });

  await t.test("of a second call", async (t) => {
    const second = await (await bruno.phone.dial("1004")).answered();
    const monitoring = await c.monitor(call, "passive");
    const other = { agentId: bruno.agent.id, mode: "passive" };
    t.match(await refusal(c.clara.api, other), { status: 409, code: "already_monitoring" });
    await c.clara.api.delete(`/v1/monitorings/${monitoring.id}`);
    for (const [method, body] of [
      ["PATCH", { mode: "active" }],
      ["DELETE", undefined],
    ] as const) {
      const reply = await c.clara.api.request(method, `/v1/monitorings/${monitoring.id}`, body);
      t.match(reply, { status: 409, body: { code: "monitoring_ended" } }, `${method} of one that is over`);
    }
    await second.bye();
  });

  await t.test("where the monitor's phone may not, will not or cannot be rung", async (t) => {
    await patchAgent(c.clara.agent, { enabled: false });
    t.match(await refusal(c.clara.api, right), { status: 422, code: "monitor_voip_disabled" });
    await patchAgent(c.clara.agent, { enabled: true, doNotDisturb: true });
    t.match(await refusal(c.clara.api, right), { status: 422, code: "monitor_do_not_disturb" });
    await patchAgent(c.clara.agent, { doNotDisturb: false });
    await c.clara.phone.unregister();
    t.match(await refusal(c.clara.api, right), { status: 422, code: "monitor_not_registered" });
  });

  await t.test("and nothing came of it all", async (t) => {
    t.match(await c.calls(), [{ id: call.id, state: "answered", monitored: false, monitorings: [] }]);
    t.strictSame(call.customer.requests, []);
    t.equal(
      c.clara.phone.log.requests("INVITE").length,
      2,
      "Clara's phone rang for Bruno's call and for one monitoring",
    );
    await call.customer.bye();
  });
});

t.test("the aliases of the modes mean the modes", async (t) => {
  const c = await centre(t);
  const ringing = await c.trunk.call(NUMBER, CUSTOMER);
  await ringing.answered();
  for (const [alias, mode] of Object.entries({ listen: "passive", whisper: "semi_active", barge: "active" })) {
    const view = await c.clara.api.post("/v1/monitorings", { agentId: c.ana.agent.id, mode: alias });
    t.match(view, { mode, agentId: c.ana.agent.id, userId: c.clara.user.id });
  }
});
