/** Which days are looked at: one of a few names, or a first and a last day. */
import { addDays, beginOf, dayOf, isDay } from "./days.ts";

export const periodNames = ["today", "yesterday", "week", "days30", "month", "lastMonth", "all", "days"] as const;
export type PeriodName = (typeof periodNames)[number];

/** A period as it stands in the address bar. `from` and `to` are days, both within it; they count where the name is `days`. */
export interface PeriodChoice {
  readonly period: PeriodName;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** As the server reads it: from a moment on, and before another. */
export interface Moments {
  readonly from?: string;
  readonly to?: string;
}

/** What the texts of the address bar say. @param otherwise where they say nothing, or nonsense */
export function choiceOf(
  { period, from, to }: { readonly period?: string; readonly from?: string; readonly to?: string },
  otherwise: PeriodName,
): PeriodChoice {
  const days = { from: isDay(from) ? from : undefined, to: isDay(to) ? to : undefined };
  return { period: periodNames.find((name) => name === period) ?? otherwise, ...days };
}

/** The first and the last day of a choice; undefined where there is no end on that side. */
export function daysOf({ period, from, to }: PeriodChoice, today: string): Pick<PeriodChoice, "from" | "to"> {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  const lastOfMonthBefore = addDays(firstOfMonth, -1);
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "week":
      return { from: addDays(today, -6), to: today };
    case "days30":
      return { from: addDays(today, -29), to: today };
    case "month":
      return { from: firstOfMonth, to: today };
    case "lastMonth":
      return { from: `${lastOfMonthBefore.slice(0, 8)}01`, to: lastOfMonthBefore };
    case "all":
      return { from: undefined, to: undefined };
    case "days":
      return { from, to };
  }
}

/** When the days begin and end in the account's time zone. What ends today has no end: calls that come are in it. */
export function momentsOf(choice: PeriodChoice, timeZone: string, now: number): Moments {
  const today = dayOf(now, timeZone);
  const { from, to } = daysOf(choice, today);
  const told = (day: string): string => new Date(beginOf(day, timeZone)).toISOString();
  return {
    ...(from === undefined ? {} : { from: told(from) }),
    ...(to === undefined || to >= today ? {} : { to: told(addDays(to, 1)) }),
  };
}
