/** EDGE: the embedded database. */
import { dirname } from "node:path";
import { Kysely, Migrator, type SqliteDatabase, SqliteDialect } from "kysely";
import Libsql from "libsql";
import { err, ok, type Result } from "../kernel/result.ts";
import { makeFolder } from "./folder.ts";
import { migrations } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";
import { keepingStatements } from "./statements.ts";

export interface Store {
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

export interface StoreFailure {
  /**
   * `unwritable`: no such folder, or no right to it; `corrupt`: not a database of ours, or damaged; `newer`: written by a
   * later version; `busy`: another program uses it; `failed`: anything else.
   */
  readonly code: "unwritable" | "corrupt" | "newer" | "busy" | "failed";
  /** One line for the person who starts the program; names the path. */
  readonly message: string;
}

/**
 * How long a statement waits for another program that has the database locked, ms. It waits on the main thread, where
 * signalling runs: longer waits are had by trying again.
 */
const BUSY_MS = 200;

/** Opens the database at `path`, made if it is not there, and brings its tables up to date. */
export async function openStore(path: string, connect = connectLibsql): Promise<Result<Store, StoreFailure>> {
  let database: SqliteDatabase;
  try {
    makeFolder(dirname(path));
    database = connect(path);
  } catch (error) {
    return err(storeFailure(path, error));
  }
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
  }).migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    return err(storeFailure(path, error));
  }
  return ok({ db, close: () => db.destroy() });
}

/** The connection as better-sqlite3 offers it, set up for one writer and a disk that may lose power. */
export function connectLibsql(path: string): SqliteDatabase {
  const database = new Libsql(path);
  try {
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    database.pragma("journal_mode = WAL");
    // In WAL mode a power cut may take the last transactions, never the database.
    database.pragma("synchronous = NORMAL");
    database.pragma("foreign_keys = ON");
    return keepingStatements(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What kept a file of the store from being used. */
export function storeFailure(path: string, error: unknown): StoreFailure {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) {
    return { code: "corrupt", message: `${path} is not a database or is damaged: ${text}` };
  }
  if (code === "SQLITE_BUSY") {
    return { code: "busy", message: `${dirname(path)} is in use by another program` };
  }
  if (text.startsWith("corrupted migrations")) {
    return { code: "newer", message: `${path} was written by another version of this program: ${text}` };
  }
  if (
    /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|SQLITE_(READONLY|CANTOPEN))/.test(code) ||
    /Unable to open/.test(text)
  ) {
    return { code: "unwritable", message: `${path} cannot be opened for writing: ${text}` };
  }
  return { code: "failed", message: `${path} cannot be used: ${text}` };
}
