/** EDGE: keeps a second program out of a data folder that is in use. */
import { dirname } from "node:path";
import Libsql from "libsql";
import { err, ok, type Result } from "../kernel/result.ts";
import { makeFolder } from "./folder.ts";
import { type StoreFailure, storeFailure } from "./store.ts";

export interface Lock {
  release(): void;
}

/**
 * Takes the lock at `path`: an empty database that stays locked exclusively. The operating system frees it with the process,
 * however that ends. Without it a second start would take the calls of the running one for interrupted ones.
 * @param waitMs how long to wait for another program that holds it; the thread waits.
 */
export function takeLock(path: string, waitMs = 0): Result<Lock, StoreFailure> {
  try {
    makeFolder(dirname(path));
    const database = new Libsql(path);
    try {
      // Nothing is ever written: no journal need lie beside it.
      database.pragma("journal_mode = MEMORY");
      database.pragma(`busy_timeout = ${waitMs}`);
      database.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      database.close();
      throw error;
    }
    const release = (): void => {
      database.exec("ROLLBACK");
      database.close();
    };
    return ok({ release });
  } catch (error) {
    return err(storeFailure(path, error));
  }
}
