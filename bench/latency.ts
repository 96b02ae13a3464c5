/** What the server adds to a packet on its way from one party to the other, without monitors and with audible ones. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import type { LatencyRow, LoadOptions } from "./load.ts";

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
  const child = fork(program, [JSON.stringify(options)], { execArgv: ["--import=tsx"] });
  child.on("message", (row) => {
    rows.push(row as LatencyRow);
    process.stdout.write(`${lineOf(row as LatencyRow)}\n`);
  });
  process.stdout.write(`${header}\n`);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return rows;
}

const header = " calls  path                 packets    p50 ms    p99 ms    max ms    lost";

const lineOf = ({ calls, path, count, p50, p99, max, lost }: LatencyRow): string =>
  [
    String(calls).padStart(6),
    ` ${path.padEnd(17)}`,
    String(count).padStart(10),
    ...[p50, p99, max].map((ms) => ms.toFixed(3).padStart(9)),
    String(lost).padStart(7),
  ].join(" ");
