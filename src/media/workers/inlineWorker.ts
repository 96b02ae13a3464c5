import { MediaEngine, type MediaEngineOptions } from "../engine.ts";
import type { MediaWorker, PlaneOptions, WorkerReports } from "./plane.ts";
import { Plane } from "./plane.ts";

/** A worker in the same thread. As with a thread, commands and events arrive in a later turn, in order. */
function spawnInline(options: Omit<MediaEngineOptions, "emit">, reports: WorkerReports): MediaWorker {
  const { scheduler } = options;
  const later = (work: () => void) => void scheduler.at(scheduler.now(), work);
  const engine = new MediaEngine({ ...options, emit: (event) => later(() => reports.event(event)) });
  return {
    post: (command) => later(() => engine.handle(command)),
    close: () => Promise.resolve(),
  };
}

/** A media plane without threads, over whatever network and time it is given: for simulations. */
export const createInlinePlane = (
  options: Omit<PlaneOptions, "spawn" | "workers"> & Omit<MediaEngineOptions, "emit">,
): Plane => new Plane({ ...options, workers: 1, spawn: (reports) => spawnInline(options, reports) });
