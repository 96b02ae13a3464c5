/**
 * Owns the live calls and monitorings: brings them their inputs and carries out their outputs, one at a time
 * and in order. Whatever an output causes waits in the queue until the one before has been carried out.
 */
import type { Journal } from "../../accounts/journal/journal.ts";
import { causeOf } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { MediaEvent } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import type { Replaces } from "../../sip/dialog/usage.ts";
import { Call } from "../call/call.ts";
import type { CallInput, CallNews, CallOutput, Loan } from "../call/callProtocol.ts";
import type { Moment } from "../call/callRecord.ts";
import type { PartyLeg } from "../call/partyLeg.ts";
import { personOf } from "../call/people.ts";
import type { CallAgent, CallPlan, Refusal } from "../hunts/callPlan.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import { isLegOutput, LegWork, type LegWorld } from "../legs/legWork.ts";
import type { Newsroom } from "../live/newsroom.ts";
import type { MonitoringInput } from "../monitorings/monitoringProtocol.ts";
import { Transfers, type TransferWorld } from "../transfers/transfers.ts";
import { CallMaker, type CallMakerWorld, type IncomingCaller } from "./callMaker.ts";
import { LiveCalls } from "./liveCalls.ts";
import { RecordingBook, type RecoverRecording } from "./recordingBook.ts";
import { Supervision, type Watched } from "./supervision.ts";
import { WorkQueue } from "./workQueue.ts";

export interface SwitchboardWorld extends LegWorld {
  readonly journal: Journal;
  readonly newsroom: Newsroom;
  readonly log: Log;
  readonly settings: CallMakerWorld["settings"];
  readonly holdMusic: CallMakerWorld["holdMusic"];
  readonly noticeSound: CallMakerWorld["noticeSound"];
  readonly nextNumber: CallMakerWorld["nextNumber"];
  readonly recordingPath: CallMakerWorld["recordingPath"];
  readonly recoverRecording: RecoverRecording;
  /** Where transfers go. */
  readonly transferring: Pick<TransferWorld, "route" | "phonesOf">;
  /** The state of these agents may have changed. */
  readonly agentsTouched: (agentIds: readonly string[]) => void;
}

/** What a call and a monitoring take alike. */
type LegInput = Extract<CallInput & MonitoringInput, { in: "usage" | "media" | "ringTimeout" }>;

export class Switchboard {
  readonly #world: SwitchboardWorld;
  readonly #legs: LegWork<Call | Watched>;
  readonly #calls = new LiveCalls();
  readonly supervision: Supervision;
  readonly #recordings: RecordingBook;
  readonly #maker: CallMaker;
  readonly transfers: Transfers;
  readonly #queue = new WorkQueue<Call | Watched>((owner, error) => this.#onFault(owner, error));
  /** Those in which a defect showed. */
  readonly #faulty = new WeakSet<Call | Watched>();

  constructor(world: SwitchboardWorld) {
    this.#world = world;
    this.#maker = new CallMaker(world);
    this.transfers = new Transfers({
      ...world.transferring,
      apply: (call, input) => this.#apply(call, input),
      toUsage: (usage, input) => world.usages.input(usage, input),
      find: (replaces) => this.find(replaces),
      consult: (...asked) => this.#consult(...asked),
      wall: () => world.scheduler.wall(),
    });
    this.supervision = new Supervision({
      ...world,
      maker: this.#maker,
      calls: this.#calls,
      areNear: (one, other) => world.plane.areNear(one, other),
      handle: (watched, input) => this.#applyToMonitoring(watched, input),
      soon: (watched, work) => this.#queue.put(watched, work),
      run: () => this.#queue.run(),
      toLeg: (watched, output) => this.#legs.perform(watched, output),
      apply: (call, input) => this.#apply(call, input),
      wall: () => world.scheduler.wall(),
    });
    this.#recordings = new RecordingBook(world);
    this.#legs = new LegWork(world, (owner) => {
      this.#toOwner(owner, { in: "ringTimeout" });
      this.#queue.run();
    });
  }

  /** Calls that people see: not those that are over. */
  get calls(): Call[] {
    return this.#calls.seen;
  }

  /** What is still there, for metrics and leak checks. */
  counts(): { calls: number; monitorings: number; timers: number; usages: number } {
    return { calls: this.#calls.size, monitorings: this.supervision.size, ...this.#legs.counts };
  }

  callById(id: string): Call | undefined {
    return this.calls.find((call) => call.id === id);
  }

  callsOf(agentId: string): Call[] {
    return this.#calls.of(agentId);
  }

  /** Begins a call that routing has planned. `caller` undefined: click to call. Refused where the caller's SDP cannot be served. */
  connect(plan: CallPlan, caller: IncomingCaller | undefined): Result<Call, Refusal> {
    const leg =
      caller === undefined
        ? ok(this.#maker.leg(plan.callerSide, plan.callerTargets?.[0]?.target.host))
        : this.#maker.incoming(plan.callerSide, caller);
    if (!leg.ok) return leg;
    if (plan.direction === "inbound") leg.value.trunkId = plan.trunkId;
    // Whoever has another call may give it away to this one's other party: a caller sooner than somebody called.
    const agents = [plan.callingAgent, plan.agent].filter((agent) => agent !== undefined);
    const [other] = agents.flatMap(({ id }) => this.callsOf(id));
    const call = this.#add(plan, leg.value, { near: other?.number ?? this.supervision.waitingFor(agents) });
    this.#toCall(call, { in: "start" });
    this.supervision.becomeParties(call);
    this.#queue.run();
    return ok(call);
  }

  /** A phone takes the place of a leg of a call (RFC 3891). Refused where its SDP cannot be served. */
  replace(call: Call, side: Side, agent: CallAgent, caller: IncomingCaller): Result<void, Refusal> {
    const leg = this.#maker.incoming(side, caller);
    if (!leg.ok) return leg;
    this.#legs.own(caller.usage, call);
    this.#toCall(call, { in: "arrive", arrival: { party: leg.value, person: personOf(agent) } });
    this.#queue.run();
    return ok(undefined);
  }

  /** The leg that a Replaces names (RFC 3891), and its call. */
  find(replaces: Replaces): { readonly call: Call; readonly usage: UsageNumber } | undefined {
    const usage = this.#world.usages.named(replaces);
    const call = usage === undefined ? undefined : this.calls.find((one) => one.placeOf(usage) !== undefined);
    return usage === undefined || call === undefined ? undefined : { call, usage };
  }

  /** A call whose caller is a leg on loan: open at once, since the leg comes next. */
  #consult(plan: CallPlan, caller: PartyLeg, loan: Loan): Call {
    const call = this.#add(plan, caller, { near: loan.home, loan });
    this.#apply(call, { in: "start" });
    return call;
  }

  #add(plan: CallPlan, caller: PartyLeg, bonds: Parameters<CallMaker["call"]>[2]): Call {
    const call = this.#maker.call(plan, caller, bonds);
    this.#calls.add(call);
    if (caller.usage !== undefined && bonds.loan === undefined) this.#legs.own(caller.usage, call);
    return call;
  }

  /** A call that routing refused although it knew the parties: it never rang, but it has its row. */
  report(refusal: Refusal): void {
    if (refusal.plan === undefined) return;
    const row = this.#maker.refusedRow(refusal.plan, refusal.status);
    this.#world.journal.report({ ...row, live: false });
  }

  /** Asks for something on a call. */
  ask(call: Call, input: Extract<CallInput, { in: "hangUp" | "hold" | "pauseRecording" }>): void {
    this.#toCall(call, input);
    this.#queue.run();
  }

  /** Asks for a transfer, or decides one. */
  transfer<T>(ask: (transfers: Transfers) => T): T {
    const answer = ask(this.transfers);
    this.#queue.run();
    return answer;
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
    const owner = this.supervision.concerned(event) ?? this.#calls.get(event.call);
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
    this.#queue.put(call, () => this.#apply(call, input));
  }

  /** At once, not queued: what one call does to another, or its audience, is done before the rest of what it asked for. */
  #apply(call: Call, input: CallInput): void {
    const outputs = call.handle(input, this.#moment());
    this.#calls.noted(call);
    for (const output of outputs) this.#performCall(call, output);
  }

  #toMonitoring(watched: Watched, input: MonitoringInput): void {
    this.#queue.put(watched, () => this.#applyToMonitoring(watched, input));
  }

  /** A defect in a monitoring must not take along the call that has it do something at once. */
  #applyToMonitoring(watched: Watched, input: MonitoringInput): void {
    try {
      for (const output of watched.monitoring.handle(input, this.#moment())) this.supervision.perform(watched, output);
    } catch (error) {
      this.#onFault(watched, error);
    }
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
      this.#calls.delete(owner);
      plane.send({ op: "closeCall", call: owner.number });
    } else {
      const { attendance, options } = owner.monitoring;
      this.supervision.letGo(owner);
      const call = attendance.place;
      plane.send(attendance.ownsPlace(call) ? { op: "closeCall", call } : { op: "closeLeg", call, leg: options.leg });
    }
    this.#legs.abandon(owner);
  }

  #performCall(call: Call, output: CallOutput): void {
    if (isLegOutput(output)) return this.#legs.perform(call, output);
    switch (output.out) {
      case "news":
        this.#tell(call, output.news);
        return;
      case "report":
        this.#world.journal.report({ ...output.row, live: output.live });
        return;
      case "agentsTouched":
        return this.#agentsTouched([...new Set(output.agentIds)]);
      case "succeeded":
        return this.supervision.follow(call);
      case "transferEvent":
        return this.transfers.onEvent(call, output.event);
      case "referred":
        return this.transfers.referred(call, output.side, output.usage, output.referral);
      case "lent":
        return this.#join(output);
      case "recordingOpened":
        this.#recordings.opened(call, this.#moment().wall);
        return;
      case "recordingStarted":
        return this.#recordings.started(call, output.sampleRate);
      case "recordingClosed":
        this.#recordings.closed(call, output, this.#moment().wall);
        return;
      case "stamped":
        return this.supervision.stamped(output.for);
      case "over":
        this.#calls.delete(call);
        this.#recordings.left(call, this.#moment().wall);
        return;
    }
  }

  #tell(call: Call, news: CallNews): void {
    const more = news === "transferred" ? { transfer: call.record.transfers.at(-1) } : {};
    if (news !== "ringing" && news !== "recording")
      this.#world.newsroom.call(`call.${news}`, call, this.supervision.of(call), this.#moment().wall, more);
    this.#agentsTouched(call.people.agents.map(({ id }) => id));
    if (news === "ended") this.supervision.callEnded(call);
  }

  #agentsTouched(agentIds: readonly string[]): void {
    this.#world.agentsTouched(agentIds);
    this.supervision.agentsTouched(agentIds);
  }

  /** A leg that another call has lent takes its place, unless the call was made with it. */
  #join({ party, person, to }: Extract<CallOutput, { out: "lent" }>): void {
    const call = this.#calls.get(to);
    if (call === undefined || party.usage === undefined) return;
    this.#legs.own(party.usage, call);
    if (call.party(party.side)?.leg !== party.leg) this.#apply(call, { in: "join", party, person });
  }

  #moment(): Moment {
    return { now: this.#world.scheduler.now(), wall: this.#world.scheduler.wall() };
  }
}
