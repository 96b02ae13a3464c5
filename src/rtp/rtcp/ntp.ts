/** NTP timestamps as RTCP uses them (RFC 3550 §4): seconds since 1900 in the upper 32 bits, modulo 2^32; fractions in the lower. */

/** Seconds from 1900, where NTP counts from, to 1970. */
const NTP_EPOCH_S = 2_208_988_800;

/** @param wall ms since 1970 */
export function ntpOf(wall: number): bigint {
  const seconds = (Math.floor(wall / 1000) + NTP_EPOCH_S) >>> 0;
  const fraction = Math.floor(((wall / 1000) % 1) * 2 ** 32);
  return (BigInt(seconds) << 32n) | BigInt(fraction);
}

/** The middle 32 bits of a moment, by which reports name it. */
export const ntpMiddleOf = (wall: number): number => Number((ntpOf(wall) >> 16n) & 0xffff_ffffn);

/** A duration as reports give it: in 65536ths of a second. */
export const delayOf = (ms: number): number => Math.max(0, Math.round(ms * 65.536)) >>> 0;
export const msOfDelay = (delay: number): number => delay / 65.536;

/** A moment that the peer named in a report, which ours mention so that it can measure the round trip. */
export interface NamedMoment {
  /** The middle 32 bits of its NTP timestamp. */
  readonly ntpMiddle: number;
  /** When it came, ms on the `now` scale. */
  readonly arrival: number;
}
