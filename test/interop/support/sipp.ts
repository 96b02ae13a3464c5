import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Test } from "tap";
import { endWithUs } from "../../../lab/ponto/orphans.ts";
import { reservePorts } from "../../../lab/ports.ts";
import type { Peer } from "../../../lab/sip/wire.ts";
import { temporaryFolder } from "../../support/server.ts";

export interface SippOptions {
  /** Of `test/interop/sipp/`, without `.xml`. */
  readonly scenario:
    | "register"
    | "caller"
    | "infoKeys"
    | "callerReliably"
    | "called"
    | "calledReliably"
    | "registrar"
    | "unavailable"
    | "refreshed"
    | "expired"
    | "crossedCancel"
    | "crossedBye"
    | "transferring"
    | "replacing";
  /** Who is called first; without it, it waits to be called. */
  readonly remote?: Peer;
  /** Whom one calls that was called first: `[server]` of the scenario. */
  readonly server?: Peer;
  readonly transport?: "udp" | "tcp";
  readonly port?: number;
  /** One line a user, the fields in the order in which the scenario reads them. */
  readonly users?: readonly (readonly (string | number)[])[];
  /** The user part that is called. */
  readonly service?: string;
  /** Keywords of the scenario's own, and what stands for them. */
  readonly keys?: Readonly<Record<string, string>>;
  /** How many calls, one after the other; it ends after the last. */
  readonly calls: number;
  /** How long it may take at all, s; 60 unless given. */
  readonly patience?: number;
  /** How long each call lasts, ms. */
  readonly holdMs?: number;
  /** Sends every RTP packet back to where it came from. */
  readonly echo?: boolean;
}

/** How a list of users names the credentials of one: SIPp replaces keywords in a field, but no field in a keyword. */
export const credentials = (user: string, password: string): string =>
  `[authentication username=${user} password=${password}]`;

/** One run of SIPp. */
export class Sipp {
  readonly #process: ChildProcess;
  readonly #folder: string;

  /** Starts it; it is killed with the test at the latest. */
  static async start(test: Test, options: SippOptions): Promise<Sipp> {
    const folder = await temporaryFolder(test);
    const ports = await reservePorts(1);
    test.teardown(() => ports.release());
    const { remote, users, server = remote, service, keys = {} } = options;
    if (users !== undefined) {
      const lines = users.map((fields) => fields.join(";"));
      await writeFile(join(folder, "users.csv"), `SEQUENTIAL\n${lines.join("\n")}\n`);
    }
    const args = [
      ...(remote === undefined ? [] : [`${remote.address}:${remote.port}`, "-l", "1", "-r", "10"]),
      ...["-sf", fileURLToPath(new URL(`../sipp/${options.scenario}.xml`, import.meta.url))],
      ...["-i", "127.0.0.1", "-p", String(options.port ?? ports.min + 2)],
      ...["-t", options.transport === "tcp" ? "t1" : "u1"],
      ...["-mp", String(ports.min + 10)],
      ...["-m", String(options.calls), "-d", String(options.holdMs ?? 0)],
      ...["-timeout", `${options.patience ?? 60}s`, "-timeout_error"],
      ...["-nostdin", "-trace_err", "-error_file", "errors.log"],
      ...(users === undefined ? [] : ["-inf", "users.csv"]),
      // Its credentials name no user unless told to; a server may insist on the Request-URI (RFC 3261 §22.4).
      ...(service === undefined || server === undefined
        ? []
        : ["-s", service, "-auth_uri", `${service}@${server.address}:${server.port}`]),
      ...(server === undefined ? [] : ["-key", "server", `${server.address}:${server.port}`]),
      ...Object.entries(keys).flatMap(([name, value]) => ["-key", name, value]),
      ...(options.echo === true ? ["-rtp_echo"] : []),
    ];
    const child = spawn("sipp", args, { cwd: folder, stdio: "ignore" });
    endWithUs(child, true);
    const sipp = new Sipp(child, folder);
    test.teardown(() => sipp.#kill());
    return sipp;
  }

  private constructor(process: ChildProcess, folder: string) {
    this.#process = process;
    this.#folder = folder;
  }

  /** @returns 0 when every call went as the scenario says, else what it wrote of the first that did not. */
  async result(): Promise<0 | string> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "exit");
    if (this.#process.exitCode === 0) return 0;
    const errors = await readFile(join(this.#folder, "errors.log"), "utf8").catch(() => "");
    return `exit code ${this.#process.exitCode}\n${errors.slice(0, 2000)}`;
  }

  async #kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}
