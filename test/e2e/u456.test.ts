/**
 * U4, U5 and U6 with a monitored agent who is a user of the dashboard: all that Ana can get over REST and by events, while Clara monitors
 * her in every mode and while nobody does, on two servers that live through the same. It is the same, to the letter.
 */
import t, { type Test } from "tap";
import { answers, refuses } from "../../lab/phone/manners.ts";
import { emailOf, ensureSupervisor } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { ServerEvent } from "../../lab/ponto/eventStream.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { AuditEntry, RecordingRow } from "../../src/accounts/journal/journal.ts";
import type { AgentLiveView, CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { type Centre, centre, type LiveCall, type Seat } from "../support/centre.ts";
import { documentedRoutes, isWrite } from "../support/documented.ts";
import { eventually } from "../support/eventually.ts";

const PASSWORD = "senha-do-teste";

/** What a watcher is shown at one moment: answers by what was asked. */
type Shown = Readonly<Record<string, unknown>>;

interface Story {
  readonly shown: Readonly<Record<string, Shown>>;
  readonly events: unknown;
  readonly replayed: unknown;
  /** What Ana's phone sent and received while she was monitored, or was not. */
  readonly messages: readonly string[];
  readonly audited: readonly string[];
}

/** Ids, times, what differs from server to server, and figures that depend on how long something took. */
function anonymous(value: unknown): unknown {
  const figures = (_key: string, one: unknown): unknown => (typeof one === "number" ? "a number" : one);
  return JSON.parse(
    JSON.stringify(value, (key, one) => {
      if (key === "quality") return JSON.stringify(one, figures);
      if (/(At|Ms|^at|^since|^bytes|^start|^from|^to|Seconds|occupancy)$/.test(key) && one !== null)
        return "time or figure";
      if (/^(port|registrar|token|nextCursor|hour)$/.test(key) && one !== null) return key;
      return typeof one === "string" ? anonymousText(one) : one;
    }),
  );
}

const anonymousText = (text: string): string =>
  text
    .replace(/\b([a-z]+)_[0-9a-f]{12,}\b/g, "$1_id")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time")
    .replace(/\b127\.0\.0\.1:\d+/g, "address");

/** Columns of CSV that are figures of the call's length or of its sound. */
function anonymousCsv(text: string): string {
  const [head = "", ...rows] = text.split(/\r?\n/).map((row) => row.split(","));
  const isFigure = (i: number): boolean => /Ms$|LossRatio$|Mos$/.test(String((head as string[])[i]));
  return [
    head,
    ...rows.map((row) => row.map((cell, i) => (isFigure(i) && cell !== "" ? "figure" : anonymousText(cell)))),
  ]
    .map((row) => (row as string[]).join(","))
    .join("\n");
}

/** All that the document lets anybody ask for: of it what this caller is answered, and what this caller is refused. */
async function everything(c: Centre, api: Api, callId: string): Promise<Shown> {
  const paths = (await documentedRoutes(c.admin))
    .filter((route) => !isWrite(route))
    // A stream does not end; metrics are the operator's; no two recordings sound alike; the audit log is told of below.
    .filter(({ path }) => !["/v1/events", "/metrics", "/v1/recordings/{id}/audio"].includes(path))
    .filter(({ path }) => !path.startsWith("/v1/audit"))
    .map(({ path }) => path);
  const [recording] = await c.admin.list<RecordingRow>("/v1/recordings");
  const idOf: Readonly<Record<string, string | undefined>> = {
    calls: callId,
    agents: c.ana.agent.id,
    recordings: recording?.id,
  };
  const asked = paths.map(async (template): Promise<readonly (readonly [string, unknown])[]> => {
    const [, noun = ""] = /^\/v1\/([^/]+)/.exec(template) ?? [];
    const path = template.replace("{id}", idOf[noun] ?? "missing_1");
    const queries = template === "/v1/reports/usage" ? ["?by=number", "?by=trunk"] : [""];
    const answers = queries.map(async (query) => {
      const { status, body } = await api.request("GET", `${path}${query}`);
      return [`${template}${query}`, [status, anonymous(body)]] as const;
    });
    if (!/reports\/calls$|agents$/.test(path)) return Promise.all(answers);
    const csv = await api.download(path, { Accept: "text/csv" });
    const sheet = [`${template} as CSV`, [csv.status, anonymousCsv(csv.body.toString())]] as const;
    return [...(await Promise.all(answers)), sheet];
  });
  return Object.fromEntries((await Promise.all(asked)).flat());
}

const anonymousEvents = (events: readonly ServerEvent[]): unknown =>
  anonymous(events.map(({ type, data }) => ({ type, data })));

/** Bruno's phone leaves last of all, and everybody with a dashboard is told. */
const isLast =
  ({ agent }: Seat) =>
  ({ data }: ServerEvent): boolean => {
    const { id, status } = data.agent as AgentLiveView;
    return id === agent.id && status === "offline";
  };

/** Clara monitors the call in every mode, ends that, and fails to once more. */
async function monitorInEveryWay(c: Centre, call: LiveCall, between: () => Promise<void>): Promise<readonly string[]> {
  const monitoring = await c.monitor(call, "passive");
  await between();
  for (const mode of ["semi_active", "active"] as const) {
    await c.mode(monitoring, mode);
    await between();
  }
  await monitoring.leg.bye();
  await c.monitoring(monitoring.id, "ended");
  c.clara.phone.manner = refuses(486);
  const failed = await c.clara.api.post<MonitoringView>("/v1/monitorings", { agentId: c.ana.agent.id, mode: "active" });
  await c.monitoring(failed.id, "failed");
  c.clara.phone.manner = answers;
  const last = await c.monitor(call, "active");
  return [monitoring.id, failed.id, last.id];
}

/** A call of Ana's, and what the one who is Ana in the dashboard is shown of it. @param ana signs Ana in */
async function story(t: Test, monitored: boolean, ana: (c: Centre) => Promise<Api>): Promise<Story> {
  const c = await centre(t);
  const bruno = await c.seat("Bruno", "1002");
  const api = await ana(c);
  await ensureSupervisor(c.admin, "Eva", PASSWORD);
  const eva = await c.server.now.api.signIn(emailOf("Eva"), PASSWORD);
  const [events, evas] = [await api.events(), await eva.events()];
  const shown: Record<string, Shown> = {};

  const call = await c.call();
  shown.before = await everything(c, api, call.id);
  const from = c.ana.phone.log.entries.length;
  let moment = 0;
  const look = async () => {
    shown[`during, ${++moment}`] = await everything(c, api, call.id);
    if (!monitored) return;
    t.match(await eva.get<CallView>(`/v1/calls/${call.id}`), { monitored: true }, "a third user is shown the mark");
  };
  const ids = monitored ? await monitorInEveryWay(c, call, look) : [];
  if (!monitored) for (let i = 0; i < 3; i++) await look();
  await look();
  const messages = c.ana.phone.log.entries.slice(from).map(({ message }) => message.method ?? `${message.status}`);
  await c.admin.post(`/v1/calls/${call.id}/hold`);
  // So long that it leaves a mark in the recording, every time.
  for (let heard = 0; heard < 10; heard++) await c.admin.get(`/v1/calls/${call.id}`);
  await c.admin.post(`/v1/calls/${call.id}/resume`);
  await call.customer.bye();
  await call.agent.ended();
  await c.recording(call.id);
  await c.report(call.id);
  shown.after = await everything(c, api, call.id);
  await bruno.phone.unregister();
  await events.next("agent.status", isLast(bruno));
  await evas.next("agent.status", isLast(bruno));
  const told = evas.events.filter(({ type }) => type.startsWith("monitoring."));
  t.equal(told.length > 0, monitored, "a third user is told of it");

  const first = events.events[0]!;
  const again = await api.events(first.id);
  await again.next("agent.status", isLast(bruno));
  for (const stream of [events, evas, again]) stream.close();
  return {
    shown,
    events: anonymousEvents(events.events),
    replayed: anonymousEvents([first, ...again.events]),
    messages,
    audited: await auditedOf(c, ids),
  };
}

/** What the audit log tells of monitorings, when it tells the end of all. */
async function auditedOf({ admin }: Centre, ids: readonly string[]): Promise<readonly string[]> {
  const entries = await eventually(async () => {
    const ours = await admin.list<AuditEntry>("/v1/audit?action=monitoring");
    const over = ours.filter(({ action }) => /\.(ended|failed)$/.test(action)).map(({ subject }) => subject);
    return ids.every((id) => over.includes(id)) && ours;
  }, "the audit log to tell the end of each monitoring");
  return entries.map(({ action }) => action).reverse();
}

const audited = [
  ...["requested", "connected", "mode_changed", "mode_changed", "ended"],
  ...["requested", "failed"],
  ...["requested", "connected", "ended"],
].map((what) => `monitoring.${what}`);

function compare(t: Test, monitored: Story, without: Story): void {
  for (const [moment, shown] of Object.entries(without.shown)) {
    const answered = Object.values(shown).filter((answer) => (answer as [number, unknown])[0] === 200).length;
    t.ok(answered > 8, `${moment}: ${answered} answers with something in them`);
    for (const [asked, answer] of Object.entries(shown))
      t.strictSame(monitored.shown[moment]?.[asked], answer, `${moment}: ${asked}`);
  }
  t.strictSame(Object.keys(monitored.shown), Object.keys(without.shown));
  t.strictSame(monitored.events, without.events, "the same events");
  t.strictSame(monitored.replayed, without.replayed, "and the same again by Last-Event-ID");
  t.strictSame(without.replayed, without.events);
  t.notMatch(
    JSON.stringify([monitored.events, monitored.shown]),
    /"monitored"|"monitorings":\[\{/,
    "not even an empty mark",
  );
  t.strictSame(monitored.messages, [], "U1: her phone is sent nothing meanwhile");
  t.strictSame(without.messages, []);
  t.strictSame(monitored.audited, audited, "U6: the audit log tells all of it");
  t.strictSame(without.audited, []);
}

t.test("Ana is an agent and may open, read and monitor everything but her own calls", async (t) => {
  const ana = async (c: Centre): Promise<Api> => {
    const { id } = await ensureSupervisor(c.admin, "Ana", PASSWORD);
    await c.admin.patch(`/v1/users/${id}`, { profiles: { analytics: true, financial: true } });
    const api = await c.server.now.api.signIn(emailOf("Ana"), PASSWORD);
    t.equal((await api.request("GET", "/v1/audit")).status, 403, "U6: the audit log is the administrator's");
    return api;
  };
  compare(t, await story(t, true, ana), await story(t, false, ana));
});

t.test("Ana is the administrator: the audit log, which is hers to read, is the one place that tells her", async (t) => {
  const ana = async (c: Centre): Promise<Api> => {
    await c.admin.patch(`/v1/agents/${c.ana.agent.id}`, { email: adminEmail });
    return c.admin;
  };
  compare(t, await story(t, true, ana), await story(t, false, ana));
});
