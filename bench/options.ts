import type { Sockets } from "./underLoad.ts";

/** What may be asked for on the command line. */
export interface BenchOptions {
  /** Loads, in calls at once. */
  readonly calls: readonly number[];
  /** How long each row is measured. */
  readonly seconds: number;
  /** What carries the server's packets. */
  readonly sockets: Sockets;
  /** How long `soak` goes on. */
  readonly hours: number;
  /** Fewer rows, each measured for a shorter time: a look, no figures to keep. */
  readonly quick: boolean;
}
