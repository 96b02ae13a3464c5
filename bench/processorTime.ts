/** What threads have run, from Linux's own books: unlike a delay, it hardly depends on what else the machine does. */
import { readdirSync, readFileSync } from "node:fs";

/** µs of processor time an event. NaN where the system keeps no such books. */
export interface ProcessorTime {
  /** The server's main thread: signalling, rules, database. */
  readonly signalling: number;
  /** All of the server. */
  readonly server: number;
  /** The load generator. */
  readonly load: number;
}

/** Begins to count. @returns what ends it, and divides by how many events there were. */
export function counting(serverPid: number): (events: number) => ProcessorTime {
  const [signalling, server, load] = [threadTime(serverPid, serverPid), processTime(serverPid), process.cpuUsage()];
  return (events) => {
    const { user, system } = process.cpuUsage(load);
    return {
      signalling: (threadTime(serverPid, serverPid) - signalling) / events,
      server: (processTime(serverPid) - server) / events,
      load: (user + system) / events,
    };
  };
}

/** µs since the process began. */
function processTime(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((total, thread) => total + threadTime(pid, Number(thread)), 0);
  } catch {
    return Number.NaN;
  }
}

/** µs since the thread began; the first field of its schedstat is that in ns. */
function threadTime(pid: number, thread: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1").split(" ", 1)[0]) / 1000;
  } catch {
    return Number.NaN;
  }
}
