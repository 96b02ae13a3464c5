/**
 * Which call a monitoring listens to: one all the time, or one after the other, with a leg that waits alone in between. Tells the media
 * plane where the leg is and who is in the audience; what it tells is collected here until the monitoring hands it out.
 */
import type { CallNumber, LegNumber } from "../../media/commands.ts";
import type { MonitorState, Side } from "../../mixer/audibility.ts";
import { stateWithoutParties } from "../call/callAudio.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import type { LegAudio } from "../legs/legAudio.ts";
import type { AttendanceOutput, MonitoredCall } from "./monitoringProtocol.ts";
import { Whereabouts } from "./whereabouts.ts";

export interface AttendanceOptions {
  readonly call: MonitoredCall;
  readonly targetSide: Side;
  readonly leg: LegNumber;
  readonly audio: LegAudio;
  readonly mediaTimeoutMs: number;
  readonly nextNumber: () => CallNumber;
}

/** A place in a call, and the end at which the agent stands there. */
interface Seat {
  readonly call: MonitoredCall;
  readonly side: Side;
}

/** What a monitor is to those in its call; undefined where it is nothing to them. */
type Audience = MonitorState | undefined;

export class Attendance {
  readonly #options: AttendanceOptions;
  readonly #place: Whereabouts;
  /** Undefined between two calls. */
  #call: MonitoredCall | undefined;
  #side: Side;
  /** Where it will be once its phone knows the port there. */
  #next: Seat | undefined;
  /** Every agent of every call it was in. */
  readonly #agents = new Map<string, CallAgent>();
  /** Changes of the audience that the media plane has not stamped yet. */
  #unstamped = 0;
  #lastStamp = 0;
  #out: AttendanceOutput[] = [];

  constructor(options: AttendanceOptions) {
    this.#options = options;
    this.#place = new Whereabouts(options.call.number, options.leg, options.nextNumber);
    this.#call = options.call;
    this.#side = options.targetSide;
  }

  get call(): MonitoredCall | undefined {
    return this.#call;
  }

  /** The call it is on the way to. */
  get nextCall(): MonitoredCall | undefined {
    return this.#next?.call;
  }

  /** The end at which the agent watched over stands. */
  get side(): Side {
    return this.#side;
  }

  set side(side: Side) {
    this.#side = side;
  }

  /** Its phone is being told another port: until it knows that, the leg goes nowhere else. */
  get isMoving(): boolean {
    return this.#place.isMoving;
  }

  /** The media call in which its leg stands. */
  get place(): CallNumber {
    return this.#place.call;
  }

  ownsPlace(call: CallNumber): boolean {
    return this.#place.owns(call);
  }

  /** Whom it watches, or has watched, and whom they talked to. */
  get agents(): readonly CallAgent[] {
    return [...this.#agents.values()];
  }

  take(): AttendanceOutput[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** Takes note of the agents of the call as they are now. */
  noteAgents(): void {
    for (const agent of [this.#call?.agent, this.#call?.callingAgent])
      if (agent !== undefined) this.#agents.set(agent.id, agent);
  }

  /** Asks for the leg's first port. */
  open(): void {
    this.#place.open();
    this.#go();
  }

  /** @returns the call left for it; `here`: it is in the new one at once */
  join(seat: Seat, near: boolean, audience: Audience): { readonly left: MonitoredCall | undefined; here: boolean } {
    const left = this.#call;
    if (!near && left !== undefined) this.leave(audience);
    this.#place.goTo(seat.call.number, near);
    this.#go();
    if (near) this.#sit(seat);
    else this.#next = seat;
    if (near && left !== undefined) this.#dropOut(left);
    return { left, here: near };
  }

  /** Its phone knows the port on the other worker. @returns whether it is in a call now */
  arrive(): boolean {
    this.#place.arrive();
    this.#go();
    this.describe();
    if (this.#next === undefined) return false;
    this.#sit(this.#next);
    return true;
  }

  /** Out of the call, to wait alone for the next. @returns the call it was in */
  leave(audience: Audience): MonitoredCall | undefined {
    const left = this.#call;
    this.#next = undefined;
    this.#call = undefined;
    this.#place.withdraw();
    this.#go();
    if (left === undefined) return undefined;
    this.#dropOut(left);
    this.change(audience);
    return left;
  }

  /** Something new was agreed with the phone. */
  describe(): void {
    const { leg, audio, mediaTimeoutMs } = this.#options;
    const described = audio.described();
    const { call } = this.#place;
    this.#out.push({ out: "media", command: { op: "describeLeg", call, leg, described, mediaTimeoutMs } });
  }

  /** Who hears it and whom it hears has changed: stamped by the media plane (M6). */
  change(audience: Audience): void {
    this.#unstamped++;
    const { call, isAlone } = this.#place;
    if (!isAlone) {
      this.#out.push({ out: "audienceChanged", call, awaited: true });
      return;
    }
    const state = stateWithoutParties(audience === undefined ? [] : [audience]);
    this.#out.push({ out: "media", command: { op: "setAudio", call, state, stamp: ++this.#lastStamp } });
  }

  stamped(): void {
    this.#unstamped--;
  }

  /** All that was told is stamped. */
  get isSettled(): boolean {
    return this.#unstamped === 0;
  }

  /** @param wasHeard it was in the audience of its call */
  close(wasHeard: boolean): void {
    this.#next = undefined;
    if (wasHeard && this.#call !== undefined) this.#dropOut(this.#call);
    this.#place.close();
    this.#go();
  }

  #sit({ call, side }: Seat): void {
    this.#next = undefined;
    this.#call = call;
    this.#side = side;
    this.noteAgents();
  }

  #dropOut(call: MonitoredCall): void {
    this.#out.push({ out: "audienceChanged", call: call.number, awaited: false });
  }

  #go(): void {
    this.#out.push(...this.#place.take());
  }
}
