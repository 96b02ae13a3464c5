/** A few seconds of fuzzing with fixed seeds; `run.ts` goes on for as long as one likes. */
import t from "tap";
import { survives } from "./exchange.ts";
import { describable, framable, readable } from "./properties.ts";

const SEEDS = 800;

for (const property of [readable, framable, describable]) {
  t.test(`whatever comes is ${property.name}`, async (t) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      try {
        property(seed);
      } catch (error) {
        t.fail(`seed ${seed}: ${(error as Error).message}`);
        return;
      }
    }
    t.pass(`${SEEDS} cases`);
  });
}

for (const seed of [1, 2, 3]) t.test(`the exchange survives seed ${seed}`, (t) => survives(t, seed, 200));
