/** The real clock. */
import { performance } from "node:perf_hooks";
import type { Scheduler } from "../kernel/clock.ts";

export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(when, work) {
    const timer = setTimeout(work, Math.max(0, when - performance.now()));
    return () => clearTimeout(timer);
  },
};
