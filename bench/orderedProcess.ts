/** A process of the bench's that does what it is ordered, so that the two do not share an event loop. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { endWithUs } from "../lab/ponto/orphans.ts";
import type { Order, Outcome } from "./traffic/orders.ts";

/** No order takes longer, beyond the time that it names, ms. */
const PATIENCE = 240_000;

/** This side of it. */
export class OrderedProcess<Orders extends object> {
  readonly #program: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  readonly #ended: Promise<void>;
  #last = 0;
  /** Orders that reach the other process. */
  readonly orders: Orders;

  /** @param program relative to this folder @param target what it is told at the start */
  constructor(program: string, target: unknown) {
    this.#program = program;
    const path = fileURLToPath(new URL(program, import.meta.url));
    this.#child = fork(path, [JSON.stringify(target)], { execArgv: ["--import=tsx"], serialization: "advanced" });
    endWithUs(this.#child, true);
    this.#child.on("message", (outcome: Outcome) => this.#waiting.get(outcome.id)?.(outcome));
    this.#ended = new Promise((resolve) =>
      this.#child.once("exit", (code) => {
        for (const [id, settle] of this.#waiting) settle({ id, error: `${this.#program} ended with ${code}` });
        resolve();
      }),
    );
    const order =
      (name: string) =>
      (...args: readonly unknown[]) =>
        this.#ask(name, args);
    this.orders = new Proxy({} as Orders, { get: (_, name) => order(String(name)) });
  }

  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #ask(name: string, args: readonly unknown[]): Promise<never> {
    const id = ++this.#last;
    const longest = PATIENCE + 1000 * Math.max(0, ...args.map(secondsIn));
    return new Promise<never>((resolve, reject) => {
      const settle = (outcome: Outcome): void => {
        clearTimeout(end);
        this.#waiting.delete(id);
        if ("error" in outcome) reject(new Error(`${name}: ${outcome.error}`));
        else resolve(outcome.value as never);
      };
      const end = setTimeout(() => settle({ id, error: "took too long" }), longest);
      this.#waiting.set(id, settle);
      this.#child.send({ id, name, args } satisfies Order);
    });
  }
}

const secondsIn = (arg: unknown): number =>
  typeof arg === "number" ? arg : ((arg as { seconds?: number } | null)?.seconds ?? 0);
