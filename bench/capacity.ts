/** What a call costs in processor time and memory, by what is done with it, and how many of them are held. */
import type { MonitorMode } from "../src/mixer/audibility.ts";
import type { BenchOptions } from "./options.ts";
import { settledKb } from "./processBooks.ts";
import { type Column, ofACore, table } from "./table.ts";
import type { CallPlan } from "./traffic/callFloor.ts";
import type { Measured } from "./traffic/measuring.ts";
import { type LoadedServer, underLoad } from "./underLoad.ts";

interface Kind {
  readonly kind: string;
  readonly plan: CallPlan;
  readonly recorded?: true;
  readonly monitor?: MonitorMode;
  /** Left out where time is short. */
  readonly rare?: true;
}

export interface CapacityRow {
  readonly kind: string;
  /** At how many calls the next three were measured. */
  readonly calls: number;
  /** Share of a core that a call takes: all of the server, and its media thread alone. */
  readonly core: number;
  readonly mediaCore: number;
  /** What a call adds to the server's resident memory, KB. */
  readonly memoryKb: number;
  /** The most calls that were held, and the fewest that were not; undefined when all that were tried were held. */
  readonly held: number;
  readonly notHeld: number | undefined;
  /** All that was measured, by calls. */
  readonly steps: readonly Step[];
}

interface Step extends Measured {
  readonly calls: number;
}

const narrow: CallPlan = { customer: "PCMA", agent: "PCMA" };
const KINDS: readonly Kind[] = [
  { kind: "plain", plan: narrow },
  { kind: "recorded", plan: narrow, recorded: true },
  { kind: "passive monitor", plan: narrow, monitor: "passive" },
  { kind: "whispering", plan: narrow, monitor: "semi_active" },
  { kind: "whispering, recorded", plan: narrow, recorded: true, monitor: "semi_active" },
  { kind: "barging", plan: narrow, monitor: "active", rare: true },
  { kind: "G.711 to G.722", plan: { customer: "PCMA", agent: "G722" }, rare: true },
  { kind: "G.711 to Opus", plan: { customer: "PCMA", agent: "opus" } },
];

/** Calls before anything is measured: the compiler and the pools have seen what is to come. */
const WARM_UP_CALLS = 20;
const COST_CALLS = 100;
const STEPS = [200, 300, 400, 600];
const QUICK_STEPS = [200];
/** A row is given up after so many seconds, whatever is left to try. */
const ROW_SECONDS = 120;

/** Calls are held while fewer packets than these are lost, and 99 of 100 are on their way for less than this. */
const LOST_SHARE = 0.001;
const DELAY_MS = 5;

export async function capacity({ seconds, sockets, quick }: BenchOptions): Promise<readonly CapacityRow[]> {
  const rows: CapacityRow[] = [];
  const steps = quick ? QUICK_STEPS : STEPS;
  const kinds = quick ? KINDS.filter(({ rare }) => rare !== true) : KINDS;
  const print = table(columns);
  for (const kind of kinds) {
    // Each on a server of its own: what one left in memory is not the next one's.
    const row = await underLoad({ calls: Math.max(...steps), sockets }, (loaded) =>
      measure(loaded, kind, steps, seconds),
    );
    rows.push(row);
    print(row);
  }
  return rows;
}

async function measure(
  loaded: LoadedServer,
  kind: Kind,
  more: readonly number[],
  seconds: number,
): Promise<CapacityRow> {
  const { api, server, load } = loaded;
  const end = performance.now() + ROW_SECONDS * 1000;
  await api.patch("/v1/settings", { recording: { enabled: kind.recorded === true } });
  await grow(load, kind, WARM_UP_CALLS);
  await load.measure(1);
  await load.hangUp();
  const before = await settledKb(server.pid);

  const steps: Step[] = [];
  const step = async (calls: number): Promise<Step> => {
    await grow(load, kind, calls);
    const measured = { calls, ...(await load.measure(seconds)) };
    steps.push(measured);
    return measured;
  };
  const cost = await step(COST_CALLS);
  const memoryKb = ((await settledKb(server.pid)) - before) / COST_CALLS;
  let last = cost;
  for (const calls of more) {
    if (!isHeld(last) || performance.now() > end) break;
    last = await step(calls);
  }
  return {
    kind: kind.kind,
    calls: COST_CALLS,
    core: cost.spent.server / 1000 / cost.ms / COST_CALLS,
    mediaCore: cost.spent.media / 1000 / cost.ms / COST_CALLS,
    memoryKb,
    held: Math.max(0, ...steps.filter(isHeld).map(({ calls }) => calls)),
    notHeld: isHeld(last) ? undefined : last.calls,
    steps,
  };
}

async function grow(load: LoadedServer["load"], { plan, monitor }: Kind, calls: number): Promise<void> {
  await load.calls(calls, plan);
  if (monitor !== undefined) await load.monitors(monitor);
}

const isHeld = ({ sent, lost, between }: Step): boolean => lost < LOST_SHARE * sent && between.p99 < DELAY_MS;

const percent = (share: number): string => `${(100 * share).toFixed(3)} %`;

const columns: readonly Column<CapacityRow>[] = [
  { title: "calls", width: 20, text: ({ kind }) => kind },
  { title: "of a core a call", width: 16, text: ({ core }) => percent(core) },
  { title: "media thread", width: 12, text: ({ mediaCore }) => percent(mediaCore) },
  { title: "KB a call", width: 9, text: ({ memoryKb }) => memoryKb.toFixed(0) },
  { title: "held", width: 5, text: ({ held }) => String(held) },
  { title: "not held", width: 8, text: ({ notHeld }) => String(notHeld ?? "") },
  { title: "p99 ms", width: 7, text: ({ steps }) => steps.at(-1)!.between.p99.toFixed(2) },
  { title: "lost", width: 8, text: ({ steps }) => percent(steps.at(-1)!.lost / steps.at(-1)!.sent) },
  { title: "generator", width: 9, text: ({ steps }) => ofACore(steps.at(-1)!.spent.load, steps.at(-1)!.ms) },
  { title: "others", width: 6, text: ({ steps }) => ofACore(steps.at(-1)!.spent.others, steps.at(-1)!.ms) },
];
