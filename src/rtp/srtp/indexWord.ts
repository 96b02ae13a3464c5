/** The word at the end of an SRTCP packet: "E" flag, then 31 bits of index (RFC 3711 §3.4). */

export const INDEX_WORD = 4;
/** In the word's first octet. */
const ENCRYPTED = 0x80;
/** Sender SSRC and what stands before it stay in the clear. */
export const CLEAR_RTCP = 8;

export const indexOf = (packet: Buffer, at: number): number => packet.readUInt32BE(at) & 0x7fff_ffff;
export const isEncrypted = (packet: Buffer, at: number): boolean => (packet[at]! & ENCRYPTED) !== 0;

export function writeIndex(packet: Buffer, at: number, index: number): void {
  packet.writeUInt32BE(index, at);
  packet[at]! |= ENCRYPTED;
}
