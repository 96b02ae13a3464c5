/** Nobody can tell (U4–U6): what reports, screens and events show with and without a monitoring, and what the audit log keeps. */
import t from "tap";
import { refuses } from "../../lab/phone/manners.ts";
import { emailOf, ensureSupervisor } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { AuditEntry, ReportRow } from "../../src/accounts/journal/journal.ts";
import type { AgentLiveView, CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { type Centre, centre, type LiveCall, type Seat } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const PASSWORD = "senha-do-teste";

/** Ids, times and how long something took are never the same twice. */
function anonymous(value: unknown): unknown {
  const figures = (_key: string, one: unknown): unknown => (typeof one === "number" ? "a number" : one);
  return JSON.parse(
    JSON.stringify(value, (key, one) => {
      // How many packets a call had is a matter of how long it took.
      if (key === "quality") return JSON.stringify(one, figures);
      if (/(At|Ms|^at|^since|^bytes)$/.test(key) && one !== null) return "time";
      return typeof one === "string" && /^(call|rec|report)_/.test(one) ? "id" : one;
    }),
  );
}

/** A call with a hold in it; the supervisor listens, whispers and speaks from its beginning to its end, or does not. */
async function story(c: Centre, monitored: boolean): Promise<LiveCall> {
  const call = await c.call();
  // Each has been heard, so that how it sounded is told of both.
  await Promise.all([call.customer, call.agent].map(({ audio }) => audio.pass(200)));
  if (monitored) {
    const monitoring = await c.monitor(call, "passive");
    for (const mode of ["semi_active", "active"] as const) await c.mode(monitoring, mode);
  }
  await c.admin.post(`/v1/calls/${call.id}/hold`);
  await c.admin.post(`/v1/calls/${call.id}/resume`);
  await call.customer.bye();
  await call.agent.ended();
  await c.recording(call.id);
  return call;
}

/** What a user hears of by events during one story, up to one that is told to everybody after all the others. */
async function told(c: Centre, api: Api, bruno: Seat, monitored: boolean): Promise<unknown> {
  await bruno.phone.register();
  const events = await api.events();
  await story(c, monitored);
  await bruno.phone.unregister();
  const isLast = ({ data }: (typeof events.events)[number]): boolean =>
    (data.agent as AgentLiveView).id === bruno.agent.id && (data.agent as AgentLiveView).status === "offline";
  await events.next("agent.status", isLast);
  events.close();
  return anonymous(events.events.map(({ type, data }) => ({ type, data })));
}

/** A user with the dashboard and these rights, without a phone. */
async function userWith(c: Centre, name: string, rights: object): Promise<Api> {
  const { id } = await ensureSupervisor(c.admin, name, PASSWORD);
  await c.admin.patch(`/v1/users/${id}`, rights);
  return await c.server.now.api.signIn(emailOf(name), PASSWORD);
}

const noMonitoring = { monitoring: { passive: false, semiActive: false, active: false } };

t.test("U4: reports are the same with and without monitoring", async (t) => {
  const c = await centre(t);
  const [without, monitored] = [await story(c, false), await story(c, true)];
  t.strictSame(anonymous(await c.report(monitored.id)), anonymous(await c.report(without.id)));
  t.equal((await c.admin.list<ReportRow>("/v1/reports/calls")).length, 2, "one row a call, none for the monitor's leg");
  const ofMonitor = await c.admin.list<ReportRow>(`/v1/reports/calls?agentId=${c.clara.agent.id}`);
  t.strictSame(ofMonitor, [], "nothing is counted for the monitor's agent");
});

t.test("U5: nothing tells those who may not know", async (t) => {
  const c = await centre(t);
  const bruno = await c.seat("Bruno", "1002");
  const ana = await userWith(c, "Ana", {});
  const eva = await userWith(c, "Eva", noMonitoring);
  const readers = { "the monitored agent, though she may monitor others": ana, "a user who may not monitor": eva };

  for (const [who, api] of Object.entries(readers)) {
    await t.test(`${who} gets the same events`, async (t) => {
      t.strictSame(await told(c, api, bruno, true), await told(c, api, bruno, false));
    });
  }

  await t.test("nor do the views of the API", async (t) => {
    const call = await c.call();
    const seen = async (api: Api) => ({
      calls: await api.list<CallView>("/v1/calls"),
      call: await api.get<CallView>(`/v1/calls/${call.id}`),
      agents: await api.list<AgentLiveView>("/v1/agents/live"),
      monitorings: await api.list<MonitoringView>("/v1/monitorings"),
    });
    const before = await Promise.all(Object.values(readers).map(seen));
    const { id } = await c.monitor(call, "active");
    const after = await Promise.all(Object.values(readers).map(seen));
    t.strictSame(after, before, "byte for byte, the monitor's agent and its times included");
    t.notOk("monitored" in after[0]!.call || "monitorings" in after[0]!.call, "not even an empty mark");
    for (const api of Object.values(readers)) {
      t.match(await api.request("GET", `/v1/monitorings/${id}`), { status: 404, body: { code: "not_found" } });
      t.match(await api.request("PATCH", `/v1/monitorings/${id}`, { mode: "passive" }), { status: 404 });
      t.match(await api.request("DELETE", `/v1/monitorings/${id}`), { status: 404 });
    }

    await t.test("while those who may know do", async (t) => {
      const marks = {
        monitored: true,
        monitorings: [{ id, mode: "active", state: "connected", userId: c.clara.user.id }],
      };
      const dora = await userWith(c, "Dora", { monitoring: { passive: true, semiActive: false, active: false } });
      for (const api of [c.clara.api, c.admin, dora]) t.match(await api.get(`/v1/calls/${call.id}`), marks);
      const read = await c.admin.list<MonitoringView>("/v1/monitorings");
      t.strictSame(
        read.filter(({ state }) => state === "connected").map((one) => one.id),
        [id],
      );
      t.strictSame(await dora.list("/v1/monitorings"), [], "other people's monitorings are not hers");
      t.match(await dora.request("GET", `/v1/monitorings/${id}`), { status: 404 });
      t.match(await c.admin.request("DELETE", `/v1/monitorings/${id}`), { status: 403, body: { code: "forbidden" } });
      const monitoringOf = async (api: Api) =>
        (await api.list<AgentLiveView>("/v1/agents/live")).find((agent) => agent.id === c.clara.agent.id);
      t.match(await monitoringOf(c.admin), { status: "available", monitoring: { id, callId: call.id } });
      t.notOk("monitoring" in (await monitoringOf(dora))!);
    });
    await call.customer.bye();
  });
});

t.test("U5: nor the administrator, who is the monitored agent", async (t) => {
  const c = await centre(t);
  const bruno = await c.seat("Bruno", "1002");
  await c.admin.patch(`/v1/agents/${c.ana.agent.id}`, { email: adminEmail.toUpperCase() });
  t.strictSame(await told(c, c.admin, bruno, true), await told(c, c.admin, bruno, false), "the same events");
  const call = await c.call();
  const { id } = await c.monitor(call, "active");
  t.notMatch(await c.admin.get(`/v1/calls/${call.id}`), { monitored: Boolean });
  t.strictSame(await c.admin.list("/v1/monitorings"), []);
  t.match(await c.admin.request("GET", `/v1/monitorings/${id}`), { status: 404 });
  const agents = await c.admin.list<AgentLiveView>("/v1/agents/live");
  t.notOk(agents.some((agent) => "monitoring" in agent || (agent.call && "monitored" in agent.call)));
});

t.test("U6: every monitoring is kept in the audit log, for the administrator alone", async (t) => {
  const c = await centre(t);
  const audited = async (subject: string, last: string): Promise<readonly AuditEntry[]> =>
    await eventually(async () => {
      const entries = await c.admin.list<AuditEntry>("/v1/audit");
      const ours = entries.filter((entry) => entry.subject === subject).reverse();
      return ours.some(({ action }) => action === last) && ours;
    }, `the audit log to tell ${last}`);
  const call = await c.call();
  const of = { callId: call.id, agentId: c.ana.agent.id };

  await t.test("with its modes and its end", async (t) => {
    const monitoring = await c.monitor(call, "passive");
    await c.mode(monitoring, "active");
    await monitoring.leg.info("5");
    await eventually(
      async () => (await c.monitoring(monitoring.id, "connected")).mode === "semi_active",
      "the key to be obeyed",
    );
    await monitoring.leg.bye();
    const entries = await audited(monitoring.id, "monitoring.ended");
    t.match(
      entries.map(({ action, detail }) => ({ action, detail })),
      [
        { action: "monitoring.requested", detail: { ...of, mode: "passive" } },
        { action: "monitoring.connected", detail: { ...of, mode: "passive" } },
        { action: "monitoring.mode_changed", detail: { ...of, mode: "active" } },
        { action: "monitoring.mode_changed", detail: { ...of, mode: "semi_active" } },
        { action: "monitoring.ended", detail: { ...of, reason: "monitor_hung_up" } },
      ],
    );
    const actor = { userId: c.clara.user.id, email: c.clara.user.email, ip: String };
    for (const entry of entries) t.match(entry, { actor, at: /^\d{4}-.*Z$/ });
    t.strictSame(
      entries.map(({ at }) => at).toSorted(),
      entries.map(({ at }) => at),
      "in the order of time",
    );
  });

  await t.test("one that failed, too", async (t) => {
    c.clara.phone.manner = refuses(486);
    const { id } = await c.clara.api.post<MonitoringView>("/v1/monitorings", { callId: call.id, mode: "active" });
    const entries = await audited(id, "monitoring.failed");
    t.strictSame(
      entries.map(({ action }) => action),
      ["monitoring.requested", "monitoring.failed"],
    );
    t.match(entries[1], { detail: { ...of, reason: "busy", sipStatus: 486 } });
  });

  t.match(await c.clara.api.request("GET", "/v1/audit"), { status: 403, body: { code: "forbidden" } });
  await call.customer.bye();
});
