/** Which voices stand on which tracks of a recording's file. */

export type Layout = "stereo" | "mixed" | "multitrack";

/** For each kind of voice the tracks that it is heard on. */
export interface Columns {
  readonly customer: readonly number[];
  readonly agent: readonly number[];
  /** What monitors say in public, and the notice. */
  readonly monitors: readonly number[];
  /** The hold music, where it is recorded at all. */
  readonly music: readonly number[];
}

/**
 * `stereo`: customer left, agent right, what both hear in both. `mixed`: one sum. `multitrack`: a track for each kind of voice;
 * their number never changes, whoever comes and goes, since the header of a file names it once.
 */
export const columnsOf: Readonly<Record<Layout, Columns>> = {
  stereo: { customer: [0], agent: [1], monitors: [0, 1], music: [0, 1] },
  mixed: { customer: [0], agent: [0], monitors: [0], music: [0] },
  multitrack: { customer: [0], agent: [1], monitors: [2], music: [3] },
};

/** How many tracks a file of this layout has. */
export const tracksOf = (layout: Layout): number => Math.max(...Object.values(columnsOf[layout]).flat()) + 1;
