/** What is noted of talks while they are being measured. */
import { setTimeout as delay } from "node:timers/promises";
import { type Distribution, distribution } from "../percentiles.ts";
import { counting, type ProcessorTime } from "../processorTime.ts";
import type { Burst } from "./burst.ts";
import type { MonitorVoice } from "./monitorVoice.ts";
import type { PartyStream } from "./partyStream.ts";

/** Sockets, caches and compilers settle before anything is noted, ms. */
const WARM_UP_MS = 2000;
/** What is on its way when the measuring ends may still come, ms. */
const DRAIN_MS = 500;

export interface Measured {
  /** Delays of the parties' packets, ms. */
  readonly between: Distribution;
  readonly sent: number;
  readonly lost: number;
  /** Delays of bursts from the parties to monitors, and from monitors to the agents who hear them, ms. */
  readonly toMonitor: Distribution;
  readonly toAgent: Distribution;
  /** Bursts to monitors that were not heard. */
  readonly missed: number;
  /** How long was measured, ms. */
  readonly ms: number;
  readonly spent: ProcessorTime;
}

/** Notes what becomes of streams that are being paced. @param voices of monitors who hear the streams */
export async function measuring(
  streams: readonly PartyStream[],
  voices: readonly MonitorVoice[],
  serverPid: number,
  seconds: number,
): Promise<Measured> {
  await delay(WARM_UP_MS);
  for (const stream of streams) stream.begin(seconds);
  for (const voice of voices) voice.burst.begin();
  const spent = counting(serverPid);
  const since = performance.now();
  await delay(seconds * 1000);
  for (const stream of streams) stream.end();
  const ms = performance.now() - since;
  const time = spent();
  await delay(DRAIN_MS);

  const results = streams.map((stream) => stream.result());
  const heard = voices.length > 0 ? burstsOf(streams.map(({ burst }) => burst)) : { delays: [], missed: 0 };
  return {
    between: distribution(joined(results.map(({ delays }) => delays))),
    sent: results.reduce((total, { sent }) => total + sent, 0),
    lost: results.reduce((total, { lost }) => total + lost, 0),
    toMonitor: distribution(Float64Array.from(heard.delays)),
    toAgent: distribution(Float64Array.from(burstsOf(voices.map(({ burst }) => burst)).delays)),
    missed: heard.missed,
    ms,
    spent: time,
  };
}

function burstsOf(bursts: readonly Burst[]): { readonly delays: readonly number[]; readonly missed: number } {
  const results = bursts.map((burst) => burst.result());
  return {
    delays: results.flatMap(({ delays }) => delays),
    missed: results.reduce((total, { missed }) => total + missed, 0),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
