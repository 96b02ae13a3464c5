/** `npm run account`, as it is typed by whoever runs the server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { adminEmail } from "./server.ts";

const program = fileURLToPath(new URL("../../dist/account.js", import.meta.url));

/** A command that hangs would hang the test. */
const PATIENCE_MS = 30_000;

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command on a data folder; resolves when it has ended, whatever became of it. */
export async function accountCommand(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PONTO_"));
  // The test runner adds options to every process, which would write files of its own: env(1) takes them away again.
  const child = spawn("env", ["-u", "NODE_OPTIONS", process.execPath, program, ...args], {
    cwd: dataDir,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    env: { ...Object.fromEntries(inherited), PONTO_DATA_DIR: dataDir, ...env },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

export interface MadeAccount {
  readonly id: string;
  readonly domain: string;
  readonly email: string;
  readonly password: string;
}

/** Makes an account with the administrator that every account of the lab has. */
export async function makeAccount(dataDir: string, domain: string, name = domain): Promise<MadeAccount> {
  const args = ["create", "--domain", domain, "--name", name, "--email", adminEmail];
  const { code, stdout, stderr } = await accountCommand(dataDir, args);
  const field = (label: string): string => new RegExp(`^${label} +(\\S+)`, "m").exec(stdout)?.[1] ?? "";
  if (code !== 0) throw new Error(`no account was made: ${stderr}`);
  return { id: field("Account"), domain: field("Domain"), email: field("Administrator"), password: field("Password") };
}
