/** The two bands of G.722, each an ADPCM of its own (§3.2 to §3.6, tables of §6.2): what encoder and decoder of a band have in common. */
import { Predictor } from "./predictor.ts";

/** The bits of the lower band's code that are used: modes 1, 2 and 3 of table 1 (64, 56 and 48 kbit/s). */
export type Mode = 1 | 2 | 3;

/** Reconstructed samples have 15 bits (LIMIT). */
const MOST = 16_383;
const LEAST = -16_384;

/** Q6: where the intervals of the lower band's quantiser end, in units of the step size. */
const LOWER_DECISIONS = Int16Array.of(
  ...[35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714],
  ...[786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919],
);
/** Codes of the intervals, ILP for differences ≥ 0 and ILN for those below, by each value that an interval's end may not be below. */
const OUTERMOST = 2920;
const LOWER_POSITIVE = byLeastEnd((i) => 61 - i);
const LOWER_NEGATIVE = byLeastEnd((i) => (i < 2 ? 63 - i : 33 - i));
/** Magnitudes that the codes of 6, 5 and 4 bits stand for, from the greatest on: QM6, QM5, QM4. */
const SIX_BITS = [
  ...[24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192, 6576, 6000],
  ...[5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728],
];
const FIVE_BITS = [23_352, 17_560, 14_120, 11_664, 9752, 8184, 6864, 5712, 4696, 3784, 2960, 2208, 1520, 880];
const FOUR_BITS = [20_456, 12_896, 8968, 6288, 4240, 2584, 1200];
const minus = (values: readonly number[]): number[] => values.map((value) => -value);
const QM4 = Int16Array.of(0, ...minus(FOUR_BITS), ...FOUR_BITS, 0);
/** The differences of each six-bit code as each mode sees it. Four codes of six bits and two of five are never sent, and stand for little. */
const lowerValues: Readonly<Record<Mode, Int16Array>> = {
  1: Int16Array.of(-136, -136, -136, -136, ...minus(SIX_BITS), ...SIX_BITS, 432, 136, -432, -136),
  2: withoutLowBits(1, Int16Array.of(-280, -280, ...minus(FIVE_BITS), ...FIVE_BITS, 280, -280)),
  3: withoutLowBits(2, QM4),
};
/** What the predictor learns, in every mode: the code's upper four bits, so that the lower two may be data. */
const lowerLearnt = lowerValues[3];
/** WL by way of RL42: how far each code moves the logarithm of the step size. */
const LOWER_MOVES = withoutLowBits(
  2,
  Int16Array.of(-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60),
);

/** Where the two intervals of the higher band part; its four codes' values (QM2) and moves (WH by way of RH2). */
const HIGHER_DECISION = 564;
const HIGHER_VALUES = Int16Array.of(-7408, -1616, 7408, 1616);
const HIGHER_MOVES = Int16Array.of(798, -214, 798, -214);

/** ILB: 2 to the power of 0/32 … 31/32, with 11 fractional bits. */
const POWERS = Int16Array.from({ length: 32 }, (_, i) => Math.round(2048 * 2 ** (i / 32)));
/** The step sizes, from their logarithms' upper bits; and how large those may be. */
const MOST_LOWER_LOG = 18_432;
const MOST_HIGHER_LOG = 22_528;
const lowerSteps = stepSizes(MOST_LOWER_LOG, 8);
const higherSteps = stepSizes(MOST_HIGHER_LOG, 10);

/** How large a band's steps are now: their logarithm leaks towards the least, and each code moves it. */
class AdaptiveStep {
  readonly #sizes: Int32Array;
  readonly #moves: Int16Array;
  readonly #most: number;
  /** NBL, NBH. */
  #log = 0;
  size: number;

  /** @param moves of the logarithm, by code; `most` it may be */
  constructor(sizes: Int32Array, moves: Int16Array, most: number) {
    this.#sizes = sizes;
    this.#moves = moves;
    this.#most = most;
    this.size = sizes[0]!;
  }

  reset(): void {
    this.#log = 0;
    this.size = this.#sizes[0]!;
  }

  copy(other: AdaptiveStep): void {
    this.#log = other.#log;
    this.size = other.size;
  }

  /** LOGSCL and SCALEL, LOGSCH and SCALEH. */
  move(code: number): void {
    const log = ((this.#log * 127) >> 7) + this.#moves[code]!;
    this.#log = log < 0 ? 0 : log > this.#most ? this.#most : log;
    this.size = this.#sizes[this.#log >> 6]!;
  }
}

/** What encoder and decoder of a band both know, moved by its codes alone. */
class Band {
  protected readonly predictor = new Predictor();
  protected readonly step: AdaptiveStep;

  constructor(step: AdaptiveStep) {
    this.step = step;
  }

  reset(): void {
    this.predictor.reset();
    this.step.reset();
  }

  copy(other: this): void {
    this.predictor.copy(other.predictor);
    this.step.copy(other.step);
  }

  /** @param difference that the code stands for */
  protected learn(difference: number, code: number): void {
    this.predictor.update(difference);
    this.step.move(code);
  }
}

/** 0 to 4 kHz, six bits a sample. */
export class LowerBand extends Band {
  constructor() {
    super(new AdaptiveStep(lowerSteps, LOWER_MOVES, MOST_LOWER_LOG));
  }

  /** @returns the code of a sample of 15 bits. */
  encode(sample: number): number {
    const step = this.step.size;
    const difference = sample - this.predictor.expected;
    const magnitude = difference < 0 ? ~difference : difference;
    // QUANTL seeks the first interval i with magnitude < (Q6[i] · step) >> 12: the first whose end is not below this.
    const least = ((((magnitude + 1) << 12) + step - 1) / step) | 0;
    const codes = difference < 0 ? LOWER_NEGATIVE : LOWER_POSITIVE;
    const code = codes[least < OUTERMOST ? least : OUTERMOST]!;
    this.learn((step * lowerLearnt[code]!) >> 15, code);
    return code;
  }

  /** @returns the sample, of 15 bits. `code` is of six bits in every mode. */
  decode(code: number, mode: Mode): number {
    const step = this.step.size;
    const sample = limit(this.predictor.expected + ((step * lowerValues[mode][code]!) >> 15));
    this.learn((step * lowerLearnt[code]!) >> 15, code);
    return sample;
  }
}

/** 4 to 8 kHz, two bits a sample. */
export class HigherBand extends Band {
  constructor() {
    super(new AdaptiveStep(higherSteps, HIGHER_MOVES, MOST_HIGHER_LOG));
  }

  encode(sample: number): number {
    const step = this.step.size;
    const difference = sample - this.predictor.expected;
    const magnitude = difference < 0 ? ~difference : difference;
    // QUANTH: the outer intervals are 0 and 2, the inner ones 1 and 3.
    const inner = magnitude < (HIGHER_DECISION * step) >> 12 ? 1 : 0;
    const code = (difference < 0 ? 0 : 2) + inner;
    this.learn((step * HIGHER_VALUES[code]!) >> 15, code);
    return code;
  }

  decode(code: number): number {
    const difference = (this.step.size * HIGHER_VALUES[code]!) >> 15;
    const sample = limit(this.predictor.expected + difference);
    this.learn(difference, code);
    return sample;
  }
}

function limit(sample: number): number {
  return sample > MOST ? MOST : sample < LEAST ? LEAST : sample;
}

/** The codes of the first intervals that end at 0 or above, at 1 or above, and so on. */
function byLeastEnd(codeOf: (interval: number) => number): Uint8Array {
  return Uint8Array.from({ length: OUTERMOST + 1 }, (_, least) => {
    const interval = LOWER_DECISIONS.findIndex((end) => end >= least);
    return codeOf(interval < 0 ? LOWER_DECISIONS.length : interval);
  });
}

/** Values by six-bit code, of a table by the code without its `bits` lowest. */
function withoutLowBits(bits: number, table: Int16Array): Int16Array {
  return Int16Array.from({ length: 64 }, (_, code) => table[code >> bits]!);
}

/** Step sizes of every logarithm up to `most`, without its six low bits, which do not count. */
function stepSizes(most: number, exponent: number): Int32Array {
  return Int32Array.from({ length: (most >> 6) + 1 }, (_, i) => {
    const shift = exponent - (i >> 5);
    const power = POWERS[i & 31]!;
    return (shift < 0 ? power << -shift : power >> shift) << 2;
  });
}
