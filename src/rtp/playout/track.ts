import { LONGEST_PACKET_MS } from "../codecs/codec.ts";
import { NEW_SOURCE, REORDERED, REPEATED, ReceptionStatistics, UNCONFIRMED } from "../reception.ts";
import { AHEAD, Anchor } from "./anchor.ts";
import { CONCEALMENT, CONCEALMENT_HISTORY, conceal } from "./concealment.ts";
import { Divisions } from "./divisions.ts";
import { Marks } from "./marks.ts";
import { MAX_LAG, MAX_SCALE } from "./pitch.ts";
import { realign, reserveFor } from "./realign.ts";
import { SampleRing } from "./sampleRing.ts";
import { SEAM, Seams } from "./seams.ts";

/** Positions a second. */
export const SAMPLE_RATE = 8000;
export const SAMPLES_PER_MS = SAMPLE_RATE / 1000;
/** Samples from -8 to 8 are silence: A-law has no zero (U3). */
export const SILENCE_LEVEL = 8;

/** Positions kept: 1,024 ms, for a recorder half a second behind the call and a stream 400 ms ahead of it. */
const RING = 8192;
/** How far back from the newest sample samples are kept: almost 1 s. */
export const HISTORY = RING - CONCEALMENT;

/** What `place` answers instead of a position; all negative. */
export const DUPLICATE = -1;
export const TOO_LATE = -2;
/** A jump of the sequence not yet confirmed (RFC 3550 §A.1), a packet that is empty or too long, or a stream too far ahead of time. */
export const REFUSED = -3;

const LONGEST_PACKET = LONGEST_PACKET_MS * SAMPLES_PER_MS;

const history = new Int16Array(CONCEALMENT_HISTORY * MAX_SCALE);
const continuation = new Int16Array(CONCEALMENT * MAX_SCALE);
const tail = new Int16Array(SEAM * MAX_SCALE);
const realigned = new Int16Array((LONGEST_PACKET + MAX_LAG) * MAX_SCALE);

/**
 * One speaker of a call, on the call's time line: filled when packets arrive, read by any number of readers, each at its own position.
 * Positions are absolute: eighths of a millisecond since the call's media origin; they never wrap. A track holds `scale` samples a
 * position: 1 at 8 kHz, 2 at 16 kHz. Nothing a packet may contain makes the track throw; memory is taken at the first sample, and never after.
 */
export class SpeakerTrack {
  /** Packets lost, repeated and reordered, and the jitter, for RTCP. */
  readonly reception: ReceptionStatistics;
  readonly #origin: number;
  readonly #anchor: Anchor;
  readonly #units: number;
  readonly #scale: number;
  #ring: SampleRing | undefined;
  /** A position is received, concealed, neither: missing, or both: cut. */
  readonly #received = new Marks(RING);
  readonly #concealed = new Marks(RING);
  readonly #seams: Seams;
  /** The end of the newest cut. */
  #cutUntil = 0;
  readonly #divisions = new Divisions();
  #end = 0;
  /** Positions before this one, and at most RING of them, are in use; those from `end` on hold only concealment. */
  #horizon = 0;
  #lastArrival = Number.NEGATIVE_INFINITY;
  #lastCount = 0;

  /**
   * @param origin when position 0 is, ms on the `now` scale; the same for all speakers of a call.
   * @param scale samples a position: 1 or 2
   * @param units of the RTP timestamp a position: 1 at a clock rate of 8 kHz, 6 at 48 kHz
   * @param reception of a stream that goes on from another track
   */
  constructor(origin: number, scale = 1, units = 1, reception = new ReceptionStatistics()) {
    this.#origin = origin;
    this.#scale = scale;
    this.#units = units;
    this.#anchor = new Anchor(units);
    this.#seams = new Seams(scale);
    this.reception = reception;
  }

  /** Samples a position. */
  get scale(): number {
    return this.#scale;
  }

  /** The position after the newest sample received; 0 before the first. Mode changes are stamped here (M6). */
  get end(): number {
    return this.#end;
  }

  /** When the packet that ends at `end` was placed, ms on the `now` scale; -Infinity before the first. */
  get lastArrival(): number {
    return this.#lastArrival;
  }

  /** The positions of that packet. */
  get lastCount(): number {
    return this.#lastCount;
  }

  /**
   * Finds the place of an audio packet on the time line and counts it. To be called once for each packet, before `write`.
   * The first packet stands where it arrived, later ones where their timestamps say (RFC 3550 §5.1), as long as these agree with the arrival.
   * @param count positions of the packet
   * @returns the position of its first sample, or DUPLICATE, TOO_LATE or REFUSED (negative): then there is nothing to write.
   */
  place(ssrc: number, sequence: number, timestamp: number, count: number, now: number): number {
    const order = this.#count(ssrc, sequence);
    if (order === REPEATED) return DUPLICATE;
    if (order === UNCONFIRMED || count <= 0 || count > LONGEST_PACKET) return REFUSED;

    const anchor = this.#anchor;
    const arrival = Math.max(0, Math.round((now - this.#origin) * SAMPLES_PER_MS));
    let position: number;
    if (order === REORDERED && anchor.anchored) {
      position = anchor.locate(timestamp);
      if (position < this.#oldest || !anchor.holds(position, arrival)) {
        this.reception.discard();
        return TOO_LATE;
      }
    } else {
      position = anchor.follow(timestamp, count, arrival, this.#end);
      if (position === AHEAD) return REFUSED;
      if (anchor.jumped) this.reception.forgetTransit();
    }
    this.reception.measure(timestamp, now * SAMPLES_PER_MS * this.#units);
    if (position + count > this.#end) {
      this.#lastArrival = now;
      this.#lastCount = count;
    }
    return position;
  }

  /** Counts a packet that carries no samples (RFC 4733 events, comfort noise) so that it is not taken for lost. */
  placeSilent(ssrc: number, sequence: number): void {
    this.#count(ssrc, sequence);
  }

  /**
   * Writes `n` positions of `samples` at a position that `place` gave. Samples that were cut stay cut. Of a stream whose clock runs
   * differently from ours a little is left out, or repeated, so that it keeps its place in time.
   */
  write(position: number, samples: Int16Array, n: number): void {
    const shift = position === this.#end ? this.#realigned(position, samples, n) : 0;
    this.#put(position, shift === 0 ? samples : realigned, n + shift);
    if (shift !== 0) this.#anchor.shift(shift);
  }

  /** What came before `end` is not kept: there was nobody to read it. Takes no memory. */
  skip(end: number): void {
    this.#makeRoom(end);
  }

  /** Writes what the codec itself has made up for `n` missing positions, at most CONCEALMENT after `end`. It gives way to what comes later. */
  writeConcealed(position: number, samples: Int16Array, n: number): void {
    const end = Math.min(position + n, this.#horizon);
    let at = this.#received.next(Math.max(position, this.#oldest), end, false);
    while (at < end) {
      const until = this.#received.next(at, end, true);
      this.#ring?.fill(at, samples, (at - position) * this.#scale, until - at);
      this.#concealed.set(at, until, true);
      at = this.#received.next(until, end, false);
    }
  }

  /** Silences `[from, to)` for ever, whatever arrives for it later (M8). In place of `write` it also moves `end`. */
  clearRange(from: number, to: number): void {
    this.#advance(to);
    const start = Math.max(from, this.#oldest);
    if (start >= to) return;
    this.#ring?.silence(start, to);
    this.#received.set(start, to, true);
    this.#concealed.set(start, to, true);
    this.#cutUntil = Math.max(this.#cutUntil, to);
  }

  /**
   * From `position` on, what is missing is never concealed with samples from before it: after a mode change
   * nobody hears an echo of what was not meant for them (M6). To be called with each stamp, in ascending order.
   */
  divide(position: number): void {
    this.#divisions.add(position);
  }

  /**
   * Copies `n` positions from `position` on into `out`. What is missing is concealed: the last pitch period is repeated, fading
   * to silence within 60 ms, before and after `end` alike and the same for every reader; the rest is zero.
   * @returns how many of the positions were really received (a cut one counts).
   */
  read(position: number, n: number, out: Int16Array, outOffset: number): number {
    if (this.#ring === undefined) {
      out.fill(0, outOffset, outOffset + n * this.#scale);
      return 0;
    }
    const to = position + n;
    const from = Math.min(to, Math.max(position, this.#oldest));
    const until = Math.max(from, Math.min(to, this.#horizon));
    const scale = this.#scale;
    out.fill(0, outOffset, outOffset + (from - position) * scale);
    let received = 0;
    for (let at = from; at < until; ) {
      const gap = this.#received.next(at, until, false);
      received += gap - at;
      if (gap < until && !this.#concealed.has(gap)) this.#conceal(gap);
      at = this.#received.next(gap, until, true);
    }
    if (until > from) this.#ring?.copy(from, until - from, out, outOffset + (from - position) * scale);
    out.fill(0, outOffset + (until - position) * scale, outOffset + n * scale);
    if (this.#seams.reach(from)) this.#fadeSeams(from, until, out, outOffset + (from - position) * scale);
    return received;
  }

  /** Whether a sample has come for this position. */
  isReceived(position: number): boolean {
    return position >= this.#oldest && position < this.#end && this.#received.has(position);
  }

  /** The position of the first received sample at or after `position`; `end` when there is none. */
  nextReceived(position: number): number {
    return this.#received.next(Math.max(position, this.#oldest), this.#end, true);
  }

  /** Interarrival jitter as RTCP reports it, in positions. */
  get jitter(): number {
    return this.reception.jitter / this.#units;
  }

  /** What a listener should have at hand beyond what the jitter demands: the stream may be made to last less long. */
  get reserve(): number {
    return reserveFor(this.#anchor.aside);
  }

  /** The level of the loudest sample of the `n` positions. What is missing and not yet concealed is silent. */
  loudest(position: number, n: number): number {
    const to = Math.min(position + n, this.#end);
    let most = 0;
    for (let at = Math.max(position, this.#oldest); at < to; at++) {
      if (!this.#isMissing(at)) most = Math.max(most, this.#ring!.level(at));
    }
    return most;
  }

  /** The first position of `[position, to)` that has not been received; `to` when there is none. */
  nextMissing(position: number, to: number): number {
    const until = Math.min(to, this.#end);
    return position < this.#oldest ? position : Math.max(position, this.#received.next(position, until, false));
  }

  /** Whether all of the `n` positions have been received, and are still kept. */
  isWhole(position: number, n: number): boolean {
    return this.nextMissing(position, position + n) === position + n;
  }

  get #oldest(): number {
    return Math.max(0, this.#horizon - RING);
  }

  #count(ssrc: number, sequence: number): number {
    const order = this.reception.receive(ssrc, sequence);
    // Timestamps of different streams "usually have independent, random offsets" (RFC 3550 §5.1).
    if (order === NEW_SOURCE) this.#anchor.weigh();
    return order;
  }

  #put(position: number, samples: Int16Array, n: number): void {
    this.#keepSeam(position);
    this.#advance(position + n);
    for (let at = position; at < position + n; ) {
      const until = this.#uncut(at, position + n);
      this.#ring?.fill(at, samples, (at - position) * this.#scale, until - at);
      this.#received.set(at, until, true);
      this.#concealed.set(at, until, false);
      at = this.#cut(until, position + n);
    }
  }

  /** Makes `realigned` of a packet in order; returns by how many positions it is longer, 0 where nothing is to be done. */
  #realigned(position: number, samples: Int16Array, n: number): number {
    const { aside } = this.#anchor;
    if (aside === 0 || !this.isWhole(position - MAX_LAG, MAX_LAG)) return 0;
    this.#ring?.copy(position - MAX_LAG, MAX_LAG, history, 0);
    return realign(history, samples, n, aside, this.#scale, realigned);
  }

  #advance(end: number): void {
    this.#ring ??= new SampleRing(RING, this.#scale);
    this.#makeRoom(end);
  }

  /** Makes room up to a new end. Concealment beyond it was made for another continuation than the one that came. */
  #makeRoom(end: number): void {
    if (end <= this.#end) return;
    const horizon = end + CONCEALMENT;
    const from = Math.max(Math.min(end, this.#horizon), horizon - RING);
    this.#received.set(from, horizon, false);
    this.#concealed.set(from, horizon, false);
    this.#end = end;
    this.#horizon = horizon;
  }

  /** Where the cut that may begin at `position` ends; and where the next one begins. */
  #cut(position: number, to: number): number {
    let at = position;
    while (at < to && this.#isCut(at)) at++;
    return at;
  }

  #uncut(position: number, to: number): number {
    if (position >= this.#cutUntil) return to;
    let at = position;
    while (at < to && !this.#isCut(at)) at++;
    return at;
  }

  #isCut(position: number): boolean {
    return this.#received.has(position) && this.#concealed.has(position);
  }

  /** Conceals the gap around `position`, which nobody has concealed yet. */
  #conceal(position: number): void {
    const oldest = this.#oldest;
    let from = position;
    while (from > oldest && this.#isMissing(from - 1)) from--;
    let to = position + 1;
    while (to < this.#horizon && this.#isMissing(to)) to++;

    const division = this.#divisions.after(from);
    const length = this.#continue(from) ? Math.min(CONCEALMENT, to - from, division - from) : 0;
    this.#ring?.fill(from, continuation, 0, length);
    this.#ring?.silence(from + length, to);
    this.#concealed.set(from, to, true);
    if (to - from === length && length + SEAM <= CONCEALMENT && to + SEAM <= division && this.isReceived(to)) {
      this.#seams.add(to, continuation, length * this.#scale);
    }
  }

  /** Fills `continuation` for a gap, unless there is nothing to go on with. What has been concealed once has faded out. */
  #continue(from: number): boolean {
    const oldest = Math.max(this.#oldest, this.#divisions.upTo(from), from - CONCEALMENT_HISTORY);
    let start = from;
    while (start > oldest && !this.#isMissing(start - 1)) start--;
    if (start === from || !this.#received.has(from - 1)) return false;
    this.#ring?.copy(start, from - start, history, 0);
    conceal(history, from - start, continuation, this.#scale);
    return true;
  }

  #isMissing(position: number): boolean {
    return !this.#received.has(position) && !this.#concealed.has(position);
  }

  /** A packet comes after a gap that readers have heard concealed, and puts an end to the concealment from `position` on. */
  #keepSeam(position: number): void {
    if (position === 0 || position < this.#oldest || position + SEAM > this.#horizon) return;
    if (this.#received.has(position - 1) || this.#received.has(position) || !this.#concealed.has(position)) return;
    // What is heard from here on begins with its own first sample (M6).
    if (this.#divisions.upTo(position) === position) return;
    this.#ring?.copy(position, SEAM, tail, 0);
    this.#seams.add(position, tail, 0);
  }

  #fadeSeams(from: number, to: number, out: Int16Array, outOffset: number): void {
    const seams = this.#seams;
    for (let seam = seams.find(from, to, -1); seam >= 0; seam = seams.find(from, to, seam)) {
      const at = seams.at(seam);
      // The missing packet may have come since, or the speech after it been cut.
      if (at <= this.#oldest || this.#received.has(at - 1) || this.#isCut(at)) continue;
      seams.fade(seam, from, to, out, outOffset);
    }
  }
}
