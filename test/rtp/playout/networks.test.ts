/** Listeners over networks: drawn ones, and those of ITU-T G.1050 where they are at hand. */
import t from "tap";
import { type Network, networks } from "../../../bench/networks.ts";
import { packets, play, slowest, ticks } from "../../../bench/playing.ts";

const all = networks();
const measured = all.filter(({ name }) => name.startsWith("g1050-"));
const drawn = all.filter(({ name }) => !name.startsWith("g1050-"));
const absent = measured.length === 0 ? "the traces of ITU-T G.1050 are not at hand" : false;

/** What the delay may be above the delay on the way of all packets but 1 %, ms. */
const ADDED = 40;

/** A listener of every phase that reads at the tick, and one that is clocked by a party's packets from another network. */
function listens(t: { ok(holds: boolean, title: string): boolean }, { name, delays }: Network, other: Network): void {
  for (const phase of [1, 13]) {
    for (const [clock, steps] of [
      ["tick", ticks(delays.length, phase)],
      [other.name, packets(other.delays, phase)],
    ] as const) {
      const { lost, concealed, added, delay } = play(delays, steps);
      const title = `${name}, ${clock}, phase ${phase}:`;
      const most = lost + 0.01 * delays.length;
      t.ok(concealed <= most, `${title} concealed ${concealed.toFixed(1)} of ${most} frames`);
      const limit = slowest(delays) + ADDED;
      t.ok(added.p99 <= limit, `${title} added ${added.p99} of ${limit} ms`);
      t.ok(delay.p50 <= limit, `${title} the whole delay is ${delay.p50} of ${limit} ms`);
    }
  }
}

for (const [kind, those, skip] of [
  ["drawn", drawn, false],
  ["G.1050", measured, absent],
] as const) {
  t.test(
    `${kind} networks: no more is concealed than was lost and 1 %, and the delay is what the jitter demands`,
    { skip },
    async (t) => {
      if (kind === "G.1050") t.equal(those.length, 24);
      those.forEach((network, i) => {
        listens(t, network, those[(i + 3) % those.length]!);
      });
    },
  );
}

t.test("on a clean network the tick adds a ms to the time for which a packet has to wait for it", async (t) => {
  for (const phase of [2, 7, 13, 18]) {
    const { added, jumps, unheard } = play(
      Array.from({ length: 1000 }, () => 30),
      ticks(1000, phase),
    );
    const wait = (phase + 10) % 20;
    t.equal(added.p50, wait + 1, `phase ${phase}`);
    t.equal(added.max, wait + 1);
    t.equal(jumps + unheard, 0);
  }
});
