/**
 * Loaded into the server's process by `--import`, so that a test can have what cannot be had from outside:
 * SIGUSR2 is a defect that nothing catches, SIGHUP the death of every media worker.
 */
import { BroadcastChannel, isMainThread } from "node:worker_threads";

const threads = new BroadcastChannel("defects of a test");
if (isMainThread) {
  process.on("SIGUSR2", () => {
    throw new Error("a defect made for a test");
  });
  process.on("SIGHUP", () => threads.postMessage("die"));
} else {
  threads.onmessage = () => process.exit(3);
}
threads.unref();
