import { type Coding, codings, Ear, forms } from "../sound/coding.ts";
import type { RtpPacket } from "./rtp.ts";

/** The static payload types (RFC 3551 §6). */
const staticTypes: ReadonlyMap<number, Coding> = new Map(
  codings.filter((coding) => coding !== "opus").map((coding) => [forms[coding].payloadType, coding]),
);

/** Longer than any test: a timestamp further away belongs to another stream. */
const LONGEST = 8000 * 3600;

/** What a packet sounds like. */
interface Sound {
  readonly coding: Coding;
  readonly samples: Int16Array;
}

/** Hears packets in the order of their arrival, as codecs with a state must. */
export class Hearing {
  #opusType: number | undefined;
  #ear: { readonly ssrc: number; readonly coding: Coding; readonly ear: Ear } | undefined;
  readonly #sounds = new WeakMap<RtpPacket, Sound>();

  /** Opus has no payload type of its own: the one of our description. */
  agree(opusType: number | undefined): void {
    this.#opusType = opusType;
  }

  take(packet: RtpPacket): void {
    const { ssrc, payloadType, payload } = packet;
    const coding = payloadType === this.#opusType ? "opus" : staticTypes.get(payloadType);
    if (coding === undefined) return;
    if (this.#ear?.ssrc !== ssrc || this.#ear.coding !== coding) this.#ear = { ssrc, coding, ear: new Ear(coding) };
    this.#sounds.set(packet, { coding, samples: this.#ear.ear.hear(payload) });
  }

  soundOf(packet: RtpPacket): Sound | undefined {
    return this.#sounds.get(packet);
  }
}

/**
 * The sound of the packets at 8,000 Hz, laid out by RTP timestamp: a lost packet leaves its time empty, a late one finds its
 * place. Only packets of the last packet's SSRC and codec count.
 */
export function soundOf(packets: readonly RtpPacket[], hearing = hearingOf(packets)): Int16Array {
  const last = packets.findLast((packet) => hearing.soundOf(packet) !== undefined);
  const coding = last && hearing.soundOf(last)?.coding;
  if (last === undefined || coding === undefined) return new Int16Array(0);
  const spoken = packets.filter((packet) => packet.ssrc === last.ssrc && hearing.soundOf(packet)?.coding === coding);
  const origin = spoken[0]!.timestamp;
  const placed = spoken.flatMap((packet) => {
    // Timestamps wrap (RFC 3550 §5.1): distances are signed 32-bit.
    const at = Math.round(((packet.timestamp - origin) | 0) / forms[coding].units);
    return at >= 0 && at < LONGEST ? [{ at, sound: hearing.soundOf(packet)!.samples }] : [];
  });
  const sound = new Int16Array(placed.reduce((end, one) => Math.max(end, one.at + one.sound.length), 0));
  for (const one of placed) sound.set(one.sound, one.at);
  return sound;
}

function hearingOf(packets: readonly RtpPacket[]): Hearing {
  const hearing = new Hearing();
  for (const packet of packets) hearing.take(packet);
  return hearing;
}
