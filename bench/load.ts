/** The load generator: a process of its own, so that it and the server do not share an event loop. */
import { setTimeout as delay } from "node:timers/promises";
import { openSocketPair } from "../lab/media/socketPair.ts";
import type { PhoneCall } from "../lab/phone/call.ts";
import { Api } from "../lab/ponto/api.ts";
import type { Peer } from "../lab/sip/wire.ts";
import { Callers, type Pair } from "./callers.ts";
import { pace, Stream, Voice } from "./generator.ts";
import { type Distribution, distribution } from "./percentiles.ts";

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  readonly sip: Peer;
  readonly calls: readonly number[];
  readonly seconds: number;
}

export interface LatencyRow extends Distribution {
  readonly calls: number;
  /** `direct`: the generator to itself, without a server between. */
  readonly path: "direct" | "server" | "server, monitored";
  readonly lost: number;
}

/** Sockets, caches and compilers settle before anything is noted, ms. */
const WARM_UP_MS = 2000;

/** What is on its way when the measuring ends may still come, ms. */
const DRAIN_MS = 300;

/** Notes the delays of streams that are being paced. */
async function measure(streams: readonly Stream[], seconds: number): Promise<Distribution & { readonly lost: number }> {
  await delay(WARM_UP_MS);
  for (const stream of streams) stream.begin();
  await delay(seconds * 1000);
  for (const stream of streams) stream.end();
  await delay(DRAIN_MS);
  const results = streams.map((stream) => stream.result());
  const delays = Float64Array.from(results.flatMap((result) => result.delays));
  return { ...distribution(delays), lost: results.reduce((total, { lost }) => total + lost, 0) };
}

/** The same streams from socket to socket: what the generator and the kernel cost by themselves. */
async function direct(calls: number, seconds: number): Promise<LatencyRow> {
  const pairs = await Promise.all(
    Array.from({ length: 2 * calls }, async (_, i) => {
      const [from, to] = [await openSocketPair("127.0.0.1"), await openSocketPair("127.0.0.1")];
      const stream = new Stream(i + 1, await from.connect(to.port, "127.0.0.1"));
      to.onRtp(stream.receive);
      return { stream, from, to };
    }),
  );
  const streams = pairs.map(({ stream }) => stream);
  const stop = pace(streams);
  const found = await measure(streams, seconds);
  stop();
  await Promise.all(pairs.flatMap(({ from, to }) => [from.close(), to.close()]));
  return { calls, path: "direct", ...found };
}

/** Both directions of each call. */
async function streamsOf(pairs: readonly Pair[]): Promise<readonly Stream[]> {
  const both = await Promise.all(
    pairs.map(async ({ customer, agent }, i) => [
      await streamBetween(2 * i + 1, customer, agent),
      await streamBetween(2 * i + 2, agent, customer),
    ]),
  );
  return both.flat();
}

async function streamBetween(number: number, from: PhoneCall, to: PhoneCall): Promise<Stream> {
  const stream = new Stream(number, await from.audio.connect());
  to.audio.intercept = stream.receive;
  return stream;
}

/** Rows are told as they are measured: a long bench should not be a silent one. */
async function throughServer(
  callers: Callers,
  calls: number,
  seconds: number,
  tell: (row: LatencyRow) => void,
): Promise<void> {
  const pairs = await callers.call(calls);
  const streams = await streamsOf(pairs);
  const stopParties = pace(streams);
  tell({ calls, path: "server", ...(await measure(streams, seconds)) });

  // The parties talk on while the monitors join, and so keep what the server adds to their timestamps.
  const monitors = await callers.monitor(calls);
  const voices = await Promise.all(
    monitors.map(async (leg, i) => {
      leg.audio.intercept = () => {};
      return new Voice(1_000_000 + i, await leg.audio.connect());
    }),
  );
  const stopMonitors = pace(voices);
  tell({ calls, path: "server, monitored", ...(await measure(streams, seconds)) });

  stopMonitors();
  stopParties();
  await callers.hangUp(pairs, monitors);
}

const { url, token, sip, calls, seconds } = JSON.parse(process.argv[2]!) as LoadOptions;
const tell = (row: LatencyRow): void => void process.send!(row);
const callers = await Callers.open(new Api(url, token), sip);
for (const count of calls) {
  tell(await direct(count, seconds));
  await throughServer(callers, count, seconds, tell);
}
await callers.close();
process.disconnect();
