/** A server as in production, and a load generator in a process of its own, for as long as a bench needs them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Api } from "../lab/ponto/api.ts";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import { OrderedProcess } from "./orderedProcess.ts";
import type { Orders, Target } from "./traffic/orders.ts";

/** What carries the server's packets: Node's own sockets, or those of `native/`. */
export type Sockets = "node" | "native";

export interface LoadedServer {
  readonly server: PontoServer;
  readonly api: Api;
  readonly load: Orders;
  /** For generators of other loads. */
  readonly target: Target;
}

export interface Load {
  /** Monitored calls that there is room for. */
  readonly calls: number;
  readonly sockets: Sockets;
  /** Other settings of the server's. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Three legs of two ports; those of calls that ended may rest still. */
const PORTS_A_CALL = 7;
const SPARE_PORTS = 200;
const PASSWORD = "only-for-the-bench";

/** Runs `bench` beside a server that has room for the load. */
export async function underLoad<T>(
  { calls, sockets, env: more }: Load,
  bench: (loaded: LoadedServer) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "ponto-bench-"));
  try {
    const rtpPorts = SPARE_PORTS + calls * PORTS_A_CALL;
    const env = { PONTO_MEDIA_SOCKETS: sockets, ...more };
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
  const target: Target = { url: server.url, token, sip: server.sip, pid: server.pid };
  const generator = new OrderedProcess<Orders>("./traffic/generator.ts", target);
  try {
    return await bench({ server, api: server.api.as(token), load: generator.orders, target });
  } finally {
    await generator.end();
  }
}
