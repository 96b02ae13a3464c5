/** One account's part of the exchange: its phones, its trunks, its calls, and what the API asks of them. Nothing of it is any other account's. */
import type { Directory } from "../accounts/directory/directory.ts";
import type { Trunk } from "../accounts/directory/shapes.ts";
import type { Journal } from "../accounts/journal/journal.ts";
import { Routing } from "../calls/hunts/routing.ts";
import type { Correspondence } from "../calls/legs/correspondence.ts";
import { Usages } from "../calls/legs/usages.ts";
import { AgentBoard } from "../calls/live/agentBoard.ts";
import { Centre } from "../calls/live/centre.ts";
import { Newsroom } from "../calls/live/newsroom.ts";
import { type TrunkState, trunkView } from "../calls/live/views.ts";
import { Reception } from "../calls/reception.ts";
import type { RecoverRecording } from "../calls/switchboard/recordingBook.ts";
import { Switchboard } from "../calls/switchboard/switchboard.ts";
import { transferTargets } from "../calls/transfers/transferTargets.ts";
import { OwnRequests } from "../calls/trunks/ownRequests.ts";
import type { Service } from "../calls/trunks/trunkLine.ts";
import { Trunks } from "../calls/trunks/trunks.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import type { HoldMusicChoice, NoticeSound } from "../media/commands.ts";
import type { Answers } from "../sip/answers.ts";
import type { DigestAlgorithm } from "../sip/auth/digest.ts";
import { Doorkeeper } from "../sip/auth/doorkeeper.ts";
import type { Guard } from "../sip/guard/guard.ts";
import { type BindingStore, Bindings } from "../sip/registrar/bindings.ts";
import { Expiries } from "../sip/registrar/expiries.ts";
import { NatKeepAlive } from "../sip/registrar/natKeepAlive.ts";
import { Registrar } from "../sip/registrar/registrar.ts";
import type { OwnedStack } from "../sip/stack.ts";
import type { BoundTransport } from "../sip/transport/createTransport.ts";
import type { Flow } from "../sip/transport/transport.ts";
import type { MediaShares } from "./mediaShares.ts";
import { Presence } from "./presence.ts";
import { WithdrawnBindings } from "./withdrawnBindings.ts";

export interface PbxOptions {
  /** `domain`: the realm, and the host of its AoRs. */
  readonly account: {
    readonly id: string;
    readonly domain: string;
    readonly directory: Directory;
    readonly journal: Journal;
  };
  readonly bindingStore: BindingStore;
  readonly recordingPath: (id: string, wall: number) => string;
  /** What calls are begun with; unless given, the default tune or silence by the setting. */
  readonly holdMusic?: () => HoldMusicChoice;
  /** What tells the parties that they may be heard; unless given, a tone. */
  readonly noticeSound?: () => NoticeSound;
  /** For the lines about the account; unless given, those of the whole exchange's. */
  readonly log?: Log;
}

/** What all accounts have in common. */
export interface Premises {
  readonly stack: OwnedStack;
  readonly transport: BoundTransport;
  readonly guard: Guard;
  readonly answers: Answers;
  readonly correspondence: Correspondence;
  readonly media: MediaShares;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly recoverRecording: RecoverRecording;
  /** SRTP keys may be sent over UDP and TCP. */
  readonly srtpWithoutTls: boolean;
  /** Where a media leg's own port is reached from this machine. */
  readonly mediaAddress: string;
  readonly isDraining: () => boolean;
}

/** What is alive in an account: for metrics, and for tests that nothing is left. */
export interface PbxCounts {
  readonly calls: number;
  readonly monitorings: number;
  readonly usages: number;
  readonly timers: number;
  readonly registrations: number;
}

export class Pbx {
  readonly id: string;
  readonly domain: string;
  readonly directory: Directory;
  readonly #parts: ReturnType<typeof wire>;
  #leaving = false;

  constructor(options: PbxOptions, premises: Premises) {
    const { id, domain, directory } = options.account;
    this.id = id;
    this.domain = domain;
    this.directory = directory;
    const isDraining = () => this.#leaving || premises.isDraining();
    this.#parts = wire(options, { ...premises, log: options.log ?? premises.log, isDraining });
  }

  get centre(): Centre {
    return this.#parts.centre;
  }

  get reception(): Reception {
    return this.#parts.reception;
  }

  /** Live calls as people count them. */
  get liveCalls(): number {
    return this.#parts.switchboard.calls.length;
  }

  get liveMonitorings(): number {
    return this.#parts.switchboard.supervision.active.length;
  }

  /** Legs that have not ended, and registrations that are still being taken away. */
  get unfinished(): number {
    return this.#parts.usages.size + this.#parts.trunks.leaving;
  }

  trunkState(trunkId: string): TrunkState {
    return this.#parts.trunks.state(trunkId);
  }

  /** How many trunks are in which service. */
  get trunkCounts(): Readonly<Record<Service, number>> {
    return this.#parts.trunks.counts();
  }

  counts(): PbxCounts {
    const { switchboard, usages, bindings } = this.#parts;
    const { calls, monitorings, timers } = switchboard.counts();
    return { calls, monitorings, usages: usages.size, timers: timers + usages.timers, registrations: bindings.size };
  }

  /** What is not as it should be right now. */
  troubles(): readonly string[] {
    const failing = this.#parts.switchboard.calls.some((call) => call.recording === "failed");
    return failing ? ["recording_failing"] : [];
  }

  // --- what the exchange asks ---------------------------------------------------------------------------------------

  /** The users whose bindings came from exactly here. */
  usersAt({ address, port }: Flow): readonly string[] {
    return this.#parts.bindings.aorsAt(address, port);
  }

  /** The trunks that this source may be by its address. */
  trunksAt(flow: Flow): readonly Trunk[] {
    return this.#parts.trunks.at(flow);
  }

  /** Whether a phone or a trunk of the account is at this address. */
  knows(address: string): boolean {
    return this.#parts.bindings.isPhoneAddress(address) || this.#parts.trunks.isAt(address);
  }

  /** The algorithms that its phones are challenged with (RFC 8760 §2.3), the strongest first. */
  get algorithms(): readonly DigestAlgorithm[] {
    return algorithmsOf(this.directory);
  }

  connectionLost(peer: Pick<Flow, "transport" | "address">): void {
    this.#parts.trunks.connectionLost(peer);
  }

  /** Hangs up its calls and takes its trunks' registrations away; no new ones from now on. */
  leave(): void {
    const { switchboard, trunks } = this.#parts;
    this.#leaving = true;
    trunks.leave();
    switchboard.supervision.leave();
    for (const call of switchboard.calls) switchboard.ask(call, { in: "hangUp", by: "system" });
  }

  /** Resolves when the last recording is closed. */
  closeMedia(): Promise<void> {
    return this.#parts.plane.close();
  }

  /** Nothing is done or waited for any more; its bindings stay in their store. */
  close(): void {
    const { switchboard, usages, requests, trunks, presence, withdrawn, expiries, natKeepAlive, unsubscribe } =
      this.#parts;
    unsubscribe();
    presence.close();
    withdrawn.close();
    switchboard.close();
    usages.close();
    trunks.close();
    requests.close();
    expiries.close();
    natKeepAlive.close();
  }
}

function wire(options: PbxOptions, premises: Premises) {
  const { directory, journal, domain } = options.account;
  const { stack, transport, correspondence, scheduler, entropy, log, srtpWithoutTls, mediaAddress, isDraining } =
    premises;
  const wall = () => scheduler.wall();
  const bindings = new Bindings(options.bindingStore, wall());
  const bindingsOf = (user: string) => bindings.of(user, wall());
  const isRegistered = (extension: string) => bindingsOf(extension).length > 0;
  const localFor = stack.localFor.bind(stack);
  const newsroom = new Newsroom();
  const board = new AgentBoard();

  const usages: Usages = new Usages({ stack, correspondence, scheduler, entropy }, (usage, event) =>
    switchboard.onLegEvent(usage, event),
  );
  const routing: Routing = new Routing({
    directory,
    domain,
    log,
    srtpWithoutTls,
    bindingsOf,
    localFor,
    mediaAddress,
    echoes: () => usages.echoes,
    idleSince: (agentId) => board.idleSince(agentId),
    isMonitoring: (agentId) => switchboard.supervision.by(agentId) !== undefined,
    trunkService: (trunkId) => trunks.service(trunkId),
    callsOnTrunk: (trunkId) => switchboard.calls.filter((call) => call.isOnTrunk(trunkId)).length,
  });
  const requests = new OwnRequests(stack, correspondence);
  const trunks = new Trunks({
    requests,
    directory,
    domain,
    scheduler,
    entropy,
    log,
    localFor,
    bindingsOf,
    addressesOf: (host) => stack.locator.addressesOf(host),
    changed: (id, trunkState) => {
      const trunk = directory.trunk(id);
      if (trunk !== undefined) newsroom.trunk(trunkView(trunk, trunkState), wall());
    },
  });
  const plane = premises.media.open((event) => switchboard.onMedia(event));
  const switchboard: Switchboard = new Switchboard({
    plane,
    journal,
    scheduler,
    entropy,
    newsroom,
    log,
    usages,
    nextNumber: () => plane.nextNumber(),
    settings: () => directory.settings(),
    holdMusic: options.holdMusic ?? (() => (directory.settings().holdMusic === "silence" ? "silence" : "default")),
    noticeSound: options.noticeSound ?? (() => "tone"),
    recordingPath: options.recordingPath,
    recoverRecording: premises.recoverRecording,
    authorize: (trunkId) => trunks.authorize(trunkId),
    trunkSaid: (trunkId, event) => trunks.said(trunkId, event),
    transferring: transferTargets(routing, directory, domain),
    agentsTouched: (agentIds) => {
      for (const id of agentIds) presence.touch(id);
    },
  });
  const centre = new Centre({ switchboard, routing, directory, newsroom, board, domain, isRegistered, isDraining });
  const natKeepAlive = new NatKeepAlive(bindings, scheduler, (target) => transport.keepAlive(target));
  const expiries = new Expiries(bindings, scheduler);
  const presence: Presence = new Presence({
    directory,
    bindings,
    board,
    newsroom,
    isRegistered,
    callsOf: (agentId) => switchboard.callsOf(agentId),
    agentNow: (agent) => centre.agentNow(agent),
    wall,
  });
  const withdrawn = new WithdrawnBindings({ directory, bindings, wall });
  const unsubscribe = bindings.onChange(({ binding }) => trunks.bindingChanged(binding.aor));
  const door = new Doorkeeper({
    ...premises,
    realm: domain,
    password: (username) => directory.sipPassword(username),
    algorithms: () => algorithmsOf(directory),
  });
  const registrar = new Registrar(bindings, entropy);
  const reception = new Reception({ ...premises, usages, switchboard, routing, directory, registrar, door });
  trunks.start();
  return {
    bindings,
    usages,
    requests,
    plane,
    switchboard,
    trunks,
    centre,
    reception,
    presence,
    withdrawn,
    expiries,
    natKeepAlive,
    unsubscribe,
  };
}

/** RFC 8760 §2.3: several challenges stand in order of preference, the strongest first. */
const offeredAlgorithms: Record<"MD5" | "SHA-256" | "both", readonly DigestAlgorithm[]> = {
  MD5: ["MD5"],
  "SHA-256": ["SHA-256"],
  both: ["SHA-256", "MD5"],
};

const algorithmsOf = (directory: Directory): readonly DigestAlgorithm[] =>
  offeredAlgorithms[directory.settings().sip.digest];
