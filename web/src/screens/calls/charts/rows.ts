/** What is plotted, out of the totals that the server gives. */
import type { Summary } from "../../../api/history.ts";
import { addDays, dayOf, hourOf } from "../../../parts/period/days.ts";

export interface Counts {
  readonly answered: number;
  readonly missed: number;
  /** Calls of our own that nobody answered. */
  readonly other: number;
}

type Hour = Summary["hours"][number];

/** Sums the hours by what `nameOf` calls each of them. */
function summed<Name>(hours: readonly Hour[], nameOf: (at: number) => Name): Map<Name, Counts> {
  const sums = new Map<Name, Counts>();
  for (const { hour, calls, answered, missed } of hours) {
    const name = nameOf(Date.parse(hour));
    const before = sums.get(name) ?? { answered: 0, missed: 0, other: 0 };
    sums.set(name, {
      answered: before.answered + answered,
      missed: before.missed + missed,
      other: before.other + calls - answered - missed,
    });
  }
  return sums;
}

const none: Counts = { answered: 0, missed: 0, other: 0 };

/** By the hour of the day, from the first to the last in which anything was, with the empty ones between. */
export function byHour(hours: readonly Hour[], timeZone: string): (Counts & { readonly hour: number })[] {
  const sums = summed(hours, (at) => hourOf(at, timeZone));
  if (sums.size === 0) return [];
  const [first, last] = [Math.min(...sums.keys()), Math.max(...sums.keys())];
  return Array.from({ length: last - first + 1 }, (_, i) => ({ hour: first + i, ...(sums.get(first + i) ?? none) }));
}

/** So many days are plotted at most; what was before is in the table of calls. */
export const MOST_DAYS = 92;

/** By the day, the last ones, with the empty ones between. */
export function byDay(hours: readonly Hour[], timeZone: string): (Counts & { readonly day: string })[] {
  const sums = summed(hours, (at) => dayOf(at, timeZone));
  const [first, last] = [[...sums.keys()].at(0), [...sums.keys()].at(-1)];
  if (first === undefined || last === undefined) return [];
  const rows: (Counts & { day: string })[] = [];
  for (let day = last; day >= first && rows.length < MOST_DAYS; day = addDays(day, -1))
    rows.unshift({ day, ...(sums.get(day) ?? none) });
  return rows;
}

export interface AgentRow {
  readonly id: string;
  readonly name: string | null;
  readonly calls: number;
  readonly answered: number;
  readonly talkMs: number;
}

/** Who talked most first. */
export const byAgent = (agents: Summary["agents"]): AgentRow[] =>
  agents
    .map(({ agentId, ...rest }) => ({ id: agentId, ...rest }))
    .toSorted((a, b) => b.talkMs - a.talkMs || b.calls - a.calls);
