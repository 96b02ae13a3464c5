/** How late the media clock is under load, and how long a packet is in the server's hands, by the server's own histograms. */
import { Metrics, quantile } from "./metrics.ts";
import type { BenchOptions } from "./options.ts";
import { type Column, table } from "./table.ts";
import { underLoad } from "./underLoad.ts";

export interface TickRow {
  /** Each with a whispering monitor. */
  readonly calls: number;
  /** ms; Infinity beyond the histogram's last bound. */
  readonly lateness: Quantiles;
  readonly forwarding: Quantiles;
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

const CALLS = [100, 300];
const QUICK_CALLS = [100];
const LATENESS = "ponto_media_tick_lateness_seconds";
const FORWARDING = "ponto_rtp_forward_delay_seconds";

export async function tick({ seconds, sockets, quick }: BenchOptions): Promise<readonly TickRow[]> {
  const rows: TickRow[] = [];
  const loads = quick ? QUICK_CALLS : CALLS;
  const print = table(columns);
  await underLoad({ calls: Math.max(...loads), sockets }, async ({ server, load }) => {
    for (const calls of loads) {
      await load.calls(calls, { customer: "PCMA", agent: "PCMA" });
      await load.monitors("semi_active");
      // A short one first: what the calls' beginning cost is not meant.
      await load.measure(1);
      const before = await Metrics.of(server.url);
      await load.measure(seconds);
      const after = await Metrics.of(server.url);
      const row = {
        calls,
        lateness: quantiles(LATENESS, before, after),
        forwarding: quantiles(FORWARDING, before, after),
      };
      rows.push(row);
      print(row);
    }
  });
  return rows;
}

function quantiles(name: string, before: Metrics, after: Metrics): Quantiles {
  const ms = (share: number): number => 1000 * quantile(name, before, after, share);
  return { p50: ms(0.5), p99: ms(0.99), p999: ms(0.999) };
}

const figure = (title: string, width: number, of: (row: TickRow) => number): Column<TickRow> => ({
  title,
  width,
  text: (row) => (of(row) === Number.POSITIVE_INFINITY ? "> 20" : of(row).toFixed(2)),
});

const columns: readonly Column<TickRow>[] = [
  { title: "calls", width: 5, text: ({ calls }) => String(calls) },
  figure("clock late p50 ms", 17, ({ lateness }) => lateness.p50),
  figure("p99 ms", 7, ({ lateness }) => lateness.p99),
  figure("p99.9 ms", 8, ({ lateness }) => lateness.p999),
  figure("forwarding p50 ms", 17, ({ forwarding }) => forwarding.p50),
  figure("p99 ms", 7, ({ forwarding }) => forwarding.p99),
  figure("p99.9 ms", 8, ({ forwarding }) => forwarding.p999),
];
