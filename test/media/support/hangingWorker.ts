/** The script of a media worker that never comes back from its first command. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => {
  parentPort?.postMessage({ event: "workerHung", calls: 0 });
  for (;;);
});
