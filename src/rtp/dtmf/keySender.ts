/** Which key a peer is told at each step of the clock: one after the other, each as long as it was pressed. */
import { type Press, SHORTEST_PRESS_MS } from "./keys.ts";

/** ms between two steps. */
const KEY_STEP_MS = 20;
/** Keys that may wait: more than anybody dials ahead. */
const MOST_WAITING = 32;
/** Steps between two keys: 40 ms is the shortest pause that receivers must take (ITU-T Q.24). */
const PAUSE = 3;
/**
 * In the first steps of the pause the end of an event is told again: "the final packet for each event ... SHOULD be sent a total of
 * three times" (RFC 4733 §2.5.1.4).
 */
const REPEATED_ENDS = 2;

/** What is sent in a step. `pause`: the stream is still the key's, but nothing is heard. */
export type KeyStep = "idle" | "begin" | "goOn" | "end" | "endAgain" | "pause";

export class KeySender {
  readonly #waiting: Press[] = [];
  #press: Press | undefined;
  #pause = 0;
  /** How long the present key has sounded before and after this step, ms. */
  #before = 0;
  #after = 0;

  /** Something is being sent, or is about to be. */
  get busy(): boolean {
    return this.#press !== undefined || this.#waiting.length > 0;
  }

  /** The event code of the present key. */
  get code(): number {
    return this.#press?.code ?? -1;
  }

  /** How long the key had sounded before this step, ms, and how long it has after it. */
  get before(): number {
    return this.#before;
  }

  get after(): number {
    return this.#after;
  }

  /** When the present key ends, ms from its beginning; Infinity while it is held down. */
  get end(): number {
    return Math.max(SHORTEST_PRESS_MS, this.#press?.lasts ?? 0);
  }

  /** Sends a key as long as `press.lasts` says, which may be told later. @returns false where too many wait */
  send(press: Press): boolean {
    if (this.#waiting.length === MOST_WAITING) return false;
    this.#waiting.push(press);
    return true;
  }

  /** Forgets every key. */
  drop(): void {
    this.#waiting.length = 0;
    this.#press = undefined;
  }

  /** Goes on by 20 ms. */
  step(): KeyStep {
    if (this.#press === undefined) return this.#begin();
    if (this.#pause > 0) return this.#rest();
    return this.#sound("goOn");
  }

  #begin(): KeyStep {
    this.#press = this.#waiting.shift();
    if (this.#press === undefined) return "idle";
    this.#after = 0;
    return this.#sound("begin");
  }

  #sound(as: "begin" | "goOn"): KeyStep {
    this.#before = this.#after;
    // An end that is told late cannot be earlier than what was sent already.
    const end = Math.max(this.end, this.#before);
    this.#after = Math.min(end, this.#before + KEY_STEP_MS);
    if (this.#after < end) return as;
    this.#pause = PAUSE;
    return "end";
  }

  #rest(): KeyStep {
    this.#pause--;
    if (this.#pause >= PAUSE - REPEATED_ENDS) return "endAgain";
    if (this.#pause === 0) this.#press = undefined;
    return "pause";
  }
}
