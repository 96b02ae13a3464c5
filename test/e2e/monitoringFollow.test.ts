/** Through the built server: whom a monitoring may reach, what it is for, and one that stays with its agent from call to call. */
import t from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import type { Group } from "../../src/accounts/directory/shapes.ts";
import type { AuditEntry } from "../../src/accounts/journal/journal.ts";
import type { MonitoringView } from "../../src/calls/live/views.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const phones = { customer: { voice: voiceOf("customer") }, agent: { voice: voiceOf("agent") } };

const read = (c: Centre, id: string): Promise<MonitoringView> => c.clara.api.get(`/v1/monitorings/${id}`);

const inCall = (c: Centre, id: string, callId: string | null): Promise<MonitoringView> =>
  eventually(async () => {
    const view = await read(c, id);
    return view.callId === callId ? view : undefined;
  }, `the monitoring to be in ${callId}`);

async function hangUp(call: LiveCall): Promise<void> {
  await call.customer.bye();
  await call.agent.ended();
}

async function staying(c: Centre, call: LiveCall): Promise<{ id: string; leg: PhoneCall }> {
  const ask = { agentId: c.ana.agent.id, mode: "listen", follow: "agent", purpose: "Training" };
  const { id, callId } = await c.clara.api.post<MonitoringView>("/v1/monitorings", ask);
  const leg = await c.clara.phone.incoming();
  t.equal(callId, call.id);
  await c.monitoring(id, "connected");
  return { id, leg };
}

t.test("it stays with the agent over two calls, on one leg", async (t) => {
  const c = await centre(t, phones);
  const events = await c.clara.api.events();
  const first = await c.call();
  const { id, leg } = await staying(c, first);
  await hangUp(first);
  t.match(await inCall(c, id, null), { state: "connected", follow: "agent", purpose: "Training" });
  t.match(await events.next("monitoring.followed"), { data: { monitoring: { id, callId: null } } });
  t.equal(await hears(leg.audio), "");

  const second = await c.call();
  t.match(await inCall(c, id, second.id), { state: "connected", mode: "passive" });
  t.equal(await hears(leg.audio), "customer agent");
  await c.mode({ id, leg }, "active");
  t.equal(c.clara.phone.log.requests("INVITE").length, 1, "one INVITE in all");
  t.match(await c.admin.get(`/v1/calls/${second.id}`), { monitored: true, monitorings: [{ id, mode: "active" }] });

  await c.clara.api.delete(`/v1/monitorings/${id}`);
  t.equal(await leg.ended(), "theirs");
  await hangUp(second);
  events.close();
  const audit = await c.admin.list<AuditEntry>("/v1/audit");
  const own = audit.filter(({ subject }) => subject === id).reverse();
  t.strictSame(
    own.map(({ action, detail }) => [action, detail.callId, detail.purpose]),
    [
      ["monitoring.requested", first.id, "Training"],
      ["monitoring.connected", first.id, "Training"],
      ["monitoring.followed", second.id, "Training"],
      ["monitoring.mode_changed", second.id, "Training"],
      ["monitoring.ended", second.id, "Training"],
    ],
  );
});

t.test("the scope: refused outside, ended when it shrinks or the group does", async (t) => {
  const c = await centre(t, phones);
  const bruno = await c.seat("Bruno", "1002");
  const members = (...agentIds: string[]) => c.admin.patch(`/v1/groups/${group.id}`, { agentIds });
  const group = await c.admin.post<Group>("/v1/groups", {
    name: "Vendas",
    strategy: "all",
    agentIds: [c.ana.agent.id],
  });
  const scope = (groupIds: string[] | null) =>
    c.admin.patch(`/v1/users/${c.clara.user.id}`, { monitoring: { groupIds } });
  await scope([group.id]);
  const call = await c.call();
  const ask = { callId: call.id, mode: "passive" };
  t.match(await c.clara.api.request("POST", "/v1/monitorings", { agentId: bruno.agent.id, mode: "passive" }), {
    status: 403,
    body: { code: "agent_out_of_scope" },
  });

  const shrinking: readonly (() => Promise<unknown>)[] = [() => members(bruno.agent.id), () => scope([])];
  for (const shrink of shrinking) {
    await members(c.ana.agent.id);
    const { id, leg } = await c.monitor(call, "passive");
    await shrink();
    t.equal(await leg.ended(), "theirs");
    t.match(await c.monitoring(id, "ended"), { reason: "permission_revoked" });
  }
  t.match(await c.clara.api.request("POST", "/v1/monitorings", ask), { status: 403 });
  await scope(null);
  await c.monitor(call, "passive");
  await hangUp(call);
});

t.test("a purpose, where the account wants one", async (t) => {
  const c = await centre(t);
  const call = await c.call();
  const ask = { callId: call.id, mode: "passive" };
  for (const purpose of ["", "x".repeat(501), 7]) {
    const refused = await c.clara.api.request("POST", "/v1/monitorings", { ...ask, purpose });
    t.match(refused, { status: 400, body: { code: "invalid_request", errors: [{ path: "purpose" }] } });
  }
  await c.admin.patch("/v1/settings", { monitoring: { purpose: "required" } });
  t.match(await c.clara.api.request("POST", "/v1/monitorings", ask), {
    status: 400,
    body: { code: "invalid_request", errors: [{ path: "purpose" }] },
  });
  const { id } = await c.clara.api.post<MonitoringView>("/v1/monitorings", { ...ask, purpose: "Quality" });
  t.match(await c.admin.get(`/v1/monitorings/${id}`), { purpose: "Quality", follow: "call" });
  await hangUp(call);
});
