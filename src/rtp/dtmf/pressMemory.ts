/** How a key press can reach us, as bits. */
export const EVENT = 1;
export const TONE = 2;
export const INFO = 4;
export type PressForm = typeof EVENT | typeof TONE | typeof INFO;

/** How long after its end a press may still come in another form, ms: one retransmission of an INFO (RFC 3261 §17.1.2.2, T1) on its way. */
const LAG_MS = 600;
/** The same for a phone that is known to tell its presses twice: three retransmissions. */
const LONG_LAG_MS = 3600;
const CAPACITY = 16;

/** A press that was told, in one form at least. */
export interface KnownPress {
  readonly code: number;
  /** The forms that it came in. */
  forms: number;
  /** When it was over; Infinity while it goes on. */
  end: number;
}

/**
 * The newest presses of one phone, so that one that comes as an event and as an INFO and as a tone is one. In the same form a phone
 * tells each press once: what comes in a form again is another press.
 */
export class PressMemory {
  #known: KnownPress[] = [];
  #lag = LAG_MS;

  /** Takes note of a press. @returns undefined where it has come in another form already, else what `end` is to be told of */
  take(form: PressForm, code: number, now: number): KnownPress | undefined {
    this.#known = this.#known.filter(({ end }) => now <= end + this.#lag).slice(-CAPACITY);
    const same = this.#known.find((press) => press.code === code && (press.forms & form) === 0);
    if (same !== undefined) {
      same.forms |= form;
      this.#lag = LONG_LAG_MS;
      return undefined;
    }
    const press: KnownPress = { code, forms: form, end: Number.POSITIVE_INFINITY };
    this.#known.push(press);
    return press;
  }
}
