/** Readers of events without a network, and events that are easy to tell apart. */
import { Writable } from "node:stream";
import type { User } from "../../../../src/accounts/directory/shapes.ts";
import type { LiveEvent } from "../../../../src/calls/live/callCentre.ts";

/** Takes what is sent at once, or nothing until it is told to. */
export class Sink extends Writable {
  text = "";
  #reads: boolean;
  #waiting: (() => void) | undefined;

  constructor(reads = true) {
    super({ highWaterMark: 1_000 });
    this.#reads = reads;
    this.on("error", () => undefined);
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.text += bytes.toString();
    if (this.#reads) done();
    else this.#waiting = done;
  }

  /** Takes what has been waiting, and all that follows. */
  readOn(): void {
    this.#reads = true;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }

  /** What the events say, in the order in which they came. */
  get words(): string[] {
    return [...this.text.matchAll(/"word":"([^"]*)"/g)].map(([, word]) => word!);
  }

  get heartbeats(): number {
    return this.text.split("\n\n").filter((block) => block === ":").length;
  }
}

/** An event that says a word to whom it concerns. */
export const event = (word: string, concerns: (user: User) => boolean = () => true): LiveEvent => {
  const data = { word };
  return { type: "test", at: "2026-01-01T10:00:00.000Z", render: (user) => (concerns(user) ? data : undefined) };
};

/** Lets everything be told that is still to be told; bounded, since telling may not go on for ever. */
export const settle = async (turns = 30): Promise<void> => {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
};
