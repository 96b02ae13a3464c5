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
  /** Everything else on the machine, which takes from the two what it spends. */
  readonly others: number;
}

/** Linux counts the machine's time in these for everybody (USER_HZ), µs. */
const TICK = 10_000;

/** Begins to count. @returns what tells the time spent since. */
export function counting(serverPid: number): () => ProcessorTime {
  const before = threadTimes(serverPid);
  const load = process.cpuUsage();
  const machine = machineTime();
  return () => {
    const { user, system } = process.cpuUsage(load);
    const whole = machineTime() - machine;
    const spent = [...threadTimes(serverPid)].map(
      ([thread, time]) => [thread, time - (before.get(thread) ?? 0)] as const,
    );
    const workers = spent.filter(([thread]) => thread !== serverPid).map(([, time]) => time);
    const server = spent.length === 0 ? Number.NaN : spent.reduce((total, [, time]) => total + time, 0);
    return {
      signalling: spent.find(([thread]) => thread === serverPid)?.[1] ?? Number.NaN,
      media: workers.length === 0 ? Number.NaN : Math.max(...workers),
      server,
      load: user + system,
      others: Math.max(0, whole - server - user - system),
    };
  };
}

/** The time of one of `events`. */
export function each({ signalling, media, server, load, others }: ProcessorTime, events: number): ProcessorTime {
  return {
    signalling: signalling / events,
    media: media / events,
    server: server / events,
    load: load / events,
    others: others / events,
  };
}

/** What all cores together have worked since the machine began, µs; what a hypervisor kept from it, too (proc(5), `cpu`). */
function machineTime(): number {
  try {
    const [user, nice, system, , , irq, softirq, steal] = readFileSync("/proc/stat", "latin1")
      .split("\n", 1)[0]!
      .split(/\s+/)
      .slice(1)
      .map(Number);
    return (user! + nice! + system! + irq! + softirq! + steal!) * TICK;
  } catch {
    return Number.NaN;
  }
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
