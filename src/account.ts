/** `npm run account`: makes, lists and disables accounts in the data folder, and lets their administrators in again, whether a server runs on it or not. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { leavePassword } from "./accounts/people/forgottenPassword.ts";
import { passwordFault } from "./accounts/people/passwordRules.ts";
import { Passwords } from "./accounts/people/passwords.ts";
import { type Entry, entryOf, withService } from "./accounts/register/entry.ts";
import { accountFolder, databaseIn } from "./accounts/register/folders.ts";
import { newAccount } from "./accounts/register/newAccount.ts";
import { Register } from "./accounts/register/register.ts";
import { newPassword } from "./accounts/secrets.ts";
import { rfc3339 } from "./kernel/clock.ts";
import { silentLog } from "./kernel/log.ts";
import type { Result } from "./kernel/result.ts";
import { fail, ownSettings } from "./process.ts";
import { serverOf } from "./server/dataFolder.ts";
import { isThere } from "./store/folder.ts";
import { systemScheduler } from "./system/clock.ts";
import { systemEntropy } from "./system/entropy.ts";

const usage = `usage: npm run account -- create --domain HOST --name NAME --email EMAIL [--password-file FILE]
       npm run account -- list
       npm run account -- disable ID|DOMAIN
       npm run account -- enable ID|DOMAIN
       npm run account -- password ID|DOMAIN [--password-file FILE]`;

const settings = ownSettings();
const dataDir = resolve(settings.dataDir);
const register = new Register(dataDir, settings.sip.domain);

const commands: Readonly<Record<string, (operands: readonly string[]) => Promise<void>>> = {
  create,
  list,
  disable: (operands) => serve(operands, false),
  enable: (operands) => serve(operands, true),
  password: givePassword,
};
const [command = "", ...operands] = process.argv.slice(2);
const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
await (run ?? misused)(operands);

async function create(operands: readonly string[]): Promise<void> {
  const { domain, name, email, "password-file": file } = optionsOf(operands);
  if (domain === undefined || name === undefined || email === undefined) return misused();
  mustOwnFolder();
  const admin = { email, ...(file === undefined ? {} : { password: firstLineOf(file) }) };
  const world = { dataDir, register, log: silentLog, clock: systemScheduler, entropy: systemEntropy };
  const { entry, generatedPassword } = must(await newAccount(world, { domain, name, admin }));
  say([["Account", entry.id], ["Domain", entry.domain], ["Administrator", email], ...shownOnce(generatedPassword)]);
  tellServer();
}

async function list(operands: readonly string[]): Promise<void> {
  if (operands.length > 0) return misused();
  const rows = must(register.read()).map((entry) => [
    entry.id,
    entry.name,
    entry.domain,
    stateOf(entry),
    entry.createdAt,
  ]);
  const table = [["id", "name", "domain", "state", "created"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  for (const row of table)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    );
}

async function serve(operands: readonly string[], enabled: boolean): Promise<void> {
  const [idOrDomain] = operands;
  if (idOrDomain === undefined || operands.length > 1) return misused();
  mustOwnFolder();
  const wall = systemScheduler.wall();
  const disabledAt = enabled ? null : rfc3339(wall);
  must(await register.change(wall, async (entries) => withService(entries, idOrDomain, disabledAt)));
  tellServer();
}

/** For an administrator who forgot the old one. The server gives it, and then signs the administrator out everywhere. */
async function givePassword([idOrDomain, ...more]: readonly string[]): Promise<void> {
  const { "password-file": file, ...others } = optionsOf(more);
  if (idOrDomain === undefined || idOrDomain.startsWith("-") || Object.keys(others).length > 0) return misused();
  mustOwnFolder();
  const entry = entryOf(must(register.read()), idOrDomain) ?? fail(`there is no account ${idOrDomain}`);
  const folder = accountFolder(dataDir, entry.id);
  if (!isThere(databaseIn(folder))) fail(`${entry.domain} has no administrator yet: its first start makes one`);
  const password = file === undefined ? newPassword() : firstLineOf(file);
  // Whose it is stands in the database, which is the server's: what it shares with the e-mail is not looked at here.
  const fault = passwordFault(password, { email: "", name: "" });
  if (fault !== undefined) fail(`the password ${fault}`);
  const passwords = await Passwords.create(systemScheduler);
  leavePassword(folder, await passwords.hash(password));
  say([["Account", entry.id], ["Domain", entry.domain], ...shownOnce(file === undefined ? password : undefined)]);
  tellServer();
}

/** A server that runs reads the register again, and looks for passwords that were left. */
function tellServer(): void {
  const server = serverOf(dataDir);
  if (server === undefined) return print("No server runs in this data folder; the next one obeys.");
  try {
    process.kill(server, "SIGHUP");
    print(`The server that runs (process ${server}) was told.`);
  } catch {
    fail(`the server that runs (process ${server}) could not be told: send it SIGHUP`);
  }
}

/** What root makes in somebody else's data folder their server could not open. */
function mustOwnFolder(): void {
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && process.getuid !== undefined && owner !== process.getuid())
    fail(`${dataDir} belongs to another user (${owner}), who must run this`);
}

function optionsOf(args: readonly string[]) {
  const option = { type: "string" } as const;
  const options = { domain: option, name: option, email: option, "password-file": option };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch {
    return misused();
  }
}

/** A password, without the end of its line. */
function firstLineOf(file: string): string {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/, 1)[0]!;
  } catch (error) {
    return fail(`${file} cannot be read: ${(error as Error).message} (--password-file)`);
  }
}

function stateOf({ disabledAt }: Entry): string {
  return disabledAt === null ? "served" : `disabled ${disabledAt}`;
}

function must<T>(result: Result<T, string>): T {
  return result.ok ? result.value : fail(result.error);
}

function misused(): never {
  process.stderr.write(`${usage}\n`);
  process.exit(1);
}

type Line = readonly [what: string, text: string];

function shownOnce(password: string | undefined): readonly Line[] {
  return password === undefined ? [] : [["Password", `${password} (shown this once)`]];
}

function say(lines: readonly Line[]): void {
  for (const [what, text] of lines) print(`${what.padEnd(15)} ${text}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
