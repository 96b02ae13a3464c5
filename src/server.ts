/** Wires the modules into one server on this machine's network, disk and time. */

import { join, resolve } from "node:path";
import type { Accounts } from "./accounts/accounts.ts";
import { type OpenAccount, openAccount } from "./accounts/openAccount.ts";
import { Passwords } from "./accounts/people/passwords.ts";
import { createApi } from "./api/api.ts";
import { Desks } from "./api/desk.ts";
import { createMetrics } from "./api/metrics.ts";
import { defaultLimits } from "./api/options.ts";
import { Exchange } from "./exchange/exchange.ts";
import type { Pbx } from "./exchange/pbx.ts";
import { uriHost } from "./kernel/addresses.ts";
import { rfc3339 } from "./kernel/clock.ts";
import type { BindFailure } from "./kernel/datagrams.ts";
import { causeOf } from "./kernel/fault.ts";
import type { Log } from "./kernel/log.ts";
import { err, ok, type Result } from "./kernel/result.ts";
import { delayBounds } from "./media/commands.ts";
import { AccountMusic } from "./media/music/accountMusic.ts";
import { readMusicFile } from "./media/music/musicFile.ts";
import { Plane } from "./media/workers/plane.ts";
import { noStats } from "./media/workers/statsSum.ts";
import { spawnThread } from "./media/workers/threadWorker.ts";
import { recordingPath } from "./recording/paths.ts";
import { recoverRecording } from "./recording/recovery.ts";
import { applyRetention } from "./recording/retention.ts";
import { PortPool } from "./rtp/portPool.ts";
import type { ProcessSettings } from "./settings.ts";
import { createLocator } from "./sip/locate/locator.ts";
import { familiesOf } from "./sip/locate/procedure.ts";
import { systemDns } from "./sip/locate/systemDns.ts";
import { createTransport } from "./sip/transport/createTransport.ts";
import { MessageCounts } from "./sip/transport/messageCounts.ts";
import type { TransportName } from "./sip/transport/transport.ts";
import { SipTls } from "./sipTls.ts";
import { takeLock } from "./store/lock.ts";
import { openStore } from "./store/store.ts";
import { systemScheduler } from "./system/clock.ts";
import { systemEntropy } from "./system/entropy.ts";
import { chooseNetwork } from "./system/network.ts";
import { udp } from "./system/udp.ts";

/** Why the server did not start: one line for the person who started it. */
export interface StartFault {
  readonly code: string;
  readonly message: string;
}

export interface Server {
  readonly http: { readonly host: string; readonly port: number };
  /** `tlsPort` only with TLS. */
  readonly sip: { readonly host: string; readonly port: number; readonly tlsPort?: number };
  /** The administrator's password, where this start made the account and none was given. */
  readonly generatedPassword: string | undefined;
  /** No new calls; resolves when the last one has ended or `graceMs` have passed. */
  drain(graceMs: number): Promise<void>;
  /** BYE to every leg, recordings closed, rows written, sockets closed. */
  close(): Promise<void>;
  /** Reads again what may change while we run: the certificate of SIP over TLS. */
  reload(): void;
  /** A defect that nothing caught: it is told, and the server counts as degraded until it is started anew. */
  fault(place: string, error: unknown): void;
}

const RETENTION_INTERVAL_MS = 3_600_000;
const DRAIN_STEP_MS = 100;

export async function startServer(
  settings: ProcessSettings,
  log: Log,
  version: string,
): Promise<Result<Server, StartFault>> {
  const dataDir = resolve(settings.dataDir);
  const opened = await openGround(dataDir, settings, log);
  if (!opened.ok) return opened;
  const exchange = await openExchange(dataDir, settings, opened.value, log);
  if (!exchange.ok) {
    await opened.value.closeStore();
    return exchange;
  }
  const server = new RunningServer(settings, opened.value, exchange.value, log, version);
  const listening = await server.listen();
  if (listening.ok) return ok(server);
  await server.close();
  return listening;
}

interface Ground {
  readonly accounts: OpenAccount;
  readonly music: AccountMusic;
  readonly closeStore: () => Promise<void>;
}

async function openGround(
  dataDir: string,
  { admin, sip }: ProcessSettings,
  log: Log,
): Promise<Result<Ground, StartFault>> {
  const lock = takeLock(join(dataDir, "ponto.lock"));
  if (!lock.ok) return err(faultOf("PONTO_DATA_DIR", lock.error));
  const store = await openStore(join(dataDir, "ponto.db"));
  if (!store.ok) {
    lock.value.release();
    return err(faultOf("PONTO_DATA_DIR", store.error));
  }
  const closeStore = async (): Promise<void> => {
    await store.value.close();
    lock.value.release();
  };
  const music = new AccountMusic((name) => readMusicFile(join(dataDir, "music", name)), log);
  const accounts = await openAccount({
    identity: { id: "main", name: "Ponto", domain: sip.domain },
    passwords: await Passwords.create(),
    store: store.value,
    dataDir,
    log,
    clock: systemScheduler,
    entropy: systemEntropy,
    admin: { email: admin.email, ...(admin.password === undefined ? {} : { password: admin.password }) },
    recoverRecording,
    isPlayable: (name) => music.check(name),
  });
  if (accounts.ok) {
    const { directory } = accounts.value;
    const follow = () => music.follow(directory.settings().holdMusic);
    directory.onChange(({ changed }) => void (changed === "settings" && follow()));
    await follow();
    const close = () => accounts.value.close().then(closeStore);
    return ok({ accounts: accounts.value, music, closeStore: close });
  }
  await closeStore();
  const settings = accounts.error.code === "admin" ? "PONTO_ADMIN_EMAIL, PONTO_ADMIN_PASSWORD" : "PONTO_DATA_DIR";
  return err(faultOf(settings, accounts.error));
}

/** A failure with the settings it hangs on. */
const faultOf = (settings: string, { code, message }: StartFault): StartFault => ({
  code,
  message: `${message} (${settings})`,
});

interface OpenExchange {
  readonly exchange: Exchange;
  readonly pbx: Pbx;
  readonly ports: PortPool;
  readonly messages: MessageCounts;
  readonly tls: SipTls;
}

async function openExchange(
  dataDir: string,
  { sip, dns, rtp, media }: ProcessSettings,
  { accounts, music }: Ground,
  log: Log,
): Promise<Result<OpenExchange, StartFault>> {
  // SIP's own socket tells of an address that both use.
  const unfit = rtp.host === sip.host ? undefined : await bindFailure(rtp.host);
  if (unfit !== undefined) return err(bindFault("RTP", "PONTO_RTP", { host: rtp.host, port: rtp.portMin }, unfit));
  const network = chooseNetwork(media.sockets);
  if (!network.ok) return err({ code: "no_native_sockets", message: `${network.error} (PONTO_MEDIA_SOCKETS)` });
  const tls = SipTls.load(sip.tls);
  if (!tls.ok) return tls;
  const ports = new PortPool(rtp.portMin, rtp.portMax);
  const messages = new MessageCounts();
  const exchange = await Exchange.open({
    domain: sip.domain,
    scheduler: systemScheduler,
    entropy: systemEntropy,
    log,
    locator: createLocator({
      dns: systemDns(dns.servers),
      scheduler: systemScheduler,
      entropy: systemEntropy,
      transports: transportsOf({ sip }),
      families: familiesOf(sip.host),
    }),
    openTransport: (onMessage, gate, onLost) =>
      createTransport({
        host: sip.host,
        port: sip.port,
        ...(sip.publicAddress === undefined ? {} : { publicAddress: sip.publicAddress }),
        tls: tls.value,
        datagrams: udp,
        scheduler: systemScheduler,
        onMessage,
        onLost,
        log,
        count: messages.count,
        gate,
      }),
    openPlane: (emit) =>
      new Plane({
        workers: media.workers,
        spawn: (reports) => spawnThread(log, reports, { network: network.value }),
        ports,
        address: rtp.host,
        scheduler: systemScheduler,
        entropy: systemEntropy,
        emit,
      }),
    recoverRecording,
    srtpWithoutTls: sip.srtpWithoutTls,
  });
  if (exchange.ok) {
    const pbx = exchange.value.add({
      account: accounts,
      bindingStore: accounts.bindings(),
      recordingPath: (id, wall) => recordingPath(dataDir, id, wall),
      holdMusic: () => music.current,
    });
    return ok({ exchange: exchange.value, pbx, ports, messages, tls: tls.value });
  }
  const { host } = sip;
  return err(
    exchange.error.of === "tls"
      ? bindFault("SIP over TLS", "PONTO_SIP_TLS", { host, port: tls.value.port ?? 0 }, exchange.error)
      : bindFault("SIP", "PONTO_SIP", sip, exchange.error),
  );
}

/** What we are reached by. A carrier is not chosen by TLS (RFC 3263 §4.1) unless it can call us by it. */
const transportsOf = ({ sip }: Pick<ProcessSettings, "sip">): readonly TransportName[] =>
  sip.tls.port === undefined ? ["udp", "tcp"] : ["udp", "tcp", "tls"];

/** Why no socket can be bound to an address of the machine; undefined where one can. */
const bindFailure = (host: string): Promise<BindFailure | undefined> =>
  new Promise((resolve) =>
    udp.bind(
      host,
      0,
      () => undefined,
      (result) => {
        if (result.ok) result.value.close();
        resolve(result.ok ? undefined : result.error);
      },
    ),
  );

/** @param settings what the names of its settings begin with. */
function bindFault(
  what: string,
  settings: string,
  { host, port }: { host: string; port: number },
  { code, message }: BindFailure,
): StartFault {
  const place = `${what} cannot listen on ${uriHost(host)}:${port}`;
  if (code === "EADDRINUSE")
    return { code: "port_in_use", message: `${place}: another program does (${settings}_PORT)` };
  if (code === "EADDRNOTAVAIL")
    return {
      code: "cannot_listen",
      message: `${place}: this machine has no such address (${settings.replace("_TLS", "")}_HOST)`,
    };
  return { code: "cannot_listen", message: `${place}: ${message} (${settings}_PORT)` };
}

class RunningServer implements Server {
  readonly generatedPassword: string | undefined;
  readonly sip: Server["sip"];
  http: Server["http"];
  readonly #accounts: OpenAccount;
  readonly #exchange: Exchange;
  readonly #closeStore: () => Promise<void>;
  readonly #log: Log;
  readonly #tls: SipTls;
  readonly #api: ReturnType<typeof createApi>;
  readonly #endRetention: () => void;
  #state: "starting" | "ready" | "draining" = "starting";
  #faulty = false;

  constructor(
    settings: ProcessSettings,
    { accounts, music, closeStore }: Ground,
    { exchange, pbx, ports, messages, tls }: OpenExchange,
    log: Log,
    version: string,
  ) {
    this.#accounts = accounts;
    this.#exchange = exchange;
    this.#closeStore = closeStore;
    this.#log = log;
    this.http = settings.http;
    this.#tls = tls;
    const { tlsPort } = exchange;
    this.sip = { host: settings.sip.host, port: exchange.sipPort, ...(tlsPort === undefined ? {} : { tlsPort }) };
    this.generatedPassword = accounts.generatedPassword;
    const desks = new Desks({ clock: systemScheduler, entropy: systemEntropy, limits: defaultLimits });
    desks.open({ account: accounts, calls: pbx.centre, trunkState: (trunkId) => pbx.trunkState(trunkId) });
    this.#api = createApi({
      accounts: singleAccount(accounts),
      desks,
      log,
      version,
      sip: {
        registrar: () => exchange.registrarAddress,
        transports: transportsOf(settings),
      },
      metrics: createMetrics({
        calls: () => exchange.liveCalls,
        monitorings: () => exchange.liveMonitorings,
        rtpPortsInUse: () => ports.inUse,
        registrations: () => exchange.counts().registrations,
        trunks: () => exchange.trunkCounts,
        media: () => exchange.mediaStats ?? noStats,
        delayBounds,
        sipMessages: () => messages.figures(),
        quality: () => exchange.qualityFigures,
        strangers: () => exchange.guardFigures,
      }),
      health: () => ({
        ready: this.#state === "ready",
        shuttingDown: this.#state === "draining",
        reasons: [
          ...accounts.troubles(),
          ...exchange.troubles(),
          ...(music.missing ? ["hold_music_missing"] : []),
          ...(this.#faulty ? ["internal_fault"] : []),
        ],
      }),
      clock: systemScheduler,
      entropy: systemEntropy,
    });
    this.#endRetention = everyNowAndThen(RETENTION_INTERVAL_MS, () => {
      this.#applyRetention().catch((error: unknown) =>
        log.warn({ event: "retention_failed", error: String(error) }, "old recordings could not be deleted"),
      );
    });
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
    this.#state = "draining";
    this.#exchange.drain();
    const end = systemScheduler.now() + graceMs;
    while (this.#exchange.liveCalls > 0 && systemScheduler.now() < end)
      await new Promise<void>((wake) => systemScheduler.at(systemScheduler.now() + DRAIN_STEP_MS, wake));
  }

  async close(): Promise<void> {
    this.#state = "draining";
    this.#endRetention();
    await this.#exchange.close();
    await this.#api.close();
    await this.#closeStore();
  }

  reload(): void {
    this.#tls.reload(this.#log);
  }

  fault(place: string, error: unknown): void {
    this.#faulty = true;
    this.#log.error({ event: "fault", place, cause: causeOf(error) }, "a defect that nothing caught");
  }

  async #applyRetention(): Promise<void> {
    const { retentionDays } = this.#accounts.directory.settings().recording;
    const { deleted, refused } = await applyRetention(
      this.#accounts.recordingCatalogue,
      retentionDays,
      systemScheduler.wall(),
    );
    if (deleted > 0 || refused.length > 0)
      this.#log.info(
        { event: "retention", deleted, refused, at: rfc3339(systemScheduler.wall()) },
        "old recordings deleted",
      );
  }
}

const singleAccount = (account: OpenAccount): Pick<Accounts, "authenticate" | "signIn"> => ({
  async authenticate(token) {
    const bearer = await account.authenticate(token);
    return bearer === undefined ? undefined : { account, ...bearer };
  },
  async signIn({ email, password }, from) {
    const signedIn = await account.signIn(email, password, from);
    return signedIn.ok ? ok({ account, ...signedIn.value }) : signedIn;
  },
});

function everyNowAndThen(intervalMs: number, work: () => void): () => void {
  let cancel = (): void => {};
  const next = (): void => {
    cancel = systemScheduler.at(systemScheduler.now() + intervalMs, () => {
      work();
      next();
    });
  };
  next();
  return () => cancel();
}
