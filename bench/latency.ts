/** What the server adds to a packet on its way from one party to the other, without monitors and with audible ones. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import type { LatencyRow, LoadOptions } from "./load.ts";
import { table } from "./table.ts";

export interface LatencyOptions {
  /** How many calls at once, one row group each. */
  readonly calls: readonly number[];
  /** How long each row is measured. */
  readonly seconds: number;
}

/** Three legs of two ports, and some to spare. */
const PORTS_A_CALL = 7;
const PASSWORD = "only-for-the-bench";

export async function latency({ calls, seconds }: LatencyOptions): Promise<readonly LatencyRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "ponto-bench-"));
  const rtpPorts = 200 + Math.max(...calls) * PORTS_A_CALL;
  const server = await PontoServer.start({ dataDir, password: PASSWORD, rtpPorts });
  try {
    const { token } = await signIn(server);
    return await load({ url: server.url, token, sip: server.sip, calls, seconds });
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const signIn = (server: PontoServer): Promise<{ token: string }> =>
  server.api.post("/v1/session", { email: adminEmail, password: PASSWORD });

async function load(options: LoadOptions): Promise<readonly LatencyRow[]> {
  const rows: LatencyRow[] = [];
  const program = fileURLToPath(new URL("./load.ts", import.meta.url));
  const print = table<LatencyRow>([
    { title: "path", width: 17, text: ({ path }) => path },
    { title: "calls", width: 5, text: ({ calls }) => String(calls) },
    { title: "packets", width: 8, text: ({ count }) => String(count) },
    { title: "p50 ms", width: 9, text: ({ p50 }) => p50.toFixed(3) },
    { title: "p99 ms", width: 9, text: ({ p99 }) => p99.toFixed(3) },
    { title: "max ms", width: 9, text: ({ max }) => max.toFixed(3) },
    { title: "lost", width: 6, text: ({ lost }) => String(lost) },
  ]);
  const child = fork(program, [JSON.stringify(options)], { execArgv: ["--import=tsx"] });
  child.on("message", (row) => {
    rows.push(row as LatencyRow);
    print(row as LatencyRow);
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return rows;
}
