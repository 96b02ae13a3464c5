/** One media plane for all accounts: each has a share of it, and hears of its own calls alone. */
import type { CallNumber, LegNumber, LegRole, MediaCommand, MediaEvent, MediaPlane } from "../media/commands.ts";

/** Each account's calls and legs are numbered within a range of this size; the ranges are never used again. */
const RANGE = 2 ** 32;

export class MediaShares {
  readonly #plane: MediaPlane;
  readonly #shares = new Map<number, MediaShare>();
  #last = 0;

  /** @param told of every event, before the account whose call it is about. */
  constructor(openPlane: (emit: (event: MediaEvent) => void) => MediaPlane, told: (event: MediaEvent) => void) {
    this.#plane = openPlane((event) => {
      told(event);
      // Whose the call is, is read from its number.
      if ("call" in event && event.call !== undefined) this.#shares.get(Math.floor(event.call / RANGE))?.hear(event);
    });
  }

  open(onEvent: (event: MediaEvent) => void): MediaShare {
    const range = this.#last++;
    const share = new MediaShare(this.#plane, range * RANGE, onEvent, () => this.#shares.delete(range));
    this.#shares.set(range, share);
    return share;
  }

  /** Closes every call, then the plane. */
  close(): Promise<void> {
    return this.#plane.close();
  }
}

export class MediaShare implements MediaPlane {
  readonly #plane: MediaPlane;
  readonly #onEvent: (event: MediaEvent) => void;
  readonly #closed: () => void;
  readonly #open = new Set<CallNumber>();
  #lastNumber: number;
  #whenIdle: (() => void) | undefined;

  constructor(plane: MediaPlane, base: number, onEvent: (event: MediaEvent) => void, closed: () => void) {
    this.#plane = plane;
    this.#lastNumber = base;
    this.#onEvent = onEvent;
    this.#closed = closed;
  }

  /** For a call or a leg: never given out before, in any share. */
  nextNumber(): CallNumber | LegNumber {
    return ++this.#lastNumber;
  }

  send(command: MediaCommand): void {
    if (command.op === "openCall") this.#open.add(command.call);
    this.#plane.send(command);
  }

  openLeg(call: CallNumber, leg: LegNumber, role: LegRole): void {
    this.#plane.openLeg(call, leg, role);
  }

  areNear(one: CallNumber, other: CallNumber): boolean {
    return this.#plane.areNear(one, other);
  }

  hear(event: MediaEvent): void {
    this.#onEvent(event);
    if (event.event !== "callClosed" && event.event !== "workerLost") return;
    this.#open.delete(event.call);
    if (this.#open.size === 0) this.#whenIdle?.();
  }

  /** Closes every call of the share; resolves when the last of its sockets and files is closed. */
  async close(): Promise<void> {
    for (const call of [...this.#open]) this.#plane.send({ op: "closeCall", call });
    if (this.#open.size > 0)
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    this.#closed();
  }
}
