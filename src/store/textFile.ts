/** EDGE: small text files of the data folder, which are read whole and replaced whole. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./folder.ts";

/** The text of the file at `path`; undefined where there is none. Throws what else the system answers (`EACCES`, `EISDIR`, …). */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Replaces the file at `path`, readable by its owner alone. Whoever reads it, and whatever becomes of the process or of the power,
 * sees the old text or the new one. Throws what the system answers; then the old one stands.
 */
export function replaceTextFile(path: string, text: string): void {
  makeFolder(dirname(path));
  const beside = `${path}.new`;
  const file = openSync(beside, "w", 0o600);
  try {
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** A new name is on the disk once its folder is. Where folders cannot be opened, the system sees to that itself. */
function syncFolder(path: string): void {
  let folder: number;
  try {
    folder = openSync(path, "r");
  } catch {
    return;
  }
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Removes the file at `path`, if it is there. */
export const removeFile = (path: string): void => rmSync(path, { force: true });
