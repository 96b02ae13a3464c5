/** The real clock. */
import { performance } from "node:perf_hooks";
import type { Scheduler } from "../kernel/clock.ts";

/** A thread that wakes up later than this was busy, and packets have waited, too, ms. */
const LATE = 2;

export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(when, work) {
    let late: NodeJS.Immediate | undefined;
    const timer = setTimeout(
      () => {
        // What came meanwhile comes before what is due: a clock that is late must not find that packets are, too.
        if (performance.now() - when > LATE) late = setImmediate(work);
        else work();
      },
      Math.max(0, when - performance.now()),
    );
    return () => {
      clearTimeout(timer);
      clearImmediate(late);
    };
  },
};
