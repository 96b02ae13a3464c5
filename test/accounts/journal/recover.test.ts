import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import t from "tap";
import type { RecordingRow, ReportRow } from "../../../src/accounts/journal/journal.ts";
import { interrupted } from "../../../src/accounts/journal/recover.ts";
import { recordingPath } from "../../../src/recording/paths.ts";
import { recoverRecording } from "../../../src/recording/recovery.ts";
import { parseWavHeader, wavHeader } from "../../../src/recording/wav.ts";
import { everything, must, TestAccount } from "../support/testAccount.ts";

const answeredAt = "2026-01-01T12:00:05.000Z";
const live: ReportRow = {
  id: "report_1",
  callId: "call_1",
  direction: "inbound",
  disposition: "answered",
  customerNumber: "11987654321",
  agentId: "agent_1",
  agentName: "Ana",
  agentExtension: "1001",
  trunkId: null,
  startedAt: "2026-01-01T12:00:00.000Z",
  ringingAt: "2026-01-01T12:00:01.000Z",
  answeredAt,
  endedAt: null,
  ringMs: 4000,
  talkMs: 0,
  holdMs: 0,
  hungUpBy: null,
  sipStatus: null,
  transfers: [],
  recordingId: "rec_1",
  quality: null,
  ownNumber: null,
};
const writing: RecordingRow = {
  id: "rec_1",
  callId: "call_1",
  startedAt: answeredAt,
  durationMs: 0,
  channels: 2,
  sampleRate: 8000,
  bytes: 0,
  format: "wav",
  state: "writing",
  missingMs: 0,
};
const stereo = { channels: 2, sampleRate: 8000 };

t.test("a call that a crash cut off has one row, and a recording that plays", async (t) => {
  const account = await TestAccount.create(t);
  const path = recordingPath(account.dataDir, "rec_1", Date.parse(answeredAt));
  await mkdir(dirname(path), { recursive: true });
  // Ten seconds and a half frame; the header was last written after nine.
  await writeFile(path, Buffer.concat([wavHeader(stereo, 72_000), Buffer.alloc(320_002, 1)]));
  const { journal } = account.accounts;
  journal.recording({ ...writing, path });
  journal.report({ ...live, live: true });
  journal.report({ ...live, id: "report_2", recordingId: "rec_2", live: true });
  journal.recording({ ...writing, id: "rec_2", path: recordingPath(account.dataDir, "rec_2", 0) });
  journal.report({ ...live, id: "report_3", recordingId: null, answeredAt: null, live: true });
  journal.report({ ...live, id: "report_4", recordingId: null, talkMs: 3, live: false });
  // Its recording was finished; the end of the call did not reach its row.
  journal.recording({ ...writing, id: "rec_5", state: "complete", durationMs: 4000, path: "/r/rec_5.wav" });
  journal.report({ ...live, id: "report_5", recordingId: "rec_5", live: true });
  await account.accounts.reports({}, everything);
  await account.kill();
  await account.start({ recoverRecording });

  const recordings = new Map(must(await account.accounts.recordings(everything)).items.map((row) => [row.id, row]));
  t.same(recordings.get("rec_1"), { ...writing, state: "recovered", durationMs: 10_000, bytes: 320_044 });
  t.same(recordings.get("rec_2"), { ...writing, id: "rec_2", state: "recovered", bytes: 44 }, "there was no file");
  t.match(recordings.get("rec_5"), { state: "complete", durationMs: 4000 });
  const bytes = await readFile(path);
  t.same(parseWavHeader(bytes), { ...stereo, frames: 80_000 });
  t.equal(bytes.length, 320_044);

  const reports = new Map(must(await account.accounts.reports({}, everything)).items.map((row) => [row.id, row]));
  const cut = { ...live, disposition: "interrupted", hungUpBy: "system" };
  t.same(reports.get("report_1"), { ...cut, endedAt: "2026-01-01T12:00:15.000Z", talkMs: 10_000 });
  t.match(reports.get("report_2"), { disposition: "interrupted", endedAt: answeredAt, talkMs: 0 });
  t.match(reports.get("report_3"), { disposition: "interrupted", endedAt: "2026-01-01T12:00:01.000Z" });
  t.match(reports.get("report_4"), { disposition: "answered", talkMs: 3 }, "a call that had ended");
  t.match(reports.get("report_5"), { endedAt: "2026-01-01T12:00:09.000Z", talkMs: 4000 });
  t.match(
    account.logged.filter(({ fields }) => "event" in fields && fields.event === "interrupted"),
    [{ fields: { calls: 4, recordings: 2 } }],
  );

  await account.restart({ recoverRecording: async () => t.fail("nothing is left to recover") as never });
});

t.test("a full disk does not stop the start; what was interrupted is finished when it heals", async (t) => {
  const account = await TestAccount.create(t);
  account.accounts.journal.recording({ ...writing, path: "/r/rec_1.wav" });
  account.accounts.journal.report({ ...live, live: true });
  await account.accounts.reports({}, everything);
  await account.kill();
  account.failing = "SQLITE_FULL";
  await account.start({ recoverRecording: async (_path, format) => ({ ...format, durationMs: 2000, bytes: 64_044 }) });
  t.same(must(await account.accounts.reports({}, everything)).items, []);
  t.same(account.accounts.troubles(), ["store_failing"]);
  account.failing = undefined;
  t.match(must(await account.accounts.reports({}, everything)).items, [{ disposition: "interrupted", talkMs: 2000 }]);
  t.match(must(await account.accounts.recordings(everything)).items, [{ state: "recovered", durationMs: 2000 }]);
});

t.test("where a call that was cut off ended", async (t) => {
  const cases: [row: Partial<ReportRow>, recordedMs: number, endedAt: string, talkMs: number][] = [
    [{}, 1500, "2026-01-01T12:00:06.500Z", 1500],
    [{ holdMs: 500 }, 1500, "2026-01-01T12:00:06.500Z", 1000],
    [{ talkMs: 4000, holdMs: 1000 }, 1500, "2026-01-01T12:00:10.000Z", 4000],
    [{}, 0, answeredAt, 0],
    [{ answeredAt: null }, 9999, "2026-01-01T12:00:01.000Z", 0],
    [{ answeredAt: null, ringingAt: null }, 0, live.startedAt, 0],
  ];
  for (const [changes, recordedMs, endedAt, talkMs] of cases) {
    t.match(interrupted({ ...live, ...changes }, recordedMs), { endedAt, talkMs }, JSON.stringify(changes));
  }
});
