/**
 * The way back for an administrator who forgot the password. Whoever runs the server leaves a new one, hashed, in the account's folder; the
 * server takes it from there, since only who has the database open may go on with its audit log.
 */
import { join } from "node:path";
import { readTextFile, removeFile, replaceTextFile } from "../../store/textFile.ts";
import type { CollectionContext } from "../configuration/collection.ts";
import { storing } from "../configuration/storing.ts";
import type { SignIns } from "./signIns.ts";

const fileIn = (folder: string): string => join(folder, "administrator.password");

/** As argon2id writes its hashes: whatever else was stored could be no password of anybody. */
const HASH = /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

/** Leaves the hash of a password for the account's administrator. Throws what the system answers. */
export const leavePassword = (folder: string, hash: string): void => replaceTextFile(fileIn(folder), `${hash}\n`);

/** Gives the administrator the password that was left, if one was, and signs them out everywhere. What cannot be stored is left for the next time. */
export function takePassword(
  { db, directory, log, turns, audit }: CollectionContext,
  signIns: SignIns,
  folder: string,
): Promise<void> {
  const path = fileIn(folder);
  return turns.take(async () => {
    try {
      const password_hash = readTextFile(path)?.trim();
      if (password_hash === undefined) return;
      const administrator = directory.userShelf.all().find(({ role }) => role === "administrator");
      if (administrator === undefined || !HASH.test(password_hash)) throw new Error("it holds no hash of a password");
      const { id } = administrator;
      const stored = await storing(log, () =>
        db.updateTable("users").set({ password_hash }).where("id", "=", id).execute(),
      );
      if (!stored.ok) return;
      signIns.endAll(id);
      audit({ userId: null, email: null, ip: null }, "password.changed", id, { by: "whoever runs the server" });
      removeFile(path);
    } catch (error) {
      log.error({ event: "password_not_taken", path, reason: String(error) }, "the administrator's password stays");
    }
  });
}
