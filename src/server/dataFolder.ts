/** The data folder belongs to one server at a time, which other programs find by it. */
import { join } from "node:path";
import { err, ok, type Result } from "../kernel/result.ts";
import { takeLock } from "../store/lock.ts";
import { readTextFile, removeFile, replaceTextFile } from "../store/textFile.ts";
import { faultOf, type StartFault } from "./fault.ts";

export interface DataFolder {
  readonly path: string;
  /** It may be used by another server from now on. A second time does nothing. */
  release(): void;
}

const lockIn = (path: string): string => join(path, "ponto.lock");
const processIn = (path: string): string => join(path, "ponto.pid");

/** @param process the id of this one. */
export function takeDataFolder(path: string, process: number): Result<DataFolder, StartFault> {
  const lock = takeLock(lockIn(path), ASIDE_MS);
  if (!lock.ok) return err(faultOf("PONTO_DATA_DIR", lock.error));
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    removeFile(processIn(path));
    lock.value.release();
  };
  try {
    replaceTextFile(processIn(path), `${process}\n`);
    return ok({ path, release });
  } catch (error) {
    lock.value.release();
    return err(faultOf("PONTO_DATA_DIR", { code: "unwritable", message: `${processIn(path)}: ${String(error)}` }));
  }
}

/** How long a program that only looks whether a server runs may be in a starting server's way, ms. */
const ASIDE_MS = 100;

/** The id of the process that serves the data folder; undefined where none does. What a server that was killed left counts for nothing. */
export function serverOf(path: string): number | undefined {
  const lock = takeLock(lockIn(path));
  if (lock.ok) {
    lock.value.release();
    return undefined;
  }
  const process = lock.error.code === "busy" ? Number(readTextFile(processIn(path))) : Number.NaN;
  return Number.isSafeInteger(process) && process > 0 ? process : undefined;
}
