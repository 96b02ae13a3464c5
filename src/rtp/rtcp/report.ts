/** RTCP: the reports we send (SR or RR with SDES CNAME, XR, BYE) and what we take from those we receive (RFC 3550 §6, RFC 3611). */
import {
  RtcpReceiverInfo,
  RtcpRrPacket,
  RtcpSenderInfo,
  RtcpSourceDescriptionPacket,
  RtcpSrPacket,
  SourceDescriptionChunk,
  SourceDescriptionItem,
} from "werift-rtp";
import type { Entropy } from "../../kernel/entropy.ts";
import type { ReceptionReport } from "../reception.ts";
import { EXTENDED_REPORT, type ExtendedReport, type OwnExtended, takeExtended, writeExtended } from "./extended.ts";
import { delayOf, type NamedMoment, ntpOf } from "./ntp.ts";

const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const GOODBYE = 203;
const CNAME = 1;
const BLOCK_LENGTH = 24;
/** Packets of a compound that are looked at; more is no honest report. */
const MAX_PACKETS = 16;

/** What an SR says of our own stream. */
export interface SenderInfo {
  /** ms since 1970, the moment that `timestamp` belongs to. */
  readonly wall: number;
  readonly timestamp: number;
  readonly packets: number;
  readonly octets: number;
}

/** A report block of the peer about a stream (§6.4.1). */
export interface ReportBlock {
  /** The stream's source: ours, in an honest report. */
  readonly ssrc: number;
  readonly fractionLost: number;
  readonly packetsLost: number;
  readonly highestSequence: number;
  readonly jitter: number;
  /** In 65536ths of a second: the middle of the NTP timestamp of our last SR, and how long ago it came there. */
  readonly lsr: number;
  readonly dlsr: number;
}

/** What a compound packet of the peer holds. */
export interface ControlReport {
  readonly ssrc: number;
  /** The middle 32 bits of the NTP timestamp, when it is an SR. */
  readonly ntpMiddle?: number;
  readonly blocks: readonly ReportBlock[];
  readonly extended: Readonly<ExtendedReport>;
  readonly bye: boolean;
}

export interface OwnReport {
  readonly ssrc: number;
  /** Canonical name (§6.5.1); letters and digits. */
  readonly cname: string;
  /** Present when we have sent since the last report: then it is an SR (§6.4). */
  readonly sender?: SenderInfo | undefined;
  readonly reception?: ReceptionReport | undefined;
  /** The peer's last SR. */
  readonly lastSenderReport?: NamedMoment | undefined;
  readonly extended?: OwnExtended | undefined;
  /** We leave. */
  readonly bye?: boolean;
}

/** The compound packet of SR or RR, then SDES with CNAME, as §6.1 demands of every report; then XR, and BYE as "the last packet". */
export function writeReport(report: OwnReport, now: number): Buffer {
  const { ssrc, sender } = report;
  const reports = report.reception === undefined ? [] : [blockOf(report.reception, report.lastSenderReport, now)];
  const first =
    sender === undefined
      ? new RtcpRrPacket({ ssrc, reports })
      : new RtcpSrPacket({
          ssrc,
          senderInfo: new RtcpSenderInfo({
            ntpTimestamp: ntpOf(sender.wall),
            rtpTimestamp: sender.timestamp >>> 0,
            packetCount: sender.packets >>> 0,
            octetCount: sender.octets >>> 0,
          }),
          reports,
        });
  const packets: Buffer[] = [first.serialize(), descriptionOf(ssrc, report.cname).serialize()];
  const extended = report.extended === undefined ? undefined : writeExtended(ssrc, report.extended, now);
  if (extended !== undefined) packets.push(extended);
  if (report.bye === true) packets.push(goodbyeOf(ssrc));
  return Buffer.concat(packets);
}

/**
 * Reads a compound packet. Unknown packets and extensions are stepped over.
 * @returns undefined when it is none: §A.2 asks for version 2, an SR or RR first, no padding there, and lengths that add up.
 */
export function readReport(data: Buffer): ControlReport | undefined {
  if (data.length < 8 || (data[0]! & 0x20) !== 0) return undefined;
  const type = data[1]!;
  if (type !== SENDER_REPORT && type !== RECEIVER_REPORT) return undefined;
  const blocks: ReportBlock[] = [];
  const extended: ExtendedReport = { metrics: [], reference: undefined, delays: [] };
  let bye = false;
  let offset = 0;
  for (let packets = 0; offset < data.length; packets++) {
    if (packets === MAX_PACKETS || offset + 4 > data.length || data[offset]! >> 6 !== 2) return undefined;
    const end = offset + 4 + 4 * data.readUInt16BE(offset + 2);
    if (end > data.length) return undefined;
    if (!takeBlocks(data, offset, end, blocks)) return undefined;
    if (data[offset + 1] === EXTENDED_REPORT) takeExtended(data, offset, end, extended);
    else if (data[offset + 1] === GOODBYE) bye = true;
    offset = end;
  }
  return {
    ssrc: data.readUInt32BE(4),
    ...(type === SENDER_REPORT ? { ntpMiddle: data.readUInt32BE(10) } : {}),
    blocks,
    extended,
    bye,
  };
}

/** ms to the next report: 5 s, "varied randomly over the range [0.5,1.5]" so that reports do not march in step (§6.3). */
export const rtcpInterval = (entropy: Entropy): number => 5000 * (0.5 + entropy.uint32() / 2 ** 32);

function blockOf(reception: ReceptionReport, last: NamedMoment | undefined, now: number): RtcpReceiverInfo {
  return new RtcpReceiverInfo({
    ssrc: reception.ssrc >>> 0,
    fractionLost: reception.fractionLost,
    // A signed number in 24 bits, of which the writer knows nothing.
    packetsLost: reception.packetsLost & 0xff_ffff,
    highestSequence: reception.highestSequence >>> 0,
    jitter: reception.jitter >>> 0,
    lsr: last?.ntpMiddle ?? 0,
    dlsr: last === undefined ? 0 : delayOf(now - last.arrival),
  });
}

/** A chunk must end with a zero octet (§6.5); the writer adds one only where the length is no multiple of four without it. */
function descriptionOf(ssrc: number, cname: string): RtcpSourceDescriptionPacket {
  const text = (cname.length + 2) % 4 === 0 ? `${cname}.` : cname;
  const items = [new SourceDescriptionItem({ type: CNAME, text })];
  return new RtcpSourceDescriptionPacket({ chunks: [new SourceDescriptionChunk({ source: ssrc, items })] });
}

/** Takes the report blocks of the packet `data[offset, end)`, when it is an SR or RR. False: it is shorter than it says. */
function takeBlocks(data: Buffer, offset: number, end: number, blocks: ReportBlock[]): boolean {
  const type = data[offset + 1]!;
  if (type !== SENDER_REPORT && type !== RECEIVER_REPORT) return true;
  let at = offset + (type === SENDER_REPORT ? 28 : 8);
  if (at + BLOCK_LENGTH * (data[offset]! & 0x1f) > end) return false;
  for (let left = data[offset]! & 0x1f; left > 0; left--, at += BLOCK_LENGTH) {
    blocks.push({
      ssrc: data.readUInt32BE(at),
      fractionLost: data[at + 4]!,
      packetsLost: data.readIntBE(at + 5, 3),
      highestSequence: data.readUInt32BE(at + 8),
      jitter: data.readUInt32BE(at + 12),
      lsr: data.readUInt32BE(at + 16),
      dlsr: data.readUInt32BE(at + 20),
    });
  }
  return true;
}

/** §6.6, without a reason: the peer knows why from signalling. */
function goodbyeOf(ssrc: number): Buffer {
  const goodbye = Buffer.from([0x81, GOODBYE, 0, 1, 0, 0, 0, 0]);
  goodbye.writeUInt32BE(ssrc >>> 0, 4);
  return goodbye;
}
