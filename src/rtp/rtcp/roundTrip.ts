import { msOfDelay } from "./ntp.ts";

/** Reports of ours that the peer may still answer. */
const REMEMBERED = 4;
/** ms: a round trip beyond this is no round trip of a conversation, but a peer that counts wrongly. */
const LONGEST = 10_000;
/** ms: a peer whose clock ticks so coarsely may seem to have answered sooner than it was asked. */
const CLOCK_GRAIN = 2;

/**
 * The round trip to the peer, from what it says of our reports: A − LSR − DLSR (RFC 3550 §6.4.1), and likewise with DLRR (RFC 3611 §4.5).
 * Only the moments that we have really named count, and they are kept on our steady clock: no clock that is set plays a part.
 */
export class RoundTrip {
  readonly #named = new Uint32Array(REMEMBERED);
  readonly #at = new Float64Array(REMEMBERED).fill(Number.NaN);
  #next = 0;
  #ms: number | undefined;

  /** The newest, ms; undefined before the first. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** We name a moment in a report: the middle 32 bits of its NTP timestamp. */
  name(ntpMiddle: number, now: number): void {
    this.#named[this.#next] = ntpMiddle;
    this.#at[this.#next] = now;
    this.#next = (this.#next + 1) % REMEMBERED;
  }

  /** The peer's report that came `now` mentions a moment, `delay` 65536ths of a second after it had read of it. */
  mentioned(ntpMiddle: number, delay: number, now: number): void {
    // "If no SR has been received yet, the field is set to zero" (RFC 3550 §6.4.1).
    if (ntpMiddle === 0) return;
    for (let i = 0; i < REMEMBERED; i++) {
      if (this.#named[i] !== ntpMiddle) continue;
      const ms = now - this.#at[i]! - msOfDelay(delay);
      if (ms >= -CLOCK_GRAIN && ms <= LONGEST) this.#ms = Math.max(0, ms);
    }
  }
}
