/** How long sound is on its way: between the parties, from them to a monitor, from a monitor to the agent; and how soon a mode is heard. */
import type { MonitorMode } from "../src/mixer/audibility.ts";
import type { BenchOptions } from "./options.ts";
import type { Distribution } from "./percentiles.ts";
import { type Column, ofACore, table } from "./table.ts";
import type { Measured } from "./traffic/measuring.ts";
import { type LoadedServer, underLoad } from "./underLoad.ts";

export interface LatencyRow extends Measured {
  readonly calls: number;
  readonly path: string;
}

export interface SwitchRow extends Distribution {
  readonly calls: number;
}

export interface LatencyFigures {
  readonly paths: readonly LatencyRow[];
  readonly switches: readonly SwitchRow[];
}

const PLAN = { customer: "PCMA", agent: "PCMA" } as const;
const MODES: readonly (readonly [MonitorMode, string])[] = [
  ["passive", "listening"],
  ["semi_active", "whispering"],
  ["active", "barging"],
];
/** Each is switched there and back. */
const MONITORS_SWITCHED = 20;

export async function latency({ calls, seconds, sockets }: BenchOptions): Promise<LatencyFigures> {
  const paths: LatencyRow[] = [];
  const switches: SwitchRow[] = [];
  await underLoad({ calls: Math.max(...calls), sockets }, async ({ load }) => {
    const print = table(columns);
    const tell = (row: LatencyRow): void => {
      paths.push(row);
      print(row);
    };
    for (const count of calls) {
      switches.push(await atLoad(load, count, seconds, tell));
      await load.hangUp();
    }
  });
  process.stdout.write("\n");
  const print = table<SwitchRow>([
    { title: "calls", width: 5, text: ({ calls }) => String(calls) },
    { title: "switches", width: 8, text: ({ count }) => String(count) },
    { title: "PATCH to first frame p50 ms", width: 27, text: ({ p50 }) => p50.toFixed(1) },
    { title: "p99 ms", width: 7, text: ({ p99 }) => p99.toFixed(1) },
    { title: "max ms", width: 7, text: ({ max }) => max.toFixed(1) },
  ]);
  for (const row of switches) print(row);
  return { paths, switches };
}

/** Rows are told as they are measured: a long bench should not be a silent one. */
async function atLoad(
  load: LoadedServer["load"],
  calls: number,
  seconds: number,
  tell: (row: LatencyRow) => void,
): Promise<SwitchRow> {
  tell({ calls, path: "direct", ...(await load.direct(calls, seconds)) });
  await load.calls(calls, PLAN);
  tell({ calls, path: "plain", ...(await load.measure(seconds)) });
  await load.monitors("passive");
  for (const [mode, path] of MODES) {
    await load.mode(mode);
    tell({ calls, path, ...(await load.measure(seconds)) });
  }
  await load.mode("passive");
  const switched = await load.switches(MONITORS_SWITCHED);
  return { calls, ...switched };
}

/** Of a monitor who listens nothing is heard: what was taken for its bursts were late ones of the customer's. */
const heardByAgent = ({ path, toAgent }: LatencyRow): Distribution =>
  path === "listening" ? { count: 0, p50: Number.NaN, p99: Number.NaN, max: Number.NaN } : toAgent;

const ms = (title: string, width: number, of: (row: LatencyRow) => number): Column<LatencyRow> => ({
  title,
  width,
  text: (row) => (Number.isNaN(of(row)) ? "" : of(row).toFixed(2)),
});

const columns: readonly Column<LatencyRow>[] = [
  { title: "path", width: 10, text: ({ path }) => path },
  { title: "calls", width: 5, text: ({ calls }) => String(calls) },
  { title: "packets", width: 8, text: ({ sent }) => String(sent) },
  { title: "lost", width: 5, text: ({ lost }) => String(lost) },
  ms("p50 ms", 7, ({ between }) => between.p50),
  ms("p99 ms", 7, ({ between }) => between.p99),
  ms("max ms", 7, ({ between }) => between.max),
  ms("to monitor p50", 14, ({ toMonitor }) => toMonitor.p50),
  ms("p99", 6, ({ toMonitor }) => toMonitor.p99),
  ms("to agent p50", 12, (row) => heardByAgent(row).p50),
  ms("p99", 6, (row) => heardByAgent(row).p99),
  { title: "generator", width: 9, text: ({ spent, ms }) => ofACore(spent.load, ms) },
  { title: "others", width: 6, text: ({ spent, ms }) => ofACore(spent.others, ms) },
];
