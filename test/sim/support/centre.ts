/** A call centre in virtual time: the whole exchange, its phones and a trunk on a seeded network. */
import type { Test } from "tap";
import type { Agent, Settings, User } from "../../../src/accounts/directory/shapes.ts";
import type { MonitoringAsk, Viewer } from "../../../src/calls/live/callCentre.ts";
import type { Centre } from "../../../src/calls/live/centre.ts";
import type { CallView, MonitoringView } from "../../../src/calls/live/views.ts";
import { Exchange } from "../../../src/exchange/exchange.ts";
import type { Pbx, PbxOptions } from "../../../src/exchange/pbx.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { type Log, silentLog } from "../../../src/kernel/log.ts";
import type { Problem } from "../../../src/kernel/problem.ts";
import type { Result } from "../../../src/kernel/result.ts";
import type { MonitorMode } from "../../../src/mixer/audibility.ts";
import { PortPool } from "../../../src/rtp/portPool.ts";
import { createTransport } from "../../../src/sip/transport/createTransport.ts";
import { MemoryRecording } from "../../media/support/stage.ts";
import { VirtualNet, type Weather } from "../../support/virtualNet.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { Account, type MemoryJournal } from "./account.ts";
import { SimPhone, type SimPhoneOptions } from "./phone.ts";
import { brokenRules } from "./rules.ts";
import { Wire } from "./wire.ts";
import { SimWorker } from "./worker.ts";

export const SERVER = "10.0.0.1";
/** The server's own, and its first account's. */
export const DOMAIN = "ponto.example";
/** The number that a trunk calls from. */
export const CUSTOMER = "11988887777";

/** ms between two looks at whether what a test waits for has come; and while it only waits. */
const LOOK = 5;
const STRIDE = 50;
/** Longer than any timer that SIP keeps after the last message (64·T1, and T4 and a retransmission beyond it), ms. */
const AFTERMATH = 70_000;

/** What SIP messages meet on bad days. */
export const storm: Weather = { delay: 5, jitter: 60, loss: 0.1, duplicate: 0.1, reorder: 0.1, reorderBy: 80 };
export const calm: Weather = { delay: 5 };

export interface CentreOptions {
  readonly seed?: number;
  /** Of SIP, from the moment all phones are registered. */
  readonly weather?: Weather;
  /** Of RTP. */
  readonly rtpWeather?: Weather;
  readonly settings?: Partial<Settings>;
  /** Media workers; 1 unless given. */
  readonly workers?: number;
  /** How many legs there are ports for. */
  readonly legs?: number;
  /** Nobody reads it unless given. */
  readonly log?: Log;
  /** SRTP keys may be sent over UDP, which is all there is here. */
  readonly srtpWithoutTls?: boolean;
  /** Peers send anything: what is said to them is not held to the rules of what passed before. */
  readonly lawless?: boolean;
}

/** An account beside the first. */
export interface Company {
  readonly account: Account;
  readonly pbx: Pbx;
  readonly domain: string;
}

export class SimCentre {
  readonly time = new VirtualTime();
  readonly net: VirtualNet;
  readonly account: Account;
  readonly recordings: MemoryRecording[] = [];
  readonly phones: SimPhone[] = [];
  /** Every SIP message that was sent. */
  readonly wire: Wire;
  readonly ports: PortPool;
  exchange!: Exchange;
  /** Of `account`. */
  pbx!: Pbx;
  readonly #worker: SimWorker;
  readonly #options: CentreOptions;
  readonly #seed: number;
  readonly #journals: MemoryJournal[] = [];
  #baseline = { pending: 0, sockets: 0, registrations: 0 };

  private constructor(options: CentreOptions) {
    this.#options = options;
    this.#seed = options.seed ?? 1;
    this.net = new VirtualNet(this.time, { seed: this.#seed, weather: options.rtpWeather ?? { delay: 10 } });
    this.wire = new Wire(this.net, SERVER);
    this.account = new Account(options.settings);
    this.ports = new PortPool(20_000, 20_000 + 2 * (options.legs ?? 50));
    this.#worker = new SimWorker({
      datagrams: this.net,
      scheduler: this.time,
      entropy: seededEntropy(this.#seed + 2),
      openRecording: (file) => {
        const recording = new MemoryRecording(file);
        this.recordings.push(recording);
        return recording;
      },
    });
  }

  static async open(options: CentreOptions = {}): Promise<SimCentre> {
    const centre = new SimCentre(options);
    await centre.#open();
    return centre;
  }

  get centre(): Centre {
    return this.pbx.centre;
  }

  async #open(): Promise<void> {
    const { time: scheduler, net: datagrams } = this;
    const log = this.#options.log ?? silentLog;
    const opening = Exchange.open({
      domain: DOMAIN,
      scheduler,
      entropy: seededEntropy(this.#seed),
      log,
      openTransport: (onMessage, gate) =>
        createTransport({ host: SERVER, port: 5060, tcp: false, datagrams, scheduler, log, onMessage, gate }),
      openPlane: (emit) =>
        this.#worker.openPlane({ workers: this.#options.workers ?? 1, ports: this.ports, address: SERVER, emit }),
      srtpWithoutTls: this.#options.srtpWithoutTls ?? false,
      mediaAddress: SERVER,
      recoverRecording: async (_path, format) => ({ ...format, durationMs: 1000, bytes: 32_044 }),
    });
    this.time.advance(0);
    const opened = await opening;
    if (!opened.ok) throw new Error(opened.error.message);
    this.exchange = opened.value;
    this.pbx = this.#add({ id: "main", domain: DOMAIN, ...this.account });
  }

  /** One more account on the same exchange, after the others. */
  company(id: string, domain = `${id}.example`): Company {
    const account = new Account(this.#options.settings);
    const pbx = this.#add({ id, domain, ...account });
    return { account, pbx, domain };
  }

  #add(account: Omit<PbxOptions["account"], "journal"> & { readonly journal: MemoryJournal }): Pbx {
    this.#journals.push(account.journal);
    return this.exchange.add({
      account,
      bindingStore: { load: () => [], save: () => undefined, remove: () => undefined },
      recordingPath: (id) => `/recordings/${id}.wav`,
    });
  }

  // --- people -------------------------------------------------------------------------------------------------------

  /** A phone of the agent's at `address`; registered. */
  async phone(agent: Agent, address: string, options: Partial<SimPhoneOptions> = {}): Promise<SimPhone> {
    const phone = await this.#phone({ address, user: agent.extension, password: `token of ${agent.name}`, ...options });
    phone.register();
    await this.until(`${agent.name}'s registration`, () => phone.registered);
    return phone;
  }

  /** What answers for a trunk at `address`. */
  trunk(address: string, options: Partial<SimPhoneOptions> = {}): Promise<SimPhone> {
    return this.#phone({ address, user: CUSTOMER, ...options });
  }

  async #phone(options: Partial<SimPhoneOptions> & Pick<SimPhoneOptions, "address" | "user">): Promise<SimPhone> {
    const phone = await SimPhone.open({
      time: this.time,
      net: this.net,
      server: { transport: "udp", host: SERVER, port: 5060 },
      seed: 1000 * this.#seed + this.phones.length,
      ...options,
    });
    this.phones.push(phone);
    this.net.setWeather(options.address, 5060, calm);
    this.net.setWeather(SERVER, 5060, calm);
    return phone;
  }

  /** All are in their places: the weather begins, and what stands now is what must stand in the end. */
  async ready(): Promise<this> {
    await this.pass(AFTERMATH);
    this.#baseline = this.#standing();
    for (const address of [SERVER, ...this.phones.map((phone) => phone.address)])
      this.net.setWeather(address, 5060, this.#options.weather ?? calm);
    return this;
  }

  // --- time ---------------------------------------------------------------------------------------------------------

  async pass(ms: number): Promise<void> {
    const end = this.time.now() + ms;
    while (this.time.now() < end) await this.#step(Math.min(end, this.time.now() + STRIDE));
    await this.#step(end);
  }

  /** Lets time pass until something is so. */
  async until(what: string, isSo: () => boolean, patience = 60_000): Promise<void> {
    const end = this.time.now() + patience;
    while (!isSo()) {
      if (this.time.now() >= end) throw new Error(`waited ${patience} ms for ${what}`);
      await this.#step(this.time.now() + LOOK);
    }
  }

  /** The value of a promise that time must pass for. */
  async result<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    void promise.finally(() => {
      settled = true;
    });
    await this.until("a promise", () => settled);
    return promise;
  }

  async #step(to: number): Promise<void> {
    this.time.advanceTo(to);
    // Every promise that is settled by now has its say.
    await new Promise((resolve) => setImmediate(resolve));
  }

  // --- the product --------------------------------------------------------------------------------------------------

  /** The only live call, as the administrator sees it. */
  get liveCall(): CallView {
    const [only, ...more] = this.centre.calls(this.administrator);
    if (only === undefined || more.length > 0) throw new Error(`${more.length + 1} calls`);
    return only;
  }

  get administrator(): Viewer {
    const known = this.account.directory.user("user_admin");
    return this.viewer(known ?? this.account.user("Admin", { role: "administrator" }));
  }

  viewer(user: User): Viewer {
    return { user: this.account.directory.user(user.id) ?? user, ip: "192.0.2.7" };
  }

  monitor(
    user: User,
    mode: MonitorMode,
    ask: Omit<MonitoringAsk, "mode"> = { callId: this.liveCall.id },
  ): Promise<Result<{ created: boolean; monitoring: MonitoringView }, Problem>> {
    return this.centre.monitor(this.viewer(user), { ...ask, mode });
  }

  /** Asks for a monitoring and waits until it is connected. @returns its id */
  async connectMonitor(user: User, mode: MonitorMode, ask?: Omit<MonitoringAsk, "mode">): Promise<string> {
    const { monitoring } = must(await this.monitor(user, mode, ask));
    await this.until("the monitoring to be connected", () => this.monitoring(monitoring.id).state === "connected");
    return monitoring.id;
  }

  monitoring(id: string): MonitoringView {
    const view = this.centre.monitoring(this.administrator, id);
    if (view === undefined) throw new Error(`no monitoring ${id}`);
    return view;
  }

  /** The media worker dies, and its open files with it. */
  loseWorker(): void {
    this.#worker.die();
    for (const recording of this.recordings) recording.closed = true;
  }

  // --- the end ------------------------------------------------------------------------------------------------------

  /** Waits out every timer, then holds that nothing is left: no call, leg, timer, transaction, port, socket or file. */
  async nothingLeft(t: Test): Promise<void> {
    await this.pass(AFTERMATH);
    // Wake-ups whose reason is gone are let pass: the longest stands for a ring limit of three minutes.
    await this.until("the last wake-up", () => this.#standing().pending <= this.#baseline.pending, 200_000).catch(
      () => undefined,
    );
    const { registrations, ...counts } = this.exchange.counts();
    t.strictSame(
      counts,
      { calls: 0, monitorings: 0, usages: 0, timers: 0, transactions: 0, correspondence: 0 },
      "nothing is left",
    );
    // Who was deleted meanwhile is registered no longer.
    const before = { ...this.#baseline, registrations: Math.min(registrations, this.#baseline.registrations) };
    t.strictSame(this.#standing(), before, "what stands is what stood before");
    t.equal(this.ports.inUse, 0, "no port is taken");
    if (this.#options.lawless !== true) t.strictSame(brokenRules(this.wire), [], "every SIP message kept to the rules");
    t.strictSame(
      this.phones.map((phone) => phone.transactions),
      this.phones.map(() => 0),
      "no phone waits for anything",
    );
    t.ok(
      this.recordings.every(({ closed }) => closed),
      "every recording is closed",
    );
    t.ok(
      this.#journals.every(({ reports }) => [...reports.values()].every(({ live }) => !live)),
      "every report row is final",
    );
  }

  #standing() {
    const { registrations } = this.exchange.counts();
    return { pending: this.time.pending, sockets: this.net.open, registrations };
  }
}

export function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}

/** What refused, or `ok`. */
export const codeOf = (result: Result<unknown, Problem>): string => (result.ok ? "ok" : result.error.code);
