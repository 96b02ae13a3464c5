/** Which calls are looked at, as the address bar says it and as the server reads it. */
import type { CallReport, ReportFilter } from "../../api/history.ts";
import { choiceOf, type Moments, momentsOf, type PeriodChoice, type PeriodName } from "../period/period.ts";
import type { Address } from "../useAddress.ts";

export const filterKeys = ["period", "from", "to", "agent", "number", "direction", "result"] as const;
export type FilterKey = (typeof filterKeys)[number];

export const directions = ["inbound", "outbound", "internal"] as const satisfies readonly CallReport["direction"][];
type Disposition = CallReport["disposition"];
/** Of calls in which nobody talked. */
const unanswered: Disposition[] = ["no_answer", "busy", "failed", "cancelled"];
export const results = [
  "answered",
  "unanswered",
  "no_answer",
  "busy",
  "failed",
  "cancelled",
  "interrupted",
] as const satisfies readonly (Disposition | "unanswered")[];

export interface ChosenReports {
  readonly choice: PeriodChoice;
  readonly moments: Moments;
  readonly filter: ReportFilter;
}

/** As the server takes it for the beginning of a number; anything else is a whole one (`anonymous`). */
const NUMBER = /^\+?[0-9 ().*#/-]{1,40}$/;

/** @param now ms since 1970 */
export function chosenReports(
  address: Address<FilterKey>,
  otherwise: PeriodName,
  timeZone: string,
  now: number,
): ChosenReports {
  const { agent, number, direction, result } = address;
  const choice = choiceOf(address, otherwise);
  const moments = momentsOf(choice, timeZone, now);
  const goes = directions.find((one) => one === direction);
  const ended = results.find((one) => one === result);
  const filter: ReportFilter = {
    ...moments,
    ...(agent === undefined ? {} : { agentId: agent }),
    ...(number === undefined ? {} : NUMBER.test(number) ? { numberPrefix: number } : { number }),
    ...(goes === undefined ? {} : { direction: goes }),
    ...(ended === undefined ? {} : { disposition: ended === "unanswered" ? unanswered : ended }),
  };
  return { choice, moments, filter };
}
