/**
 * Owns the live calls and monitorings: brings them their inputs and carries out their outputs, one at a time
 * and in order. Whatever an output causes waits in the queue until the one before has been carried out.
 */
import type { AuditEntry, Journal } from "../accounts/journal.ts";
import type { Settings } from "../accounts/shapes.ts";
import { rfc3339 } from "../kernel/clock.ts";
import { causeOf } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { Log } from "../kernel/log.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CallNumber, LegNumber, MediaEvent } from "../media/commands.ts";
import { MAX_MONITORS, type MonitorMode, type MonitorState, type Side } from "../mixer/audibility.ts";
import { Call } from "./call.ts";
import { endOfUnanswered } from "./callEnd.ts";
import type { CallAgent, CallPlan, Refusal } from "./callPlan.ts";
import type { CallInput, CallNews, CallOutput } from "./callProtocol.ts";
import { CallRecord, type Moment } from "./callRecord.ts";
import type { DialTarget } from "./dialTarget.ts";
import { LegAudio } from "./legAudio.ts";
import type { LegEvent, UsageNumber } from "./legEvents.ts";
import { isLegOutput, LegWork, type LegWorld } from "./legWork.ts";
import { Monitoring } from "./monitoring.ts";
import type { MonitoringEnd, MonitoringInput, MonitoringOutput } from "./monitoringProtocol.ts";
import type { Newsroom } from "./newsroom.ts";
import { PartyLeg } from "./partyLeg.ts";
import { RecordingBook, type RecoverRecording } from "./recordingBook.ts";
import { WorkQueue } from "./workQueue.ts";

export interface SwitchboardWorld extends LegWorld {
  readonly journal: Journal;
  readonly newsroom: Newsroom;
  readonly log: Log;
  readonly settings: () => Settings;
  /** Where a recording of this id, begun at `wall`, is written. */
  readonly recordingPath: (id: string, wall: number) => string;
  readonly recoverRecording: RecoverRecording;
  /** The state of these agents may have changed. */
  readonly agentsTouched: (agentIds: readonly string[]) => void;
}

/** Everything a caller's INVITE brings. */
export interface IncomingCaller {
  readonly usage: UsageNumber;
  /** Undefined when the INVITE has none: we make the offer, the ACK brings the answer. */
  readonly offer: string | undefined;
  /** The address its SDP may be answered from, and the one its signalling comes from. */
  readonly localAddress: string;
  readonly signallingAddress: string;
}

/** How long a call may ring before we give up, when nobody else does. */
const RING_LIMIT_MS = 180_000;

/** A monitoring with the call it belongs to and the one who asked for it. */
interface Watched {
  readonly monitoring: Monitoring;
  readonly call: Call;
  readonly actor: AuditEntry["actor"];
  /** Told when the mode asked for last is in effect, or never will be. */
  readonly settled: (() => void)[];
}

/** What a call and a monitoring take alike. */
type LegInput = Extract<CallInput & MonitoringInput, { in: "usage" | "media" | "ringTimeout" }>;

export class Switchboard {
  readonly #world: SwitchboardWorld;
  readonly #legs: LegWork<Call | Watched>;
  /** Those that live, and those that are over for people but still have a BYE or a file to finish. */
  readonly #calls = new Map<CallNumber, Call>();
  readonly #monitorings = new Map<LegNumber, Watched>();
  readonly #recordings: RecordingBook;
  readonly #queue = new WorkQueue<Call | Watched>((owner, error) => this.#onFault(owner, error));
  /** Those in which a defect showed. */
  readonly #faulty = new WeakSet<Call | Watched>();
  #lastNumber = 0;

  constructor(world: SwitchboardWorld) {
    this.#world = world;
    this.#recordings = new RecordingBook(world);
    this.#legs = new LegWork(world, (owner) => {
      this.#toOwner(owner, { in: "ringTimeout" });
      this.#queue.run();
    });
  }

  /** Calls that people see: not those that are over. */
  get calls(): Call[] {
    return [...this.#calls.values()].filter((call) => call.state !== "ended");
  }

  get monitorings(): Monitoring[] {
    return [...this.#monitorings.values()].map(({ monitoring }) => monitoring).filter(({ active }) => active);
  }

  /** What is still there, for metrics and leak checks. */
  counts(): { calls: number; monitorings: number; timers: number; usages: number } {
    return { calls: this.#calls.size, monitorings: this.#monitorings.size, ...this.#legs.counts };
  }

  callById(id: string): Call | undefined {
    return this.calls.find((call) => call.id === id);
  }

  callsOf(agentId: string): Call[] {
    return this.calls.filter((call) => call.involves(agentId));
  }

  monitoringsOf(call: Call): Monitoring[] {
    return this.monitorings.filter((monitoring) => monitoring.options.call === call.number);
  }

  /** Begins a call that routing has planned. `caller` undefined: click to call. Refused where the caller's SDP cannot be served. */
  connect(plan: CallPlan, caller: IncomingCaller | undefined): Result<Call, Refusal> {
    const callerAudio = this.#audio(caller?.signallingAddress ?? plan.callerTargets?.[0]?.target.host ?? "");
    if (caller !== undefined) {
      const invited = callerAudio.invited(caller.offer, caller.localAddress);
      if (!invited.ok) return err({ status: 488, reason: "Not Acceptable Here" });
    }
    const { entropy, recordingPath } = this.#world;
    const settings = this.#world.settings();
    const at = this.#moment();
    const recordingId = newId("rec", entropy);
    const calleeSide: Side = plan.callerSide === "agent" ? "customer" : "agent";
    const call = new Call({
      id: newId("call", entropy),
      number: ++this.#lastNumber,
      plan,
      caller: new PartyLeg(plan.callerSide, ++this.#lastNumber, callerAudio),
      callee: new PartyLeg(calleeSide, ++this.#lastNumber, this.#audio("")),
      callerUsage: caller?.usage,
      nextUsage: () => this.#world.usages.next(),
      ringMs: RING_LIMIT_MS,
      holdMusic: settings.holdMusic === "silence" ? "silence" : "default",
      recording: settings.recording.enabled
        ? {
            id: recordingId,
            path: recordingPath(recordingId, at.wall),
            layout: settings.recording.layout === "mixed" ? "mixed" : "stereo",
            onHold: settings.recording.onHold,
          }
        : undefined,
      startedAt: at,
    });
    this.#calls.set(call.number, call);
    if (caller !== undefined) this.#legs.own(caller.usage, call);
    this.#toCall(call, { in: "start" });
    this.#becomeParties(call);
    this.#queue.run();
    return ok(call);
  }

  /** A call that routing refused although it knew the parties: it never rang, but it has its row. */
  report(refusal: Refusal): void {
    if (refusal.plan === undefined) return;
    const at = this.#moment();
    const call = {
      id: newId("call", this.#world.entropy),
      plan: refusal.plan,
      agent: refusal.plan.agent,
      trunkId: refusal.plan.trunkId,
      recordingId: null,
    };
    const row = new CallRecord(at).row(call, at, endOfUnanswered(refusal.status));
    this.#world.journal.report({ ...row, live: false });
  }

  /** Asks for something on a call. */
  ask(call: Call, input: Extract<CallInput, { in: "hangUp" | "hold" | "pauseRecording" }>): void {
    this.#toCall(call, input);
    this.#queue.run();
  }

  /** Rings the monitor's phones. */
  monitor(
    call: Call,
    options: {
      userId: string;
      monitorAgentId: string;
      target: CallAgent;
      targetSide: Side;
      mode: MonitorMode;
      mayUse: (mode: MonitorMode) => boolean;
      targets: readonly DialTarget[];
      actor: AuditEntry["actor"];
    },
  ): Monitoring {
    const settings = this.#world.settings().monitoring;
    const { targets, actor, ...who } = options;
    const leg = ++this.#lastNumber;
    const monitoring = new Monitoring({
      ...who,
      agents: { agent: call.agent, callingAgent: call.callingAgent },
      id: newId("mon", this.#world.entropy),
      callId: call.id,
      call: call.number,
      leg,
      audio: this.#audio(""),
      ringMs: settings.ringSeconds * 1000,
      mediaTimeoutMs: settings.mediaTimeoutSeconds * 1000,
      nextUsage: () => this.#world.usages.next(),
      createdAt: this.#moment(),
    });
    const watched: Watched = { monitoring, call, actor, settled: [] };
    this.#monitorings.set(leg, watched);
    this.#toMonitoring(watched, { in: "start", targets });
    this.#queue.run();
    return monitoring;
  }

  /** Whether a call can take one more monitor. */
  hasRoom(call: Call): boolean {
    return this.monitoringsOf(call).length < MAX_MONITORS;
  }

  /** Changes the mode; resolves when it is in effect for everybody, or the monitoring is over (M6). */
  changeMode(monitoring: Monitoring, mode: MonitorMode): Promise<void> {
    return new Promise((resolve) => {
      const watched = this.#monitorings.get(monitoring.options.leg);
      if (watched === undefined) return resolve();
      watched.settled.push(resolve);
      this.#toMonitoring(watched, { in: "mode", mode });
      this.#queue.run();
    });
  }

  end(monitoring: Monitoring, reason: MonitoringEnd): void {
    const watched = this.#monitorings.get(monitoring.options.leg);
    if (watched === undefined) return;
    this.#toMonitoring(watched, { in: "end", reason });
    this.#queue.run();
  }

  /** A usage has something to tell its call or monitoring. */
  onLegEvent(usage: UsageNumber, event: LegEvent): void {
    const owner = this.#legs.ownerOf(usage, event);
    if (owner !== undefined) this.#toOwner(owner, { in: "usage", usage, event });
    this.#queue.run();
  }

  /** The media plane has something to tell. */
  onMedia(event: MediaEvent): void {
    if (!("call" in event) || event.call === undefined) return;
    const watched = "leg" in event ? this.#monitorings.get(event.leg) : undefined;
    const owner = watched ?? this.#calls.get(event.call);
    if (owner !== undefined) this.#toOwner(owner, { in: "media", event });
    this.#queue.run();
    // Its writer is gone already, however long the legs take to say goodbye.
    if (event.event === "workerLost" && owner instanceof Call) this.#recordings.left(owner, this.#moment().wall);
  }

  close(): void {
    this.#legs.close();
  }

  #toOwner(owner: Call | Watched, input: LegInput): void {
    if (owner instanceof Call) this.#toCall(owner, input);
    else this.#toMonitoring(owner, input);
  }

  #toCall(call: Call, input: CallInput): void {
    this.#queue.put(call, () => {
      for (const output of call.handle(input, this.#moment())) this.#performCall(call, output);
    });
  }

  #toMonitoring(watched: Watched, input: MonitoringInput): void {
    this.#queue.put(watched, () => {
      for (const output of watched.monitoring.handle(input, this.#moment())) this.#performMonitoring(watched, output);
    });
  }

  /** A defect in one call must not take the others along. It is hung up; if it cannot even do that, it is let go of. */
  #onFault(owner: Call | Watched, error: unknown): void {
    const place = owner instanceof Call ? owner.id : owner.monitoring.id;
    this.#world.log.error({ event: "fault", place, cause: causeOf(error) }, "a defect: this call is ended");
    const again = this.#faulty.has(owner);
    this.#faulty.add(owner);
    if (!again && owner instanceof Call) this.#toCall(owner, { in: "hangUp", by: "system" });
    else if (!again && !(owner instanceof Call)) this.#toMonitoring(owner, { in: "end", reason: "released" });
    else this.#letGo(owner);
  }

  #letGo(owner: Call | Watched): void {
    const { plane } = this.#world;
    if (owner instanceof Call) {
      this.#calls.delete(owner.number);
      plane.send({ op: "closeCall", call: owner.number });
    } else {
      this.#monitorings.delete(owner.monitoring.options.leg);
      plane.send({ op: "closeLeg", call: owner.call.number, leg: owner.monitoring.options.leg });
      for (const resolve of owner.settled.splice(0)) resolve();
    }
    this.#legs.abandon(owner);
  }

  #performCall(call: Call, output: CallOutput): void {
    if (isLegOutput(output)) return this.#legs.perform(call, call.number, output);
    switch (output.out) {
      case "news":
        this.#tell(call, output.news);
        return;
      case "report":
        this.#world.journal.report({ ...output.row, live: output.live });
        return;
      case "rung":
        this.#world.agentsTouched(output.agentIds);
        return;
      case "recordingOpened":
        this.#recordings.opened(call, this.#moment().wall);
        return;
      case "recordingClosed":
        this.#recordings.closed(call, output, this.#moment().wall);
        return;
      case "stamped": {
        const watched = this.#monitorings.get(output.for);
        if (watched !== undefined) this.#toMonitoring(watched, { in: "stamped" });
        return;
      }
      case "over":
        this.#calls.delete(call.number);
        this.#recordings.left(call, this.#moment().wall);
        return;
    }
  }

  #performMonitoring(watched: Watched, output: MonitoringOutput): void {
    const { monitoring, call, actor } = watched;
    if (isLegOutput(output)) return this.#legs.perform(watched, call.number, output);
    switch (output.out) {
      case "audienceChanged": {
        // At once, not queued: the leg's own commands that follow must find the new audience.
        const input: CallInput = { in: "monitors", monitors: this.#audience(call), for: monitoring.options.leg };
        for (const effect of call.handle(input, this.#moment())) this.#performCall(call, effect);
        return;
      }
      case "news":
        this.#world.newsroom.monitoring(output.news, monitoring, call, this.monitoringsOf(call), this.#moment().wall);
        this.#world.agentsTouched([monitoring.options.monitorAgentId]);
        return;
      case "audit": {
        const { action, detail } = output;
        this.#world.journal.audit({ at: rfc3339(this.#moment().wall), actor, action, subject: monitoring.id, detail });
        return;
      }
      case "settled":
        for (const resolve of watched.settled.splice(0)) resolve();
        return;
      case "over":
        this.#monitorings.delete(monitoring.options.leg);
        return;
    }
  }

  #audience(call: Call): MonitorState[] {
    return this.monitoringsOf(call)
      .map((monitoring) => monitoring.audience())
      .filter((state): state is MonitorState => state !== undefined);
  }

  #tell(call: Call, news: CallNews): void {
    const { newsroom, agentsTouched } = this.#world;
    const wall = this.#moment().wall;
    if (news !== "ringing" && news !== "recording") newsroom.call(`call.${news}`, call, this.monitoringsOf(call), wall);
    agentsTouched([call.agent, call.callingAgent].filter((agent) => agent !== undefined).map(({ id }) => id));
    if (news !== "ended") return;
    for (const monitoring of this.monitoringsOf(call)) this.end(monitoring, "call_ended");
  }

  /** An agent that monitors and now is an end of a call stops monitoring (life of a monitoring, 6). */
  #becomeParties(call: Call): void {
    for (const monitoring of this.monitorings) {
      const agent = monitoring.options.monitorAgentId;
      if (agent === call.agent?.id || agent === call.callingAgent?.id) this.end(monitoring, "became_party");
    }
  }

  #audio(signallingAddress: string): LegAudio {
    return new LegAudio(signallingAddress, this.#world.entropy.uint32());
  }

  #moment(): Moment {
    return { now: this.#world.scheduler.now(), wall: this.#world.scheduler.wall() };
  }
}
