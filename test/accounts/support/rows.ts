/** Rows of calls that ended and of their recordings. */
import type { RecordingRow, ReportRow } from "../../../src/accounts/journal/journal.ts";

export const reportOf = (id: string, changes: Partial<ReportRow> = {}): ReportRow => ({
  id,
  callId: `call_${id}`,
  direction: "inbound",
  disposition: "answered",
  customerNumber: "11987654321",
  agentId: "agent_1",
  agentName: "Carla",
  agentExtension: "1001",
  trunkId: "trunk_1",
  startedAt: "2026-01-01T12:00:00.000Z",
  ringingAt: "2026-01-01T12:00:01.000Z",
  answeredAt: "2026-01-01T12:00:05.000Z",
  endedAt: "2026-01-01T12:01:05.000Z",
  ringMs: 4000,
  talkMs: 60_000,
  holdMs: 0,
  hungUpBy: "customer",
  sipStatus: 200,
  transfers: [],
  recordingId: null,
  quality: null,
  ownNumber: "+551130003000",
  ...changes,
});

export const recordingOf = (id: string, changes: Partial<RecordingRow> = {}): RecordingRow => ({
  id,
  callId: "call_1",
  startedAt: "2026-01-01T12:00:05.000Z",
  durationMs: 1000,
  channels: 2,
  sampleRate: 8000,
  bytes: 32_044,
  format: "wav",
  state: "complete",
  missingMs: 0,
  ...changes,
});
