/** EDGE: the folder that holds the data. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes the folder at `path`, and those above it, where there is none. In place of `mkdirSync`'s `recursive`, which never
 * returns where the system answers ENOENT although the folder above is there, as it does below /proc.
 * Throws what the system answers (`EACCES`, `ENOENT`, `ENOTDIR`, …).
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another program may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/** Whether a file or a folder stands at `path`. */
export const isThere = (path: string): boolean => existsSync(path);

/** Removes the folder at `path` and all that is in it, if it is there. Throws what the system answers. */
export function removeFolder(path: string): void {
  if (existsSync(path)) rmSync(path, { recursive: true });
}
