/** Days as they are told in a time zone of the IANA database, each as `2026-03-01`. */

const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The one that tells date and time of a zone in digits. Making one is slow. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}

/** What a clock in the zone shows, as if it were UTC, ms since 1970. */
function wallClock(at: number, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(at);
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  return Date.UTC(told.year!, told.month! - 1, told.day!, told.hour!, told.minute!, told.second!);
}

/** The day on which something happened. @param at ms since 1970 */
export const dayOf = (at: number, timeZone: string): string =>
  new Date(wallClock(at, timeZone)).toISOString().slice(0, 10);

/** The hour of the day, 0 to 23, in which something happened. @param at ms since 1970 */
export const hourOf = (at: number, timeZone: string): number => new Date(wallClock(at, timeZone)).getUTCHours();

/** When a day begins, ms since 1970: not at midnight where clocks are put forward then. */
export function beginOf(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const offset = (at: number): number => wallClock(at, timeZone) - at;
  const first = midnight - offset(midnight);
  return Math.max(first, midnight - offset(first));
}

/** The day so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
