/** EDGE: reads a music file in a thread of its own: some minutes of music keep one busy for a second, and no message waits for that. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { causeOf } from "../../kernel/fault.ts";
import { err, type Result } from "../../kernel/result.ts";
import type { Tune } from "../../mixer/tune.ts";
import { threadOptions, threadScript } from "../threadScript.ts";

const script = new URL(threadScript("musicThread"), import.meta.url);

/** @returns the tune, or what is wrong with the file, as the end of a sentence about it. Never throws. */
export async function readMusicFile(file: string): Promise<Result<Tune, string>> {
  // Whatever is no file might keep the thread waiting for ever.
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return err(found === undefined ? "is not there" : "is no file");
  return new Promise((resolve) => {
    const thread = new Worker(script, { ...threadOptions, workerData: file });
    thread.once("message", resolve);
    thread.once("error", (error) => resolve(err(`cannot be read (${causeOf(error)})`)));
    thread.once("exit", () => resolve(err("cannot be read")));
  });
}

/** Where a music file lies: in the first of the folders that has it; where none has, it would lie in the last. */
export async function findMusicFile(folders: readonly string[], name: string): Promise<string> {
  let path = name;
  for (const folder of folders) {
    path = join(folder, name);
    if ((await stat(path).catch(() => undefined)) !== undefined) return path;
  }
  return path;
}
