import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type PortRange, reservePorts } from "../ports.ts";
import type { Peer } from "../sip/wire.ts";
import { Changes } from "../waiting.ts";
import { Api } from "./api.ts";
import { endWithUs } from "./orphans.ts";

export interface ServerOptions {
  readonly dataDir: string;
  /** Of the administrator; for the first start in the folder. */
  readonly password: string;
  /** Settings beyond those that every server of the lab gets, such as `PONTO_LOG_LEVEL`. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many RTP and RTCP ports it may need; without it, the environment says which. */
  readonly rtpPorts?: number;
  /** Whether Ctrl-C and SIGTERM kill the server with this process; false where its owner ends it in an order of its own. */
  readonly endsOnSignals?: boolean;
  /** Sees each line that the server prints. */
  readonly onLine?: (line: string) => void;
}

/** One structured log line. */
export interface LogLine {
  readonly event?: string;
  readonly [field: string]: unknown;
}

export const adminEmail = "admin@ponto.local";

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** A cold start compiles nothing but opens the database and the workers, ms. */
const START_PATIENCE = 20_000;
/** SIGTERM lets calls go on for a while first, ms. */
const STOP_PATIENCE = 20_000;

/** The server as a process of its own, as it runs in production. */
export class PontoServer {
  readonly #options: ServerOptions;
  readonly #process: ChildProcess;
  readonly #ports: PortRange | undefined;
  readonly #changes = new Changes();
  /** Everything it printed, line by line. */
  readonly lines: string[] = [];
  readonly logs: LogLine[] = [];
  #exit: { readonly code: number | null; readonly signal: string | null } | undefined;
  #sip: Peer | undefined;
  #sipTls: Peer | undefined;
  #http: Peer | undefined;

  /** @throws Error with what it printed, when it does not become ready. */
  static async start(options: ServerOptions): Promise<PontoServer> {
    if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first`);
    const ports = options.rtpPorts === undefined ? undefined : await reservePorts(options.rtpPorts);
    const server = new PontoServer(options, ports);
    try {
      await server.#ready();
    } catch (error) {
      await server.kill9();
      throw error;
    }
    return server;
  }

  private constructor(options: ServerOptions, ports: PortRange | undefined) {
    this.#options = options;
    this.#ports = ports;
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PONTO_"));
    this.#process = spawn(process.execPath, [program], {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: options.dataDir,
      // Ctrl-C reaches every process of the terminal: the server's end is its owner's to decide.
      detached: true,
      env: {
        ...Object.fromEntries(inherited),
        PONTO_DATA_DIR: options.dataDir,
        PONTO_ADMIN_EMAIL: adminEmail,
        PONTO_ADMIN_PASSWORD: options.password,
        PONTO_HTTP_PORT: "0",
        PONTO_SIP_HOST: "127.0.0.1",
        PONTO_SIP_PORT: "0",
        ...(ports === undefined
          ? {}
          : { PONTO_RTP_PORT_MIN: String(ports.min), PONTO_RTP_PORT_MAX: String(ports.max) }),
        ...options.env,
      },
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) {
      createInterface(stream).on("line", (line) => this.#take(line));
    }
    this.#process.on("exit", (code, signal) => {
      this.#exit = { code, signal };
      this.#changes.announce();
    });
    endWithUs(this.#process, options.endsOnSignals ?? true);
  }

  /** Where phones register. */
  get sip(): Peer {
    return this.#sip!;
  }

  /** Where phones register over TLS, of a server that has it. */
  get sipTls(): Peer {
    return this.#sipTls!;
  }

  /** The ports that it was given for RTP and RTCP. */
  get rtpPorts(): PortRange | undefined {
    return this.#ports;
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  get url(): string {
    return `http://${this.#http!.address}:${this.#http!.port}`;
  }

  /** The API before anybody has signed in. */
  get api(): Api {
    return new Api(this.url);
  }

  get pid(): number {
    return this.#process.pid!;
  }

  /** The API as the administrator uses it. */
  administrator(): Promise<Api> {
    return this.api.signIn(adminEmail, this.#options.password);
  }

  /** The first log line that fits, printed already or still to come. */
  logged(where: (line: LogLine) => boolean, what: string, patience?: number): Promise<LogLine> {
    return this.#changes.until(() => this.logs.find(where), what, patience === undefined ? {} : { patience });
  }

  /** SIGHUP: reads again what may change while it runs. */
  reload(): void {
    this.#process.kill("SIGHUP");
  }

  /** SIGTERM, and SIGKILL if that does not help. @returns the exit code; null after a signal. */
  async stop(): Promise<number | null> {
    this.#process.kill("SIGTERM");
    await this.#exited(STOP_PATIENCE).catch(() => this.#process.kill("SIGKILL"));
    return await this.#gone();
  }

  /** Waits until it has ended, of itself or of a signal that was sent. @returns the exit code; null after a signal. */
  ended(): Promise<number | null> {
    return this.#gone();
  }

  /** As a power cut: no last word, nothing flushed. */
  async kill9(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#gone();
  }

  /** Starts again on the same data, on other ports. */
  restart(): Promise<PontoServer> {
    return PontoServer.start(this.#options);
  }

  async #ready(): Promise<void> {
    await this.#changes.until(
      () => {
        if (this.#exit !== undefined) throw new Error(`the server ended at once:\n${this.lines.join("\n")}`);
        return this.#sip !== undefined;
      },
      "the server to become ready",
      { patience: START_PATIENCE, state: () => `it printed:\n${this.lines.join("\n")}` },
    );
  }

  #take(line: string): void {
    this.lines.push(line);
    this.#options.onLine?.(line);
    const log = parsed(line);
    if (log !== undefined) this.logs.push(log);
    if (log?.event === "ready") {
      const { http, sip } = log as { http?: unknown; sip?: { host: string; tlsPort?: number } };
      this.#http = peerOf(http);
      this.#sip = peerOf(sip);
      if (sip?.tlsPort !== undefined) this.#sipTls = peerOf({ host: sip.host, port: sip.tlsPort });
    }
    this.#changes.announce();
  }

  #exited(patience: number): Promise<unknown> {
    return this.#changes.until(() => this.#exit, "the server to end", { patience });
  }

  async #gone(): Promise<number | null> {
    await this.#exited(STOP_PATIENCE);
    this.#ports?.release();
    return this.#exit?.code ?? null;
  }
}

function parsed(line: string): LogLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}

function peerOf(value: unknown): Peer {
  const { host, port } = value as { host: string; port: number };
  return { address: host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host, port };
}
