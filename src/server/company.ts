/** One account on this machine: its database, and what its parties hear while they wait. */
import { join } from "node:path";
import { type OpenAccount, openAccount } from "../accounts/openAccount.ts";
import type { Passwords } from "../accounts/people/passwords.ts";
import { type Entry, MAIN } from "../accounts/register/entry.ts";
import { accountFolder, databaseIn } from "../accounts/register/folders.ts";
import { type Log, naming } from "../kernel/log.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { AccountMusic } from "../media/music/accountMusic.ts";
import { findMusicFile, readMusicFile } from "../media/music/musicFile.ts";
import { recoverRecording } from "../recording/recovery.ts";
import type { ProcessSettings } from "../settings.ts";
import { isThere } from "../store/folder.ts";
import { openStore } from "../store/store.ts";
import { systemScheduler } from "../system/clock.ts";
import { systemEntropy } from "../system/entropy.ts";
import { faultOf, type StartFault } from "./fault.ts";

export interface Company {
  readonly entry: Entry;
  /** Holds its database, its key and its recordings. */
  readonly folder: string;
  readonly account: OpenAccount;
  readonly music: AccountMusic;
  /** Names the account in each line. */
  readonly log: Log;
  /** Writes what is not written yet. Its calls must be over. */
  close(): Promise<void>;
}

/** What all of them stand on. */
export interface Ground {
  readonly dataDir: string;
  /** Who administers `main`, where it is new. */
  readonly admin: ProcessSettings["admin"];
  readonly passwords: Passwords;
  readonly log: Log;
}

/** Opens an account that is in the register. `main` is made where it is not there; whatever else is not there was lost. */
export async function openCompany(
  { dataDir, admin, passwords, log: serverLog }: Ground,
  entry: Entry,
): Promise<Result<Company, StartFault>> {
  const folder = accountFolder(dataDir, entry.id);
  const path = databaseIn(folder);
  if (entry.id !== MAIN && !isThere(path))
    return err(faultOf("PONTO_DATA_DIR", { code: "store", message: `${path} is not there` }));
  const store = await openStore(path);
  if (!store.ok) return err(faultOf("PONTO_DATA_DIR", store.error));
  const log = naming(serverLog, { account: entry.id });
  const folders = [join(dataDir, "music", entry.id), join(dataDir, "music")];
  const music = new AccountMusic(async (name) => readMusicFile(await findMusicFile(folders, name)), log);
  const { email, password } = admin;
  const account = await openAccount({
    identity: { id: entry.id, name: entry.name, domain: entry.domain },
    passwords,
    store: store.value,
    dataDir: folder,
    log,
    clock: systemScheduler,
    entropy: systemEntropy,
    ...(entry.id === MAIN ? { admin: { email, ...(password === undefined ? {} : { password }) } } : {}),
    recoverRecording,
    isPlayable: (name) => music.check(name),
  });
  if (!account.ok) {
    await store.value.close();
    const isSetting = account.error.code === "admin" && entry.id === MAIN;
    return err(faultOf(isSetting ? "PONTO_ADMIN_EMAIL, PONTO_ADMIN_PASSWORD" : "PONTO_DATA_DIR", account.error));
  }
  const close = () => account.value.close().then(() => store.value.close());
  await followMusic(account.value, music);
  return ok({ entry, folder, account: account.value, music, log, close });
}

async function followMusic({ directory }: OpenAccount, music: AccountMusic): Promise<void> {
  const follow = () => music.follow(directory.settings());
  directory.onChange(({ changed }) => void (changed === "settings" && follow()));
  await follow();
}
