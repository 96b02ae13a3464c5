import { HEADER_LENGTH } from "../rtp/packet.ts";

/** Room for the longest packet of ours: no frame of any codec fills an Ethernet packet. */
const ROOM = 1500;
/** More than a worker sends in one turn of its event loop, within which a packet's bytes must not change. */
const PACKETS = 1024;

const ring: Buffer[] = [];
let turn = 0;

/** A buffer for a packet of our own: header, payload, and room behind it. The next turn of the event loop may give it out again. */
export function nextPacket(): Buffer {
  turn = (turn + 1) % PACKETS;
  ring[turn] ??= Buffer.allocUnsafeSlow(ROOM);
  return ring[turn]!;
}

/** The start of a received packet's successor: its header alone, without extension, contributors and padding. */
export function copyHeader(from: Buffer, to: Buffer): void {
  for (let i = 1; i < HEADER_LENGTH; i++) to[i] = from[i]!;
  to[0] = 0x80;
}
