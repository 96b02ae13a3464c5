/** Networks as the delays that they give to the packets of 20 ms speech: measured ones where they are at hand, drawn ones everywhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Entropy, seededEntropy } from "../src/kernel/entropy.ts";

export interface Network {
  readonly name: string;
  /** One-way delay of each packet, ms; negative: lost. */
  readonly delays: readonly number[];
}

/** Delays of 120 s of speech on ITU-T G.1050 networks, severities A (clean) to F, several access links each. */
const traces = fileURLToPath(new URL("../../shared/reference/network/", import.meta.url));

/** 120 s. */
const PACKETS = 6000;

/** The G.1050 traces, after those that need no file. */
export function networks(): readonly Network[] {
  const drawn = Object.entries(patterns).map(([name, pattern]) => {
    const entropy = seededEntropy(1);
    return { name, delays: Array.from({ length: PACKETS }, (_, i) => pattern(i, entropy)) };
  });
  return [...drawn, ...measured()];
}

function measured(): readonly Network[] {
  if (!existsSync(traces)) {
    process.stdout.write("The traces of ITU-T G.1050 are not at hand: only the seeded patterns are played.\n");
    return [];
  }
  const files = readdirSync(traces).filter((file) => file.endsWith(".trace"));
  return files.sort().map((file) => ({
    name: file.replace(".trace", ""),
    delays: readFileSync(`${traces}${file}`, "utf8").trim().split(/\s+/).map(Number),
  }));
}

const between = (entropy: Entropy, least: number, most: number): number => least + (entropy.uint32() % (most - least));
const happens = (entropy: Entropy, percent: number): boolean => entropy.uint32() % 100 < percent;

const patterns: Readonly<Record<string, (packet: number, entropy: Entropy) => number>> = {
  even: () => 20,
  "jitter 10 ms": (_, entropy) => between(entropy, 20, 30),
  "jitter 60 ms": (_, entropy) => between(entropy, 20, 80),
  "loss 2 %": (_, entropy) => (happens(entropy, 2) ? -1 : between(entropy, 20, 30)),
  // Wireless: packets wait for a slot and come together.
  "bursts of 4": (packet) => 80 - 20 * (packet % 4),
  // Something else fills the line for two seconds in every twenty.
  "rush 100 ms": (packet, entropy) => between(entropy, 20, 30) + (packet % 1000 >= 900 ? 100 : 0),
};
