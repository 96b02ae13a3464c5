/** How soon a mode asked for is heard: from the PATCH being sent to the first of the agent's frames that it changes. */
import { setTimeout as delay } from "node:timers/promises";
import { type Distribution, distribution } from "../percentiles.ts";
import type { Monitor, Talk } from "./callFloor.ts";

/** Between two switches, ms. */
const REST_MS = 150;
/** Longer than any switch takes, ms. */
const PATIENCE_MS = 2000;

/** Switches each talk's monitor, who listens, to whispering and back. @returns ms */
export async function switching(talks: readonly (Talk & { readonly monitor: Monitor })[]): Promise<Distribution> {
  const took: number[] = [];
  for (const talk of talks) {
    const { voice, seat, id } = talk.monitor;
    voice.steady = true;
    for (const [mode, untouched] of [
      ["semi_active", false],
      ["passive", true],
    ] as const) {
      await delay(REST_MS);
      took.push(await firstFrame(talk, untouched, () => seat.api.patch(`/v1/monitorings/${id}`, { mode })));
    }
    voice.steady = false;
  }
  return distribution(Float64Array.from(took));
}

/** ms until the agent is sent a frame that is as the customer sent it, or is not. */
async function firstFrame(talk: Talk, untouched: boolean, ask: () => Promise<unknown>): Promise<number> {
  const { toAgent } = talk;
  const before = toAgent.onHeard;
  const since = performance.now();
  const changed = new Promise<number>((resolve) => {
    const end = setTimeout(() => resolve(Number.NaN), PATIENCE_MS);
    toAgent.onHeard = (packet, now, asSent) => {
      before?.(packet, now, asSent);
      if (asSent !== untouched) return;
      clearTimeout(end);
      toAgent.onHeard = before;
      resolve(now - since);
    };
  });
  const [took] = await Promise.all([changed, ask()]);
  toAgent.onHeard = before;
  return took;
}
