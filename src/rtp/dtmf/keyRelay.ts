/** What becomes of the keys that one party presses: each reaches the other party once, in the form that it takes. */
import { SAMPLES_PER_MS } from "../playout/track.ts";
import type { EventClock } from "./eventClock.ts";
import { eventOf, KeyDetector } from "./events.ts";
import { codeOf, KEYS, type Press, SHORTEST_PRESS_MS } from "./keys.ts";
import { EVENT, INFO, type KnownPress, type PressForm, PressMemory, TONE } from "./pressMemory.ts";
import { HOP, TonePresses } from "./tonePresses.ts";

/** How a peer is told keys: RFC 4733 events, SIP INFO, tones in the speech, or not at all. */
export type TakesKeys = "events" | "info" | "tones" | "none";

/** The party that keys are for. */
export interface KeyListener {
  readonly takes: TakesKeys;
  /** Keys of ours are on their way to it. */
  readonly busy: boolean;
  /** A key is pressed; how long is known now, or told later by `finish`. */
  begin(press: Press): void;
  finish(press: Press): void;
}

/** An event whose packets stay away for so long is over, ms: its last three packets were lost, too. */
const LOST_END_MS = 200;

/** A press that goes on, in one form. */
interface Held {
  readonly known: KnownPress;
  /** Undefined where it goes through as it comes. */
  readonly press: Press | undefined;
  readonly to: KeyListener;
}

/** The keys of one party. Nothing of it is asked for a packet that is neither an event nor watched for tones. */
export class KeyRelay {
  readonly #memory = new PressMemory();
  readonly #events = new KeyDetector();
  #event: Held | undefined;
  /** The packets of the newest event go through as they are. */
  #eventPasses = false;
  #eventBegan = 0;
  #eventHeard = 0;
  #eventMs = 0;
  #tones: TonePresses | undefined;
  #tone: Held | undefined;
  #tonePasses = false;

  /** @param watchesTones the party has no other way to tell its keys */
  describe(watchesTones: boolean): void {
    if (watchesTones) this.#tones ??= new TonePresses();
    else this.#tones = undefined;
  }

  /** The party's audio is to be shown to `audio`. */
  get watchesTones(): boolean {
    return this.#tones !== undefined;
  }

  /**
   * Takes an event packet of the party.
   * @param to whoever may hear the party now
   * @param clock that the party counts by; told of each press that is over
   * @returns whether the packet is to be passed on as it is
   */
  event(
    to: KeyListener | undefined,
    ssrc: number,
    timestamp: number,
    buf: Buffer,
    offset: number,
    length: number,
    clock: EventClock,
    now: number,
  ): boolean {
    // Of events that are no keys (a hook's flash, §3.2 of RFC 4733) we know nothing but the way.
    if (length > 0 && eventOf(buf, offset) >= KEYS.length) return to?.takes === "events" && !to.busy;
    const before = this.#events.ended;
    const key = this.#events.detect(ssrc, timestamp, buf, offset, length, now);
    if (key !== undefined) this.#beginEvent(to, codeOf(key), now);
    if (!this.#events.isNewest(timestamp)) return this.#eventPasses;
    this.#eventHeard = now;
    if (this.#events.ended && !before) clock.judge(this.#events.duration, now - this.#eventBegan);
    this.#eventMs = this.#events.duration / clock.perMs;
    if (this.#events.ended) this.#finishEvent(now);
    return this.#eventPasses;
  }

  /**
   * Takes a frame of the party's audio.
   * @param samples at 8 kHz, `n` from `position` on
   * @returns whether it is to be kept from the listener: the key in it reaches it otherwise
   */
  audio(to: KeyListener | undefined, samples: Int16Array, n: number, position: number, now: number): boolean {
    let kept = false;
    for (let done = 0; done < n; done += HOP) {
      const news = this.#tones?.take(samples, done, Math.min(HOP, n - done), position + done) ?? "none";
      if (news === "begins") this.#beginTone(to, now);
      else if (news === "ends") this.#finishTone(now);
      // What is no press yet is left alone where it would be heard as it is.
      if (news === "suspected" ? to?.takes !== "tones" : news !== "none" && !this.#tonePasses) kept = true;
    }
    return kept;
  }

  /** A key that signalling tells of (SIP INFO). */
  info(to: KeyListener | undefined, code: number, ms: number, now: number): void {
    const held = this.#begin(to, INFO, code, false, now);
    if (held !== undefined) finish(held, ms, now + ms);
  }

  /** Ends what has stopped without saying so; at each step of the clock. */
  step(position: number, now: number): void {
    if (this.#event !== undefined && now - this.#eventHeard > LOST_END_MS) this.#finishEvent(now);
    if (this.#tone !== undefined && this.#tones?.expire(position) === true) this.#finishTone(now);
  }

  #beginEvent(to: KeyListener | undefined, code: number, now: number): void {
    this.#finishEvent(now);
    this.#eventBegan = now;
    const passes = to?.takes === "events" && !to.busy;
    this.#event = this.#begin(to, EVENT, code, passes, now);
    this.#eventPasses = passes && this.#event !== undefined;
  }

  #finishEvent(now: number): void {
    if (this.#event !== undefined) finish(this.#event, this.#eventMs, now);
    this.#event = undefined;
  }

  #beginTone(to: KeyListener | undefined, now: number): void {
    this.#finishTone(now);
    const passes = to?.takes === "tones" && !to.busy;
    this.#tone = this.#begin(to, TONE, this.#tones!.code, passes, now);
    this.#tonePasses = passes && this.#tone !== undefined;
  }

  #finishTone(now: number): void {
    if (this.#tone !== undefined) finish(this.#tone, this.#tones!.lasted / SAMPLES_PER_MS, now);
    this.#tone = undefined;
  }

  /** @returns undefined for a press that came in another form, and where nobody may hear it */
  #begin(to: KeyListener | undefined, form: PressForm, code: number, passes: boolean, now: number): Held | undefined {
    const known = this.#memory.take(form, code, now);
    if (known === undefined) return undefined;
    // What nobody may hear now is told to nobody later, in whatever form it comes again.
    if (to === undefined) {
      known.end = now;
      return undefined;
    }
    const press = passes ? undefined : { code, lasts: Number.POSITIVE_INFINITY };
    if (press !== undefined) to.begin(press);
    return { known, press, to };
  }
}

function finish({ known, press, to }: Held, ms: number, end: number): void {
  known.end = end;
  if (press === undefined) return;
  press.lasts = Math.max(SHORTEST_PRESS_MS, ms);
  to.finish(press);
}
