/**
 * The RTP header, read and written in place (RFC 3550 §5.1). `buf` may hold anything: only `headerEnd` and
 * `payloadStart` check it, so ask one of them first. Nothing is allocated.
 */

export const HEADER_LENGTH = 12;
const VERSION = 2;
const PADDING = 0x20;
const EXTENSION = 0x10;

/** Offset after the header with CSRC list and extension; -1 when `buf[0, length)` holds none of version 2 (RFC 3550 §5.1). */
export function headerEnd(buf: Buffer, length: number): number {
  if (length < HEADER_LENGTH) return -1;
  const first = buf[0]!;
  if (first >> 6 !== VERSION) return -1;
  let end = HEADER_LENGTH + 4 * (first & 0x0f);
  if ((first & EXTENSION) !== 0) {
    if (end + 4 > length) return -1;
    end += 4 + 4 * ((buf[end + 2]! << 8) | buf[end + 3]!);
  }
  return end <= length ? end : -1;
}

/** Offset of the payload; -1 when `buf[0, length)` is no valid RTP packet (§A.1). */
export function payloadStart(buf: Buffer, length: number): number {
  const start = headerEnd(buf, length);
  if (start < 0 || (buf[0]! & PADDING) === 0) return start;
  const padding = buf[length - 1]!;
  return padding > 0 && start + padding <= length ? start : -1;
}

/** Offset after the payload's last byte: `length` less the padding. Only after `payloadStart` accepted the packet. */
export function payloadEnd(buf: Buffer, length: number): number {
  return (buf[0]! & PADDING) === 0 ? length : length - buf[length - 1]!;
}

export const markerOf = (buf: Buffer): boolean => buf[1]! >= 0x80;
export const payloadTypeOf = (buf: Buffer): number => buf[1]! & 0x7f;
export const sequenceOf = (buf: Buffer): number => (buf[2]! << 8) | buf[3]!;
export const timestampOf = (buf: Buffer): number =>
  ((buf[4]! << 24) | (buf[5]! << 16) | (buf[6]! << 8) | buf[7]!) >>> 0;
export const ssrcOf = (buf: Buffer): number => ((buf[8]! << 24) | (buf[9]! << 16) | (buf[10]! << 8) | buf[11]!) >>> 0;

/** Writes a header of `HEADER_LENGTH` bytes: version 2, no padding, extension or CSRC. Numbers are taken modulo their width. */
export function writeHeader(
  buf: Buffer,
  marker: boolean,
  payloadType: number,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  buf[0] = VERSION << 6;
  buf[1] = marker ? 0x80 : 0;
  rewriteHeader(buf, payloadType, sequence, timestamp, ssrc);
}

/** Replaces payload type, sequence, timestamp and SSRC of a received packet; all else (marker, extension, padding) stays. */
export function rewriteHeader(
  buf: Buffer,
  payloadType: number,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  buf[1] = (buf[1]! & 0x80) | (payloadType & 0x7f);
  buf[2] = sequence >> 8;
  buf[3] = sequence;
  writeUint32(buf, 4, timestamp);
  writeUint32(buf, 8, ssrc);
}

function writeUint32(buf: Buffer, offset: number, value: number): void {
  buf[offset] = value >>> 24;
  buf[offset + 1] = value >>> 16;
  buf[offset + 2] = value >>> 8;
  buf[offset + 3] = value;
}
