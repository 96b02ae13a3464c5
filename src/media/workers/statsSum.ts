import { delayBounds, type MediaStats } from "../commands.ts";

const noDelays: readonly number[] = new Array(delayBounds.length + 1).fill(0);

/** What a worker has counted at its start. */
export const noStats: MediaStats = {
  packetsIn: 0,
  packetsOut: 0,
  packetsForeign: 0,
  packetsRefused: 0,
  legs: 0,
  forwardDelay: noDelays,
  forwardDelaySumMs: 0,
  tickLateness: noDelays,
  tickLatenessSumMs: 0,
  recordingLostMs: 0,
  busy: 0,
  workersLost: 0,
};

/** The counters of two workers together. */
export const addStats = (a: MediaStats, b: MediaStats): MediaStats => ({
  packetsIn: a.packetsIn + b.packetsIn,
  packetsOut: a.packetsOut + b.packetsOut,
  packetsForeign: a.packetsForeign + b.packetsForeign,
  packetsRefused: a.packetsRefused + b.packetsRefused,
  legs: a.legs + b.legs,
  forwardDelay: addEach(a.forwardDelay, b.forwardDelay),
  forwardDelaySumMs: a.forwardDelaySumMs + b.forwardDelaySumMs,
  tickLateness: addEach(a.tickLateness, b.tickLateness),
  tickLatenessSumMs: a.tickLatenessSumMs + b.tickLatenessSumMs,
  recordingLostMs: a.recordingLostMs + b.recordingLostMs,
  busy: Math.max(a.busy, b.busy),
  workersLost: a.workersLost + b.workersLost,
});

const addEach = (a: readonly number[], b: readonly number[]): number[] => a.map((count, i) => count + b[i]!);
