/** The monitorings of live calls: begun, changed and ended, told what becomes of their calls, and what they ask for carried out. */
import type { AuditEntry, Journal } from "../../accounts/journal/journal.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { CallNumber, LegNumber, MediaEvent } from "../../media/commands.ts";
import { MAX_MONITORS, type MonitorMode } from "../../mixer/audibility.ts";
import type { Call } from "../call/call.ts";
import type { CallInput } from "../call/callProtocol.ts";
import { opposite } from "../call/ends.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import { isLegOutput, type LegOutput } from "../legs/legWork.ts";
import type { Newsroom } from "../live/newsroom.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import type {
  MonitoredCall,
  MonitoringEnd,
  MonitoringInput,
  MonitoringOutput,
} from "../monitorings/monitoringProtocol.ts";
import { attended, remainsIn } from "./attended.ts";
import type { CallMaker, MonitoringAsked } from "./callMaker.ts";

/** A monitoring and the one who asked for it. */
export interface Watched {
  readonly monitoring: Monitoring;
  readonly actor: AuditEntry["actor"];
  /** Told when the mode asked for last is in effect, or never will be. */
  readonly settled: (() => void)[];
}

export interface SupervisionWorld {
  readonly journal: Journal;
  readonly newsroom: Newsroom;
  readonly maker: Pick<CallMaker, "monitoring">;
  readonly calls: { get(number: CallNumber): Call | undefined; of(agentId: string): readonly Call[] };
  /** Whether a leg can move from the one media call to the other. */
  readonly areNear: (one: CallNumber, other: CallNumber) => boolean;
  /** Has a monitoring take an input at once. */
  readonly handle: (watched: Watched, input: MonitoringInput) => void;
  /** Does some work for a monitoring once all that waits has been dealt with. */
  readonly soon: (watched: Watched, work: () => void) => void;
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
  #leaving = false;

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

  /** Those that are joined to the call, or ring for it. */
  of(call: Pick<Call, "number">): Monitoring[] {
    return this.active.filter((monitoring) => monitoring.call?.number === call.number);
  }

  /** The one that the agent's phone is lent to. */
  by(agentId: string): Monitoring | undefined {
    return this.active.find(({ options }) => options.monitorAgentId === agentId);
  }

  /** Whom an event of the media plane is for, where that is no call. */
  concerned(event: MediaEvent): Watched | undefined {
    if ("leg" in event) return this.#watched.get(event.leg);
    const { call } = "call" in event ? event : {};
    if (call === undefined) return undefined;
    return [...this.#watched.values()].find(({ monitoring }) => monitoring.attendance.ownsPlace(call));
  }

  /** Where one waits for the next call of these agents: a call near it can take its leg without a word to its phone. */
  waitingFor(agents: readonly CallAgent[]): CallNumber | undefined {
    const waits = this.active.find(
      ({ call, target, follow }) =>
        follow === "agent" && call === undefined && agents.some(({ id }) => id === target.id),
    );
    return waits?.attendance.place;
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
    const watched: Watched = { monitoring, actor, settled: [] };
    this.#watched.set(monitoring.options.leg, watched);
    this.#put(watched, { in: "start", targets });
    this.#world.run();
    return monitoring;
  }

  /** Changes the mode; resolves when it is in effect for everybody, or the monitoring is over (M6). */
  changeMode(monitoring: Monitoring, mode: MonitorMode): Promise<void> {
    return this.#settled(monitoring, { in: "mode", mode });
  }

  /** The same user asks for the same call again; resolves as a change of the mode does. */
  askAgain(monitoring: Monitoring, asked: Omit<Extract<MonitoringInput, { in: "askedAgain" }>, "in">): Promise<void> {
    return this.#settled(monitoring, { in: "askedAgain", ...asked });
  }

  end(monitoring: Monitoring, reason: MonitoringEnd): void {
    const watched = this.#watched.get(monitoring.options.leg);
    if (watched === undefined) return;
    this.#put(watched, { in: "end", reason });
    this.#world.run();
  }

  /** No calls from now on: nobody waits for one any more. */
  leave(): void {
    this.#leaving = true;
    for (const monitoring of this.active) if (monitoring.call === undefined) this.end(monitoring, "call_ended");
  }

  // --- what becomes of the calls ----------------------------------------------------------------------------------

  /** The media plane has stamped the audience that the monitor of this leg asked for. */
  stamped(leg: LegNumber): void {
    const watched = this.#watched.get(leg);
    if (watched !== undefined) this.#put(watched, { in: "stamped" });
  }

  /** At once, since the call's media is closed next: whoever stays with one of its agents leaves, the others end with it. */
  callEnded(call: Call): void {
    for (const watched of this.#at(call)) {
      const { monitoring } = watched;
      if (monitoring.follow === "call" || call.mediaLost) this.end(monitoring, "call_ended");
      else this.#attend(watched);
    }
  }

  /** Another call of these agents may be the one that they talk in now. */
  agentsTouched(agentIds: readonly string[]): void {
    for (const watched of this.#watched.values())
      if (watched.monitoring.follow === "agent" && agentIds.includes(watched.monitoring.target.id))
        this.#attendSoon(watched);
  }

  /**
   * The call has another party. Monitorings follow the customer to whoever is the agent now, if one is left (life of a monitoring, 6);
   * those that stay with the agent follow that one.
   */
  follow(call: Call): void {
    this.becomeParties(call);
    for (const watched of this.#at(call)) {
      const { monitoring } = watched;
      if (monitoring.follow === "agent" && call.people.sideOf(monitoring.target.id) === undefined) {
        this.#attendSoon(watched);
        continue;
      }
      const side = [monitoring.targetSide, opposite(monitoring.targetSide)].find((at) => call.people.at(at)?.agent);
      const target = side === undefined ? undefined : call.people.at(side)?.agent;
      if (side === undefined || target === undefined) this.end(monitoring, "agent_left");
      else this.#put(watched, { in: "target", target, side });
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
    const { journal, toLeg, wall } = this.#world;
    const { monitoring, actor } = watched;
    if (isLegOutput(output)) return toLeg(watched, output);
    switch (output.out) {
      case "audienceChanged":
        return this.#tellAudience(output, monitoring);
      case "news":
        return this.#tell(output, monitoring);
      case "audit": {
        const { action, detail } = output;
        return journal.audit({ at: rfc3339(wall()), actor, action, subject: monitoring.id, detail });
      }
      case "arrived":
        return this.#attendSoon(watched);
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

  #tell({ news, call }: Extract<MonitoringOutput, { out: "news" }>, monitoring: Monitoring): void {
    const { newsroom, calls, agentsTouched, wall } = this.#world;
    const told = call === undefined ? undefined : calls.get(call.number);
    newsroom.monitoring(news, monitoring, told, told === undefined ? [] : this.of(told), wall());
    agentsTouched([monitoring.options.monitorAgentId]);
  }

  /** The leg's own commands that follow must find the new audience. */
  #tellAudience({ call, awaited }: Extract<MonitoringOutput, { out: "audienceChanged" }>, by: Monitoring): void {
    const { calls, apply } = this.#world;
    const told = calls.get(call);
    if (told === undefined) return;
    const monitors = this.active
      .map((monitoring) => monitoring.audienceOf(call))
      .filter((state) => state !== undefined);
    apply(told, { in: "monitors", monitors, for: awaited ? by.options.leg : undefined });
  }

  /** Those that are joined to the call, ring for it, or are on the way to it. */
  #at(call: MonitoredCall): Watched[] {
    return [...this.#watched.values()].filter(({ monitoring }) =>
      [monitoring.call, monitoring.attendance.nextCall].some((at) => at?.number === call.number),
    );
  }

  #attendSoon(watched: Watched): void {
    this.#world.soon(watched, () => this.#attend(watched));
    this.#world.run();
  }

  /** Brings a monitoring that stays with its agent to the call in which that one is now, or out of one that is over. */
  #attend(watched: Watched): void {
    const { calls, handle, areNear } = this.#world;
    const { call, attendance, target, follow, active } = watched.monitoring;
    if (follow === "call" || !active) return;
    const at = attendance.nextCall ?? call;
    const here = at === undefined ? undefined : calls.get(at.number);
    const wanted = attended(target.id, calls.of(target.id), here);
    if (wanted !== undefined && wanted === here) return;
    if (wanted !== undefined && !attendance.isMoving && this.hasRoom(wanted)) {
      const side = wanted.people.sideOf(target.id) ?? "agent";
      handle(watched, { in: "join", call: wanted, side, near: areNear(attendance.place, wanted.number) });
    } else if (at !== undefined && !remainsIn(target.id, here)) {
      handle(watched, this.#leaving ? { in: "end", reason: "call_ended" } : { in: "leave" });
    }
  }

  #put(watched: Watched, input: MonitoringInput): void {
    this.#world.soon(watched, () => this.#world.handle(watched, input));
  }

  #settled(monitoring: Monitoring, input: MonitoringInput): Promise<void> {
    return new Promise((resolve) => {
      const watched = this.#watched.get(monitoring.options.leg);
      if (watched === undefined) return resolve();
      watched.settled.push(resolve);
      this.#put(watched, input);
      this.#world.run();
    });
  }
}

function settle({ settled }: Watched): void {
  for (const resolve of settled.splice(0)) resolve();
}
