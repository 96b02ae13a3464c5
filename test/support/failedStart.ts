import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const built = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** A start that hangs would hang the test. */
const PATIENCE_MS = 30_000;

export interface FailedStart {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the server where it cannot start, on any free ports; resolves when it has given up. */
export async function failedStart(
  dataDir: string,
  env: Readonly<Record<string, string>>,
  options: Pick<SpawnOptions, "uid" | "gid" | "cwd"> = {},
  program = built,
): Promise<FailedStart> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PONTO_"));
  // The test runner adds options to every process, which would write files of its own: env(1) takes them away again.
  const child = spawn("env", ["-u", "NODE_OPTIONS", process.execPath, program], {
    cwd: dataDir,
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    env: {
      ...Object.fromEntries(inherited),
      PONTO_DATA_DIR: dataDir,
      PONTO_HTTP_PORT: "0",
      PONTO_SIP_HOST: "127.0.0.1",
      PONTO_SIP_PORT: "0",
      ...env,
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
