/** What a process holds, from Linux's own books. NaN where the system keeps none. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** KB of memory that is really there; and what of it is the program's own: heaps, stacks and buffers, but no files. */
export function memoryKb(pid: number): { readonly resident: number; readonly anonymous: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]);
    return { resident: field("VmRSS"), anonymous: field("RssAnon") };
  } catch {
    return { resident: Number.NaN, anonymous: Number.NaN };
  }
}

/** Open files and sockets. */
export function descriptors(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}

const LOOKS = 7;
const BETWEEN_LOOKS_MS = 500;

/** The median of the resident memory over some seconds: garbage comes and goes. */
export async function settledKb(pid: number): Promise<number> {
  const looks: number[] = [];
  for (let i = 0; i < LOOKS; i++) {
    looks.push(memoryKb(pid).resident);
    await delay(BETWEEN_LOOKS_MS);
  }
  return looks.sort((a, b) => a - b)[Math.floor(LOOKS / 2)]!;
}
