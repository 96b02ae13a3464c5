/**
 * One call between a customer and an agent, from INVITE to the last BYE: `handle(input, at) → outputs`.
 * It decides and emits commands; sockets, timers, codecs and files belong to others.
 */
import type { CallNumber, LegNumber, MediaCommand, MediaEvent } from "../media/commands.ts";
import type { UsageInput } from "../sip/dialog/usage.ts";
import { CallAudio } from "./callAudio.ts";
import { endOfUnanswered, hungUp, toCaller } from "./callEnd.ts";
import type { CallAgent, CallPlan } from "./callPlan.ts";
import type { CallInput, CallNews, CallOptions, CallOutput } from "./callProtocol.ts";
import { type CallEnd, CallRecord, type Moment } from "./callRecord.ts";
import { CallRecording, type NamedRecordingPlan, type RecordingState } from "./callRecording.ts";
import type { DialTarget } from "./dialTarget.ts";
import { isHuntEnd, type StepOutcome } from "./hunt.ts";
import { Hunting } from "./hunting.ts";
import type { LegEvent, UsageNumber } from "./legEvents.ts";
import type { PartyLeg } from "./partyLeg.ts";

type Phase = "opening" | "ringingCaller" | "ringing" | "answered" | "over";

export class Call {
  readonly id: string;
  readonly number: CallNumber;
  readonly plan: CallPlan;
  readonly record: CallRecord;
  readonly caller: PartyLeg;
  readonly callee: PartyLeg;
  readonly #options: CallOptions;
  #phase: Phase = "opening";
  readonly #hunting: Hunting;
  /** Who answered; undefined beside `answered` where that is no agent of the account. */
  #answeredBy: CallAgent | undefined;
  #ringEndsAt = 0;
  #lastRing = 0;
  readonly #audio: CallAudio;
  #held = false;
  readonly #recording: CallRecording;
  #end: CallEnd | undefined;
  readonly #usages = new Set<UsageNumber>();
  #mediaOpen = true;
  #out: CallOutput[] = [];

  constructor(options: CallOptions) {
    this.#options = options;
    this.id = options.id;
    this.number = options.number;
    this.plan = options.plan;
    this.caller = options.caller;
    this.callee = options.callee;
    this.#audio = new CallAudio(options.caller, options.callee);
    this.#hunting = new Hunting(options.plan.hunt, options.nextUsage);
    this.#recording = new CallRecording(options.number, options.recording);
    this.record = new CallRecord(options.startedAt);
    if (options.callerUsage !== undefined) {
      this.caller.usage = options.callerUsage;
      this.#usages.add(options.callerUsage);
    }
  }

  get state(): "ringing" | "answered" | "held" | "ended" {
    if (this.#phase === "over") return "ended";
    if (this.#phase !== "answered") return "ringing";
    return this.#held ? "held" : "answered";
  }

  get live(): boolean {
    return this.#phase === "answered";
  }

  get talking(): boolean {
    return this.#phase === "answered" && !this.#held;
  }

  get recording(): RecordingState {
    return this.#recording.state;
  }

  /** The recording of this call, once it has begun. */
  get recordingPlan(): NamedRecordingPlan | undefined {
    return this.#recording.begun;
  }

  /** The agent party: who answered, before that who was asked for. Undefined for a group that rings, and outside the account. */
  get agent(): CallAgent | undefined {
    const called = this.plan.callerSide === "customer" && this.record.answeredAt !== undefined;
    return called ? this.#answeredBy : this.plan.agent;
  }

  get callingAgent(): CallAgent | undefined {
    return this.plan.callingAgent;
  }

  /** The agents whose phones ring for this call. */
  get rung(): readonly CallAgent[] {
    return this.#hunting.agentsOf(this.callee.fork?.ringing ?? []);
  }

  /** The trunk that the report names: the one that brought the call, else the one in use. */
  get trunkId(): string | undefined {
    return this.plan.direction === "inbound" ? this.plan.trunkId : (this.#hunting.trunkId ?? this.plan.trunkId);
  }

  /** Whether the call occupies a line of the trunk. */
  isOnTrunk(trunkId: string): boolean {
    return this.trunkId === trunkId || this.#hunting.trunkId === trunkId;
  }

  /** Whether the agent is in the call, or is rung by it. */
  involves(agentId: string): boolean {
    const caller = this.plan.callerSide === "agent" ? this.plan.agent : this.callingAgent;
    const called = this.record.answeredAt === undefined ? this.rung : [this.agent];
    return caller?.id === agentId || called.some((agent) => agent?.id === agentId);
  }

  handle(input: CallInput, at: Moment): CallOutput[] {
    this.#out = [];
    const before = this.rung;
    this.#take(input, at);
    this.#tellRung(before, this.rung);
    return this.#out;
  }

  #tellRung(before: readonly CallAgent[], now: readonly CallAgent[]): void {
    const ids = (agents: readonly CallAgent[]) => agents.map(({ id }) => id);
    if (ids(before).join() === ids(now).join()) return;
    this.#out.push({ out: "rung", agentIds: [...new Set([...ids(before), ...ids(now)])] });
  }

  #take(input: CallInput, at: Moment): void {
    switch (input.in) {
      case "start":
        return this.#start(at);
      case "usage":
        return this.#onUsage(input.usage, input.event, at);
      case "media":
        return this.#onMedia(input.event, at);
      case "ringTimeout":
        return this.#ringTimeout(at);
      case "hangUp":
        return this.#finish(hungUp(input.by, this.live), at);
      case "hold":
        if (!this.live || this.#audio.heldByRest === input.held) return;
        this.#audio.heldByRest = input.held;
        return this.#applyAudio(at);
      case "pauseRecording":
        return this.#pauseRecording(input.paused);
      case "monitors":
        this.#audio.monitors = input.monitors;
        if (this.#phase !== "over") this.#applyAudio(at, input.for);
        return;
    }
  }

  #start(at: Moment): void {
    this.#media({ op: "openCall", call: this.number, holdMusic: this.#options.holdMusic });
    for (const party of [this.caller, this.callee])
      this.#out.push({ out: "openLeg", leg: party.leg, role: party.side });
    this.#ringEndsAt = at.now + this.#options.ringMs;
    this.#out.push({ out: "setRingTimer", at: this.#ringEndsAt });
    this.#news("started");
    this.#report(at);
  }

  #onMedia(event: MediaEvent, at: Moment): void {
    switch (event.event) {
      case "legOpened":
        return this.#legOpened(event.leg, event.port, at);
      case "legFailed":
      case "fault":
      case "workerLost":
        this.#finish({ by: "system", disposition: this.live ? "interrupted" : "failed", sipStatus: 503 }, at);
        if (event.event === "workerLost") this.#mediaClosed();
        return;
      case "stamped": {
        const waiting = this.#audio.stamped(event.stamp);
        if (waiting !== undefined) this.#out.push({ out: "stamped", for: waiting });
        return;
      }
      case "recordingTrouble":
        this.#recording.trouble(event.failing);
        return this.#news("recording");
      case "recordingClosed": {
        const { durationMs, bytes, missingMs } = event;
        this.#out.push({ out: "recordingClosed", durationMs, bytes, missingMs });
        return;
      }
      case "callClosed":
        return this.#mediaClosed();
      default:
        return;
    }
  }

  #legOpened(leg: LegNumber, port: number, at: Moment): void {
    const party = this.caller.leg === leg ? this.caller : this.callee;
    party.audio.opened(port);
    if (this.#phase !== "opening" || !this.caller.audio.isOpen || !this.callee.audio.isOpen) return;
    const first = this.#options.plan.callerTargets;
    if (first === undefined) {
      this.#phase = "ringing";
      this.#dialNext(undefined, at);
    } else {
      this.#phase = "ringingCaller";
      this.#dial(
        this.caller,
        first.map((to) => ({ usage: this.#options.nextUsage(), to })),
      );
    }
  }

  /** @param last how those came out who were rung before */
  #dialNext(last: StepOutcome | undefined, at: Moment): void {
    const next = this.#hunting.next(last, at.now);
    if (isHuntEnd(next)) return this.#finish(endOfUnanswered(next.status), at);
    const { stepEndsAt = this.#ringEndsAt } = this.#hunting;
    this.#out.push({ out: "setRingTimer", at: Math.min(stepEndsAt, this.#ringEndsAt) });
    this.#silenceEarlyMedia(at);
    this.#dial(this.callee, next);
  }

  #dial(party: PartyLeg, targets: readonly { readonly usage: UsageNumber; readonly to: DialTarget }[]): void {
    party.ring(targets.map(({ usage, to }) => ({ usage, address: to.target.host })));
    // Offer what the other end speaks first, so that nothing need be transcoded.
    const codecs = this.#other(party).audio.codecs;
    for (const { usage, to } of targets) {
      this.#usages.add(usage);
      this.#out.push({ out: "dial", usage, to, sdp: party.audio.offer(to.localAddress, codecs) });
    }
  }

  /** Nobody answers: those who ring are given up, whoever is next rings; or the call itself has rung long enough. */
  #ringTimeout(at: Moment): void {
    if (this.#phase !== "ringing" || at.now >= this.#ringEndsAt)
      return this.#finish({ by: "system", disposition: "no_answer", sipStatus: 480 }, at);
    const lost = this.callee.fork?.giveUp();
    if (lost === undefined) return;
    for (const loser of lost.losers) this.#toUsage(loser, { in: "hangUp" });
    this.#dialNext({ ...lost, timedOut: true }, at);
  }

  #onUsage(usage: UsageNumber, event: LegEvent, at: Moment): void {
    if (event.out === "closed") {
      this.#usages.delete(usage);
      this.#leaveIfEmpty();
      return;
    }
    if (this.#phase === "over") return;
    const party = this.caller.owns(usage) ? this.caller : this.callee;
    if (party.usage === usage) this.#onParty(party, event, at);
    else this.#onFork(party, usage, event, at);
  }

  /** A leg that is up, or the caller's while it waits. */
  #onParty(party: PartyLeg, event: LegEvent, at: Moment): void {
    switch (event.out) {
      case "offered":
        return this.#renegotiate(party, event.sdp, at);
      case "reanswered":
        if (!party.audio.accept(event.sdp).ok) return;
        this.#describe(party);
        return this.#applyAudio(at);
      case "ended":
        // Before the answer only a caller that cancels ends its leg.
        return this.#finish(hungUp(this.live && event.by === "us" ? "system" : party.side, this.live), at);
      default:
        return;
    }
  }

  #onFork(party: PartyLeg, usage: UsageNumber, event: LegEvent, at: Moment): void {
    const outcome = party.fork?.handle(usage, event);
    switch (outcome?.now) {
      case "progress":
        party.audio.signallingAddress = outcome.branch.address;
        if (party === this.callee) this.#progress(outcome.status, outcome.sdp, at);
        break;
      case "won":
        for (const loser of outcome.losers)
          this.#toUsage(loser, { in: "hangUp", reason: 'SIP;cause=200;text="Call completed elsewhere"' });
        party.usage = outcome.branch.usage;
        if (party === this.callee) this.#answeredBy = this.#hunting.agentOf(party.usage);
        party.audio.signallingAddress = outcome.branch.address;
        this.#won(party, outcome.sdp, at);
        break;
      case "lost":
        if (party === this.callee) this.#dialNext({ ...outcome, timedOut: false }, at);
        else this.#finish(endOfUnanswered(outcome.status), at);
        break;
      default:
        break;
    }
  }

  #progress(status: number, sdp: string | undefined, at: Moment): void {
    this.record.ringing(at);
    const opened = sdp !== undefined && !this.#audio.early && this.callee.audio.accept(sdp).ok;
    const answer = opened ? this.#openEarlyMedia(at) : undefined;
    if (answer !== undefined) this.#ringCaller({ in: "ring", status: 183, sdp: answer });
    else if (status !== this.#lastRing) this.#ringCaller({ in: "ring", status });
    if (this.#lastRing === 0) this.#news("ringing");
    this.#lastRing = status;
  }

  #ringCaller(input: UsageInput): void {
    if (this.#options.callerUsage !== undefined) this.#toUsage(this.#options.callerUsage, input);
  }

  /**
   * Lets the caller hear the callee before the answer. @returns our answer to the caller's offer, to go with a 183;
   * undefined where it made none: without 100rel an offer of ours cannot go with a 183 (RFC 3261 §13.2.1).
   */
  #openEarlyMedia(at: Moment): string | undefined {
    this.#audio.early = true;
    this.#describe(this.callee);
    const answer = this.caller.audio.hasOffer ? this.caller.audio.answer(this.callee.audio.codecs) : undefined;
    this.#describe(this.caller);
    this.#applyAudio(at);
    return answer?.ok === true ? answer.value : undefined;
  }

  /** Whoever let the caller hear something is no longer rung: the next may. */
  #silenceEarlyMedia(at: Moment): void {
    if (!this.#audio.early) return;
    this.#audio.early = false;
    this.#applyAudio(at);
  }

  #won(party: PartyLeg, sdp: string | undefined, at: Moment): void {
    if (sdp === undefined || !party.audio.accept(sdp).ok) {
      this.#finish({ by: "system", disposition: "failed", sipStatus: 488 }, at);
      return;
    }
    party.answered = true;
    this.#describe(party);
    if (party === this.callee) this.#answer(at);
    else {
      this.#phase = "ringing";
      this.#dialNext(undefined, at);
    }
  }

  /** The callee has answered: the caller is, too, and the conversation and its recording begin. */
  #answer(at: Moment): void {
    if (this.#options.callerUsage !== undefined) {
      const answer = this.caller.audio.answer(this.callee.audio.codecs);
      if (!answer.ok) {
        this.#finish({ by: "system", disposition: "failed", sipStatus: 488 }, at);
        return;
      }
      this.#toUsage(this.#options.callerUsage, { in: "accept", sdp: answer.value });
      this.caller.answered = true;
      this.#describe(this.caller);
    }
    this.#phase = "answered";
    this.#audio.early = false;
    this.record.answered(at);
    this.#out.push({ out: "clearRingTimer" });
    this.#startRecording();
    this.#applyAudio(at);
    this.#news("answered");
    this.#report(at);
  }

  #startRecording(): void {
    const command = this.#recording.begin();
    if (command === undefined) return;
    this.#media(command);
    this.#out.push({ out: "recordingOpened" });
  }

  #pauseRecording(paused: boolean): void {
    const command = this.live ? this.#recording.pause(paused) : undefined;
    if (command === undefined) return;
    this.#media(command);
    this.#news("recording");
  }

  /** A re-INVITE: hold, resume, a new address. Answered here; the other party is not told (M3). */
  #renegotiate(party: PartyLeg, sdp: string, at: Moment): void {
    if (party.usage === undefined) return;
    const answer = party.audio.reanswer(sdp, this.#other(party).audio.codecs);
    if (!answer.ok) {
      this.#toUsage(party.usage, { in: "refuseOffer", status: 488 });
      return;
    }
    this.#toUsage(party.usage, { in: "answerOffer", sdp: answer.value });
    this.#describe(party);
    this.#applyAudio(at);
  }

  /** Not before offer and answer are complete: where the offer is ours, the ACK brings the answer. */
  #describe(party: PartyLeg): void {
    if (!party.audio.isAgreed) return;
    this.#media({
      op: "describeLeg",
      call: this.number,
      leg: party.leg,
      described: party.audio.described(),
      mediaTimeoutMs: 0,
    });
  }

  /** Tells the media plane who is in which state, and the world whether the call is held. */
  #applyAudio(at: Moment, waiting?: number): void {
    const stamp = this.#audio.stamp(waiting);
    this.#media({ op: "setAudio", call: this.number, state: this.#audio.state(), stamp });
    if (!this.live) return;
    const { held } = this.#audio;
    if (held === this.#held) return;
    this.#held = held;
    this.record.held(held, at);
    this.#news(held ? "held" : "resumed");
  }

  #finish(end: CallEnd, at: Moment): void {
    if (this.#phase === "over") return;
    this.#out.push({ out: "clearRingTimer" });
    for (const party of [this.caller, this.callee]) {
      const refusable = party.fork === undefined && !party.answered && end.disposition !== "cancelled";
      if (party.usage !== undefined && !refusable) this.#toUsage(party.usage, { in: "hangUp" });
      else if (party.usage !== undefined) this.#toUsage(party.usage, { in: "refuse", ...toCaller(end.sipStatus) });
      for (const usage of party.fork?.ringing ?? []) this.#toUsage(usage, { in: "hangUp" });
    }
    const wasLive = this.live;
    this.#phase = "over";
    this.#end = wasLive && end.disposition !== "interrupted" ? { ...end, disposition: "answered" } : end;
    this.#media({ op: "closeCall", call: this.number });
    this.#news("ended");
    this.#report(at);
    this.#leaveIfEmpty();
  }

  #report(at: Moment): void {
    const { id, plan, agent, trunkId } = this;
    const row = this.record.row(
      { id, plan, agent, trunkId, recordingId: this.recordingPlan?.id ?? null },
      at,
      this.#end,
    );
    this.#out.push({ out: "report", row, live: this.#end === undefined });
  }

  #mediaClosed(): void {
    this.#mediaOpen = false;
    this.#leaveIfEmpty();
  }

  #leaveIfEmpty(): void {
    if (this.#phase === "over" && this.#usages.size === 0 && !this.#mediaOpen) this.#out.push({ out: "over" });
  }

  #other(party: PartyLeg): PartyLeg {
    return party === this.caller ? this.callee : this.caller;
  }

  #toUsage(usage: UsageNumber, input: UsageInput): void {
    this.#out.push({ out: "toUsage", usage, input });
  }

  #media(command: MediaCommand): void {
    this.#out.push({ out: "media", command });
  }

  #news(news: CallNews): void {
    this.#out.push({ out: "news", news });
  }
}
