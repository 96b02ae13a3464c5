/**
 * The telephone exchange: SIP, calls and media wired together over whatever network, time and account it is given.
 * The server runs it on the machine's; simulations on a network and a time of their own.
 */
import type { Directory } from "./accounts/directory/directory.ts";
import type { Journal } from "./accounts/journal/journal.ts";
import { Routing } from "./calls/hunts/routing.ts";
import { Usages } from "./calls/legs/usages.ts";
import { AgentBoard } from "./calls/live/agentBoard.ts";
import { Centre } from "./calls/live/centre.ts";
import { Newsroom } from "./calls/live/newsroom.ts";
import { type TrunkState, trunkView } from "./calls/live/views.ts";
import { Reception } from "./calls/reception.ts";
import type { RecoverRecording } from "./calls/switchboard/recordingBook.ts";
import { Switchboard } from "./calls/switchboard/switchboard.ts";
import { transferTargets } from "./calls/transfers/transferTargets.ts";
import { hostOf } from "./calls/trunks/hop.ts";
import { OwnRequests } from "./calls/trunks/ownRequests.ts";
import type { Service } from "./calls/trunks/trunkLine.ts";
import { Trunks } from "./calls/trunks/trunks.ts";
import { Alarms } from "./kernel/alarms.ts";
import type { Scheduler } from "./kernel/clock.ts";
import type { Entropy } from "./kernel/entropy.ts";
import type { Log } from "./kernel/log.ts";
import type { QualityFigure } from "./kernel/quality.ts";
import { ok, type Result } from "./kernel/result.ts";
import type { HoldMusicChoice, MediaEvent, MediaPlane, MediaStats } from "./media/commands.ts";
import { QualitySum } from "./media/qualitySum.ts";
import { logMedia } from "./mediaLog.ts";
import { Authenticator } from "./sip/auth/authenticator.ts";
import type { DigestAlgorithm } from "./sip/auth/digest.ts";
import type { Gate } from "./sip/guard/gate.ts";
import { Guard, type GuardFigures } from "./sip/guard/guard.ts";
import type { Locator } from "./sip/locate/locator.ts";
import { type BindingStore, Bindings } from "./sip/registrar/bindings.ts";
import { NatKeepAlive } from "./sip/registrar/natKeepAlive.ts";
import { Registrar } from "./sip/registrar/registrar.ts";
import { createStack, type OwnedStack } from "./sip/stack.ts";
import type { BoundTransport } from "./sip/transport/createTransport.ts";
import type { PortFailure } from "./sip/transport/sockets.ts";
import type { OnLost, OnMessage } from "./sip/transport/transport.ts";

export interface ExchangeOptions {
  readonly domain: string;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly bindingStore: BindingStore;
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
  readonly recordingPath: (id: string, wall: number) => string;
  readonly recoverRecording: RecoverRecording;
  /** What calls are begun with; unless given, the default tune or silence by the setting. */
  readonly holdMusic?: () => HoldMusicChoice;
  /** SRTP keys may be sent over UDP and TCP; unless given, over TLS only. */
  readonly srtpWithoutTls?: boolean;
}

/** What is alive in the exchange: for metrics, and for tests that nothing is left. */
export interface ExchangeCounts {
  readonly calls: number;
  readonly monitorings: number;
  readonly usages: number;
  readonly timers: number;
  readonly transactions: number;
  readonly registrations: number;
}

export class Exchange {
  readonly centre: Centre;
  readonly sipPort: number;
  /** Undefined where TLS is not served. */
  readonly tlsPort: number | undefined;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.centre = parts.centre;
    this.sipPort = parts.transport.port;
    this.tlsPort = parts.transport.tlsPort;
  }

  static async open(options: ExchangeOptions): Promise<Result<Exchange, PortFailure>> {
    const stack = createStack(options);
    const { bindingStore, directory, scheduler, log } = options;
    const bindings = new Bindings(bindingStore, scheduler.wall());
    const isTrunk = (address: string) =>
      directory.trunks().some((trunk) => stack.locator.addressesOf(hostOf(trunk)).includes(address));
    const isKnown = (address: string) => bindings.isPhoneAddress(address) || isTrunk(address);
    const guard = new Guard({ scheduler, log, isKnown });
    const receive: OnMessage = (message, flow) => {
      if (guard.passes(message, flow.address)) stack.receive(message, flow);
    };
    let parts: Parts | undefined;
    const onLost: OnLost = (peer) => parts?.trunks.connectionLost(peer);
    const transport = await options.openTransport(receive, guard, onLost);
    if (!transport.ok) return transport;
    parts = wire(options, { stack, guard, bindings, transport: transport.value });
    return ok(new Exchange(parts));
  }

  /** The media plane's counters, once a worker has reported. */
  get mediaStats(): MediaStats | undefined {
    return this.#parts.media.stats;
  }

  /** How the parties' legs sound, all together. */
  get qualityFigures(): QualityFigure[] {
    return this.#parts.quality.figures;
  }

  /** What strangers tried. */
  get guardFigures(): GuardFigures {
    return this.#parts.guard.figures;
  }

  counts(): ExchangeCounts {
    const { switchboard, usages, stack, bindings } = this.#parts;
    const owned = switchboard.counts();
    const { clientTransactions, serverTransactions } = stack.counts();
    return {
      calls: owned.calls,
      monitorings: owned.monitorings,
      usages: usages.size,
      timers: owned.timers + usages.timers,
      transactions: clientTransactions + serverTransactions,
      registrations: bindings.size,
    };
  }

  /** The address and port that phones register at, as far as it can be told without a peer in sight. */
  get registrarAddress(): { host: string; port: number } {
    const { address, port } = this.#parts.stack.localFor({ transport: "udp", host: NOBODYS_ADDRESS, port: 5060 });
    return { host: address, port };
  }

  /** What is not as it should be right now. */
  troubles(): readonly string[] {
    const failing = this.#parts.switchboard.calls.some((call) => call.recording === "failed");
    return failing ? ["recording_failing"] : [];
  }

  /** Live calls as people count them. */
  get liveCalls(): number {
    return this.#parts.switchboard.calls.length;
  }

  get liveMonitorings(): number {
    return this.#parts.switchboard.supervision.active.length;
  }

  trunkState(trunkId: string): TrunkState {
    return this.#parts.trunks.state(trunkId);
  }

  /** How many trunks are in which service. */
  get trunkCounts(): Readonly<Record<Service, number>> {
    return this.#parts.trunks.counts();
  }

  /** From now on no new calls; those that run go on. */
  drain(): void {
    this.#parts.state.draining = true;
  }

  /** Hangs up what is left; resolves when the last recording is closed, then closes every socket. */
  async close(): Promise<void> {
    this.drain();
    const { switchboard, usages, stack, guard, plane, trunks, expiries, natKeepAlive, state, scheduler } = this.#parts;
    trunks.leave();
    for (const call of switchboard.calls) switchboard.ask(call, { in: "hangUp", by: "system" });
    const end = scheduler.now() + FAREWELL_MS;
    while (usages.size + trunks.leaving > 0 && scheduler.now() < end)
      await new Promise<void>((wake) => scheduler.at(scheduler.now() + FAREWELL_STEP_MS, wake));
    await plane.close();
    state.unsubscribe();
    switchboard.close();
    usages.close();
    trunks.close();
    expiries.close();
    natKeepAlive.close();
    guard.close();
    await stack.close();
  }
}

/** How long a BYE may be lost and sent again before the sockets are closed: until its second retransmission (T1, then 2·T1). */
const FAREWELL_MS = 2000;
const FAREWELL_STEP_MS = 20;

/** TEST-NET-1 (RFC 5737): routed like any address of the outside world. */
const NOBODYS_ADDRESS = "192.0.2.254";

type Parts = ReturnType<typeof wire>;

/** What stands between the network and the calls. */
interface SipSide {
  readonly stack: OwnedStack;
  readonly guard: Guard;
  readonly bindings: Bindings;
  readonly transport: BoundTransport;
}

function wire(options: ExchangeOptions, { stack, guard, bindings, transport }: SipSide) {
  const { directory, journal, scheduler, entropy, log, domain, srtpWithoutTls = false } = options;
  const state = { draining: false, unsubscribe: (): void => undefined };
  const media: { stats: MediaStats | undefined } = { stats: undefined };
  const quality = new QualitySum();
  const isDraining = () => state.draining;
  const natKeepAlive = new NatKeepAlive(bindings, scheduler, (target) => transport.keepAlive(target));
  const newsroom = new Newsroom();
  const board = new AgentBoard();
  const isRegistered = (extension: string) => bindings.of(extension, scheduler.wall()).length > 0;

  const usages: Usages = new Usages({ stack, scheduler, entropy }, (usage, event) =>
    switchboard.onLegEvent(usage, event),
  );
  const routing: Routing = new Routing({
    directory,
    domain,
    log,
    srtpWithoutTls,
    bindingsOf: (extension) => bindings.of(extension, scheduler.wall()),
    localFor: (target) => stack.localFor(target),
    idleSince: (agentId) => board.idleSince(agentId),
    isMonitoring: (agentId) => switchboard.supervision.by(agentId) !== undefined,
    trunkService: (trunkId) => trunks.service(trunkId),
    callsOnTrunk: (trunkId) => switchboard.calls.filter((call) => call.isOnTrunk(trunkId)).length,
  });
  const requests = new OwnRequests(stack);
  const trunks = new Trunks({
    requests,
    directory,
    domain,
    scheduler,
    entropy,
    log,
    localFor: (target) => stack.localFor(target),
    bindingsOf: (username) => bindings.of(username, scheduler.wall()),
    registeredAt: (address, port) => bindings.aorsAt(address, port),
    addressesOf: (host) => options.locator?.addressesOf(host) ?? [host],
    changed: (id, trunkState) => {
      const trunk = directory.trunk(id);
      if (trunk !== undefined) newsroom.trunk(trunkView(trunk, trunkState), scheduler.wall());
    },
  });
  const plane = options.openPlane((event) => {
    logMedia(log, event);
    if (event.event === "quality") quality.add(event.recent);
    if (event.event === "stats") media.stats = event.stats;
    else switchboard.onMedia(event);
  });
  const switchboard: Switchboard = new Switchboard({
    plane,
    journal,
    scheduler,
    entropy,
    newsroom,
    log,
    usages,
    settings: () => directory.settings(),
    holdMusic: options.holdMusic ?? (() => (directory.settings().holdMusic === "silence" ? "silence" : "default")),
    recordingPath: options.recordingPath,
    recoverRecording: options.recoverRecording,
    authorize: (trunkId) => trunks.authorize(trunkId),
    trunkSaid: (trunkId, event) => trunks.said(trunkId, event),
    transferring: transferTargets(routing, directory, domain),
    agentsTouched: (agentIds) => {
      for (const id of agentIds) touch(id);
    },
  });
  const centre: Centre = new Centre({
    switchboard,
    routing,
    directory,
    newsroom,
    board,
    domain,
    isRegistered,
    isDraining,
  });

  const touch = (agentId: string): void => {
    const agent = directory.agent(agentId);
    if (agent === undefined) return board.forget(agentId);
    const wall = scheduler.wall();
    if (board.update(agent, switchboard.callsOf(agentId), isRegistered(agent.extension), wall))
      newsroom.agent(centre.agentNow(agent), wall);
  };

  const authenticator = new Authenticator({
    realm: domain,
    entropy,
    password: (username) => directory.sipPassword(username),
    algorithms: () => offeredAlgorithms[directory.settings().sip.digest],
  });
  const reception = new Reception({
    stack,
    usages,
    switchboard,
    routing,
    directory,
    trunks,
    requests,
    registrar: new Registrar(bindings, entropy),
    authenticator,
    guard,
    scheduler,
    entropy,
    log,
    isDraining,
    srtpWithoutTls,
  });
  stack.start(transport, reception);

  const expiries = new Alarms<"expiry">(scheduler, () => {
    bindings.expire(scheduler.wall());
    awaitExpiry();
  });
  const awaitExpiry = (): void => {
    const next = bindings.nextExpiry();
    if (next === undefined) expiries.clear("expiry");
    else expiries.set("expiry", scheduler.now() + next - scheduler.wall());
  };
  const endings = [
    bindings.onChange(({ binding }) => {
      awaitExpiry();
      const agent = directory.agentByExtension(binding.aor);
      if (agent !== undefined) touch(agent.id);
      trunks.bindingChanged(binding.aor);
    }),
    directory.onChange((change) => {
      if (change.changed === "agent") touch(change.id);
    }),
  ];
  state.unsubscribe = () => {
    for (const end of endings) end();
  };
  awaitExpiry();
  for (const { id } of directory.agents()) touch(id);
  trunks.start();
  return {
    scheduler,
    state,
    media,
    quality,
    bindings,
    guard,
    usages,
    plane,
    switchboard,
    trunks,
    centre,
    stack,
    transport,
    expiries,
    natKeepAlive,
  };
}

/** RFC 8760 §2.3: several challenges stand in order of preference, the strongest first. */
const offeredAlgorithms: Record<"MD5" | "SHA-256" | "both", readonly DigestAlgorithm[]> = {
  MD5: ["MD5"],
  "SHA-256": ["SHA-256"],
  both: ["SHA-256", "MD5"],
};
