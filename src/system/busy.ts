import { performance } from "node:perf_hooks";

/** @returns what tells the part (0 to 1) of the time since it was asked last in which this thread's event loop did not wait for anything. */
export function busyMeter(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
