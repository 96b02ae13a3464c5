import type { CodecName } from "../../../src/rtp/codecs/codec.ts";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import { payloadEnd, payloadStart, payloadTypeOf, ssrcOf } from "../../../src/rtp/packet.ts";
import type { Datagram } from "./capture.ts";

/** The packets of one SSRC from one port to another. */
export interface Stream {
  readonly fromPort: number;
  readonly toPort: number;
  readonly packets: readonly Buffer[];
}

/** The RTP streams among the datagrams. RTCP's packet types look like payload types 64 to 95 (RFC 5761 §4). */
export function streamsOf(datagrams: readonly Datagram[]): readonly Stream[] {
  const rtp = datagrams.filter(
    ({ data }) => payloadStart(data, data.length) > 0 && (payloadTypeOf(data) < 64 || payloadTypeOf(data) > 95),
  );
  const streams = new Map<string, Stream & { readonly packets: Buffer[] }>();
  for (const { fromPort, toPort, data } of rtp) {
    const key = `${fromPort} ${toPort} ${ssrcOf(data)}`;
    const stream = streams.get(key) ?? { fromPort, toPort, packets: [] };
    stream.packets.push(data);
    streams.set(key, stream);
  }
  return [...streams.values()];
}

/** What those hear who take the payloads of a stream for those of the codec, at its sampling rate. */
export function decoded({ packets }: Stream, name: CodecName): Int16Array {
  const codec = codecNamed(name);
  const decoder = codec.decoder();
  const parts = packets.map((packet) => {
    const start = payloadStart(packet, packet.length);
    const length = payloadEnd(packet, packet.length) - start;
    const sound = new Int16Array(Math.max(0, codec.count(packet, start, length)));
    return sound.length === 0 ? sound : sound.subarray(0, decoder.decode(packet, start, length, sound, 0));
  });
  const whole = new Int16Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
