/** The monitorings of live calls: begun, changed and ended, told what becomes of their calls, and what they ask for carried out. */
import type { AuditEntry, Journal } from "../../accounts/journal/journal.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { LegNumber } from "../../media/commands.ts";
import { MAX_MONITORS, type MonitorMode, type MonitorState } from "../../mixer/audibility.ts";
import type { Call } from "../call/call.ts";
import type { CallInput } from "../call/callProtocol.ts";
import { opposite } from "../call/ends.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import { isLegOutput, type LegOutput } from "../legs/legWork.ts";
import type { Newsroom } from "../live/newsroom.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import type { MonitoringEnd, MonitoringInput, MonitoringOutput } from "../monitorings/monitoringProtocol.ts";
import type { CallMaker, MonitoringAsked } from "./callMaker.ts";

/** A monitoring with the call it belongs to and the one who asked for it. */
export interface Watched {
  readonly monitoring: Monitoring;
  readonly call: Call;
  readonly actor: AuditEntry["actor"];
  /** Told when the mode asked for last is in effect, or never will be. */
  readonly settled: (() => void)[];
}

export interface SupervisionWorld {
  readonly journal: Journal;
  readonly newsroom: Newsroom;
  readonly maker: Pick<CallMaker, "monitoring">;
  /** Has a monitoring take an input once all that waits has been dealt with. */
  readonly put: (watched: Watched, input: MonitoringInput) => void;
  /** Deals with what waits. */
  readonly run: () => void;
  readonly toLeg: (watched: Watched, output: LegOutput) => void;
  /** Has a call take an input at once. */
  readonly apply: (call: Call, input: CallInput) => void;
  /** The state of these agents may have changed. */
  readonly agentsTouched: (agentIds: readonly string[]) => void;
  readonly wall: () => number;
}

export class Supervision {
  readonly #world: SupervisionWorld;
  /** By the monitor's leg; those too that are over for people but still have a BYE to finish. */
  readonly #watched = new Map<LegNumber, Watched>();

  constructor(world: SupervisionWorld) {
    this.#world = world;
  }

  /** Those that ring or are connected. */
  get active(): Monitoring[] {
    return [...this.#watched.values()].map(({ monitoring }) => monitoring).filter(({ active }) => active);
  }

  /** Of which something is left, for leak checks. */
  get size(): number {
    return this.#watched.size;
  }

  of(call: Call): Monitoring[] {
    return this.active.filter((monitoring) => monitoring.options.call === call.number);
  }

  /** The one that the agent's phone is lent to. */
  by(agentId: string): Monitoring | undefined {
    return this.active.find(({ options }) => options.monitorAgentId === agentId);
  }

  ofLeg(leg: LegNumber): Watched | undefined {
    return this.#watched.get(leg);
  }

  /** Whether a call can take one more monitor. */
  hasRoom(call: Call): boolean {
    return this.of(call).length < MAX_MONITORS;
  }

  // --- what is asked for ------------------------------------------------------------------------------------------

  /** Rings the monitor's phones. */
  begin(
    call: Call,
    options: MonitoringAsked & { targets: readonly DialTarget[]; actor: AuditEntry["actor"] },
  ): Monitoring {
    const { targets, actor, ...who } = options;
    const monitoring = this.#world.maker.monitoring(call, who);
    const watched: Watched = { monitoring, call, actor, settled: [] };
    this.#watched.set(monitoring.options.leg, watched);
    this.#world.put(watched, { in: "start", targets });
    this.#world.run();
    return monitoring;
  }

  /** Changes the mode; resolves when it is in effect for everybody, or the monitoring is over (M6). */
  changeMode(monitoring: Monitoring, mode: MonitorMode): Promise<void> {
    return new Promise((resolve) => {
      const watched = this.#watched.get(monitoring.options.leg);
      if (watched === undefined) return resolve();
      watched.settled.push(resolve);
      this.#world.put(watched, { in: "mode", mode });
      this.#world.run();
    });
  }

  end(monitoring: Monitoring, reason: MonitoringEnd): void {
    const watched = this.#watched.get(monitoring.options.leg);
    if (watched === undefined) return;
    this.#world.put(watched, { in: "end", reason });
    this.#world.run();
  }

  // --- what becomes of the calls ----------------------------------------------------------------------------------

  /** The media plane has stamped the audience that the monitor of this leg asked for. */
  stamped(leg: LegNumber): void {
    const watched = this.#watched.get(leg);
    if (watched !== undefined) this.#world.put(watched, { in: "stamped" });
  }

  callEnded(call: Call): void {
    for (const monitoring of this.of(call)) this.end(monitoring, "call_ended");
  }

  /** Monitorings follow the customer: to whoever is the agent now, if one is left (life of a monitoring, 6). */
  follow(call: Call): void {
    this.becomeParties(call);
    for (const monitoring of this.of(call)) {
      const watched = this.#watched.get(monitoring.options.leg);
      const side = [monitoring.targetSide, opposite(monitoring.targetSide)].find((at) => call.people.at(at)?.agent);
      const target = side === undefined ? undefined : call.people.at(side)?.agent;
      if (side === undefined || target === undefined) this.end(monitoring, "agent_left");
      else if (watched !== undefined) this.#world.put(watched, { in: "target", target, side });
    }
  }

  /** An agent that monitors and now is an end of a call stops monitoring (life of a monitoring, 6). */
  becomeParties({ people }: Call): void {
    for (const monitoring of this.active)
      if (people.agents.some(({ id }) => id === monitoring.options.monitorAgentId))
        this.end(monitoring, "became_party");
  }

  // --- what a monitoring wants done -------------------------------------------------------------------------------

  perform(watched: Watched, output: MonitoringOutput): void {
    const { journal, newsroom, toLeg, apply, agentsTouched, wall } = this.#world;
    const { monitoring, call, actor } = watched;
    if (isLegOutput(output)) return toLeg(watched, output);
    switch (output.out) {
      case "audienceChanged":
        // The leg's own commands that follow must find the new audience.
        return apply(call, { in: "monitors", monitors: this.#audience(call), for: monitoring.options.leg });
      case "news":
        newsroom.monitoring(output.news, monitoring, call, this.of(call), wall());
        return agentsTouched([monitoring.options.monitorAgentId]);
      case "audit": {
        const { action, detail } = output;
        return journal.audit({ at: rfc3339(wall()), actor, action, subject: monitoring.id, detail });
      }
      case "settled":
        return settle(watched);
      case "over":
        this.#watched.delete(monitoring.options.leg);
        return;
    }
  }

  /** Forgets one that cannot end by itself any more. */
  letGo(watched: Watched): void {
    this.#watched.delete(watched.monitoring.options.leg);
    settle(watched);
  }

  #audience(call: Call): MonitorState[] {
    return this.of(call)
      .map((monitoring) => monitoring.audience())
      .filter((state): state is MonitorState => state !== undefined);
  }
}

function settle({ settled }: Watched): void {
  for (const resolve of settled.splice(0)) resolve();
}
