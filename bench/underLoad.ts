/** A server as in production, and a load generator in a process of its own, for as long as a bench needs them. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Api } from "../lab/ponto/api.ts";
import { endWithUs } from "../lab/ponto/orphans.ts";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import type { Order, Orders, Outcome, Target } from "./traffic/orders.ts";

/** What carries the server's packets: Node's own sockets, or those of `native/`. */
export type Sockets = "node" | "native";

export interface LoadedServer {
  readonly server: PontoServer;
  readonly api: Api;
  readonly load: Orders;
}

/** Three legs of two ports; those of calls that ended may rest still. */
const PORTS_A_CALL = 7;
const SPARE_PORTS = 200;
const PASSWORD = "only-for-the-bench";
/** No order takes longer, beyond the time that it names, ms. */
const PATIENCE = 240_000;

/** Runs `bench` beside a server that has room for so many monitored calls. */
export async function underLoad<T>(
  { calls, sockets }: { readonly calls: number; readonly sockets: Sockets },
  bench: (loaded: LoadedServer) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "ponto-bench-"));
  try {
    const rtpPorts = SPARE_PORTS + calls * PORTS_A_CALL;
    const env = { PONTO_MEDIA_SOCKETS: sockets };
    const server = await PontoServer.start({ dataDir, password: PASSWORD, rtpPorts, env });
    try {
      return await beside(server, bench);
    } finally {
      // What it leaves behind is thrown away: nobody waits for calls to end.
      await server.kill9();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function beside<T>(server: PontoServer, bench: (loaded: LoadedServer) => Promise<T>): Promise<T> {
  const credentials = { email: adminEmail, password: PASSWORD };
  const { token } = await server.api.post<{ token: string }>("/v1/session", credentials);
  const generator = new Generator({ url: server.url, token, sip: server.sip, pid: server.pid });
  try {
    return await bench({ server, api: server.api.as(token), load: generator.orders });
  } finally {
    await generator.end();
  }
}

/** This side of the load generator. */
class Generator {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  readonly #ended: Promise<void>;
  #last = 0;
  /** Orders that reach the other process. */
  readonly orders: Orders;

  constructor(target: Target) {
    const program = fileURLToPath(new URL("./traffic/generator.ts", import.meta.url));
    this.#child = fork(program, [JSON.stringify(target)], { execArgv: ["--import=tsx"], serialization: "advanced" });
    endWithUs(this.#child, true);
    this.#child.on("message", (outcome: Outcome) => this.#waiting.get(outcome.id)?.(outcome));
    this.#ended = new Promise((resolve) =>
      this.#child.once("exit", (code) => {
        for (const [id, settle] of this.#waiting) settle({ id, error: `the load generator ended with ${code}` });
        resolve();
      }),
    );
    const order =
      (name: keyof Orders) =>
      (...args: readonly unknown[]) =>
        this.#ask(name, args);
    this.orders = new Proxy({} as Orders, { get: (_, name) => order(name as keyof Orders) });
  }

  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #ask(name: keyof Orders, args: readonly unknown[]): Promise<never> {
    const id = ++this.#last;
    const longest = PATIENCE + 1000 * Math.max(0, ...args.map(secondsIn));
    return new Promise<never>((resolve, reject) => {
      const settle = (outcome: Outcome): void => {
        clearTimeout(end);
        this.#waiting.delete(id);
        if ("error" in outcome) reject(new Error(`${name}: ${outcome.error}`));
        else resolve(outcome.value as never);
      };
      const end = setTimeout(() => settle({ id, error: "took too long" }), longest);
      this.#waiting.set(id, settle);
      this.#child.send({ id, name, args } satisfies Order);
    });
  }
}

const secondsIn = (arg: unknown): number =>
  typeof arg === "number" ? arg : ((arg as { seconds?: number } | null)?.seconds ?? 0);
