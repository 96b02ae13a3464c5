import type { Scale } from "./voice.ts";

/** Music that goes round and round, at both rates of the calls: as long in both, `wide` with two samples a position. */
export interface Tune {
  readonly narrow: Int16Array;
  readonly wide: Int16Array;
}

/** What is played to who waits: the project's own tune, nothing, or another tune. */
export type HoldMusicChoice = "default" | "silence" | Tune;

export const samplesOf = ({ narrow, wide }: Tune, scale: Scale): Int16Array => (scale === 1 ? narrow : wide);
