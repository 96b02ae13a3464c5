/** What threads have run, from Linux's own books: unlike a delay, it hardly depends on what else the machine does. */
import { readdirSync, readFileSync } from "node:fs";

/** Processor time, µs. NaN where the system keeps no such books. */
export interface ProcessorTime {
  /** The server's main thread: signalling, rules, database. */
  readonly signalling: number;
  /** The busiest of the server's other threads. */
  readonly media: number;
  /** All of the server. */
  readonly server: number;
  /** The load generator, which is this process. */
  readonly load: number;
}

/** Begins to count. @returns what tells the time spent since. */
export function counting(serverPid: number): () => ProcessorTime {
  const before = threadTimes(serverPid);
  const load = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(load);
    const spent = [...threadTimes(serverPid)].map(
      ([thread, time]) => [thread, time - (before.get(thread) ?? 0)] as const,
    );
    const others = spent.filter(([thread]) => thread !== serverPid).map(([, time]) => time);
    return {
      signalling: spent.find(([thread]) => thread === serverPid)?.[1] ?? Number.NaN,
      media: others.length === 0 ? Number.NaN : Math.max(...others),
      server: spent.length === 0 ? Number.NaN : spent.reduce((total, [, time]) => total + time, 0),
      load: user + system,
    };
  };
}

/** The time of one of `events`. */
export function each({ signalling, media, server, load }: ProcessorTime, events: number): ProcessorTime {
  return { signalling: signalling / events, media: media / events, server: server / events, load: load / events };
}

/** µs since each thread began; the first field of its schedstat is that in ns. */
function threadTimes(pid: number): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const thread of threadsOf(pid)) {
    try {
      const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1");
      times.set(thread, Number(text.split(" ", 1)[0]) / 1000);
    } catch {
      // It has just ended.
    }
  }
  return times;
}

function threadsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}
