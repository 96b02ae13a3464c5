import t from "tap";
import { networks } from "../../bench/networks.ts";
import { Deadline, LONGEST_WAIT } from "../../src/mixer/deadline.ts";
import { SAMPLES_PER_MS } from "../../src/rtp/playout/track.ts";

/** A stream of packets of `ms`, each late by what `lateness` says (ms), up to packet `count`. */
function after(count: number, ms: number, lateness: (packet: number) => number): Deadline {
  const deadline = new Deadline();
  for (let i = 0; i < count; i++) deadline.heard((1000 + i * ms + lateness(i)) * SAMPLES_PER_MS, ms * SAMPLES_PER_MS);
  return deadline;
}

const waitOf = (deadline: Deadline): number => deadline.wait / SAMPLES_PER_MS;

t.test("before the first packet nothing is waited for", async (t) => {
  t.ok(new Deadline().isOver(0));
});

t.test("an even stream: one packet may be lost, the next is waited for 10 ms", async (t) => {
  for (const [ptime, wait] of [
    [10, 30],
    [20, 50],
    [30, 70],
    [60, 130],
    [120, 200],
    [200, 210],
  ] as const) {
    const deadline = after(100, ptime, () => 0);
    t.equal(waitOf(deadline), wait, `${ptime} ms`);
    const last = (1000 + 99 * ptime) * SAMPLES_PER_MS;
    t.notOk(deadline.isOver(last + wait * SAMPLES_PER_MS - 1));
    t.ok(deadline.isOver(last + wait * SAMPLES_PER_MS));
  }
});

t.test("lateness lengthens the wait at once, and is forgotten in some 10 s", async (t) => {
  const late = (packet: number) => (packet >= 50 && packet < 56 ? 100 - 20 * (packet - 50) : 0);
  const then = waitOf(after(60, 20, late));
  t.ok(then > 100, `${then} ms`);
  t.ok(waitOf(after(60 + 500, 20, late)) < 80);
  t.equal(waitOf(after(60 + 2000, 20, late)), 50);
});

t.test("a pause is not lateness: what follows comes no closer together", async (t) => {
  const paused = after(100, 20, (packet) => 150 * Math.floor(packet / 20));
  t.equal(waitOf(paused), 50);
});

t.test("nor is loss", async (t) => {
  const deadline = new Deadline();
  for (let i = 0; i < 200; i++) if (i % 10 !== 0) deadline.heard(160 * i, 160);
  t.equal(waitOf(deadline), 50);
});

t.test("whatever comes, the wait is bounded", async (t) => {
  const wild = after(500, 20, (packet) => (packet * 7919) % 1000);
  t.ok(wild.wait <= LONGEST_WAIT);
  t.ok(wild.wait >= 50 * SAMPLES_PER_MS);
});

t.test("on no network are more than 0.2 % of the packets given up that are merely late", async (t) => {
  for (const { name, delays } of networks()) {
    const arrivals = delays
      .map((delay, packet) => ({ packet, at: 20 * packet + delay, lost: delay < 0 }))
      .filter(({ lost }) => !lost)
      .sort((a, b) => a.at - b.at);
    const deadline = new Deadline();
    let newest = -1;
    let collisions = 0;
    for (const { packet, at } of arrivals) {
      const merelyLate = packet <= newest + 1 && newest >= 0;
      // The clock's last step before the packet came.
      const step = Math.floor(at / 20) * 20;
      if (merelyLate && deadline.isOver(step * SAMPLES_PER_MS)) collisions++;
      deadline.heard(at * SAMPLES_PER_MS, 20 * SAMPLES_PER_MS);
      newest = Math.max(newest, packet);
    }
    t.ok(collisions <= 0.002 * delays.length, `${name}: ${collisions}`);
  }
});
