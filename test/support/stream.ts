import { type RtpPacket, readRtp } from "../../lab/media/rtp.ts";
import { decode, encode, type Law, payloadTypeOf } from "../../lab/sound/g711.ts";

/** A packet that a listener received, told by the packet of the speaker's that it carries. */
export interface Carried {
  /** Which of the speaker's packets, counted from its first. */
  readonly frame: number;
  /** Sequence number and timestamp since the first packet of the comparison. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payloadType: number;
  /** Hexadecimal. */
  readonly payload: string;
}

/** What one party was sent of the other. */
export interface Stream {
  readonly ssrcs: number;
  readonly packets: readonly Carried[];
  /** The bytes that the speaker's packets become when nobody else speaks, by the lab's own codec. */
  readonly expected: readonly string[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const lawOf = (payloadType: number): Law => (payloadType === payloadTypeOf.PCMA ? "PCMA" : "PCMU");

/**
 * Lays what a listener received beside what the speaker sent. The speaker's sound must not repeat itself, so that the
 * first packet tells where the stream begins.
 */
export function streamOf(received: readonly RtpPacket[], sent: readonly Buffer[]): Stream {
  const first = received[0];
  if (first === undefined) return { ssrcs: 0, packets: [], expected: [] };
  const law = lawOf(first.payloadType);
  const expected = sent.map((data) => {
    const { payloadType, payload } = readRtp(data, 0, first.from)!;
    const spoken = lawOf(payloadType);
    return hex(spoken === law ? payload : encode(law, decode(spoken, payload)));
  });
  const start = expected.indexOf(hex(first.payload));
  if (start === -1) throw new Error("the first packet received is none that the speaker sent");
  const packets = received.map(({ sequence, timestamp, marker, payloadType, payload }) => ({
    frame: start + (((sequence - first.sequence) << 16) >> 16),
    sequence: (sequence - first.sequence) & 0xffff,
    timestamp: (timestamp - first.timestamp) >>> 0,
    marker,
    payloadType,
    payload: hex(payload),
  }));
  return { ssrcs: new Set(received.map(({ ssrc }) => ssrc)).size, packets, expected };
}

/** The packets of a stretch of the speaker's frames, headers relative to the first of them. */
export function stretch(stream: Stream, from: number, to: number): readonly Carried[] {
  const packets = stream.packets.filter(({ frame }) => frame >= from && frame < to);
  const first = packets[0];
  if (first === undefined) return [];
  return packets.map((packet) => ({
    ...packet,
    sequence: (packet.sequence - first.sequence) & 0xffff,
    timestamp: (packet.timestamp - first.timestamp) >>> 0,
  }));
}

/** The frames that both streams hold: neither their first packet nor their last, which the ends of a call may cut. */
export function common(a: Stream, b: Stream): { readonly from: number; readonly to: number } {
  const starts = [a, b].map(({ packets }) => packets[0]?.frame ?? Number.POSITIVE_INFINITY);
  const ends = [a, b].map(({ packets }) => packets.at(-1)?.frame ?? Number.NEGATIVE_INFINITY);
  return { from: Math.max(...starts) + 1, to: Math.min(...ends) };
}

/** Of packets, what is not sound. */
export const headers = (packets: readonly Carried[]): readonly Omit<Carried, "payload">[] =>
  packets.map(({ payload: _, ...header }) => header);
