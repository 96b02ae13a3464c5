/** `node --import tsx test/fuzz/run.ts [--seconds N] [--seed S]`: fuzzing by hand, from seed S on, until it fails or the time is over. */
import { parseArgs } from "node:util";
import t, { Test } from "tap";
import { survives } from "./exchange.ts";
import { describable, framable, readable } from "./properties.ts";

/** Reading is cheap, a whole exchange is not: one of these for so many of those. */
const READS_AN_EXCHANGE = 200;
const MESSAGES_AN_EXCHANGE = 300;
/** Whatever is sent, memory stays below this, bytes. */
const MAX_RESIDENT = 1.5e9;

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string", default: "1" } },
});
// tap would end the process after half a minute.
t.setTimeout(0);
const end = performance.now() + Number(values.seconds) * 1000;

let seed = Number(values.seed);
const first = seed;
for (; performance.now() < end; seed++) {
  try {
    for (const property of [readable, framable, describable]) property(seed);
    if ((seed - first) % READS_AN_EXCHANGE === 0) await exchange(seed);
    const { rss } = process.memoryUsage();
    if (rss > MAX_RESIDENT) throw new Error(`${rss} bytes of memory`);
  } catch (error) {
    process.stderr.write(`seed ${seed}: ${(error as Error).stack}\nagain: --seed ${seed} --seconds 1\n`);
    process.exit(1);
  }
}
process.stdout.write(`seeds ${first} to ${seed - 1}: nothing found\n`);

/** An exchange of its own for the seed; its findings are thrown as one. */
async function exchange(seed: number): Promise<void> {
  const test: Test = new Test({});
  await survives(test, seed, MESSAGES_AN_EXCHANGE);
  const [found] = test.lists.fail;
  if (found !== undefined) throw new Error(`${found.name} ${JSON.stringify(found.diag ?? {})}`);
}
