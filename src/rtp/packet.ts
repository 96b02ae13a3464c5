/**
 * The RTP header, read and written in place (RFC 3550 §5.1). `buf` may hold anything: only `payloadStart` checks it,
 * so ask that first. Nothing is allocated.
 */

export const HEADER_LENGTH = 12;

/** Offset of the payload, after CSRC list and extension; -1 when `buf[0, length)` is no valid RTP packet. */
export function payloadStart(_buf: Buffer, _length: number): number {
  return -1;
}

/** Offset after the payload's last byte: `length` less the padding. Only after `payloadStart` accepted the packet. */
export function payloadEnd(buf: Buffer, length: number): number {
  return (buf[0]! & 0x20) === 0 ? length : length - buf[length - 1]!;
}

export const markerOf = (buf: Buffer): boolean => buf[1]! >= 0x80;
export const payloadTypeOf = (buf: Buffer): number => buf[1]! & 0x7f;
export const sequenceOf = (buf: Buffer): number => (buf[2]! << 8) | buf[3]!;
export const timestampOf = (buf: Buffer): number =>
  ((buf[4]! << 24) | (buf[5]! << 16) | (buf[6]! << 8) | buf[7]!) >>> 0;
export const ssrcOf = (buf: Buffer): number => ((buf[8]! << 24) | (buf[9]! << 16) | (buf[10]! << 8) | buf[11]!) >>> 0;

/** Writes a header of `HEADER_LENGTH` bytes: version 2, no padding, extension or CSRC. Numbers are taken modulo their width. */
export function writeHeader(
  _buf: Buffer,
  _marker: boolean,
  _payloadType: number,
  _sequence: number,
  _timestamp: number,
  _ssrc: number,
): void {}

/** Replaces payload type, sequence, timestamp and SSRC of a received packet; all else (marker, extension, padding) stays. */
export function rewriteHeader(
  _buf: Buffer,
  _payloadType: number,
  _sequence: number,
  _timestamp: number,
  _ssrc: number,
): void {}
