/** Carries out what calls and monitorings alike ask for their legs: INVITE usages, media legs, ring timers. */
import { Alarms } from "../../kernel/alarms.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import type { CallNumber, LegNumber, LegRole, MediaCommand, MediaPlane } from "../../media/commands.ts";
import type { UacUsageOptions, UsageInput } from "../../sip/dialog/usage.ts";
import type { DialTarget } from "./dialTarget.ts";
import type { LegEvent, UsageNumber } from "./legEvents.ts";
import type { Usages } from "./usages.ts";

export type LegOutput =
  | { readonly out: "toUsage"; readonly usage: UsageNumber; readonly input: UsageInput }
  | { readonly out: "dial"; readonly usage: UsageNumber; readonly to: DialTarget; readonly sdp: string }
  | { readonly out: "openLeg"; readonly call: CallNumber; readonly leg: LegNumber; readonly role: LegRole }
  | { readonly out: "media"; readonly command: MediaCommand }
  | { readonly out: "setRingTimer"; readonly at: number }
  | { readonly out: "clearRingTimer" };

const legOutputs: ReadonlySet<string> = new Set<LegOutput["out"]>([
  "toUsage",
  "dial",
  "openLeg",
  "media",
  "setRingTimer",
  "clearRingTimer",
]);

export const isLegOutput = (output: { readonly out: string }): output is LegOutput => legOutputs.has(output.out);

export interface LegWorld {
  readonly plane: MediaPlane;
  readonly usages: Usages;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  /** Answers a trunk's challenge (RFC 3261 §22.2). */
  readonly authorize: (trunkId: string) => UacUsageOptions["authorize"];
  /** What became of an INVITE to a trunk. */
  readonly trunkSaid: (trunkId: string, event: LegEvent) => void;
}

/** `Owner`: a call or a monitoring. Each usage has one, and each owner has at most one ring timer. */
export class LegWork<Owner> {
  readonly #world: LegWorld;
  readonly #ringTimers: Alarms<Owner>;
  readonly #ownerOf = new Map<UsageNumber, Owner>();
  /** The trunks that our INVITEs went to. */
  readonly #trunkOf = new Map<UsageNumber, string>();

  constructor(world: LegWorld, ringTimeout: (owner: Owner) => void) {
    this.#world = world;
    this.#ringTimers = new Alarms(world.scheduler, ringTimeout);
  }

  /** Usages that have an owner, and timers that run: for leak checks. */
  get counts(): { usages: number; timers: number } {
    return { usages: this.#ownerOf.size, timers: this.#ringTimers.size };
  }

  own(usage: UsageNumber, owner: Owner): void {
    this.#ownerOf.set(usage, owner);
  }

  /** Whom an event of the usage is for. With its last event the usage is forgotten. */
  ownerOf(usage: UsageNumber, event: LegEvent): Owner | undefined {
    const owner = this.#ownerOf.get(usage);
    const trunk = this.#trunkOf.get(usage);
    if (trunk !== undefined) this.#world.trunkSaid(trunk, event);
    if (event.out === "closed") {
      this.#ownerOf.delete(usage);
      this.#trunkOf.delete(usage);
    }
    return owner;
  }

  perform(owner: Owner, output: LegOutput): void {
    const { plane, usages } = this.#world;
    switch (output.out) {
      case "toUsage":
        return usages.input(output.usage, output.input);
      case "dial":
        return this.#dial(owner, output.usage, output.to, output.sdp);
      case "openLeg":
        return plane.openLeg(output.call, output.leg, output.role);
      case "media":
        return plane.send(output.command);
      case "setRingTimer":
        return this.#ringTimers.set(owner, output.at);
      case "clearRingTimer":
        return this.#ringTimers.clear(owner);
    }
  }

  /** Hangs up what the owner has; for one that cannot do so itself any more. */
  abandon(owner: Owner): void {
    this.#ringTimers.clear(owner);
    for (const [usage, of] of this.#ownerOf) if (of === owner) this.#world.usages.input(usage, { in: "hangUp" });
  }

  close(): void {
    this.#ringTimers.close();
  }

  #dial(owner: Owner, usage: UsageNumber, to: DialTarget, sdp: string): void {
    const { entropy, usages, authorize } = this.#world;
    this.own(usage, owner);
    if (to.echo === true) return usages.echo(usage, sdp);
    if (to.trunkId !== undefined) this.#trunkOf.set(usage, to.trunkId);
    const authorization = to.trunkId === undefined ? undefined : authorize(to.trunkId);
    usages.dial(usage, {
      target: to.target,
      requestUri: to.requestUri,
      from: to.from,
      to: to.to,
      contact: to.contact,
      headers: to.headers,
      callId: entropy.hex(16),
      localTag: entropy.hex(8),
      sdp,
      ...(to.maxForwards === undefined ? {} : { maxForwards: to.maxForwards }),
      ...(authorization === undefined ? {} : { authorize: authorization }),
    });
  }
}
