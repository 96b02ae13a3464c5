import { distance32 } from "../kernel/serial.ts";
import { CONCEALMENT, CONCEALMENT_HISTORY, conceal } from "./concealment.ts";
import { NEW_SOURCE, REORDERED, REPEATED, ReceptionStatistics, UNCONFIRMED } from "./reception.ts";

/** Samples a second; positions count them. */
export const SAMPLE_RATE = 8000;
export const SAMPLES_PER_MS = SAMPLE_RATE / 1000;
/** Samples from -8 to 8 are silence: A-law has no zero (U3). */
export const SILENCE_LEVEL = 8;

const RING = 16_384;
const MASK = RING - 1;
/** How far back from the newest sample samples are kept: almost 2 s. */
export const HISTORY = RING - CONCEALMENT;

/** What `place` answers instead of a position; all negative. */
export const DUPLICATE = -1;
export const TOO_LATE = -2;
/** A jump of the sequence not yet confirmed (RFC 3550 §A.1), a packet that is empty or too long, or a stream too far ahead of time. */
export const REFUSED = -3;

/** Samples of the longest packet taken: 240 ms. */
const LONGEST_PACKET = 240 * SAMPLES_PER_MS;
/** A timestamp this far behind its arrival was paused while the speaker was silent. */
const MAX_LAG = 200 * SAMPLES_PER_MS;
/** A stream this far ahead of its arrival sends more than time passes. */
const MAX_LEAD = 400 * SAMPLES_PER_MS;
/** A gap this long is a pause or a jump of the timestamp, and no reordering. In it a lead above SOME_LEAD is given back, unheard. */
const PAUSE = 200 * SAMPLES_PER_MS;
const SOME_LEAD = 40 * SAMPLES_PER_MS;

/** What a slot of the ring holds. */
const MISSING = 0;
const CONCEALED = 1;
const RECEIVED = 2;
const CUT = 3;

/** Divisions remembered. They are a packet apart at the least, so that these outlast every reader's delay. */
const DIVISIONS = 32;

const history = new Int16Array(CONCEALMENT_HISTORY);
const continuation = new Int16Array(CONCEALMENT);

/**
 * One speaker of a call, on the call's time line: filled when packets arrive, read by any number of readers, each at its own position.
 * Positions are absolute: 8 kHz samples since the call's media origin; they never wrap. Nothing a packet may contain
 * makes the track throw, and only its constructor allocates.
 */
export class SpeakerTrack {
  /** Packets lost, repeated and reordered, and the jitter, for RTCP. */
  readonly reception: ReceptionStatistics;
  readonly #origin: number;
  readonly #samples = new Int16Array(RING);
  readonly #slots = new Uint8Array(RING);
  readonly #divisions = new Float64Array(DIVISIONS).fill(-1);
  #nextDivision = 0;
  #end = 0;
  /** Slots before this position, and at most RING of them, are in use; those from `end` on hold only concealment. */
  #horizon = 0;
  #lastArrival = Number.NEGATIVE_INFINITY;
  #late = 0;
  /** The anchor: this timestamp has this position. Moves with every packet, so that timestamps may wrap. */
  #anchored = false;
  #anchorTimestamp = 0;
  #anchorPosition = 0;
  /** Packets of the current anchor have no place before this position. */
  #floor = 0;

  /**
   * @param origin when position 0 is, ms on the `now` scale; the same for all speakers of a call.
   * @param reception of a stream that goes on from another track
   */
  constructor(origin: number, reception = new ReceptionStatistics()) {
    this.#origin = origin;
    this.reception = reception;
  }

  /** The position after the newest sample received; 0 before the first. Mode changes are stamped here (M6). */
  get end(): number {
    return this.#end;
  }

  /** When the newest packet was placed, ms on the `now` scale; -Infinity before the first. */
  get lastArrival(): number {
    return this.#lastArrival;
  }

  /** Packets that came too late for their place. */
  get late(): number {
    return this.#late;
  }

  /**
   * Finds the place of an audio packet on the time line and counts it. To be called once for each packet, before `write`.
   * The first packet stands where it arrived, later ones where their timestamps say (RFC 3550 §5.1), as long as these agree with the arrival.
   * @param count samples in the packet
   * @returns the position of its first sample, or DUPLICATE, TOO_LATE or REFUSED (negative): then there is nothing to write.
   */
  place(ssrc: number, sequence: number, timestamp: number, count: number, now: number): number {
    const order = this.#count(ssrc, sequence);
    if (order === REPEATED) return DUPLICATE;
    if (order === UNCONFIRMED || count <= 0 || count > LONGEST_PACKET) return REFUSED;

    const arrival = Math.max(0, Math.round((now - this.#origin) * SAMPLES_PER_MS));
    const anchored = this.#anchored;
    let position = this.#anchorPosition + distance32(timestamp, this.#anchorTimestamp);
    if (order === REORDERED && anchored) {
      if (!this.#hasPlaceFor(position, arrival)) {
        this.#late++;
        return TOO_LATE;
      }
    } else {
      const agrees = anchored && this.#agrees(position, arrival);
      // Forward on arrival, but never over samples that may have been handed out.
      if (!agrees) position = Math.max(arrival, this.#end);
      if (position - arrival > MAX_LEAD) return REFUSED;
      if (!agrees) this.#anchor(anchored ? position : this.#end);
      this.#anchorTimestamp = timestamp;
      this.#anchorPosition = position;
    }
    this.reception.measure(timestamp, now * SAMPLES_PER_MS);
    this.#lastArrival = now;
    return position;
  }

  /** Counts a packet that carries no samples (RFC 4733 events, comfort noise) so that it is not taken for lost. */
  placeSilent(ssrc: number, sequence: number): void {
    this.#count(ssrc, sequence);
  }

  /** Writes `samples[0, n)` at a position that `place` gave. Samples that were cut stay cut. */
  write(position: number, samples: Int16Array, n: number): void {
    this.#advance(position + n);
    const ring = this.#samples;
    const slots = this.#slots;
    for (let i = 0; i < n; i++) {
      const slot = (position + i) & MASK;
      if (slots[slot] === CUT) continue;
      ring[slot] = samples[i]!;
      slots[slot] = RECEIVED;
    }
  }

  /** Silences `[from, to)` for ever, whatever arrives for it later (M8). In place of `write` it also moves `end`. */
  clearRange(from: number, to: number): void {
    this.#advance(to);
    for (let position = Math.max(from, this.#oldest); position < to; position++) {
      const slot = position & MASK;
      this.#samples[slot] = 0;
      this.#slots[slot] = CUT;
    }
  }

  /**
   * From `position` on, what is missing is never concealed with samples from before it: after a mode change
   * nobody hears an echo of what was not meant for them (M6). To be called with each stamp, in ascending order.
   */
  divide(position: number): void {
    if (this.#divisions[(this.#nextDivision + DIVISIONS - 1) % DIVISIONS] === position) return;
    this.#divisions[this.#nextDivision] = position;
    this.#nextDivision = (this.#nextDivision + 1) % DIVISIONS;
  }

  /**
   * Copies `[position, position + n)` into `out`. What is missing is concealed: the last pitch period is repeated, fading
   * to silence within 60 ms, before and after `end` alike and the same for every reader; the rest is zero.
   * @returns how many of the samples were really received (a cut sample counts).
   */
  read(position: number, n: number, out: Int16Array, outOffset: number): number {
    const ring = this.#samples;
    const slots = this.#slots;
    const oldest = this.#oldest;
    const horizon = this.#horizon;
    let received = 0;
    for (let i = 0; i < n; i++) {
      const at = position + i;
      if (at < oldest || at >= horizon) {
        out[outOffset + i] = 0;
        continue;
      }
      const slot = at & MASK;
      if (slots[slot] === MISSING) this.#conceal(at);
      out[outOffset + i] = ring[slot]!;
      if (slots[slot]! >= RECEIVED) received++;
    }
    return received;
  }

  /** The position of the first received sample at or after `position`; `end` when there is none. */
  nextReceived(position: number): number {
    let at = Math.max(position, this.#oldest);
    while (at < this.#end && this.#slots[at & MASK]! < RECEIVED) at++;
    return Math.min(at, this.#end);
  }

  /** Whether no sample of `[position, position + n)` is louder than ±8. What is missing and not yet concealed is silent. */
  isSilent(position: number, n: number): boolean {
    const to = Math.min(position + n, this.#end);
    for (let at = Math.max(position, this.#oldest); at < to; at++) {
      const slot = at & MASK;
      if (this.#slots[slot] !== MISSING && Math.abs(this.#samples[slot]!) > SILENCE_LEVEL) return false;
    }
    return true;
  }

  get #oldest(): number {
    return Math.max(0, this.#horizon - RING);
  }

  #count(ssrc: number, sequence: number): number {
    const order = this.reception.receive(ssrc, sequence);
    // "The timestamp offset is random for each source" (RFC 3550 §5.1).
    if (order === NEW_SOURCE) this.#anchored = false;
    return order;
  }

  #anchor(floor: number): void {
    this.#anchored = true;
    this.#floor = floor;
    this.reception.forgetTransit();
  }

  /** Whether a packet that came in order may stand where its timestamp says. */
  #agrees(position: number, arrival: number): boolean {
    const lead = position - arrival;
    const gap = position - this.#end;
    return gap >= 0 && lead >= -MAX_LAG && !(gap >= PAUSE && lead > SOME_LEAD);
  }

  #hasPlaceFor(position: number, arrival: number): boolean {
    return position >= this.#floor && position >= this.#oldest && Math.abs(position - arrival) <= MAX_LEAD;
  }

  /** Makes room up to a new end. Concealment beyond it was made for another continuation than the one that came. */
  #advance(end: number): void {
    if (end <= this.#end) return;
    const horizon = end + CONCEALMENT;
    const from = Math.max(Math.min(end, this.#horizon), horizon - RING);
    const start = from & MASK;
    const n = horizon - from;
    this.#slots.fill(MISSING, start, Math.min(start + n, RING));
    this.#slots.fill(MISSING, 0, Math.max(0, start + n - RING));
    this.#end = end;
    this.#horizon = horizon;
  }

  /** Conceals the gap around `position`, whose first sample nobody has concealed yet. */
  #conceal(position: number): void {
    const oldest = this.#oldest;
    let from = position;
    while (from > oldest && this.#slots[(from - 1) & MASK] === MISSING) from--;
    let to = position + 1;
    while (to < this.#horizon && this.#slots[to & MASK] === MISSING) to++;

    const audible = this.#continue(from, Math.min(to, this.#divisionAfter(from)));
    for (let at = from; at < to; at++) {
      const slot = at & MASK;
      this.#samples[slot] = at < audible ? continuation[at - from]! : 0;
      this.#slots[slot] = CONCEALED;
    }
  }

  /** Fills `continuation` for a gap; returns where its audible part ends. What has been concealed once has faded out. */
  #continue(from: number, to: number): number {
    const oldest = Math.max(this.#oldest, this.#divisionUpTo(from), from - CONCEALMENT_HISTORY);
    let start = from;
    while (start > oldest && this.#slots[(start - 1) & MASK]! !== MISSING) start--;
    if (start === from || this.#slots[(from - 1) & MASK] === CONCEALED) return from;
    for (let at = start; at < from; at++) history[at - start] = this.#samples[at & MASK]!;
    conceal(history, from - start, continuation);
    return Math.min(to, from + CONCEALMENT);
  }

  #divisionUpTo(position: number): number {
    let found = -1;
    for (const division of this.#divisions) if (division <= position && division > found) found = division;
    return found;
  }

  #divisionAfter(position: number): number {
    let found = Number.POSITIVE_INFINITY;
    for (const division of this.#divisions) if (division > position && division < found) found = division;
    return found;
  }
}
