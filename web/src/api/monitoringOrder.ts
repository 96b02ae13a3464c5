import type { Schema } from "../../../client/ponto.ts";

type Monitoring = Schema<"Monitoring">;

const PROGRESS = { dialing: 0, connected: 1, ended: 2, failed: 2 } as const;

/** The later of two states of one monitoring: an answer may come after the event that tells what followed it. */
export function newest(known: Monitoring, told: Monitoring): Monitoring {
  const progress = PROGRESS[told.state] - PROGRESS[known.state];
  if (progress !== 0) return progress > 0 ? told : known;
  return (told.effectiveAt ?? "") >= (known.effectiveAt ?? "") ? told : known;
}
