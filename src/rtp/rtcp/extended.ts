/** Extended reports (RFC 3611): round trips for those who only receive, and what a voice call sounds like. */
import { GMIN } from "../quality/burstGap.ts";
import { delayOf, type NamedMoment, ntpOf } from "./ntp.ts";

export const EXTENDED_REPORT = 207;
const REFERENCE_TIME = 4;
const DELAY_SINCE_REFERENCE = 5;
const VOIP_METRICS = 7;
/** Words of a block after its first. */
const REFERENCE_TIME_WORDS = 2;
const DELAY_WORDS = 3;
const VOIP_METRICS_WORDS = 8;
/** Blocks that are looked at, of all kinds, and kept, of each; more is no honest report. */
const MAX_BLOCKS = 32;
const MAX_KEPT = 8;
/** "A value of 127 indicates that this parameter is unavailable" (§4.7.4, §4.7.5). */
const UNAVAILABLE = 127;
/** §4.7.6: standard concealment, an adaptive jitter buffer of unstated rate. */
const RECEIVER_CONFIGURATION = 0b1111_0000;

/** A VoIP metrics block (§4.7). Undefined: unavailable. */
export interface VoipMetrics {
  /** The stream that it is about. */
  readonly ssrc: number;
  /** 0 to 1. */
  readonly lossRatio: number;
  readonly discardRatio: number;
  readonly burstDensity: number;
  readonly gapDensity: number;
  /** Means, ms. */
  readonly burstMs: number;
  readonly gapMs: number;
  readonly roundTripMs: number;
  readonly endSystemMs: number;
  readonly rFactor: number | undefined;
  /** Of listening, and of conversation. */
  readonly mosLq: number | undefined;
  readonly mosCq: number | undefined;
  /** What the jitter buffer holds packets back, at present and at most, ms. */
  readonly playoutMs: number;
  readonly playoutMaxMs: number;
}

/** What we say in an extended report. */
export interface OwnExtended {
  readonly metrics?: VoipMetrics | undefined;
  /** ms since 1970, the moment of a receiver reference time block: from who sends no SR. */
  readonly reference?: number | undefined;
  /** The reference time that the peer named. */
  readonly peerReference?: (NamedMoment & { readonly ssrc: number }) | undefined;
}

/** What the extended reports of a compound say. */
export interface ExtendedReport {
  readonly metrics: VoipMetrics[];
  /** The middle 32 bits of the NTP timestamp of the peer's reference time. */
  reference: number | undefined;
  /** Of the reference times of `ssrc`: which, and how long ago it came there. */
  readonly delays: { readonly ssrc: number; readonly reference: number; readonly delay: number }[];
}

/** @returns undefined where there is nothing to say */
export function writeExtended(ssrc: number, own: OwnExtended, now: number): Buffer | undefined {
  const blocks: Buffer[] = [];
  if (own.reference !== undefined) blocks.push(referenceBlock(own.reference));
  if (own.peerReference !== undefined) blocks.push(delayBlock(own.peerReference, now));
  if (own.metrics !== undefined) blocks.push(metricsBlock(own.metrics));
  if (blocks.length === 0) return undefined;
  const body = Buffer.concat(blocks);
  const head = Buffer.from([0x80, EXTENDED_REPORT, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(1 + body.length / 4, 2);
  head.writeUInt32BE(ssrc >>> 0, 4);
  return Buffer.concat([head, body]);
}

/** Takes the blocks of the extended report `data[offset, end)`. Blocks of other kinds are stepped over (§3), what is cut short ends it. */
export function takeExtended(data: Buffer, offset: number, end: number, into: ExtendedReport): void {
  let at = offset + 8;
  for (let blocks = 0; blocks < MAX_BLOCKS && at + 4 <= end; blocks++) {
    const words = data.readUInt16BE(at + 2);
    const next = at + 4 + 4 * words;
    if (next > end) return;
    const type = data[at]!;
    if (type === REFERENCE_TIME && words === REFERENCE_TIME_WORDS) into.reference = data.readUInt32BE(at + 6);
    else if (type === DELAY_SINCE_REFERENCE) takeDelays(data, at + 4, next, into);
    else if (type === VOIP_METRICS && words === VOIP_METRICS_WORDS && into.metrics.length < MAX_KEPT)
      into.metrics.push(readMetrics(data, at));
    at = next;
  }
}

function referenceBlock(wall: number): Buffer {
  const block = head(REFERENCE_TIME, REFERENCE_TIME_WORDS);
  block.writeBigUInt64BE(ntpOf(wall), 4);
  return block;
}

function delayBlock({ ssrc, ntpMiddle, arrival }: NamedMoment & { readonly ssrc: number }, now: number): Buffer {
  const block = head(DELAY_SINCE_REFERENCE, DELAY_WORDS);
  block.writeUInt32BE(ssrc >>> 0, 4);
  block.writeUInt32BE(ntpMiddle >>> 0, 8);
  block.writeUInt32BE(delayOf(now - arrival), 12);
  return block;
}

function metricsBlock(metrics: VoipMetrics): Buffer {
  const block = head(VOIP_METRICS, VOIP_METRICS_WORDS);
  block.writeUInt32BE(metrics.ssrc >>> 0, 4);
  block[8] = ratio(metrics.lossRatio);
  block[9] = ratio(metrics.discardRatio);
  block[10] = ratio(metrics.burstDensity);
  block[11] = ratio(metrics.gapDensity);
  block.writeUInt16BE(word(metrics.burstMs), 12);
  block.writeUInt16BE(word(metrics.gapMs), 14);
  block.writeUInt16BE(word(metrics.roundTripMs), 16);
  block.writeUInt16BE(word(metrics.endSystemMs), 18);
  // Signal, noise and echo are not measured.
  block.fill(UNAVAILABLE, 20, 23);
  block[23] = GMIN;
  // "An integer in the range 0 to 100" (§4.7.5): wideband goes beyond.
  block[24] = metrics.rFactor === undefined ? UNAVAILABLE : Math.max(0, Math.min(100, Math.round(metrics.rFactor)));
  block[25] = UNAVAILABLE;
  block[26] = opinion(metrics.mosLq);
  block[27] = opinion(metrics.mosCq);
  block[28] = RECEIVER_CONFIGURATION;
  block.writeUInt16BE(word(metrics.playoutMs), 30);
  block.writeUInt16BE(word(metrics.playoutMaxMs), 32);
  block.writeUInt16BE(word(metrics.playoutMaxMs), 34);
  return block;
}

const readMetrics = (data: Buffer, at: number): VoipMetrics => ({
  ssrc: data.readUInt32BE(at + 4),
  lossRatio: data[at + 8]! / 256,
  discardRatio: data[at + 9]! / 256,
  burstDensity: data[at + 10]! / 256,
  gapDensity: data[at + 11]! / 256,
  burstMs: data.readUInt16BE(at + 12),
  gapMs: data.readUInt16BE(at + 14),
  roundTripMs: data.readUInt16BE(at + 16),
  endSystemMs: data.readUInt16BE(at + 18),
  rFactor: data[at + 24]! > 100 ? undefined : data[at + 24]!,
  mosLq: opinionIn(data[at + 26]!),
  mosCq: opinionIn(data[at + 27]!),
  playoutMs: data.readUInt16BE(at + 30),
  playoutMaxMs: data.readUInt16BE(at + 32),
});

function takeDelays(data: Buffer, from: number, end: number, into: ExtendedReport): void {
  for (let at = from; at + 12 <= end && into.delays.length < MAX_KEPT; at += 12)
    into.delays.push({
      ssrc: data.readUInt32BE(at),
      reference: data.readUInt32BE(at + 4),
      delay: data.readUInt32BE(at + 8),
    });
}

function head(type: number, words: number): Buffer {
  const block = Buffer.alloc(4 + 4 * words);
  block[0] = type;
  block.writeUInt16BE(words, 2);
  return block;
}

const ratio = (value: number): number => Math.max(0, Math.min(255, Math.floor(value * 256)));
const word = (value: number): number => Math.max(0, Math.min(65_535, Math.round(value)));
/** "An integer in the range 10 to 50, corresponding to MOS x 10" (§4.7.5). */
const opinion = (mos: number | undefined): number =>
  mos === undefined ? UNAVAILABLE : Math.max(10, Math.min(50, Math.round(mos * 10)));
const opinionIn = (octet: number): number | undefined => (octet < 10 || octet > 50 ? undefined : octet / 10);
