/** What all legs have in common. */
import type { PacketForm } from "../../mixer/packetizer.ts";
import { codecNamed } from "../../rtp/codecs/codecs.ts";
import type { Described } from "../commands.ts";

/** What the first packet sent on a leg carries. */
export interface HeaderSeeds {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/** How the peer of an SDP wants its packets. A stream that goes on in the same codec keeps the encoder of its form so far. */
export function packetForm(described: Described, before: PacketForm | undefined): PacketForm {
  const codec = codecNamed(described.codec);
  return {
    codec: codec.name,
    encoder: before?.codec === codec.name ? before.encoder : codec.encoder(described.wishes),
    stateful: codec.stateful,
    scale: codec.sampleRate === 16_000 ? 2 : 1,
    units: codec.clockRate / 8000,
    payloadType: described.sendPayloadType,
    eventType: described.sendEventType,
    eventUnits: (described.eventClockRate ?? codec.clockRate) / 8000,
    noiseType: described.sendNoiseType,
    ptime: described.ptime,
  };
}
