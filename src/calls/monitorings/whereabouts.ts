/**
 * Where a monitor's leg stands in the media plane: in the call that it listens to, or between two calls of the agent that it stays with
 * in a media call of its own, so that its stream never pauses. Commands are collected here until the monitoring hands them out.
 */
import type { CallNumber, LegNumber } from "../../media/commands.ts";
import type { LegOutput } from "../legs/legWork.ts";

interface Place {
  readonly call: CallNumber;
  /** A media call of the leg's own, in which nobody else is. */
  readonly own: boolean;
}

export class Whereabouts {
  readonly #leg: LegNumber;
  readonly #nextNumber: () => CallNumber;
  #here: Place;
  /** On another worker: where the leg has a second port, which its phone has not been told yet. */
  #next: Place | undefined;
  #out: LegOutput[] = [];

  constructor(call: CallNumber, leg: LegNumber, nextNumber: () => CallNumber) {
    this.#leg = leg;
    this.#nextNumber = nextNumber;
    this.#here = { call, own: false };
  }

  /** The media call in which the leg hears and is heard. */
  get call(): CallNumber {
    return this.#here.call;
  }

  /** That is one of its own. */
  get isAlone(): boolean {
    return this.#here.own;
  }

  /** The phone must be told another port before the leg is where it is to be. */
  get isMoving(): boolean {
    return this.#next !== undefined;
  }

  /** Whether a media call of the leg's own has this number. */
  owns(call: CallNumber): boolean {
    return [this.#here, this.#next].some((place) => place?.own === true && place.call === call);
  }

  take(): LegOutput[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** The leg's first place. */
  open(): void {
    this.#open(this.#here);
  }

  /** Out of the call, before that is closed. */
  withdraw(): void {
    if (this.#next !== undefined) this.#next = this.#withdrawn(this.#next);
    else if (!this.#here.own) this.#here = this.#withdrawn(this.#here);
  }

  /** Into a call. @param near its media lives on the same worker: the leg moves; else it gets another port there */
  goTo(call: CallNumber, near: boolean): void {
    if (near) {
      this.#move(this.#here.call, call);
      this.#leave(this.#here, { call, own: false });
    } else {
      this.withdraw();
      this.#next = { call, own: false };
      this.#open(this.#next);
    }
  }

  /** The phone sends to the other port from now on. */
  arrive(): void {
    if (this.#next !== undefined) this.#leave(this.#here, this.#next);
    this.#next = undefined;
  }

  close(): void {
    for (const place of [this.#here, this.#next]) if (place !== undefined) this.#close(place);
  }

  #withdrawn({ call }: Place): Place {
    const own = this.#nextNumber();
    this.#out.push({ out: "media", command: { op: "openCall", call: own, holdMusic: "silence", near: call } });
    this.#move(call, own);
    return { call: own, own: true };
  }

  #leave(place: Place, next: Place): void {
    if (place.own) this.#close(place);
    this.#here = next;
  }

  #open({ call }: Place): void {
    this.#out.push({ out: "openLeg", call, leg: this.#leg, role: "monitor" });
  }

  #move(call: CallNumber, to: CallNumber): void {
    this.#out.push({ out: "media", command: { op: "moveLeg", call, leg: this.#leg, to, role: "monitor" } });
  }

  #close({ call, own }: Place): void {
    const command = own ? ({ op: "closeCall", call } as const) : ({ op: "closeLeg", call, leg: this.#leg } as const);
    this.#out.push({ out: "media", command });
  }
}
