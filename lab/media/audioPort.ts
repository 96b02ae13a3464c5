import type { Entropy } from "../../src/kernel/entropy.ts";
import type { Coding } from "../sound/coding.ts";
import { type Signal, silence } from "../sound/signals.ts";
import { Changes } from "../waiting.ts";
import { Hearing, soundOf } from "./heard.ts";
import { type KeyEvent, type RtpPacket, readEvent, readRtp, writeSenderReport } from "./rtp.ts";
import { openSocketPair, type SocketPair } from "./socketPair.ts";
import { Protection } from "./srtp.ts";
import { Talker } from "./talker.ts";

/** What offer/answer agreed on for us. */
export interface Agreed {
  readonly address: string;
  readonly port: number;
  readonly coding: Coding;
  /** What it bears in our packets, and the one that our description gives to Opus. */
  readonly payloadType: number;
  readonly opusType?: number;
  readonly eventType?: number;
  readonly ptime: number;
  /** Whether the description lets us send. */
  readonly sends: boolean;
  /** SRTP: the keys of each side. */
  readonly srtp?: { readonly ours: Buffer; readonly theirs: Buffer };
}

export interface AudioOptions {
  /** How many packets are kept at least. */
  readonly keep: number;
  /** Whether it sends on its own; a load generator paces many by itself. */
  readonly paced: boolean;
}

/** An RTCP packet as it came. */
export interface Report {
  readonly at: number;
  readonly data: Buffer;
}

const REPORT_EVERY_MS = 5000;

/** The ear and the mouth of a phone: an RTP and an RTCP socket, a talker that keeps time, and all that was received. */
export class AudioPort {
  readonly #sockets: SocketPair;
  readonly #talker: Talker;
  readonly #keep: number;
  readonly #paced: boolean;
  readonly #hearing = new Hearing();
  readonly changes = new Changes();
  /** Every packet that came, in the order of arrival. */
  readonly received: RtpPacket[] = [];
  readonly reports: Report[] = [];
  /** Every packet that left. */
  readonly sent: Buffer[] = [];
  /** Milliseconds for which this end has been talking or silent since it could send. */
  #clockMs = 0;
  #octets = 0;
  #packets = 0;
  #agreed: Agreed | undefined;
  #protection: Protection | undefined;
  /** Packets that came and were not authentic under SRTP. */
  refused = 0;
  #pace: NodeJS.Timeout | undefined;
  /** Packets that bad weather holds back. */
  readonly #underWay = new Set<NodeJS.Timeout>();
  #nextReportMs = 0;
  #reporting = true;
  /** Takes each arriving datagram instead of `received`, for load generators. */
  intercept: ((data: Buffer) => void) | undefined;
  /** The longest that the machine kept us from sending what was due, ms. */
  stalledMs = 0;
  /** The network that our speech goes through: how late each packet comes, ms; undefined for one that is lost. */
  weather: ((packet: Buffer) => number | undefined) | undefined;

  static async open(host: string, entropy: Entropy, options: AudioOptions): Promise<AudioPort> {
    return new AudioPort(await openSocketPair(host), entropy, options);
  }

  private constructor(sockets: SocketPair, entropy: Entropy, { keep, paced }: AudioOptions) {
    this.#sockets = sockets;
    this.#talker = new Talker(entropy);
    this.#keep = keep;
    this.#paced = paced;
    this.#talker.say(silence);
    sockets.onRtp((data, from) => {
      if (this.intercept !== undefined) this.intercept(data);
      else this.#take(data, from);
    });
    sockets.onRtcp((data) => {
      const report = this.#protection === undefined ? data : this.#protection.openReport(data);
      if (report !== undefined) this.reports.push({ at: performance.now(), data: report });
    });
  }

  /** The port that our description names. */
  get port(): number {
    return this.#sockets.port;
  }

  get ssrc(): number {
    return this.#talker.ssrc;
  }

  get agreed(): Agreed | undefined {
    return this.#agreed;
  }

  /** Where and how to send from now on. A phone talks (silence, until told otherwise) as soon as it may. */
  agree(agreed: Agreed): void {
    this.#agreed = agreed;
    this.#hearing.agree(agreed.opusType);
    const { srtp } = agreed;
    if (srtp === undefined) this.#protection = undefined;
    else if (this.#protection?.isOf(srtp.ours, srtp.theirs) !== true)
      this.#protection = new Protection(srtp.ours, srtp.theirs);
    if (this.#pace === undefined && this.#paced) this.#start();
  }

  /** Says a signal from its first sample on. */
  speak(signal: Signal): void {
    this.#talker.say(signal);
  }

  /** Sends no RTP until told to speak; RTCP goes on. */
  mute(): void {
    this.#talker.say(undefined);
  }

  /** Sends nothing any more, RTCP included, as a phone that lost its network. */
  fallSilent(): void {
    this.mute();
    this.#reporting = false;
  }

  /** Presses a key (RFC 4733) in place of speech. @returns when its last packet has left. */
  press(key: string, ms = 100): Promise<void> {
    if (this.#agreed === undefined) throw new Error("a key was pressed before the call was answered");
    return this.#talker.press(key, ms, this.#agreed);
  }

  /** Sends bytes of one's own to where speech goes, as they are. */
  transmit(packet: Buffer): void {
    const agreed = this.#agreed;
    if (agreed !== undefined) this.#sockets.sendRtp(packet, agreed.port, agreed.address);
  }

  /** Sends and receives RTP only with the agreed address from now on, which makes sending cheap. */
  async connect(): Promise<(packet: Buffer) => void> {
    const { address, port } = this.#agreed!;
    return await this.#sockets.connect(port, address);
  }

  /** The sound of everything received, or of the packets from index `from` on. */
  heard(from = 0): Int16Array {
    return soundOf(this.received.slice(from), this.#hearing);
  }

  /** The keys received, one for each press. */
  keys(): readonly KeyEvent[] {
    const presses = new Map<number, KeyEvent>();
    for (const packet of this.received) {
      if (packet.payloadType === this.#agreed?.eventType) presses.set(packet.timestamp, readEvent(packet.payload));
    }
    return [...presses.values()];
  }

  /** The next `ms` of received sound, from now on. Fails when they do not come. */
  async hear(ms: number, patience = ms + 3000): Promise<Int16Array> {
    const from = this.received.length;
    const wanted = ms * 8;
    const what = `${ms} ms of sound`;
    const state = (): string => `${this.received.length - from} packets came`;
    await this.changes.until(() => this.heard(from).length >= wanted, what, { patience, state });
    return this.heard(from).subarray(0, wanted);
  }

  /** Waits while this end talks (or keeps silent) for `ms`: the way to let time pass in a call. */
  async pass(ms: number): Promise<void> {
    const end = this.#clockMs + ms;
    await this.changes.until(() => this.#clockMs >= end, `${ms} ms of talk`, { patience: ms + 3000 });
  }

  async close(): Promise<void> {
    clearTimeout(this.#pace);
    for (const arrival of this.#underWay) clearTimeout(arrival);
    this.changes.close();
    await this.#sockets.close();
  }

  #take(data: Buffer, from: { readonly address: string; readonly port: number }): void {
    const packet = this.#protection === undefined ? data : this.#protection.open(data);
    if (packet === undefined) this.refused++;
    else this.#hear(readRtp(packet, performance.now(), from));
  }

  #hear(packet: RtpPacket | undefined): void {
    if (packet === undefined) return;
    this.#hearing.take(packet);
    this.received.push(packet);
    if (this.received.length > 2 * this.#keep) this.received.splice(0, this.#keep);
    this.changes.announce();
  }

  /** Frame n is due n packet times after the first: lateness of a timer never adds up. */
  #start(): void {
    const origin = performance.now() - this.#clockMs;
    const tick = (): void => {
      const now = performance.now() - origin;
      this.stalledMs = Math.max(this.stalledMs, now - this.#clockMs);
      while (this.#clockMs <= now) this.#frame();
      this.changes.announce();
      this.#pace = setTimeout(tick, origin + this.#clockMs - performance.now());
    };
    tick();
  }

  #frame(): void {
    const agreed = this.#agreed!;
    const packet = this.#talker.next(agreed);
    this.#clockMs += agreed.ptime;
    if (packet !== undefined && agreed.sends) {
      this.#packets++;
      this.#octets += packet.length - 12;
      this.sent.push(packet);
      if (this.sent.length > 2 * this.#keep) this.sent.splice(0, this.#keep);
      this.#dispatch(packet);
    }
    if (this.#clockMs >= this.#nextReportMs && this.#reporting) this.#report(agreed);
  }

  #dispatch(packet: Buffer): void {
    const lateMs = this.weather === undefined ? 0 : this.weather(packet);
    if (lateMs === undefined) return;
    const bytes = this.#protection?.protect(packet) ?? packet;
    if (lateMs === 0) {
      this.transmit(bytes);
      return;
    }
    const arrival = setTimeout(() => {
      this.#underWay.delete(arrival);
      this.transmit(bytes);
    }, lateMs);
    this.#underWay.add(arrival);
  }

  #report(agreed: Agreed): void {
    this.#nextReportMs = this.#clockMs + REPORT_EVERY_MS;
    const sent = {
      wallMs: performance.timeOrigin + performance.now(),
      timestamp: this.#talker.timestamp,
      packets: this.#packets,
      octets: this.#octets,
    };
    const report = writeSenderReport(this.ssrc, sent);
    this.#sockets.sendRtcp(this.#protection?.protectReport(report) ?? report, agreed.port + 1, agreed.address);
  }
}
