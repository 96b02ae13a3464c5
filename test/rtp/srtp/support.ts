/** Packets and keys of the SRTP tests. */

import type { CryptoSuite } from "../../../src/rtp/agreed.ts";
import { writeHeader } from "../../../src/rtp/packet.ts";
import { keyingLength } from "../../../src/rtp/srtp/suites.ts";

/** A key and salt that is the same each time, and another for each `seed`. */
export const keyOf = (suite: CryptoSuite, seed = 1): Uint8Array =>
  Uint8Array.from({ length: keyingLength(suite) }, (_, i) => (i * 37 + seed * 101) & 0xff);

/** A clear G.711 packet, its payload telling its number. */
export function rtp(sequence: number, ssrc = 0xcafe_babe, octets = 160): Buffer {
  const packet = Buffer.alloc(12 + octets, sequence);
  writeHeader(packet, false, 8, sequence, sequence * 160, ssrc);
  return packet;
}

/** An SR of `ssrc` with nothing else. */
export function rtcp(ssrc = 0xcafe_babe): Buffer {
  const packet = Buffer.alloc(28, 0x5a);
  packet.writeUInt32BE(0x80c8_0006, 0);
  packet.writeUInt32BE(ssrc, 4);
  return packet;
}
