/** Calls that come and go for long: what grows that should not. */
import { setTimeout as delay } from "node:timers/promises";
import { Metrics } from "./metrics.ts";
import type { BenchOptions } from "./options.ts";
import { descriptors, memoryKb } from "./processBooks.ts";
import { type Column, table } from "./table.ts";
import type { Wave } from "./traffic/comingAndGoing.ts";
import { type LoadedServer, underLoad } from "./underLoad.ts";

/** The server at one moment. */
export interface SoakSample {
  /** Since the beginning. */
  readonly minute: number;
  readonly residentKb: number;
  /** Of it, what is no file: heaps and buffers. */
  readonly anonymousKb: number;
  readonly descriptors: number;
  readonly ports: number;
  readonly calls: number;
}

export interface SoakFigures {
  readonly samples: readonly SoakSample[];
  readonly done: Wave;
  /** Of a line through the second half of the samples, an hour. */
  readonly growth: Readonly<Record<Watched, number>>;
  /** Before the first call, and when all are over. */
  readonly before: SoakSample;
  readonly after: SoakSample;
}

type Watched = "residentKb" | "anonymousKb" | "descriptors" | "ports";
const WATCHED: readonly Watched[] = ["residentKb", "anonymousKb", "descriptors", "ports"];

const TALKS = 40;
const MINUTE_MS = 60_000;
/** A soak of minutes has so many samples, one of hours one a minute. */
const SAMPLES = 10;
/** Ports rest for a while after their call. */
const REST_MS = 5000;

export async function soak({ hours, sockets }: BenchOptions): Promise<SoakFigures> {
  return await underLoad({ calls: 2 * TALKS, sockets }, async (loaded) => {
    const seconds = hours * 3600;
    const interval = Math.min(MINUTE_MS, (seconds * 1000) / SAMPLES);
    const since = performance.now();
    const look = (): Promise<SoakSample> => sample(loaded, (performance.now() - since) / MINUTE_MS);
    const print = table(columns);
    const before = await look();
    print(before);

    const samples: SoakSample[] = [];
    const coming = loaded.load.comeAndGo({ talks: TALKS, seconds, seed: 1 });
    while (performance.now() - since < seconds * 1000) {
      // Whatever ends it early, ends this.
      await Promise.race([delay(interval), coming]);
      samples.push(await look());
      print(samples.at(-1)!);
    }
    const done = await coming;
    await delay(REST_MS);
    const after = await look();
    print(after);
    const settled = samples.slice(Math.floor(samples.length / 2));
    const growth = Object.fromEntries(WATCHED.map((name) => [name, slope(settled, name) * 60]));
    const figures = { samples, done, growth: growth as SoakFigures["growth"], before, after };
    sumUp(figures);
    return figures;
  });
}

async function sample({ server }: LoadedServer, minute: number): Promise<SoakSample> {
  const metrics = await Metrics.of(server.url);
  const { resident, anonymous } = memoryKb(server.pid);
  return {
    minute,
    residentKb: resident,
    anonymousKb: anonymous,
    descriptors: descriptors(server.pid),
    ports: metrics.value("ponto_rtp_ports_in_use"),
    calls: metrics.value("ponto_calls"),
  };
}

/** Of the line with the least squares, a minute. */
function slope(samples: readonly SoakSample[], name: Watched): number {
  const mean = (of: (sample: SoakSample) => number): number =>
    samples.reduce((total, sample) => total + of(sample), 0) / samples.length;
  const [x, y] = [mean(({ minute }) => minute), mean((sample) => sample[name])];
  const spread = mean(({ minute }) => (minute - x) ** 2);
  return mean((sample) => (sample.minute - x) * (sample[name] - y)) / spread;
}

function sumUp({ done, growth }: SoakFigures): void {
  const { calls, monitorings, transfers, failures } = done;
  process.stdout.write(`${calls} calls, ${monitorings} monitorings, ${transfers} transfers\n`);
  for (const [what, times] of Object.entries(failures)) process.stdout.write(`failed ${times} times: ${what}\n`);
  const told = WATCHED.map((name) => `${name} ${growth[name].toFixed(name.endsWith("Kb") ? 0 : 1)}`).join(", ");
  process.stdout.write(`growth an hour, by the second half: ${told}\n`);
}

const columns: readonly Column<SoakSample>[] = [
  { title: "minute", width: 6, text: ({ minute }) => minute.toFixed(1) },
  { title: "resident KB", width: 11, text: ({ residentKb }) => residentKb.toFixed(0) },
  { title: "anonymous KB", width: 12, text: ({ anonymousKb }) => anonymousKb.toFixed(0) },
  { title: "descriptors", width: 11, text: ({ descriptors }) => String(descriptors) },
  { title: "ports", width: 6, text: ({ ports }) => String(ports) },
  { title: "calls", width: 6, text: ({ calls }) => String(calls) },
];
