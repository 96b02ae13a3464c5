import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";

export interface Formats {
  readonly timeZone: string;
  /** `01/03/2026 14:05:09` */
  readonly moment: (at: string | number) => string;
  /** `01/03 14:05`, with the year where it is not this one. */
  readonly short: (at: string | number) => string;
  /** `01/03/2026` */
  readonly date: (at: string | number) => string;
  /** `14:05:09` */
  readonly time: (at: string | number) => string;
  /** `01/03`. @param day `2026-03-01` */
  readonly day: (day: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly percent: (share: number, digits?: number) => string;
  readonly bytes: (bytes: number) => string;
}

/** Times in the account's time zone, and all numbers, as the reader's language writes them. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const { timeZone } = useMe().account;
  return useMemo(() => formatsOf(i18n.language, timeZone), [i18n.language, timeZone]);
}

function formatsOf(language: string, timeZone: string): Formats {
  // English is read all over the world: the day before the month, and 24 hours, as everybody understands them.
  const locale = language === "en" ? "en-GB" : language;
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const numbers = (options: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(locale, options);

  const minutes = { hour: "2-digit", minute: "2-digit" } as const;
  const time = dates({ ...minutes, second: "2-digit" });
  const date = dates({ day: "2-digit", month: "2-digit", year: "numeric" });
  const year = dates({ year: "numeric" });
  const shortTime = dates({ ...minutes });
  const shortDate = dates({ day: "2-digit", month: "2-digit" });
  const day = dates({ day: "2-digit", month: "2-digit", timeZone: "UTC" });
  const thisYear = year.format(Date.now());

  const millis = (at: string | number): number => (typeof at === "number" ? at : Date.parse(at));
  return {
    timeZone,
    moment: (at) => `${date.format(millis(at))} ${time.format(millis(at))}`,
    short: (at) => {
      const isRecent = year.format(millis(at)) === thisYear;
      return `${(isRecent ? shortDate : date).format(millis(at))} ${shortTime.format(millis(at))}`;
    },
    date: (at) => date.format(millis(at)),
    time: (at) => time.format(millis(at)),
    day: (text) => day.format(Date.parse(`${text}T00:00:00Z`)),
    number: (value, digits = 0) => numbers({ maximumFractionDigits: digits }).format(value),
    percent: (share, digits = 0) => numbers({ style: "percent", maximumFractionDigits: digits }).format(share),
    bytes: (bytes) => numbers({ style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1_000_000),
  };
}
