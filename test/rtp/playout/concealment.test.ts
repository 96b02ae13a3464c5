import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { CONCEALMENT, CONCEALMENT_HISTORY, conceal } from "../../../src/rtp/playout/concealment.ts";

const periodic = (period: number, length: number): Int16Array =>
  Int16Array.from({ length }, (_, i) => {
    const phase = (2 * Math.PI * i) / period;
    return Math.round(6000 * Math.sin(phase) + 3000 * Math.sin(3 * phase + 1) + 1000 * Math.cos(7 * phase));
  });

for (const period of [40, 57, 64.5, 80, 101, 120]) {
  t.test(`a voice with a period of ${period} samples goes on for 10 ms as it would have`, async (t) => {
    const voice = periodic(period, CONCEALMENT_HISTORY + CONCEALMENT);
    const out = new Int16Array(CONCEALMENT);
    conceal(voice, CONCEALMENT_HISTORY, out);
    let error = 0;
    let energy = 0;
    for (let i = 0; i < 80; i++) {
      error += (out[i]! - voice[CONCEALMENT_HISTORY + i]!) ** 2;
      energy += voice[CONCEALMENT_HISTORY + i]! ** 2;
    }
    t.ok(error < energy / 50, `${((100 * error) / energy).toFixed(2)} % error`);
  });
}

t.test("at 16 kHz it is the same sound", async (t) => {
  const narrow = new Int16Array(CONCEALMENT);
  const wide = new Int16Array(2 * CONCEALMENT);
  conceal(periodic(64, CONCEALMENT_HISTORY), CONCEALMENT_HISTORY, narrow);
  conceal(periodic(128, 2 * CONCEALMENT_HISTORY), CONCEALMENT_HISTORY, wide, 2);
  let error = 0;
  let energy = 0;
  for (let i = 0; i < CONCEALMENT; i++) {
    error += (wide[2 * i]! - narrow[i]!) ** 2;
    energy += narrow[i]! ** 2;
  }
  t.ok(error < energy / 200, `${((100 * error) / energy).toFixed(2)} % error`);
  t.equal(Math.abs(wide.at(-1)!) < 50, true, "faded out");
});

t.test("it fades: full for 10 ms, a fifth less every 10 ms, nothing after 60 ms", async (t) => {
  const out = new Int16Array(CONCEALMENT);
  conceal(new Int16Array(CONCEALMENT_HISTORY).fill(10_000), CONCEALMENT_HISTORY, out);
  for (const [at, level] of [
    [0, 10_000],
    [79, 10_000],
    [160, 8000],
    [320, 4000],
    [479, 25],
  ] as const) {
    t.equal(out[at], level, `sample ${at}`);
  }
});

t.test("never louder than its history", async (t) => {
  const entropy = seededEntropy(1);
  for (let round = 0; round < 50; round++) {
    const history = Int16Array.from({ length: CONCEALMENT_HISTORY }, () => entropy.uint32() % 65_536);
    const out = new Int16Array(CONCEALMENT);
    conceal(history, CONCEALMENT_HISTORY, out);
    const most = Math.max(...history.map(Math.abs));
    t.ok(out.every((s) => Math.abs(s) <= most));
  }
});

t.test("too little history, or a silent one, gives silence", async (t) => {
  const out = new Int16Array(CONCEALMENT).fill(1);
  conceal(periodic(50, 159), 159, out);
  t.ok(out.every((s) => s === 0));
  conceal(new Int16Array(CONCEALMENT_HISTORY), CONCEALMENT_HISTORY, out);
  t.ok(out.every((s) => s === 0));
});
