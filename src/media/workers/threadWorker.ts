/** EDGE: starts worker threads. */
import { Worker } from "node:worker_threads";
import type { Log } from "../../kernel/log.ts";
import type { MediaEvent } from "../commands.ts";
import { threadOptions, threadScript } from "../threadScript.ts";
import type { MediaWorker, WorkerReports } from "./plane.ts";

export interface ThreadOptions {
  /** What carries its packets. */
  readonly network: "node" | "native";
  /** What the thread runs, relative to this file; another one in tests. */
  readonly script?: string;
}

/** A worker in a thread of its own. */
export function spawnThread(log: Log, reports: WorkerReports, { network, script }: ThreadOptions): MediaWorker {
  const thread = new Worker(new URL(script ?? threadScript("worker"), import.meta.url), {
    ...threadOptions,
    workerData: network,
  });
  let closing = false;
  thread.on("message", (event: MediaEvent) => reports.event(event));
  thread.on("error", (error) => log.error({ event: "media_worker_failed", err: error }, "a media worker failed"));
  thread.on("exit", (code) => {
    if (closing) return;
    log.error({ event: "media_worker_lost", code }, "a media worker is gone; another one takes new calls");
    reports.lost();
  });
  return {
    post: (command) => thread.postMessage(command),
    async close() {
      closing = true;
      await thread.terminate();
    },
  };
}
