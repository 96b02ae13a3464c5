import t from "tap";
import { DelayHistogram } from "../../src/media/histogram.ts";
import { MediaClock, type Ticking } from "../../src/media/mediaClock.ts";
import { VirtualTime } from "../support/virtualTime.ts";

class Ticks implements Ticking {
  readonly due: number[] = [];
  step(due: number): void {
    this.due.push(due);
  }
}

/** A clock whose owner can be blocked for a while. */
class StallingTime extends VirtualTime {
  #stalled = 0;
  override now(): number {
    return super.now() + this.#stalled;
  }
  override at(when: number, work: () => void): () => void {
    return super.at(when - this.#stalled, work);
  }
  stall(ms: number): void {
    this.#stalled += ms;
  }
}

t.test("each ticks every 20 ms, neighbours 2 ms apart", async (t) => {
  const time = new VirtualTime(0, 3);
  const clock = new MediaClock(time, new DelayHistogram());
  const all = Array.from({ length: 20 }, () => new Ticks());
  for (const ticks of all) clock.add(ticks);
  time.advance(200);
  for (const { due } of all) {
    t.ok(due.length === 10 || due.length === 11);
    t.ok(due.every((at, i) => i === 0 || at - due[i - 1]! === 20));
  }
  t.equal(new Set(all.map(({ due }) => due[0]! % 20)).size, 10, "all ten spokes are used");
  for (const ticks of all) clock.remove(ticks);
  t.equal(time.pending, 0, "the clock stops with the last");
});

t.test("it starts again", async (t) => {
  const time = new VirtualTime();
  const clock = new MediaClock(time, new DelayHistogram());
  const ticks = new Ticks();
  clock.add(ticks);
  time.advance(100);
  clock.remove(ticks);
  time.advance(1000);
  const before = ticks.due.length;
  clock.add(ticks);
  time.advance(100);
  t.equal(ticks.due.length - before, 6);
  t.ok(ticks.due.at(-1)! >= 1180, "and does not make up for the time it stood still");
  clock.remove(ticks);
});

t.test("what was a little late is made up for; what was much later is given up", async (t) => {
  for (const [stall, ticksThen] of [
    [60, 4],
    [500, 1],
  ] as const) {
    const time = new StallingTime();
    const lateness = new DelayHistogram();
    const clock = new MediaClock(time, lateness);
    const ticks = new Ticks();
    clock.add(ticks);
    time.advance(100);
    const before = ticks.due.length;
    time.stall(stall);
    time.advance(20);
    const made = ticks.due.slice(before);
    t.ok(Math.abs(made.length - ticksThen) <= 1, `${made.length} after ${stall} ms`);
    t.ok(
      made.every((due) => due % 20 === 0),
      "on the same grid",
    );
    t.ok(lateness.sum >= 0.8 * stall, "counted");
    clock.remove(ticks);
  }
});

t.test("one that leaves within a step, or comes, is no trouble", async (t) => {
  const time = new VirtualTime();
  const clock = new MediaClock(time, new DelayHistogram());
  const later = new Ticks();
  const once: Ticking = {
    step: () => {
      clock.remove(once);
      clock.add(later);
    },
  };
  clock.add(once);
  time.advance(100);
  t.ok(later.due.length >= 4);
  clock.remove(later);
  t.equal(time.pending, 0);
});

t.test("a histogram counts each delay once, bounds inclusive", async (t) => {
  const histogram = new DelayHistogram();
  for (const delay of [-1, 0.05, 0.06, 20, 21]) histogram.record(delay);
  t.strictSame(histogram.cumulative(), [2, 3, 3, 3, 3, 3, 3, 3, 4, 5]);
  t.equal(histogram.sum, 0.05 + 0.06 + 41);
});
