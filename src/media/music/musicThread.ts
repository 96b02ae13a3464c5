/** EDGE: the thread side of a music file: reads it, turns it into a tune, says what came of it, and ends. */
import { open } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { err, type Result } from "../../kernel/result.ts";
import type { Tune } from "../../mixer/tune.ts";
import { tuneOf } from "./tuneOf.ts";
import { readWave } from "./waveFile.ts";

/** More than five minutes of the largest format. */
const MOST_BYTES = 64 * 1024 * 1024;

async function load(file: string): Promise<Result<Tune, string>> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    if (size > MOST_BYTES) return err(`must not be larger than ${MOST_BYTES / 1024 / 1024} MB`);
    const wave = readWave(await handle.readFile());
    return wave.ok ? tuneOf(wave.value) : wave;
  } finally {
    await handle.close();
  }
}

const answer = (result: Result<Tune, string>): void => parentPort?.postMessage(result);
load(workerData as string).then(answer, (error: NodeJS.ErrnoException) =>
  answer(err(error.code === "ENOENT" ? "is not there" : `cannot be read (${error.code ?? error.message})`)),
);
