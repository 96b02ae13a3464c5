/**
 * The telephone exchange: SIP and media over whatever network and time it is given, and the accounts that it serves. The server runs it on the
 * machine's; simulations on a network and a time of their own.
 */
import { Correspondence } from "../calls/legs/correspondence.ts";
import type { RecoverRecording } from "../calls/switchboard/recordingBook.ts";
import type { Service } from "../calls/trunks/trunkLine.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import type { QualityFigure } from "../kernel/quality.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { MediaEvent, MediaPlane, MediaStats } from "../media/commands.ts";
import { QualitySum } from "../media/qualitySum.ts";
import { Answers } from "../sip/answers.ts";
import { Doorkeeper } from "../sip/auth/doorkeeper.ts";
import type { Gate } from "../sip/guard/gate.ts";
import { Guard, type GuardFigures } from "../sip/guard/guard.ts";
import type { Locator } from "../sip/locate/locator.ts";
import { createStack, type OwnedStack } from "../sip/stack.ts";
import type { BoundTransport } from "../sip/transport/createTransport.ts";
import type { PortFailure } from "../sip/transport/sockets.ts";
import type { OnLost, OnMessage } from "../sip/transport/transport.ts";
import { FrontDesk } from "./frontDesk.ts";
import { logMedia } from "./mediaLog.ts";
import { MediaShares } from "./mediaShares.ts";
import { Pbx, type PbxCounts, type PbxOptions, type Premises } from "./pbx.ts";
import { Roster } from "./roster.ts";

export interface ExchangeOptions {
  /** The server's own: whoever names no account's domain is challenged as an unknown user of this one. */
  readonly domain: string;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  /** Finds peers given by name; without it only addresses are reached. */
  readonly locator?: Locator;
  readonly openTransport: (
    onMessage: OnMessage,
    gate: Gate,
    onLost: OnLost,
  ) => Promise<Result<BoundTransport, PortFailure>>;
  readonly openPlane: (emit: (event: MediaEvent) => void) => MediaPlane;
  readonly recoverRecording: RecoverRecording;
  /** SRTP keys may be sent over UDP and TCP; unless given, over TLS only. */
  readonly srtpWithoutTls?: boolean;
  /** Where a media leg's own port is reached from this machine. */
  readonly mediaAddress: string;
}

/** What is alive in the exchange, over all accounts: for metrics, and for tests that nothing is left. */
export interface ExchangeCounts extends PbxCounts {
  readonly transactions: number;
  /** Dialogs, INVITEs and requests of which somebody is told. */
  readonly correspondence: number;
}

/** How long a BYE may be lost and sent again before its account is let go of: until its second retransmission (T1, then 2·T1). */
const FAREWELL_MS = 2000;
const FAREWELL_STEP_MS = 20;

/** TEST-NET-1 (RFC 5737): routed like any address of the outside world. */
const NOBODYS_ADDRESS = "192.0.2.254";

export class Exchange {
  readonly sipPort: number;
  /** Undefined where TLS is not served. */
  readonly tlsPort: number | undefined;
  readonly #premises: Premises;
  readonly #roster: Roster;
  readonly #quality = new QualitySum();
  readonly #removals = new Set<Promise<void>>();
  #mediaStats: MediaStats | undefined;
  #draining = false;

  private constructor(options: ExchangeOptions, { stack, guard, roster, transport }: SipSide) {
    const { domain, scheduler, entropy, log, recoverRecording, srtpWithoutTls = false, mediaAddress } = options;
    this.sipPort = transport.port;
    this.tlsPort = transport.tlsPort;
    this.#roster = roster;
    const correspondence = new Correspondence();
    const answers = new Answers(stack, entropy);
    const media = new MediaShares(options.openPlane, (event) => this.#onMedia(event, log));
    this.#premises = {
      stack,
      transport,
      guard,
      answers,
      correspondence,
      media,
      scheduler,
      entropy,
      log,
      recoverRecording,
      srtpWithoutTls,
      mediaAddress,
      isDraining: () => this.#draining,
    };
    const nobodysDoor = new Doorkeeper({
      ...this.#premises,
      realm: domain,
      password: () => undefined,
      // The same for whoever asks: as where the domain is an account's.
      algorithms: () => roster.ofDomain(domain)?.algorithms ?? ["MD5"],
    });
    stack.start(transport, new FrontDesk({ roster, correspondence, answers, nobodysDoor, log }));
  }

  static async open(options: ExchangeOptions): Promise<Result<Exchange, PortFailure>> {
    const { scheduler, log } = options;
    const stack = createStack(options);
    const roster = new Roster();
    const guard = new Guard({ scheduler, log, isKnown: (address) => roster.all.some((pbx) => pbx.knows(address)) });
    const receive: OnMessage = (message, flow) => {
      if (guard.passes(message, flow.address)) stack.receive(message, flow);
    };
    const onLost: OnLost = (peer) => {
      for (const pbx of roster.all) pbx.connectionLost(peer);
    };
    const transport = await options.openTransport(receive, guard, onLost);
    return transport.ok ? ok(new Exchange(options, { stack, guard, roster, transport: transport.value })) : transport;
  }

  // --- the accounts -------------------------------------------------------------------------------------------------

  /** Serves one more account, from now on. Throws where its id or its domain is served already. */
  add(options: PbxOptions): Pbx {
    this.#roster.mustNotServe(options.account);
    const pbx = new Pbx(options, this.#premises);
    this.#roster.add(pbx);
    return pbx;
  }

  /**
   * Serves an account no longer: its calls are hung up, its trunks' registrations taken away, its bindings left to their store. Resolves when
   * its last recording is closed; at once where there is no such account.
   */
  async remove(accountId: string): Promise<void> {
    const pbx = this.#roster.get(accountId);
    if (pbx === undefined) return;
    this.#roster.remove(pbx);
    const removal = this.#seeOff(pbx);
    this.#removals.add(removal);
    await removal;
    this.#removals.delete(removal);
  }

  pbx(accountId: string): Pbx | undefined {
    return this.#roster.get(accountId);
  }

  // --- all of them together -----------------------------------------------------------------------------------------

  /** The media plane's counters, once a worker has reported. */
  get mediaStats(): MediaStats | undefined {
    return this.#mediaStats;
  }

  /** How the parties' legs sound, all together. */
  get qualityFigures(): QualityFigure[] {
    return this.#quality.figures;
  }

  /** What strangers tried. */
  get guardFigures(): GuardFigures {
    return this.#premises.guard.figures;
  }

  counts(): ExchangeCounts {
    const { clientTransactions, serverTransactions } = this.#premises.stack.counts();
    const counts = this.#roster.all.map((pbx) => pbx.counts());
    return {
      calls: sum(counts.map(({ calls }) => calls)),
      monitorings: sum(counts.map(({ monitorings }) => monitorings)),
      usages: sum(counts.map(({ usages }) => usages)),
      timers: sum(counts.map(({ timers }) => timers)),
      registrations: sum(counts.map(({ registrations }) => registrations)),
      transactions: clientTransactions + serverTransactions,
      correspondence: this.#premises.correspondence.size,
    };
  }

  /** The address and port that phones register at, as far as it can be told without a peer in sight. */
  get registrarAddress(): { host: string; port: number } {
    const { address, port } = this.#premises.stack.localFor({ transport: "udp", host: NOBODYS_ADDRESS, port: 5060 });
    return { host: address, port };
  }

  /** What is not as it should be right now, with any account. */
  troubles(): readonly string[] {
    return [...new Set(this.#roster.all.flatMap((pbx) => pbx.troubles()))];
  }

  /** Live calls as people count them. */
  get liveCalls(): number {
    return sum(this.#roster.all.map((pbx) => pbx.liveCalls));
  }

  get liveMonitorings(): number {
    return sum(this.#roster.all.map((pbx) => pbx.liveMonitorings));
  }

  /** How many trunks are in which service. */
  get trunkCounts(): Readonly<Record<Service, number>> {
    const counts = this.#roster.all.map((pbx) => pbx.trunkCounts);
    const inService = (service: Service) => sum(counts.map((each) => each[service]));
    return { in: inService("in"), out: inService("out"), none: inService("none") };
  }

  // --- the end ------------------------------------------------------------------------------------------------------

  /** From now on no new calls; those that run go on. */
  drain(): void {
    this.#draining = true;
  }

  /** Hangs up what is left; resolves when the last recording is closed, then closes every socket. */
  async close(): Promise<void> {
    this.drain();
    const { media, guard, stack } = this.#premises;
    const left = this.#roster.all;
    await this.#farewell(left);
    await media.close();
    await Promise.all(this.#removals);
    for (const pbx of left) pbx.close();
    guard.close();
    await stack.close();
  }

  async #seeOff(pbx: Pbx): Promise<void> {
    await this.#farewell([pbx]);
    await pbx.closeMedia();
    pbx.close();
  }

  /** Lets accounts say goodbye to whoever they are in touch with. */
  async #farewell(leaving: readonly Pbx[]): Promise<void> {
    const { scheduler } = this.#premises;
    for (const pbx of leaving) pbx.leave();
    const end = scheduler.now() + FAREWELL_MS;
    while (leaving.some((pbx) => pbx.unfinished > 0) && scheduler.now() < end)
      await new Promise<void>((wake) => scheduler.at(scheduler.now() + FAREWELL_STEP_MS, wake));
  }

  #onMedia(event: MediaEvent, log: Log): void {
    logMedia(log, event);
    if (event.event === "quality") this.#quality.add(event.recent);
    else if (event.event === "stats") this.#mediaStats = event.stats;
  }
}

/** What stands between the network and the accounts. */
interface SipSide {
  readonly stack: OwnedStack;
  readonly guard: Guard;
  readonly roster: Roster;
  readonly transport: BoundTransport;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
