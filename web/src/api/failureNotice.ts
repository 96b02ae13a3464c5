import { useCallback } from "react";
import { PontoProblem } from "../../../client/ponto.ts";
import { useMe } from "./me.ts";

/** A monitoring that does not come about for the sake of the requester's phone. */
const OF_THE_PHONE: ReadonlySet<unknown> = new Set([
  "monitor_busy",
  "monitor_do_not_disturb",
  "monitor_not_registered",
]);

/** Whether the account wants the requester told why a monitoring failed (`failureNotice`). */
export const useTellsFailures = (): boolean => useMe().monitoring.failureNotice === "requester";

/** Leaves of a refusal only what the account wants told. */
export function useToldRefusal(): (error: unknown) => unknown {
  const tells = useTellsFailures();
  return useCallback(
    (error) => (!tells && error instanceof PontoProblem && OF_THE_PHONE.has(error.code) ? null : error),
    [tells],
  );
}
