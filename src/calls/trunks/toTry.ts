import type { Trunk } from "../../accounts/directory/shapes.ts";
import type { Service } from "./trunkLine.ts";

export interface TrunkLoad {
  readonly trunkService: (trunkId: string) => Service;
  /** Calls in both directions. */
  readonly callsOnTrunk: (trunkId: string) => number;
}

/** Whether the trunk carries as many calls as it may. */
export const isFull = ({ id, maxCalls }: Trunk, { callsOnTrunk }: TrunkLoad): boolean =>
  maxCalls !== null && callsOnTrunk(id) >= maxCalls;

/**
 * The trunks of a route that a call tries, in their order: those in service; where none is, those that do not answer or are not registered, since a try costs
 * less than a certain refusal and they may just have come back. Never those that are full or asked to be left alone.
 */
export function trunksToTry(trunks: readonly Trunk[], load: TrunkLoad): readonly Trunk[] {
  const free = trunks.filter((trunk) => !isFull(trunk, load));
  const serving = free.filter(({ id }) => load.trunkService(id) === "in");
  return serving.length > 0 ? serving : free.filter(({ id }) => load.trunkService(id) === "out");
}
