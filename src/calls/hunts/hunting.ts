import type { UsageNumber } from "../legs/legEvents.ts";
import type { CallAgent } from "./callPlan.ts";
import { type Hunt, type HuntEnd, type HuntTarget, isHuntEnd, type StepOutcome } from "./hunt.ts";

/** A target with the INVITE that is sent to it. */
export interface RungTarget {
  readonly usage: UsageNumber;
  readonly to: HuntTarget;
}

/** The hunt of one call as it runs: whose phones ring, over which trunk, and until when. */
export class Hunting {
  readonly #hunt: Hunt;
  readonly #nextUsage: () => UsageNumber;
  readonly #targets = new Map<UsageNumber, HuntTarget>();
  #trunkId: string | undefined;
  #stepEndsAt: number | undefined;
  #silenceEndsAt: number | undefined;

  constructor(hunt: Hunt, nextUsage: () => UsageNumber) {
    this.#hunt = hunt;
    this.#nextUsage = nextUsage;
  }

  /** The trunk in use: with several, the one tried last. */
  get trunkId(): string | undefined {
    return this.#trunkId;
  }

  /** When the ring time of the step is over; undefined: it has none of its own. */
  get stepEndsAt(): number | undefined {
    return this.#stepEndsAt;
  }

  /** When the step is over if nobody has said anything by then; undefined: somebody has, or it may be silent for as long as it rings. */
  get silenceEndsAt(): number | undefined {
    return this.#silenceEndsAt;
  }

  /** Somebody has said something. */
  heard(): void {
    this.#silenceEndsAt = undefined;
  }

  /** @param last how the step before came out; undefined for the first. */
  next(last: StepOutcome | undefined, now: number): readonly RungTarget[] | HuntEnd {
    const step = this.#hunt.next(last);
    this.#stepEndsAt = undefined;
    this.#silenceEndsAt = undefined;
    if (isHuntEnd(step)) return step;
    if (step.ringMs !== undefined) this.#stepEndsAt = now + step.ringMs;
    if (step.silenceMs !== undefined) this.#silenceEndsAt = now + step.silenceMs;
    this.#trunkId = step.targets[0]?.trunkId;
    const rung = step.targets.map((to) => ({ usage: this.#nextUsage(), to }));
    for (const { usage, to } of rung) this.#targets.set(usage, to);
    return rung;
  }

  /** Whom one of its branches rings. */
  targetOf(usage: UsageNumber): HuntTarget {
    const target = this.#targets.get(usage);
    if (target === undefined) throw new Error("invariant: a branch has a target");
    return target;
  }

  /** The agents behind some branches: each once, however many phones it has. */
  agentsOf(usages: readonly UsageNumber[]): readonly CallAgent[] {
    const agents = usages.map((usage) => this.targetOf(usage).agent).filter((agent) => agent !== undefined);
    return [...new Map(agents.map((agent) => [agent.id, agent])).values()];
  }
}
