/** EDGE: starts worker threads. */
import { Worker } from "node:worker_threads";
import type { Log } from "../kernel/log.ts";
import type { MediaEvent } from "./commands.ts";
import type { MediaWorker, WorkerReports } from "./plane.ts";

/** The compiled worker in production, its source under tsx. */
const script = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/** A worker in a thread of its own. */
export function spawnThread(log: Log, reports: WorkerReports): MediaWorker {
  const thread = new Worker(script);
  let closing = false;
  thread.on("message", (event: MediaEvent) => reports.event(event));
  thread.on("error", (error) => log.error({ event: "media_worker_failed", err: error }, "a media worker failed"));
  thread.on("exit", () => {
    if (!closing) reports.lost();
  });
  return {
    post: (command) => thread.postMessage(command),
    async close() {
      closing = true;
      await thread.terminate();
    },
  };
}
