/** The load generator: a process of its own, so that it and the server do not share an event loop. */
import { openSocketPair } from "../lab/media/socketPair.ts";
import { Api } from "../lab/ponto/api.ts";
import type { Peer } from "../lab/sip/wire.ts";
import { Callers } from "./callers.ts";
import { pace, Stream, Voice } from "./generator.ts";
import { measure, streamsOf } from "./measure.ts";
import type { Distribution } from "./percentiles.ts";

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
