/** The RTP packets of a stream, written in place in a few buffers by turns: a packet's bytes must stay until the kernel took them. */
const BUFFERS = 4;
const HEADER = 12;
const LONGEST = 1500;

export class Packets {
  readonly #buffers: readonly Buffer[];
  readonly #units: number;
  #frame = 0;

  /** @param units of the RTP clock a frame */
  constructor(ssrc: number, payloadType: number, units: number) {
    this.#units = units;
    this.#buffers = Array.from({ length: BUFFERS }, () => {
      const packet = Buffer.alloc(LONGEST);
      packet[0] = 0x80;
      packet[1] = payloadType;
      packet.writeUInt32BE(ssrc >>> 0, 8);
      return packet;
    });
  }

  /** How many there have been. */
  get count(): number {
    return this.#frame;
  }

  /** @returns the next packet; its bytes from `HEADER + payload.length` on are of earlier ones. */
  next(payload: Uint8Array): Buffer {
    const frame = this.#frame++;
    const packet = this.#buffers[frame % BUFFERS]!;
    packet.writeUInt16BE(frame & 0xffff, 2);
    packet.writeUInt32BE((frame * this.#units) >>> 0, 4);
    packet.set(payload, HEADER);
    return packet;
  }
}
