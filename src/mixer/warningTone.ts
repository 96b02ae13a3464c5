/**
 * The tone that tells people on the telephone that they are recorded: 1400 Hz each fifteen seconds ("recorder warning tone", US Federal
 * Standard 1037C; the "beep tone" that 47 CFR §64.501 long asked for).
 */
import type { Tune } from "./tune.ts";

/** Hz */
const FREQUENCY = 1400;
/** s: heard well, and over before it is in the way of a word. */
const LENGTH = 0.2;
/** s in which it comes and goes, without a click. */
const EDGE = 0.01;
/** −20 dBm0, as loud as quiet speech; 0 dBm0 peaks 3.14 dB below full scale (G.711). */
const PEAK = 32_768 * 10 ** (-(20 + 3.14) / 20);

let made: Tune | undefined;

/** One tone, made once. */
export function warningTone(): Tune {
  made ??= { narrow: beep(8000), wide: beep(16_000) };
  return made;
}

function beep(rate: number): Int16Array {
  const length = Math.round(LENGTH * rate);
  return Int16Array.from({ length }, (_, i) =>
    Math.round(PEAK * swell(i / rate) * Math.sin((2 * Math.PI * FREQUENCY * i) / rate)),
  );
}

/** Half a cosine at either end. */
function swell(second: number): number {
  const fromEdge = Math.min(1, Math.min(second, LENGTH - second) / EDGE);
  return (1 - Math.cos(Math.PI * fromEdge)) / 2;
}
