/** The header fields of the RTP stream that we send on one leg (RFC 3550 §5.1). */
import { distance16, distance32 } from "../kernel/serial.ts";
import { rewriteHeader, sequenceOf, ssrcOf, timestampOf, writeHeader } from "../rtp/packet.ts";

/** A source whose sequence goes further back or ahead than this has begun anew (RFC 3550 §A.1). */
const MAX_MISORDER = 100;
const MAX_DROPOUT = 3000;
/**
 * A packet no further behind what we sent in its place is late, a place further behind tells a source that had stopped
 * counting: 200 ms in positions.
 */
const MAX_LATENESS = 1600;
/** The frame of a continuation whose own length is not known: 20 ms in positions. */
const USUAL_FRAME = 160;

/**
 * One outgoing stream. Packets of the other party are passed on with a constant offset of sequence and timestamp, so that
 * spacing, gaps, order and marker stay the source's own (U2); where the source's clock has another rate, its timestamps are
 * turned into ours. Frames of our own (fillers, hold music, a monitor's mix)
 * go on where the stream stands, and after them the source keeps its offset if that is still ahead of what was sent.
 */
export class Outgoing {
  readonly ssrc: number;
  /** Timestamp units of ours a position. */
  #units = 1;
  #nextSequence: number;
  /** Timestamp and length, in positions, of the newest audio sent, and when that was: a position of the call. */
  #timestamp: number;
  #length = 0;
  #position = 0;
  #started = false;

  #source = -1;
  #sequenceOffset = 0;
  /** The source's timestamp that has this one of ours, and its units a position. */
  #theirAnchor = 0;
  #ourAnchor = 0;
  #theirUnits = 1;
  /** The source's newest sequence number passed on, and the oldest that still has a place in our numbering. */
  #newest = 0;
  #oldest = 0;
  /** Timestamp of the source's newest RFC 4733 event. */
  #event = -1;
  /** Packets of the source were not passed on. */
  #withheld = false;
  /** Frames of our own were sent since the source's newest packet. */
  #interrupted = false;

  #packets = 0;
  #octets = 0;
  #skipped = 0;

  /** The first packet will carry exactly these. */
  constructor(ssrc: number, sequence: number, timestamp: number) {
    this.ssrc = ssrc >>> 0;
    this.#nextSequence = sequence & 0xffff;
    this.#timestamp = timestamp >>> 0;
  }

  /** The clock of the stream's codec: timestamp units a position. */
  describe(units: number): void {
    if (units === this.#units) return;
    this.#units = units;
    this.#source = -1;
  }

  /** For sender reports (RFC 3550 §6.4.1). */
  get packets(): number {
    return this.#packets;
  }

  get octets(): number {
    return this.#octets;
  }

  /** Sequence numbers that were never sent, since the source's packets were lost on their way to us: the listener finds them lost, too. */
  get skipped(): number {
    return this.#skipped;
  }

  /** The stream's timestamp at `position` of the call. */
  timestampAt(position: number): number {
    return (this.#timestamp + Math.round((position - this.#position) * this.#units)) >>> 0;
  }

  /** The stream goes on in another call, whose positions are ahead of this one's by so many samples. */
  move(ahead: number): void {
    this.#position += ahead;
  }

  /** A packet of the source is not passed on, since the listener may not hear it: our sequence will go on without a gap. */
  withhold(): void {
    this.#withheld = true;
  }

  /** Rewrites the header of a received audio packet for this stream.
   * @param length in positions
   * @param units timestamp units a position of the source
   * @param position the call's position at its arrival
   * @returns false when it has no place any more: it comes too late and frames of ours stand there. To make one for it
   * would delay all that follows, for good. */
  forward(
    packet: Buffer,
    payloadType: number,
    length: number,
    units: number,
    octets: number,
    position: number,
  ): boolean {
    const sequence = sequenceOf(packet);
    const timestamp = timestampOf(packet);
    this.#readAs(units);
    const late = this.#isLate(ssrcOf(packet), sequence);
    if (late && distance16(sequence, this.#oldest) < 0) return false;
    if (!late && this.#isOvertaken(ssrcOf(packet), sequence, timestamp)) {
      this.#newest = sequence;
      return false;
    }
    if (!late) {
      this.#align(ssrcOf(packet), sequence, timestamp, position, true);
      this.#interrupted = false;
      this.#timestamp = this.#turned(timestamp);
      this.#theirAnchor = timestamp;
      this.#ourAnchor = this.#timestamp;
      this.#length = length;
      this.#position = position;
    }
    this.#rewrite(packet, payloadType, sequence, timestamp, octets);
    return true;
  }

  /** The same for an RFC 4733 event packet: its timestamp names the event and never changes within it (§2.2.1). */
  forwardEvent(packet: Buffer, payloadType: number, units: number, octets: number, position: number): boolean {
    const sequence = sequenceOf(packet);
    const timestamp = timestampOf(packet);
    this.#readAs(units);
    const late = this.#isLate(ssrcOf(packet), sequence);
    if (late && distance16(sequence, this.#oldest) < 0) return false;
    if (!late) this.#align(ssrcOf(packet), sequence, timestamp, position, timestamp !== this.#event);
    this.#event = timestamp;
    this.#rewrite(packet, payloadType, sequence, timestamp, octets);
    return true;
  }

  /** Writes the header of a frame of our own. The marker tells the first one after a pause (RFC 3551 §4.1).
   * @param length in positions
   * @param position where the frame begins on the call's time line */
  frame(packet: Buffer, payloadType: number, length: number, octets: number, position: number): void {
    const timestamp = this.#continuation(position, length);
    const pause = !this.#started || timestamp !== this.#end;
    writeHeader(packet, pause, payloadType, this.#nextSequence, timestamp, this.ssrc);
    this.#nextSequence = (this.#nextSequence + 1) & 0xffff;
    this.#timestamp = timestamp;
    this.#length = length;
    this.#position = position;
    this.#started = true;
    this.#interrupted = true;
    this.#count(octets);
  }

  /** Writes the header of an event packet of our own: the first of an event begins where the stream stands and has the marker
   * (RFC 4733 §2.2.2), those after it have its timestamp.
   * @param length how long the event has lasted, in positions */
  event(packet: Buffer, payloadType: number, begins: boolean, length: number, octets: number, position: number): void {
    if (begins) {
      this.#timestamp = this.#continuation(position, USUAL_FRAME);
      this.#position = position;
    }
    writeHeader(packet, begins, payloadType, this.#nextSequence, this.#timestamp, this.ssrc);
    this.#nextSequence = (this.#nextSequence + 1) & 0xffff;
    this.#length = length;
    this.#started = true;
    this.#interrupted = true;
    this.#count(octets);
  }

  /** The event goes on in another segment, "with the RTP timestamp set to the time at which the previous segment ended" (§2.5.1.3). */
  nextSegment(): void {
    this.#timestamp = this.#end;
    this.#position += this.#length;
    this.#length = 0;
  }

  /** A source with another clock counts anew. */
  #readAs(units: number): void {
    if (units === this.#theirUnits) return;
    this.#theirUnits = units;
    this.#source = -1;
  }

  #isLate(ssrc: number, sequence: number): boolean {
    const ahead = distance16(sequence, this.#newest);
    return ssrc === this.#source && ahead <= 0 && ahead > -MAX_MISORDER;
  }

  #isNew(ssrc: number, sequence: number): boolean {
    const ahead = distance16(sequence, this.#newest);
    return ssrc !== this.#source || ahead > MAX_DROPOUT || ahead < 0;
  }

  /** Frames of ours have been sent for the time that the source's packet is of. */
  #isOvertaken(ssrc: number, sequence: number, timestamp: number): boolean {
    if (!this.#interrupted || this.#withheld || this.#isNew(ssrc, sequence)) return false;
    const overlap = distance32(this.#end, this.#turned(timestamp));
    return overlap > 0 && overlap <= MAX_LATENESS * this.#units;
  }

  /** Sees to it that the source's packet comes after everything sent before it. */
  #align(ssrc: number, sequence: number, timestamp: number, position: number, movesTimestamp: boolean): void {
    if (!this.#started) this.#position = position;
    if (this.#isNew(ssrc, sequence)) {
      this.#ourAnchor = this.#continuation(position, this.#length || USUAL_FRAME);
      this.#theirAnchor = timestamp;
      this.#restart(sequence);
      this.#source = ssrc;
    } else {
      const ahead = distance16(sequence + this.#sequenceOffset, this.#nextSequence) >= 0;
      if (this.#withheld || !ahead) this.#restart(sequence);
      if (movesTimestamp && (this.#withheld || this.#interrupted)) this.#advance(timestamp);
    }
    this.#withheld = false;
    this.#newest = sequence;
    if (distance16(sequence, this.#oldest) > MAX_MISORDER) this.#oldest = (sequence - MAX_MISORDER) & 0xffff;
  }

  /** Moves the source's timestamps on if they would fall into audio that was sent already. */
  #advance(timestamp: number): void {
    if (distance32(this.#turned(timestamp), this.#end) >= 0) return;
    this.#ourAnchor = this.#end;
    this.#theirAnchor = timestamp;
  }

  /** The timestamp after the newest audio sent. */
  get #end(): number {
    return (this.#timestamp + this.#length * this.#units) >>> 0;
  }

  /** A timestamp of the source as one of ours: exact where the clocks agree, else to a position. */
  #turned(timestamp: number): number {
    const since = distance32(timestamp, this.#theirAnchor);
    const ours = this.#theirUnits === this.#units ? since : Math.floor(since / this.#theirUnits) * this.#units;
    return (this.#ourAnchor + ours) >>> 0;
  }

  /** The source's packet `sequence` takes our next number; what it sent before has no place any more. */
  #restart(sequence: number): void {
    this.#sequenceOffset = distance16(this.#nextSequence, sequence);
    this.#oldest = sequence;
  }

  /** The timestamp of a packet that begins at `position` and follows what was sent: whole frames on, at least one. */
  #continuation(position: number, length: number): number {
    if (!this.#started) return this.#timestamp;
    const frames = Math.max(1, Math.round((position - this.#position) / length));
    return (this.#timestamp + Math.max(this.#length, frames * length) * this.#units) >>> 0;
  }

  #rewrite(packet: Buffer, payloadType: number, sequence: number, timestamp: number, octets: number): void {
    const ours = (sequence + this.#sequenceOffset) & 0xffff;
    rewriteHeader(packet, payloadType, ours, this.#turned(timestamp), this.ssrc);
    const ahead = distance16(ours, this.#nextSequence);
    this.#skipped += ahead >= 0 ? ahead : -1;
    if (ahead >= 0) this.#nextSequence = (ours + 1) & 0xffff;
    this.#started = true;
    this.#count(octets);
  }

  #count(octets: number): void {
    this.#packets = (this.#packets + 1) >>> 0;
    this.#octets = (this.#octets + octets) >>> 0;
  }
}
