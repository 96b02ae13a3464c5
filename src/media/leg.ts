/** What all legs have in common. */
import type { PacketForm } from "../mixer/packetizer.ts";
import { codecNamed } from "../rtp/codecs/codecs.ts";
import type { Described } from "./commands.ts";

/** What the first packet sent on a leg carries. */
export interface HeaderSeeds {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/** How the peer of an SDP wants its packets. */
export const packetForm = (described: Described): PacketForm => ({
  name: described.codec,
  codec: codecNamed(described.codec).encoder(),
  payloadType: described.sendPayloadType,
  eventType: described.sendEventType,
  ptime: described.ptime,
});
