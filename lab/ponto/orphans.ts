/** Child processes that must not outlive this one, whether it ends by itself, by an error or by a signal. */
import type { ChildProcess } from "node:child_process";

const children = new Set<ChildProcess>();
const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

const killAll = (): void => {
  for (const child of children) child.kill("SIGKILL");
};

/** Kills the children and then lets the signal do what it would have done without us. */
const onSignal = (signal: NodeJS.Signals): void => {
  killAll();
  for (const one of signals) process.off(one, onSignal);
  process.kill(process.pid, signal);
};

/** Kills the child when this process ends before it. @param onSignals false: its owner answers signals itself. */
export function endWithUs(child: ChildProcess, onSignals: boolean): void {
  if (children.size === 0) process.on("exit", killAll);
  if (onSignals && !process.listeners("SIGTERM").includes(onSignal)) {
    for (const signal of signals) process.on(signal, onSignal);
  }
  children.add(child);
  child.once("exit", () => {
    children.delete(child);
    if (children.size > 0) return;
    process.off("exit", killAll);
    for (const signal of signals) process.off(signal, onSignal);
  });
}
