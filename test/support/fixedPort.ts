import type { Test } from "tap";
import { reservePorts } from "../../lab/ports.ts";

/** A signalling port that stays the same over restarts, so that phones find the server again. */
export async function signallingPort(test: Test): Promise<string> {
  const range = await reservePorts();
  test.teardown(() => range.release());
  // The reservation itself listens on TCP at the first port.
  return String(range.min + 2);
}
