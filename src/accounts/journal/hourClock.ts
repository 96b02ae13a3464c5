import { BoundedMap } from "../../kernel/boundedMap.ts";
import { rfc3339 } from "../../kernel/clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Zones change their distance to UTC at full quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * The hours of a time zone. Where its clocks are set back, the hour that comes twice is two hours; the clocks of some zones
 * are 30 or 45 minutes off those of UTC.
 */
export class HourClock {
  readonly #minutes: Intl.DateTimeFormat;
  readonly #known = new BoundedMap<number, number>(10_000);

  /** @param timeZone of the IANA database */
  constructor(timeZone: string) {
    this.#minutes = new Intl.DateTimeFormat("en", { timeZone, minute: "numeric" });
  }

  /** When the hour of a moment began: RFC 3339, UTC. */
  hourOf(wallMs: number): string {
    const quarter = Math.floor(wallMs / QUARTER_MS) * QUARTER_MS;
    const past = this.#known.get(quarter) ?? this.#minutePast(quarter);
    this.#known.set(quarter, past);
    return rfc3339(Math.floor((wallMs - past * MINUTE_MS) / HOUR_MS) * HOUR_MS + past * MINUTE_MS);
  }

  /** How far the zone's full hours are behind those of UTC around a quarter, minutes. */
  #minutePast(quarter: number): number {
    const local = Number(this.#minutes.format(quarter));
    const utc = (quarter / MINUTE_MS) % 60;
    return (utc - local + 60) % 60;
  }
}
