import { decode } from "../sound/g711.ts";
import type { RtpPacket } from "./rtp.ts";

const lawOf = (payloadType: number): "PCMA" | "PCMU" | undefined =>
  payloadType === 8 ? "PCMA" : payloadType === 0 ? "PCMU" : undefined;

/** Longer than any test: a timestamp further away belongs to another stream. */
const LONGEST = 8000 * 3600;

/**
 * The sound of the packets, laid out by RTP timestamp: a lost packet leaves its time empty, a late one finds its
 * place. Only G.711 packets of the last packet's SSRC count.
 */
export function soundOf(packets: readonly RtpPacket[]): Int16Array {
  const ssrc = packets.findLast((packet) => lawOf(packet.payloadType) !== undefined)?.ssrc;
  const spoken = packets.filter((packet) => packet.ssrc === ssrc && lawOf(packet.payloadType) !== undefined);
  const origin = spoken[0]?.timestamp ?? 0;
  const placed = spoken.flatMap((packet) => {
    // Timestamps wrap (RFC 3550 §5.1): distances are signed 32-bit.
    const at = (packet.timestamp - origin) | 0;
    return at >= 0 && at < LONGEST ? [{ at, sound: decode(lawOf(packet.payloadType)!, packet.payload) }] : [];
  });
  const sound = new Int16Array(placed.reduce((end, one) => Math.max(end, one.at + one.sound.length), 0));
  for (const one of placed) sound.set(one.sound, one.at);
  return sound;
}
