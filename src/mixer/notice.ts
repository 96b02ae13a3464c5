/** What tells the parties that they may be heard or recorded, where a law demands it. */
import { SAMPLES_PER_MS } from "../rtp/playout/track.ts";
import { Gates } from "./gates.ts";
import { addSamples } from "./pcm.ts";
import { samplesOf, type Tune } from "./tune.ts";
import { mixThroughGates, type Scale, type Voice } from "./voice.ts";
import { warningTone } from "./warningTone.ts";

/** A short tone, or an announcement. */
export type NoticeSound = "tone" | Tune;

export interface NoticePlan {
  readonly sound: NoticeSound;
  /** From the beginning of one to that of the next, ms; 0: it sounds once. */
  readonly everyMs: number;
}

/**
 * How long before its beginning the notice is put on the time line, in positions: half a second. Streams that are ahead of the call's clock,
 * or behind it, all have it from its first sample on; and whoever has just answered has the phone at the ear.
 */
export const NOTICE_LEAD = 4000;
/** How many beginnings are remembered: more than lie between the recorder and the present. */
const REMEMBERED = 4;

/**
 * The notice of one call, on the call's time line as a speaker's samples are: both parties, the monitors and the recording have the same
 * sample of it at the same position.
 */
export class Notice implements Voice {
  readonly #sound: Tune;
  /** Of the sound, and from one to the next, in positions. */
  readonly #length: number;
  readonly #period: number;
  readonly #gates = new Gates();
  /** Where it began, the newest last. */
  readonly #begun: number[] = [];
  #turn = 0;
  /** Where it was heard up to, while nobody may hear it. */
  #silencedAt = 0;

  constructor({ sound, everyMs }: NoticePlan) {
    this.#sound = sound === "tone" ? warningTone() : sound;
    this.#length = this.#sound.narrow.length;
    const every = everyMs * SAMPLES_PER_MS;
    // One that lasts longer leaves out the turns that it covers.
    this.#period = every === 0 ? Number.POSITIVE_INFINITY : every * Math.ceil(this.#length / every);
  }

  /** Who hears what is to come. */
  get mask(): number {
    return this.#gates.current;
  }

  /**
   * From `position` of the call on these hear it. It goes on as it would have; it begins anew where its time came, or it was cut short, while
   * nobody might hear it.
   * @param turn another one than before: it begins anew in any case
   */
  stamp(position: number, mask: number, turn: number): void {
    const wasHeard = this.mask !== 0;
    const isHeard = mask !== 0;
    if (wasHeard && !isHeard) this.#silencedAt = position;
    const begins = isHeard && (turn !== this.#turn || (!wasHeard && this.#isOwedBy(position + NOTICE_LEAD)));
    if (begins) {
      this.#turn = turn;
      this.#begin(position);
    }
    this.#gates.stamp(begins ? position + NOTICE_LEAD : position, mask);
  }

  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number, scale: Scale): boolean {
    return mixThroughGates(this.#gates, this.#add, sum, sumOffset, position, n, listener, scale);
  }

  #begin(position: number): void {
    // What has not begun yet never does.
    if ((this.#begun.at(-1) ?? 0) > position) this.#begun.pop();
    this.#begun.push(position + NOTICE_LEAD);
    if (this.#begun.length > REMEMBERED) this.#begun.shift();
  }

  /** Whether it was cut short when it was silenced, or would have begun since. */
  #isOwedBy(position: number): boolean {
    const begun = this.#begun.at(-1);
    if (begun === undefined || this.#silencedAt < begun) return true;
    const phase = (this.#silencedAt - begun) % this.#period;
    return phase < this.#length || this.#silencedAt - phase + this.#period < position;
  }

  /** Adds what is due from `position` on, whoever hears it. */
  readonly #add = (sum: Int32Array, sumOffset: number, position: number, n: number, scale: Scale): boolean => {
    const samples = samplesOf(this.#sound, scale);
    const end = position + n;
    let loud = false;
    for (let at = position; at < end; ) {
      const turn = this.#turnAt(at);
      const next = Math.min(end, this.#begun[turn + 1] ?? end);
      if (turn < 0) {
        at = next;
        continue;
      }
      const phase = (at - this.#begun[turn]!) % this.#period;
      const sounds = phase < this.#length;
      const until = Math.min(next, at + (sounds ? this.#length : this.#period) - phase);
      const offset = sumOffset + (at - position) * scale;
      if (sounds && addSamples(sum, offset, samples, phase * scale, (until - at) * scale)) loud = true;
      at = until;
    }
    return loud;
  };

  /** The newest beginning that `position` does not lie before; -1: none. */
  #turnAt(position: number): number {
    let turn = this.#begun.length - 1;
    while (turn >= 0 && this.#begun[turn]! > position) turn--;
    return turn;
  }
}
