/** Wires the modules into one server on this machine's network, disk and time. */
import { resolve } from "node:path";
import { Passwords } from "../accounts/people/passwords.ts";
import { Register } from "../accounts/register/register.ts";
import { createApi } from "../api/api.ts";
import { Desks } from "../api/desk.ts";
import { createMetrics } from "../api/metrics.ts";
import { defaultLimits } from "../api/options.ts";
import { causeOf } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { delayBounds } from "../media/commands.ts";
import { noStats } from "../media/workers/statsSum.ts";
import { recordingPath } from "../recording/paths.ts";
import type { ProcessSettings } from "../settings.ts";
import { systemScheduler } from "../system/clock.ts";
import { systemEntropy } from "../system/entropy.ts";
import { Companies } from "./companies.ts";
import type { Company } from "./company.ts";
import { type DataFolder, takeDataFolder } from "./dataFolder.ts";
import { bindFault, faultOf, type StartFault } from "./fault.ts";
import { type OpenNetwork, openNetwork, transportsOf } from "./network.ts";
import { keepRetention } from "./retention.ts";

export interface Server {
  readonly http: { readonly host: string; readonly port: number };
  /** `tlsPort` only with TLS. */
  readonly sip: { readonly host: string; readonly port: number; readonly tlsPort?: number };
  /** Of the accounts that are served, the oldest first. */
  readonly domains: readonly string[];
  /** The administrator's password, where this start made the account and none was given. */
  readonly generatedPassword: string | undefined;
  /** No new calls; resolves when the last one has ended or `graceMs` have passed. */
  drain(graceMs: number): Promise<void>;
  /** BYE to every leg, recordings closed, rows written, sockets closed. */
  close(): Promise<void>;
  /** Reads again what may change while we run: the certificate of SIP over TLS, and what accounts there are. */
  reload(): Promise<void>;
  /** A defect that nothing caught: it is told, and the server counts as degraded until it is started anew. */
  fault(place: string, error: unknown): void;
}

const DRAIN_STEP_MS = 100;

export async function startServer(
  settings: ProcessSettings,
  log: Log,
  version: string,
): Promise<Result<Server, StartFault>> {
  const folder = takeDataFolder(resolve(settings.dataDir), process.pid);
  if (!folder.ok) return folder;
  const started = await startIn(folder.value, settings, log, version);
  if (!started.ok) folder.value.release();
  return started;
}

async function startIn(
  folder: DataFolder,
  settings: ProcessSettings,
  log: Log,
  version: string,
): Promise<Result<Server, StartFault>> {
  const register = new Register(folder.path, settings.sip.domain);
  const entries = await register.begin(systemScheduler.wall());
  if (!entries.ok)
    return err(faultOf("PONTO_DATA_DIR, PONTO_SIP_DOMAIN", { code: "register", message: entries.error }));
  const passwords = await Passwords.create(systemScheduler);
  const ground = { dataDir: folder.path, admin: settings.admin, passwords, log };
  const companies = await Companies.open(ground, entries.value);
  if (!companies.ok) return companies;
  const network = await openNetwork(settings, log);
  if (!network.ok) {
    await companies.value.close();
    return network;
  }
  const server = new RunningServer(
    { folder, register, companies: companies.value, ...network.value },
    settings,
    log,
    version,
  );
  const listening = await server.listen();
  if (listening.ok) return ok(server);
  await server.close();
  return listening;
}

interface Parts extends OpenNetwork {
  readonly folder: DataFolder;
  readonly register: Register;
  readonly companies: Companies;
}

class RunningServer implements Server {
  readonly generatedPassword: string | undefined;
  readonly sip: Server["sip"];
  http: Server["http"];
  readonly #parts: Parts;
  readonly #log: Log;
  readonly #desks: Desks;
  readonly #api: ReturnType<typeof createApi>;
  readonly #endRetention: () => void;
  #state: "starting" | "ready" | "draining" = "starting";
  #faulty = false;

  constructor(parts: Parts, settings: ProcessSettings, log: Log, version: string) {
    const { companies, exchange } = parts;
    this.#parts = parts;
    this.#log = log;
    this.http = settings.http;
    const { tlsPort } = exchange;
    this.sip = { host: settings.sip.host, port: exchange.sipPort, ...(tlsPort === undefined ? {} : { tlsPort }) };
    [this.generatedPassword] = companies.all.flatMap(({ account }) => account.generatedPassword ?? []);
    const { corsOrigins, trustedProxies, metricsToken, requestsPerMinute } = settings.http;
    const limits = { ...defaultLimits, requests: requestsPerMinute };
    this.#desks = new Desks({ clock: systemScheduler, entropy: systemEntropy, limits });
    this.#api = createApi({
      accounts: companies.accounts,
      desks: this.#desks,
      log,
      version,
      sip: { registrar: () => exchange.registrarAddress, transports: transportsOf(settings) },
      metrics: metricsOf(parts, this.#desks),
      health: () => ({
        ready: this.#state === "ready",
        shuttingDown: this.#state === "draining",
        reasons: this.#troubles(),
      }),
      clock: systemScheduler,
      entropy: systemEntropy,
      limits,
      corsOrigins,
      trustedProxies,
      metricsToken,
    });
    companies.admit((company) => this.#admit(company));
    this.#endRetention = keepRetention(() => companies.all);
  }

  get domains(): readonly string[] {
    return this.#parts.companies.all.map(({ entry }) => entry.domain);
  }

  async listen(): Promise<Result<void, StartFault>> {
    const { host, port } = this.http;
    try {
      await this.#api.listen({ host, port });
    } catch (error) {
      const { code = "", message } = error as NodeJS.ErrnoException;
      return err(bindFault("HTTP", "PONTO_HTTP", this.http, { code, message }));
    }
    const address = this.#api.server.address();
    this.http = { host, port: typeof address === "object" && address !== null ? address.port : port };
    this.#state = "ready";
    return ok(undefined);
  }

  async drain(graceMs: number): Promise<void> {
    const { exchange } = this.#parts;
    this.#state = "draining";
    exchange.drain();
    const end = systemScheduler.now() + graceMs;
    while (exchange.liveCalls > 0 && systemScheduler.now() < end)
      await new Promise<void>((wake) => systemScheduler.at(systemScheduler.now() + DRAIN_STEP_MS, wake));
  }

  async close(): Promise<void> {
    const { exchange, companies, folder } = this.#parts;
    this.#state = "draining";
    this.#endRetention();
    await companies.stay();
    await exchange.close();
    await this.#api.close();
    await companies.close();
    folder.release();
  }

  async reload(): Promise<void> {
    const { tls, register, companies } = this.#parts;
    tls.reload(this.#log);
    const entries = register.read();
    if (entries.ok) return companies.follow(entries.value);
    const reason = entries.error;
    this.#log.error({ event: "accounts_not_reloaded", reason }, "the accounts that are served stay the same");
  }

  fault(place: string, error: unknown): void {
    this.#faulty = true;
    this.#log.error({ event: "fault", place, cause: causeOf(error) }, "a defect that nothing caught");
  }

  /** Lets an account's phones and people in. */
  #admit({ account, folder, music, log }: Company): () => Promise<void> {
    const { exchange } = this.#parts;
    const pbx = exchange.add({
      account,
      bindingStore: account.bindings(),
      recordingPath: (id, wall) => recordingPath(folder, id, wall),
      holdMusic: () => music.holdMusic.current,
      noticeSound: () => music.notice.current,
      log,
    });
    this.#desks.open({ account, calls: pbx.centre, trunkState: (trunkId) => pbx.trunkState(trunkId) });
    return async () => {
      this.#desks.close(account.id);
      await exchange.remove(account.id);
    };
  }

  /** What is not as it should be, whichever account it is with. */
  #troubles(): readonly string[] {
    const { companies, exchange } = this.#parts;
    const ofCompanies = companies.all.flatMap(({ account, music }) => [...account.troubles(), ...music.troubles()]);
    const troubles = new Set([...ofCompanies, ...exchange.troubles()]);
    if (companies.unavailable > 0) troubles.add("account_unavailable");
    if (this.#faulty) troubles.add("internal_fault");
    return [...troubles];
  }
}

const metricsOf = ({ exchange, ports, messages }: OpenNetwork, desks: Desks): (() => Promise<string>) =>
  createMetrics({
    calls: () => exchange.liveCalls,
    monitorings: () => exchange.liveMonitorings,
    rtpPortsInUse: () => ports.inUse,
    registrations: () => exchange.counts().registrations,
    eventStreams: () => desks.eventStreams,
    trunks: () => exchange.trunkCounts,
    media: () => exchange.mediaStats ?? noStats,
    delayBounds,
    sipMessages: () => messages.figures(),
    quality: () => exchange.qualityFigures,
    strangers: () => exchange.guardFigures,
  });
