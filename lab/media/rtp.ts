/** RTP and RTCP on the wire (RFC 3550), and the events of RFC 4733. */

export interface RtpPacket {
  /** When it arrived, on the scale of `performance.now()`. */
  readonly at: number;
  readonly from: { readonly address: string; readonly port: number };
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Buffer;
}

export interface RtpHeader {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

export function writeRtp(header: RtpHeader, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(12 + payload.length);
  packet[0] = 0x80;
  packet[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  packet.writeUInt16BE(header.sequence & 0xffff, 2);
  packet.writeUInt32BE(header.timestamp >>> 0, 4);
  packet.writeUInt32BE(header.ssrc >>> 0, 8);
  packet.set(payload, 12);
  return packet;
}

/** Undefined for what is no RTP packet of version 2. */
export function readRtp(
  data: Buffer,
  at: number,
  from: { readonly address: string; readonly port: number },
): RtpPacket | undefined {
  if (data.length < 12 || data[0]! >> 6 !== 2) return undefined;
  let start = 12 + 4 * (data[0]! & 0x0f);
  if (data[0]! & 0x10 && data.length >= start + 4) start += 4 + 4 * data.readUInt16BE(start + 2);
  const padding = data[0]! & 0x20 ? data[data.length - 1]! : 0;
  if (start + padding > data.length) return undefined;
  return {
    at,
    from: { address: from.address, port: from.port },
    marker: (data[1]! & 0x80) !== 0,
    payloadType: data[1]! & 0x7f,
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    ssrc: data.readUInt32BE(8),
    payload: data.subarray(start, data.length - padding),
  };
}

const keys = "0123456789*#ABCD";

/** The payload of an event (RFC 4733 §2.3): ten below full scale, the duration in samples. */
export const writeEvent = (key: string, duration: number, end: boolean): Buffer =>
  Buffer.from([keys.indexOf(key), (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);

export interface KeyEvent {
  readonly key: string;
  readonly end: boolean;
  /** Samples since the key went down. */
  readonly duration: number;
}

export const readEvent = (payload: Buffer): KeyEvent => ({
  key: keys[payload[0] ?? -1] ?? "?",
  end: ((payload[1] ?? 0) & 0x80) !== 0,
  duration: payload.length < 4 ? 0 : payload.readUInt16BE(2),
});

/** A sender report without report blocks, and the CNAME every compound packet needs (RFC 3550 §6.1). */
export function writeSenderReport(
  ssrc: number,
  sent: { readonly wallMs: number; readonly timestamp: number; readonly packets: number; readonly octets: number },
): Buffer {
  const name = Buffer.from(`lab-${(ssrc >>> 0).toString(16)}`);
  const description = Buffer.alloc(4 + 4 * Math.ceil((4 + 2 + name.length + 1) / 4));
  description.writeUInt16BE(0x81ca, 0);
  description.writeUInt16BE(description.length / 4 - 1, 2);
  description.writeUInt32BE(ssrc >>> 0, 4);
  description[8] = 1;
  description[9] = name.length;
  description.set(name, 10);

  const report = Buffer.alloc(28);
  report.writeUInt16BE(0x80c8, 0);
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc >>> 0, 4);
  // NTP counts from 1900, with a binary fraction of a second.
  report.writeUInt32BE((Math.floor(sent.wallMs / 1000) + 2_208_988_800) >>> 0, 8);
  report.writeUInt32BE(Math.floor(((sent.wallMs % 1000) / 1000) * 0x100000000) >>> 0, 12);
  report.writeUInt32BE(sent.timestamp >>> 0, 16);
  report.writeUInt32BE(sent.packets >>> 0, 20);
  report.writeUInt32BE(sent.octets >>> 0, 24);
  return Buffer.concat([report, description]);
}
