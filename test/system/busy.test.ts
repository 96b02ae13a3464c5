import { performance } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import t from "tap";
import { busyMeter } from "../../src/system/busy.ts";

t.test("a thread is as busy as its loop does not wait", async (t) => {
  const busy = busyMeter();
  // To wait is what is measured here.
  await setTimeout(60);
  const idle = busy();
  t.ok(idle >= 0 && idle < 0.7, `waiting: ${idle}`);
  await setImmediate();
  busy();
  const end = performance.now() + 40;
  while (performance.now() < end);
  await setImmediate();
  const working = busy();
  t.ok(working > 0.7 && working <= 1, `working: ${working}`);
});
