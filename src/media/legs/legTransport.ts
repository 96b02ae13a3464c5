/** How a leg's packets come and go: sockets, source locks, SRTP, RTCP, the media timeout. */
import type { Result } from "../../kernel/result.ts";
import type { Outgoing } from "../../mixer/outgoing.ts";
import { payloadEnd, payloadStart } from "../../rtp/packet.ts";
import type { ReceptionStatistics } from "../../rtp/reception.ts";
import { readReport } from "../../rtp/rtcp/report.ts";
import { SourceLock } from "../../rtp/sourceLock.ts";
import type { Described } from "../commands.ts";
import type { MediaHost } from "../host.ts";
import { LegReports, type ToldQuality } from "./legReports.ts";
import { LegSockets, type OpenFailure } from "./legSockets.ts";
import { Protection } from "./protection.ts";

/** Takes the valid RTP packets of the leg's own source. The payload is `packet[start, end)`. */
export interface PacketReceiver {
  receive(packet: Buffer, start: number, end: number, now: number): void;
}

export class LegTransport {
  readonly #host: MediaHost;
  #receiver: PacketReceiver;
  readonly #sockets = new LegSockets();
  readonly #rtpLock = new SourceLock();
  readonly #rtcpLock = new SourceLock();
  readonly #protection = new Protection();
  readonly #reports: LegReports;
  #timeoutMs = 0;
  #lastHeard = 0;
  #timedOut = false;

  constructor(host: MediaHost, receiver: PacketReceiver, outgoing: Outgoing, reception: ReceptionStatistics) {
    this.#host = host;
    this.#receiver = receiver;
    this.#reports = new LegReports(outgoing, reception, host.entropy);
  }

  open(address: string, port: number, done: (result: Result<void, OpenFailure>) => void): void {
    const receive = {
      rtp: (packet: Buffer, from: string, fromPort: number) => this.#receiveRtp(packet, from, fromPort),
      rtcp: (packet: Buffer, from: string, fromPort: number) => this.#receiveRtcp(packet, from, fromPort),
    };
    this.#sockets.open(this.#host.datagrams, address, port, receive, done);
  }

  /** Says goodbye, then closes the sockets. */
  close(closed: () => void): void {
    const { scheduler } = this.#host;
    const farewell = this.#reports.farewell(scheduler.now(), scheduler.wall());
    if (farewell === undefined) return this.#sockets.close(closed);
    this.#sendRtcp(farewell);
    // A socket takes what it is given in the next turn.
    scheduler.at(scheduler.now(), () => this.#sockets.close(closed));
  }

  /** From now on the packets are another receiver's: the leg has moved. Sockets, locks, keys and reports go on. */
  hand(receiver: PacketReceiver): void {
    this.#receiver = receiver;
  }

  /** Opens the source locks for the peer that the SDP names. `mediaTimeoutMs` 0: never. */
  describe(described: Described, mediaTimeoutMs: number, now: number): void {
    const { address, rtpPort, rtcpPort, signallingAddress } = described;
    this.#rtpLock.describe(address, rtpPort, signallingAddress, now);
    this.#rtcpLock.describe(address, rtcpPort, signallingAddress, now);
    this.#protection.describe(described.crypto);
    this.#reports.describe(described, now);
    this.#timeoutMs = mediaTimeoutMs;
    this.#lastHeard = now;
    this.#timedOut = false;
  }

  /** Sends `packet[0, length)` to the peer. */
  send(packet: Buffer, length: number): void {
    if (!this.#protection.isOn) return this.#sendRtp(packet, length);
    const sealed = this.#protection.seal(packet, length);
    if (sealed > 0) this.#sendRtp(this.#protection.sealed, sealed);
  }

  /** Sends the RTCP report that may be due.
   * @param position of the call
   * @param awaited whether the peer has to send; while it has not, the media timeout stands still at its beginning
   * @returns whether the peer has just been silent for the whole media timeout */
  step(position: number, now: number, awaited = true): boolean {
    const report = this.#reports.due(position, now, this.#host.scheduler.wall());
    if (report !== undefined) this.#sendRtcp(report);
    if (!awaited) this.#heard(now);
    if (this.#timeoutMs === 0 || this.#timedOut || now - this.#lastHeard < this.#timeoutMs) return false;
    this.#timedOut = true;
    return true;
  }

  /** The leg's quality, each time it is due. */
  qualityDue(now: number): ToldQuality | undefined {
    return this.#reports.qualityDue(now);
  }

  /** The leg's quality up to now. */
  quality(): ToldQuality | undefined {
    return this.#reports.quality();
  }

  #receiveRtp(packet: Buffer, address: string, port: number): void {
    const now = this.#host.scheduler.now();
    this.#host.counters.packetsIn++;
    if (!this.#protection.isOn) return this.#receiveClear(packet, address, port, now);
    // Before a key is tried on it: a stranger's copy would use up the number of the peer's own packet.
    if (!this.#rtpLock.admits(address, port, now)) return this.#foreign();
    const length = this.#protection.open(packet);
    if (length < 0) this.#host.counters.packetsRefused++;
    else this.#receiveClear(packet.subarray(0, length), address, port, now);
  }

  #receiveClear(packet: Buffer, address: string, port: number, now: number): void {
    const start = payloadStart(packet, packet.length);
    if (!this.#rtpLock.accepts(address, port, start >= 0, now)) return this.#foreign();
    this.#heard(now);
    this.#receiver.receive(packet, start, payloadEnd(packet, packet.length), now);
  }

  #receiveRtcp(packet: Buffer, address: string, port: number): void {
    const now = this.#host.scheduler.now();
    if (!this.#protection.isOn) return this.#receiveReport(packet, address, port, now);
    if (!this.#rtcpLock.admits(address, port, now)) return;
    const length = this.#protection.openControl(packet);
    if (length >= 0) this.#receiveReport(packet.subarray(0, length), address, port, now);
  }

  #receiveReport(packet: Buffer, address: string, port: number, now: number): void {
    const report = readReport(packet);
    if (!this.#rtcpLock.accepts(address, port, report !== undefined, now) || report === undefined) return;
    this.#heard(now);
    this.#reports.take(report, now);
  }

  #sendRtp(packet: Buffer, length: number): void {
    this.#host.counters.packetsOut++;
    this.#sockets.sendRtp(packet, length, this.#rtpLock.sendPort, this.#rtpLock.sendAddress);
  }

  #sendRtcp(report: Buffer): void {
    const packet = this.#protection.isOn ? this.#protection.sealControl(report) : report;
    this.#sockets.sendRtcp(packet, this.#rtcpLock.sendPort, this.#rtcpLock.sendAddress);
  }

  #foreign(): void {
    this.#host.counters.packetsForeign++;
  }

  #heard(now: number): void {
    this.#lastHeard = now;
    this.#timedOut = false;
  }
}
