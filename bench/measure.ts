/** Speech through the server's calls, and the noting of its delays. */
import { setTimeout as delay } from "node:timers/promises";
import type { PhoneCall } from "../lab/phone/call.ts";
import type { Pair } from "./callers.ts";
import { Stream } from "./generator.ts";
import { type Distribution, distribution } from "./percentiles.ts";

/** Sockets, caches and compilers settle before anything is noted, ms. */
const WARM_UP_MS = 2000;

/** What is on its way when the measuring ends may still come, ms. */
const DRAIN_MS = 300;

/** Notes the delays of streams that are being paced. */
export async function measure(
  streams: readonly Stream[],
  seconds: number,
): Promise<Distribution & { readonly lost: number }> {
  await delay(WARM_UP_MS);
  for (const stream of streams) stream.begin();
  await delay(seconds * 1000);
  for (const stream of streams) stream.end();
  await delay(DRAIN_MS);
  const results = streams.map((stream) => stream.result());
  const delays = Float64Array.from(results.flatMap((result) => result.delays));
  return { ...distribution(delays), lost: results.reduce((total, { lost }) => total + lost, 0) };
}

/** Both directions of each call. */
export async function streamsOf(pairs: readonly Pair[]): Promise<readonly Stream[]> {
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
