/** Makes an account that nobody serves yet. */
import type { Scheduler } from "../../kernel/clock.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { newId } from "../../kernel/ids.ts";
import type { Log } from "../../kernel/log.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { removeFolder } from "../../store/folder.ts";
import { openStore } from "../../store/store.ts";
import { openAccount } from "../openAccount.ts";
import { Passwords } from "../people/passwords.ts";
import { domainKey, type Entry, withEntry } from "./entry.ts";
import { accountFolder, databaseIn } from "./folders.ts";
import type { Register } from "./register.ts";

export interface NewAccount {
  readonly domain: string;
  readonly name: string;
  readonly admin: { readonly email: string; readonly password?: string };
}

export interface World {
  readonly dataDir: string;
  readonly register: Register;
  readonly log: Log;
  readonly clock: Scheduler;
  readonly entropy: Entropy;
}

/**
 * Makes an account with its administrator. It stands in the register when all of it is there, not before.
 * @returns its entry, and the password where none was given; or in one line why there is no account.
 */
export async function newAccount(
  world: World,
  { domain, name, admin }: NewAccount,
): Promise<Result<{ readonly entry: Entry; readonly generatedPassword?: string }, string>> {
  const { dataDir, register, clock, entropy } = world;
  const wall = clock.wall();
  const id = newId("acc", entropy);
  const entry: Entry = { id, name, domain: domainKey(domain), createdAt: rfc3339(wall), disabledAt: null };
  const folder = accountFolder(dataDir, id);
  let password: { readonly generatedPassword?: string } = {};
  const written = await register.change(wall, async (entries) => {
    const after = withEntry(entries, entry);
    if (!after.ok) return after;
    const made = await furnish(world, folder, entry, admin);
    if (!made.ok) return made;
    password = made.value;
    return after;
  });
  if (written.ok) return ok({ entry, ...password });
  removeFolder(folder);
  return written;
}

/** Makes the account's database, with its administrator. */
async function furnish(
  { log, clock, entropy }: World,
  folder: string,
  identity: Entry,
  admin: NewAccount["admin"],
): Promise<Result<{ readonly generatedPassword?: string }, string>> {
  const store = await openStore(databaseIn(folder));
  if (!store.ok) return err(store.error.message);
  const opened = await openAccount({
    identity,
    store: store.value,
    dataDir: folder,
    log,
    clock,
    entropy,
    admin,
    passwords: await Passwords.create(clock),
    recoverRecording: async () => undefined,
    isPlayable: async () => err("is not there"),
  });
  if (opened.ok) await opened.value.close();
  await store.value.close();
  if (!opened.ok) return err(opened.error.message);
  const { generatedPassword } = opened.value;
  return ok(generatedPassword === undefined ? {} : { generatedPassword });
}
