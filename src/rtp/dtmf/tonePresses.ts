/** Key presses in the speech of a peer that has no other way to tell them. */
import { ToneWindow, WINDOW } from "./toneWindow.ts";

/** Mean square of the faintest tones that are keys: about −36 dBm0. Q.24 asks for −24, and a voice is the fainter the likelier to deceive. */
const FAINTEST = 250 * 250;
/** Positions from one look at the last 20 ms to the next: 10 ms. */
export const HOP = 80;
/** A tone that fills the window twice in a row is a press: 40 ms always do, and 20 ms never (ITU-T Q.24). */
const HITS = 2;
/** So many looks without the tone end it: fewer than a pause of 40 ms takes, more than the seam of a lost packet. */
const MISSES = 3;
/** How long packets may stay away within a press, in positions: 120 ms. */
const LONGEST_HOLE = 960;
/** What a press is longer than the looks that find it, on average: half a hop at either end. */
const UNSEEN = HOP;

/** What a hop brought. `suspected`: tones that are no press yet, or not quite over; to be kept from the listener all the same. */
export type ToneNews = "none" | "suspected" | "begins" | "goesOn" | "ends";

/** Watches the sound of one speaker as it comes. Allocates only in its constructor. */
export class TonePresses {
  readonly #window = new ToneWindow(FAINTEST);
  #code = -1;
  #begun = 0;
  #lastHit = 0;
  #hits = 0;
  #misses = 0;

  /** The key of the newest press. */
  code = -1;
  /** How long the press that has just ended lasted, in positions. */
  lasted = 0;

  get #pressed(): boolean {
    return this.#hits >= HITS;
  }

  /**
   * Takes the next hop, which begins at `position` of the speaker's time line.
   * @param samples at 8 kHz
   * @param n `HOP` at most
   */
  take(samples: Int16Array, offset: number, n: number, position: number): ToneNews {
    const before = this.#code;
    if (this.expire(position)) return "ends";
    this.#window.shiftIn(samples, offset, n);
    const { code } = this.#window;
    const wasPressed = this.#pressed;
    if (code >= 0 && code === this.#code) this.#goOn(position + n);
    else if (code >= 0) this.#suspect(code, position + n);
    else if (this.#code >= 0) this.#miss();
    if (this.#pressed) return wasPressed ? "goesOn" : "begins";
    if (wasPressed) return "ends";
    return this.#code >= 0 || before >= 0 ? "suspected" : "none";
  }

  /** Ends a press whose packets have stopped. @returns whether there was one */
  expire(position: number): boolean {
    if (this.#code < 0 || position - this.#lastHit <= LONGEST_HOLE) return false;
    const wasPressed = this.#pressed;
    this.#end();
    return wasPressed;
  }

  #goOn(end: number): void {
    this.#lastHit = end;
    this.#misses = 0;
    this.#hits++;
    this.code = this.#code;
  }

  #suspect(code: number, end: number): void {
    this.#end();
    this.#code = code;
    this.#begun = end - WINDOW;
    this.#lastHit = end;
    this.#hits = 1;
  }

  #miss(): void {
    this.#misses++;
    if (this.#misses >= MISSES || !this.#pressed) this.#end();
  }

  #end(): void {
    if (this.#pressed) this.lasted = this.#lastHit - this.#begun + UNSEEN;
    this.#code = -1;
    this.#hits = 0;
    this.#misses = 0;
  }
}
