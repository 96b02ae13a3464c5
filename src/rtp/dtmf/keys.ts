/** The sixteen keys of a telephone, by the codes of RFC 4733 §3.2. */

/** A key's place in it is its event code: 0–9, `*` 10, `#` 11, A–D 12–15. */
export const KEYS = "0123456789*#ABCD";

/** The event code of a key; -1 for what is none. */
export const codeOf = (key: string): number => (key.length === 1 ? KEYS.indexOf(key) : -1);

/** The tones of the pad's rows and columns, Hz (ITU-T Q.23). */
export const LOW = [697, 770, 852, 941] as const;
export const HIGH = [1209, 1336, 1477, 1633] as const;

/** The pad, row by row. */
const PAD = "123A456B789C*0#D";

/** Event codes by row and column of the pad: 4·row + column. */
const padCodes = Int8Array.from(PAD, codeOf);
const padPlaces = Int8Array.from(KEYS, (key) => PAD.indexOf(key));

/** The event code of the key whose tones are these of `LOW` and `HIGH`. */
export const codeAt = (row: number, column: number): number => padCodes[4 * row + column]!;
export const lowToneOf = (code: number): number => LOW[padPlaces[code]! >> 2]!;
export const highToneOf = (code: number): number => HIGH[padPlaces[code]! & 3]!;

/** The shortest press that every receiver must take, ms (ITU-T Q.24). */
export const SHORTEST_PRESS_MS = 40;

/** One press of a key, on its way from whoever pressed it to the other end. */
export interface Press {
  /** Event code. */
  readonly code: number;
  /** How long it lasted, ms; Infinity while the key is held down. */
  lasts: number;
}
