/** What listeners make of a network's losses and delays, in virtual time: how much they conceal, how long they wait. */
import { type Network, networks } from "./networks.ts";
import { type Played, packets, play, slowest, ticks } from "./playing.ts";
import { table } from "./table.ts";

/** The listener's clock and the speaker's do not tick together, ms. */
const PHASE_MS = 13;
/** The party into whose packets a monitor's voice is laid has a network of its own: one so many further in the list. */
const OTHER = 3;

export interface JitterRow extends Played {
  readonly network: string;
  /** What says when to read: the 20 ms tick, or the packets of a party over another network. */
  readonly clock: string;
  /** The delay on the way that 99 % of the packets do not exceed, ms. */
  readonly slowest: number;
}

export function jitter(): readonly JitterRow[] {
  const print = table<JitterRow>([
    { title: "network", width: 13, text: ({ network }) => network },
    { title: "clock", width: 13, text: ({ clock }) => clock },
    { title: "lost", width: 5, text: ({ lost }) => String(lost) },
    { title: "concealed", width: 9, text: ({ concealed }) => concealed.toFixed(1) },
    { title: "unheard", width: 7, text: ({ unheard }) => String(unheard) },
    { title: "jumps", width: 5, text: ({ jumps }) => String(jumps) },
    { title: "way p99 ms", width: 10, text: (row) => row.slowest.toFixed(0) },
    { title: "added p50", width: 9, text: ({ added }) => added.p50.toFixed(1) },
    { title: "p99", width: 6, text: ({ added }) => added.p99.toFixed(1) },
    { title: "delay p50", width: 9, text: ({ delay }) => delay.p50.toFixed(1) },
    { title: "p99", width: 6, text: ({ delay }) => delay.p99.toFixed(1) },
  ]);
  const all = networks();
  return all.flatMap((network, i) => {
    const rows = [toTicks(network), toPackets(network, all[(i + OTHER) % all.length]!)];
    rows.forEach(print);
    return rows;
  });
}

const toTicks = ({ name, delays }: Network): JitterRow => ({
  network: name,
  clock: "tick",
  slowest: slowest(delays),
  ...play(delays, ticks(delays.length, PHASE_MS)),
});

const toPackets = ({ name, delays }: Network, other: Network): JitterRow => ({
  network: name,
  clock: other.name,
  slowest: slowest(delays),
  ...play(delays, packets(other.delays, PHASE_MS)),
});
