/** Recordings of the real process: layouts, holds, pauses, lengths, and who may fetch them (M2). */
import t from "tap";
import { emailOf, ensureSupervisor } from "../../lab/ponto/account.ts";
import { AUDIBLE, loudness, stretches } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { AuditEntry, RecordingRow, ReportRow } from "../../src/accounts/journal/journal.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { voiceOf, voicesIn } from "../support/hearing.ts";

const PASSWORD = "senha-do-teste";
/** Windows of the analysis are 100 ms long, and a phone may be heard a little before or after its command. */
const FUZZ_MS = 200;

const end = async ({ customer, agent }: LiveCall): Promise<void> => {
  await customer.bye();
  await agent.ended();
};

const answeredFor = ({ answeredAt, endedAt }: ReportRow): number => Date.parse(endedAt!) - Date.parse(answeredAt!);

async function lengthAndTracks(c: Centre, call: LiveCall) {
  const { row, wav } = await c.recording(call.id);
  return { row, tracks: wav.tracks, ms: wav.tracks[0]!.length / 8, callMs: answeredFor(await c.report(call.id)) };
}

t.test("recordings", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");

  await t.test("stereo: customer left, agent right, a public monitor in both, as long as the call", async (t) => {
    const call = await c.call();
    t.match(await c.calls(), [{ recording: "on" }]);
    await c.monitor(call, "active");
    await call.customer.audio.pass(500);
    await end(call);
    const { row, tracks, ms, callMs } = await lengthAndTracks(c, call);
    t.match(row, { channels: 2, sampleRate: 8000, format: "wav", state: "complete", missingMs: 0 });
    t.strictSame(tracks.map(voicesIn), [
      ["customer", "monitor"],
      ["agent", "monitor"],
    ]);
    t.ok(Math.abs(ms - callMs) <= 100, `${ms} ms recorded of a call of ${callMs} ms`);
    t.ok(Math.abs(ms - row.durationMs) <= 1, "and the row says so");
    t.equal((await c.report(call.id)).recordingId, row.id);
  });

  await t.test("mixed: one track with everything that is public", async (t) => {
    await c.admin.patch("/v1/settings", { recording: { layout: "mixed" } });
    const call = await c.call();
    const monitoring = await c.monitor(call, "semi_active");
    await call.customer.audio.pass(500);
    await end(call);
    await c.monitoring(monitoring.id, "ended");
    const { row, tracks } = await lengthAndTracks(c, call);
    t.equal(row.channels, 1);
    t.strictSame(tracks.map(voicesIn), [["customer", "agent"]], "a whisper is not public");
    await c.admin.patch("/v1/settings", { recording: { layout: "stereo" } });
  });

  for (const onHold of ["silence", "music"] as const) {
    await t.test(`a hold is ${onHold} in the file, and as long as it was`, async (t) => {
      await c.admin.patch("/v1/settings", { recording: { onHold } });
      const call = await c.call();
      await call.customer.audio.pass(500);
      await call.agent.hold();
      const held = performance.now();
      await call.customer.audio.pass(1500);
      await call.agent.resume();
      const heldMs = performance.now() - held;
      await call.customer.audio.pass(500);
      await end(call);
      const { tracks, ms, callMs } = await lengthAndTracks(c, call);
      t.ok(Math.abs(ms - callMs) <= 100, `${ms} ms recorded of a call of ${callMs} ms`);
      const [before, after, ...more] = stretches(tracks[0]!, 1500);
      t.strictSame(more, [], "the customer is in the file before and after");
      t.ok(
        Math.abs(after!.fromMs - before!.toMs - heldMs) <= FUZZ_MS,
        `${after!.fromMs - before!.toMs} of ${heldMs} ms`,
      );
      const middle = tracks.map((track) => track.subarray(before!.toMs * 8 + 1600, after!.fromMs * 8 - 1600));
      t.equal(
        middle.some((part) => loudness(part) > AUDIBLE),
        onHold === "music",
      );
    });
  }
  await c.admin.patch("/v1/settings", { recording: { onHold: "silence" } });

  await t.test("a paused stretch is silence, its length kept", async (t) => {
    const call = await c.call();
    await call.customer.audio.pass(500);
    t.match(await c.admin.post(`/v1/calls/${call.id}/recording/pause`), { recording: "paused" });
    const paused = performance.now();
    await call.customer.audio.pass(1000);
    t.match(await c.admin.post(`/v1/calls/${call.id}/recording/resume`), { recording: "on" });
    const pausedMs = performance.now() - paused;
    await call.customer.audio.pass(500);
    await end(call);
    const { tracks, ms, callMs } = await lengthAndTracks(c, call);
    t.ok(Math.abs(ms - callMs) <= 100, `${ms} ms recorded of a call of ${callMs} ms`);
    for (const [i, frequency] of [1500, 2000].entries()) {
      const [before, after] = stretches(tracks[i]!, frequency);
      t.ok(
        Math.abs(after!.fromMs - before!.toMs - pausedMs) <= FUZZ_MS,
        `${after!.fromMs - before!.toMs} of ${pausedMs} ms`,
      );
    }
  });

  await t.test("nothing is recorded where the account wants none", async (t) => {
    await c.admin.patch("/v1/settings", { recording: { enabled: false } });
    const call = await c.call();
    t.match(await c.calls(), [{ recording: "off" }]);
    t.match(await c.admin.request("POST", `/v1/calls/${call.id}/recording/pause`), { status: 200 });
    t.match(await c.calls(), [{ recording: "off" }], "there is nothing to pause");
    await end(call);
    t.equal((await c.report(call.id)).recordingId, null);
    t.notOk((await c.admin.list<RecordingRow>("/v1/recordings")).some(({ callId }) => callId === call.id));
    await c.admin.patch("/v1/settings", { recording: { enabled: true } });
  });
});

t.test("the sound of a recording is fetched whole or in parts, by those who may", async (t) => {
  const c = await centre(t);
  c.ana.phone.voice = tone(1000);
  const call = await c.call();
  await call.customer.audio.pass(300);
  await end(call);
  const { row } = await c.recording(call.id);
  const path = `/v1/recordings/${row.id}/audio`;
  const whole = await c.admin.download(path);
  t.equal(whole.status, 200);
  t.match(whole.headers.get("content-type"), "audio/wav");
  t.equal(whole.body.length, row.bytes);

  const parts = [
    { range: "bytes=0-43", from: 0, to: 44 },
    { range: "bytes=100-", from: 100, to: row.bytes },
    { range: "bytes=-10", from: row.bytes - 10, to: row.bytes },
    { range: `bytes=40-${row.bytes + 1000}`, from: 40, to: row.bytes },
  ];
  for (const { range, from, to } of parts) {
    const part = await c.admin.download(path, { Range: range });
    t.equal(part.status, 206, range);
    t.equal(part.headers.get("content-range"), `bytes ${from}-${to - 1}/${row.bytes}`);
    t.ok(part.body.equals(whole.body.subarray(from, to)), "those bytes");
  }
  t.equal((await c.admin.download(path, { Range: `bytes=${row.bytes}-` })).status, 416);

  const { id } = await ensureSupervisor(c.admin, "Eva", PASSWORD);
  const eva = await c.server.now.api.signIn(emailOf("Eva"), PASSWORD);
  t.match(await eva.request("GET", path), { status: 403, body: { code: "forbidden" } });
  await c.admin.patch(`/v1/users/${id}`, { profiles: { analytics: true } });
  t.equal((await eva.download(path)).status, 200);
  const entry = await eventually(async () => {
    const entries = await c.admin.list<AuditEntry>("/v1/audit");
    return entries.find(({ action, actor }) => action === "recording.downloaded" && actor.email === emailOf("Eva"));
  }, "the download to be audited");
  t.match(entry, { subject: row.id, detail: { callId: call.id } });
});
