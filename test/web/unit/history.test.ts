/** What the screens of the past make of days, of totals, of sound, and of the audit log. */
import { createRequire } from "node:module";
import { test } from "tap";
import { addDays, beginOf, dayOf, hourOf, isDay } from "../../../web/src/parts/period/days.ts";
import { choiceOf, daysOf, momentsOf } from "../../../web/src/parts/period/period.ts";
import type { AuditEntry } from "../../../web/src/screens/audit/auditLog.ts";
import { sentenceOf } from "../../../web/src/screens/audit/sentence.ts";
import { byAgent, byDay, byHour } from "../../../web/src/screens/calls/charts/rows.ts";
import { Loudness, outline, STEP_MS } from "../../../web/src/screens/recordings/sound/loudness.ts";
import { pastSilence, silences } from "../../../web/src/screens/recordings/sound/silence.ts";
import { en } from "../../../web/src/texts/en/index.ts";
import { pt } from "../../../web/src/texts/pt-BR/index.ts";

/** It stands among the packages of the page. */
const i18next = createRequire(new URL("../../../web/package.json", import.meta.url))("i18next") as {
  createInstance(): Parameters<typeof sentenceOf>[3];
};

const SAO_PAULO = "America/Sao_Paulo";
const told = (at: number): string => new Date(at).toISOString();

test("days begin when they do in the account's zone", async (t) => {
  t.equal(told(beginOf("2026-03-01", SAO_PAULO)), "2026-03-01T03:00:00.000Z");
  t.equal(told(beginOf("2026-03-01", "Asia/Tokyo")), "2026-02-28T15:00:00.000Z");
  t.equal(told(beginOf("2026-03-01", "Asia/Kolkata")), "2026-02-28T18:30:00.000Z");
  t.equal(told(beginOf("2018-11-04", SAO_PAULO)), "2018-11-04T03:00:00.000Z", "clocks were put forward at midnight");
  t.equal(told(beginOf("2018-02-18", SAO_PAULO)), "2018-02-18T03:00:00.000Z", "and back");
  t.equal(told(beginOf("2026-03-29", "Europe/Berlin")), "2026-03-28T23:00:00.000Z", "later that day");
  t.equal(told(beginOf("2026-03-30", "Europe/Berlin")), "2026-03-29T22:00:00.000Z");
  const lateEvening = Date.parse("2026-03-01T02:59:59Z");
  t.equal(dayOf(lateEvening, SAO_PAULO), "2026-02-28");
  t.equal(hourOf(lateEvening, SAO_PAULO), 23);
  t.equal(addDays("2026-02-28", 1), "2026-03-01");
  t.same(["2026-02-28", "2026-2-28", "yesterday", undefined, "2026-99-99"].map(isDay), [
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("periods by name and by day", async (t) => {
  const days = (period: string, today = "2026-03-15") => daysOf(choiceOf({ period }, "today"), today);
  t.same(days("nonsense"), { from: "2026-03-15", to: "2026-03-15" }, "what is not known is as if nothing was said");
  t.same(days("yesterday"), { from: "2026-03-14", to: "2026-03-14" });
  t.same(days("week"), { from: "2026-03-09", to: "2026-03-15" });
  t.same(days("month"), { from: "2026-03-01", to: "2026-03-15" });
  t.same(days("lastMonth"), { from: "2026-02-01", to: "2026-02-28" });
  t.same(days("lastMonth", "2026-01-31"), { from: "2025-12-01", to: "2025-12-31" });
  t.same(days("all"), { from: undefined, to: undefined });

  const now = Date.parse("2026-03-15T15:00:00Z");
  const moments = (choice: { period?: string; from?: string; to?: string }) =>
    momentsOf(choiceOf(choice, "today"), SAO_PAULO, now);
  t.same(moments({}), { from: "2026-03-15T03:00:00.000Z" }, "today has no end: calls still come");
  t.same(moments({ period: "yesterday" }), { from: "2026-03-14T03:00:00.000Z", to: "2026-03-15T03:00:00.000Z" });
  t.same(moments({ period: "days", from: "2026-03-01", to: "2026-03-02" }), {
    from: "2026-03-01T03:00:00.000Z",
    to: "2026-03-03T03:00:00.000Z",
  });
  t.same(moments({ period: "days", from: "x", to: "y" }), {}, "days that are none are left out");
});

test("plots have the empty hours and days between, too", async (t) => {
  const hour = (at: string, calls: number, answered: number, missed: number) => ({ hour: at, calls, answered, missed });
  const hours = [
    hour("2026-03-01T11:00:00Z", 5, 3, 1),
    hour("2026-03-01T13:00:00Z", 1, 1, 0),
    hour("2026-03-03T11:00:00Z", 2, 0, 2),
  ];
  t.same(byHour(hours, SAO_PAULO), [
    { hour: 8, answered: 3, missed: 3, other: 1 },
    { hour: 9, answered: 0, missed: 0, other: 0 },
    { hour: 10, answered: 1, missed: 0, other: 0 },
  ]);
  t.same(byDay(hours, SAO_PAULO), [
    { day: "2026-03-01", answered: 4, missed: 1, other: 1 },
    { day: "2026-03-02", answered: 0, missed: 0, other: 0 },
    { day: "2026-03-03", answered: 0, missed: 2, other: 0 },
  ]);
  t.same([byHour([], SAO_PAULO), byDay([], SAO_PAULO)], [[], []]);
  const agent = (agentId: string, calls: number, talkMs: number) => ({
    agentId,
    name: null,
    calls,
    answered: calls,
    talkMs,
    holdMs: 0,
  });
  t.same(
    byAgent([agent("a", 1, 5), agent("b", 2, 9), agent("c", 3, 5)]).map(({ id }) => id),
    ["b", "c", "a"],
  );
});

/** Seconds of sound of these amplitudes, 16-bit, as so many tracks. */
function pcm(seconds: readonly number[], channels: number): Int16Array {
  const samples = new Int16Array(seconds.length * 8000 * channels);
  for (let i = 0; i < samples.length; i++) {
    const frame = Math.floor(i / channels);
    samples[i] = seconds[Math.floor(frame / 8000)]! * (frame % 2 === 0 ? 1 : -1);
  }
  return samples;
}

test("loudness is the same however the samples are divided", async (t) => {
  const format = { channels: 2, sampleRate: 8000, durationMs: 3000 };
  const samples = pcm([8192, 0, 32767], 2);
  const whole = new Loudness(format);
  whole.take(samples.slice().buffer);
  const divided = new Loudness(format);
  for (let at = 0; at < samples.length; at += 1234) divided.take(samples.slice(at, at + 1234).buffer);
  t.same(divided.tracks, whole.tracks);
  t.equal(whole.knownMs, 3000);
  const [left] = whole.tracks;
  t.equal(left!.length, 3000 / STEP_MS);
  t.same([left![0], left![50]], [0.5, 0], "the square root of the amplitude");
  t.ok(left![100]! > 0.99);
  whole.take(samples.slice().buffer);
  t.equal(whole.tracks[0]!.length, 3000 / STEP_MS, "what lies behind the end that was told is left out");
});

test("what is drawn of a long recording keeps its peaks", async (t) => {
  const track = new Float32Array(10_000);
  track[7_777] = 1;
  const drawn = outline(track);
  t.ok(drawn.length <= 4_000);
  t.equal(Math.max(...drawn), 1);
  t.equal(outline(new Float32Array(4_000)).length, 4_000);
});

test("silences are those in which nobody says anything, without their edges", async (t) => {
  const format = { channels: 2, sampleRate: 8000, durationMs: 10_000 };
  const loudness = new Loudness(format);
  const customer = pcm([9000, 100, 100, 100, 0, 0, 9000, 0, 0, 0], 1);
  const agent = pcm([0, 0, 0, 9000, 0, 0, 0, 100, 100, 100], 1);
  const both = new Int16Array(customer.length * 2);
  for (let i = 0; i < customer.length; i++) {
    both[2 * i] = customer[i]!;
    both[2 * i + 1] = agent[i]!;
  }
  loudness.take(both.buffer);
  const found = silences(loudness.tracks, loudness.knownMs);
  t.same(found, [
    { fromMs: 1250, toMs: 2750 },
    { fromMs: 4250, toMs: 5750 },
    { fromMs: 7250, toMs: 9750 },
  ]);
  t.same(silences(loudness.tracks, 5000), [{ fromMs: 1250, toMs: 2750 }], "what is not known yet is no silence");
  t.same(silences([], 0), []);
  const past = (atMs: number): number => pastSilence(found, atMs);
  t.same([0, 1249, 1250, 2000, 2750, 4999, 9750, 9999].map(past), [0, 1249, 2750, 2750, 2750, 5750, 9750, 9999]);
});

test("each action of the audit log is a sentence in both languages", async (t) => {
  const texts = i18next.createInstance();
  await texts.init({
    lng: "pt-BR",
    fallbackLng: false,
    resources: { "pt-BR": { translation: pt }, en: { translation: en } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
  const entry = (action: string, detail: Record<string, unknown>, subject = "thing_1"): AuditEntry => ({
    id: "audit_1",
    at: "2026-03-01T12:00:00Z",
    actor: { userId: "user_1", email: "clara@example.com", ip: "127.0.0.1" },
    action,
    subject,
    detail,
    personal: "kept",
    sequence: 1,
    previousHash: "0".repeat(64),
    hash: "1".repeat(64),
  });
  const names = new Map([
    ["agent_1", "Ana"],
    ["thing_1", "Operadora"],
  ]);
  const say = (...args: Parameters<typeof entry>): string =>
    sentenceOf(entry(...args), (id) => names.get(id), texts.t, texts);
  const monitoring = { agentId: "agent_1", callId: "call_1" };
  const cases: [sentence: string, translated: string, ...Parameters<typeof entry>][] = [
    [
      "Pediu para monitorar Ana no modo Passiva",
      "Asked to monitor Ana in Passive mode",
      "monitoring.requested",
      { ...monitoring, mode: "passive" },
    ],
    [
      "Deixou de monitorar Ana: a permissão foi retirada",
      "Stopped monitoring Ana: the permission was taken away",
      "monitoring.ended",
      { ...monitoring, reason: "permission_revoked" },
    ],
    [
      "Alterou o usuário clara@example.com, que agora pode: relatórios e gravações, monitorar ativa",
      "Changed the user clara@example.com, who may now use: reports and recordings, monitor actively",
      "permission.changed",
      {
        change: "changed",
        email: "clara@example.com",
        profiles: { analytics: true, financial: false },
        monitoring: { active: true, groupIds: null },
      },
    ],
    ["Excluiu o tronco Operadora", "Deleted the trunk Operadora", "trunk.removed", {}],
    ["Excluiu o grupo group_9", "Deleted the group group_9", "group.removed", {}, "group_9"],
    [
      "Alterou as configurações: gravação, somethingNew",
      "Changed the settings: recording, somethingNew",
      "settings.changed",
      { fields: ["recording", "somethingNew"] },
    ],
    ["Fez “later.added” em Operadora", "Did “later.added” to Operadora", "later.added", {}],
    [
      "Excluiu o agente <b>$t(common.save)</b>",
      "Deleted the agent <b>$t(common.save)</b>",
      "agent.removed",
      {
        name: "<b>$t(common.save)</b>",
      },
      "agent_9",
    ],
  ];
  for (const [sentence, translated, ...args] of cases) {
    await texts.changeLanguage("pt-BR");
    t.equal(say(...args), sentence);
    await texts.changeLanguage("en");
    t.equal(say(...args), translated);
  }
});
