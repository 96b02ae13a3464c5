/**
 * One call between a customer and an agent, from INVITE to the last BYE: `handle(input, at) → outputs`.
 * It decides and emits commands; sockets, timers, codecs and files belong to others.
 */
import type { CallQuality } from "../../kernel/quality.ts";
import type { CallNumber, LegNumber, MediaEvent } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import { reasonPhrase, withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { CallAgent, CallPlan } from "../hunts/callPlan.ts";
import { isWideband } from "../legs/codecChoice.ts";
import { pressOfInfo } from "../legs/infoKey.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import { endOfUnanswered, hungUp, toCaller } from "./callEnd.ts";
import type { CallInput, CallOptions, CallOutput } from "./callProtocol.ts";
import type { CallEnd, CallRecord, Moment } from "./callRecord.ts";
import type { NamedRecordingPlan, RecordingState } from "./callRecording.ts";
import { CallSetup, notAcceptable, type SetupOutcome } from "./callSetup.ts";
import { Conversation } from "./conversation.ts";
import type { Dialling, DialOutcome } from "./dialling.ts";
import type { PartyLeg } from "./partyLeg.ts";
import type { People } from "./people.ts";
import type { RecordingTimeline } from "./recordingTimeline.ts";
import { Succession } from "./succession.ts";

/** The Reason for both ends (RFC 3326). */
const mediaTimeout = 'SIP;cause=408;text="Media timeout"';

type Phase = "unanswered" | "answered" | "over";

export class Call {
  readonly id: string;
  readonly number: CallNumber;
  readonly plan: CallPlan;
  /** Who is in the call now. */
  readonly people: People;
  readonly record: CallRecord;
  readonly timeline: RecordingTimeline;
  readonly #options: CallOptions;
  readonly #talk: Conversation;
  readonly #succession: Succession;
  readonly #setup: CallSetup;
  #phase: Phase = "unanswered";
  #end: CallEnd | undefined;
  #endedAt: Moment | undefined;
  /** The last figures of the legs came after the report. */
  #reportLags = false;
  #mediaOpen = true;
  #mediaLost = false;

  constructor(options: CallOptions) {
    this.#options = options;
    this.id = options.id;
    this.number = options.number;
    this.plan = options.plan;
    this.#talk = new Conversation(options);
    this.#succession = new Succession(this.#talk);
    this.#setup = new CallSetup(this.#talk);
    this.people = this.#talk.people;
    this.record = this.#talk.record;
    this.timeline = this.#talk.timeline;
  }

  get state(): "ringing" | "answered" | "held" | "ended" {
    if (this.#phase === "over") return "ended";
    if (this.#phase !== "answered") return "ringing";
    return this.#talk.held ? "held" : "answered";
  }

  get live(): boolean {
    return this.#phase === "answered";
  }

  /** Whether a party is heard in wideband. */
  get isWideband(): boolean {
    return this.#talk.ends.all.some(({ audio }) => audio.spoken.codecs.some(isWideband));
  }

  /** Its media broke off by itself: no leg of it is left. */
  get mediaLost(): boolean {
    return this.#mediaLost;
  }

  get talking(): boolean {
    return this.#phase === "answered" && !this.#talk.held;
  }

  get recording(): RecordingState {
    return this.#talk.recording.state;
  }

  /** How its parties' legs sound. */
  get quality(): CallQuality | null {
    return this.#talk.quality.of(this.people);
  }

  /** How the worst of its parties' streams sounds at the moment; null where nothing was measured. */
  get mos(): number | null {
    return this.#talk.quality.mos;
  }

  /** The recording of this call, once it has begun. */
  get recordingPlan(): NamedRecordingPlan | undefined {
    return this.#talk.recording.begun;
  }

  /** The agent party: who answered, before that who was asked for. Undefined for a group that rings, and where no agent is left. */
  get agent(): CallAgent | undefined {
    return this.people.agent;
  }

  get callingAgent(): CallAgent | undefined {
    return this.people.callingAgent;
  }

  /** The agents whose phones ring for this call. */
  get rung(): readonly CallAgent[] {
    return this.#talk.dialling?.rung ?? [];
  }

  /** The trunk that the report names: the one that brought the call, else the one tried last. */
  get trunkId(): string | undefined {
    return this.#setup.trunkId;
  }

  /** Whether the call occupies a line of the trunk. */
  isOnTrunk(trunkId: string): boolean {
    const { ends, dialling } = this.#talk;
    return dialling?.trunkId === trunkId || ends.all.some((party) => party.trunkId === trunkId);
  }

  /** Whether the agent is in the call, or is rung by it. */
  involves(agentId: string): boolean {
    return this.#isSeated(agentId) || this.#talk.dialling?.rings(agentId) === true;
  }

  /** Whether the agent is asked to take the call: its phone rings for it, and not because it calls. */
  rings(agentId: string): boolean {
    return this.involves(agentId) && !this.#isSeated(agentId);
  }

  #isSeated(agentId: string): boolean {
    const side = this.people.sideOf(agentId);
    return side !== undefined && this.party(side) !== undefined;
  }

  /** The leg at one end, as it is now. */
  party(side: Side): PartyLeg | undefined {
    return this.#talk.ends.at(side);
  }

  /** The end that a usage carries, or is to carry if it is answered. */
  placeOf(usage: UsageNumber): { readonly side: Side; readonly rings: boolean } | undefined {
    const { ends, dialling } = this.#talk;
    const party = ends.ofUsage(usage);
    if (party !== undefined) return { side: party.side, rings: false };
    return dialling?.isRinging(usage) === true ? { side: dialling.party.side, rings: true } : undefined;
  }

  handle(input: CallInput, at: Moment): CallOutput[] {
    const before = this.rung;
    this.#take(input, at);
    this.#tellRung(before, this.rung);
    return this.#talk.take();
  }

  #tellRung(before: readonly CallAgent[], now: readonly CallAgent[]): void {
    const ids = (agents: readonly CallAgent[]) => agents.map(({ id }) => id);
    if (ids(before).join() === ids(now).join()) return;
    this.#talk.tell({ out: "agentsTouched", agentIds: [...new Set([...ids(before), ...ids(now)])] });
  }

  #take(input: CallInput, at: Moment): void {
    switch (input.in) {
      case "start":
        this.#setup.start(at);
        this.#talk.news("started");
        return this.#report(at);
      case "usage":
        return this.#onUsage(input.usage, input.event, at);
      case "media":
        return this.#onMedia(input.event, at);
      case "ringTimeout":
        return this.#ringTimeout(at);
      case "hangUp":
        return this.#finish(hungUp(input.by, this.live), at);
      case "hold":
        return this.#hold(input.held, at);
      case "pauseRecording":
        return this.#talk.pauseRecording(input.paused, at);
      case "monitors":
        this.#talk.audio.monitors = input.monitors;
        if (this.#phase !== "over") this.#talk.applyAudio(at, input.for);
        return;
      case "transferred":
        this.record.transferred(input.transfer);
        this.#talk.news("transferred");
        return this.#report(at);
      default:
        if (this.#phase !== "over") this.#succession.handle(input, at);
    }
  }

  #hold(held: boolean, at: Moment): void {
    const { audio } = this.#talk;
    if (!this.live || audio.heldByRest === held) return;
    audio.heldByRest = held;
    this.#talk.applyAudio(at);
  }

  #onMedia(event: MediaEvent, at: Moment): void {
    switch (event.event) {
      case "legOpened":
        return this.#legOpened(event.leg, event.port, at);
      case "legFailed":
        if (!this.#succession.failed(event.leg, event.code, at)) this.#breakOff(at);
        return;
      case "fault":
        this.#mediaLost = true;
        return this.#breakOff(at);
      case "workerLost":
        this.#mediaLost = true;
        this.#breakOff(at);
        return this.#mediaClosed();
      case "mediaTimeout":
        return this.#mediaTimeout(event.leg, at);
      case "stamped": {
        const waiting = this.#talk.audio.stamped(event.stamp);
        if (waiting !== undefined) this.#talk.tell({ out: "stamped", for: waiting });
        return;
      }
      case "recordingStarted":
        return this.#talk.tell({ out: "recordingStarted", sampleRate: event.sampleRate });
      case "recordingTrouble":
        this.#talk.recording.trouble(event.failing);
        return this.#talk.news("recording");
      case "recordingClosed": {
        const { durationMs, bytes, missingMs } = event;
        this.#talk.tell({ out: "recordingClosed", durationMs, bytes, missingMs });
        return;
      }
      case "keyForParty":
        return this.#talk.tellKey(this.#talk.ends.ofLeg(event.leg), event);
      case "quality":
        return this.#sounds(event);
      case "callClosed":
        return this.#mediaClosed();
      default:
        return;
    }
  }

  /** A party has fallen silent for good. A hold that crossed the news has stopped the clock: its beginning counts. */
  #mediaTimeout(leg: LegNumber, at: Moment): void {
    if (this.talking && this.#talk.ends.ofLeg(leg) !== undefined)
      this.#finish(hungUp("system", true, mediaTimeout), at);
  }

  #sounds(event: Extract<MediaEvent, { event: "quality" }>): void {
    const taken = this.#talk.quality.take(event.leg, event, this.#talk.ends.ofLeg(event.leg)?.side);
    if (taken && this.#phase === "over") this.#reportLags = true;
  }

  #legOpened(leg: LegNumber, port: number, at: Moment): void {
    if (this.#phase === "unanswered" && this.#setup.opening) this.#proceed(this.#setup.opened(leg, port, at), at);
    else if (this.#succession.opened(leg, port, at) === "picked_up") this.#answer(at);
  }

  /** Nobody answers: those who ring are given up, whoever is next rings; or the call itself has rung long enough. */
  #ringTimeout(at: Moment): void {
    const { dialling } = this.#talk;
    if (dialling !== undefined) this.#dialled(dialling, dialling.timeout(at.now), at);
    else if (!this.live) this.#finish(endOfUnanswered(480), at);
  }

  #onUsage(usage: UsageNumber, event: LegEvent, at: Moment): void {
    if (event.out === "closed") {
      this.#talk.usages.delete(usage);
      this.#leaveIfEmpty();
      return;
    }
    if (this.#phase === "over" || this.#succession.onArrival(usage, event)) return;
    const party = this.#talk.ends.ofUsage(usage);
    const { dialling } = this.#talk;
    if (party !== undefined) this.#onParty(party, usage, event, at);
    else if (dialling?.owns(usage) === true) this.#dialled(dialling, dialling.handle(usage, event, at.now), at);
  }

  /** A leg that is up, or the caller's while it waits. */
  #onParty(party: PartyLeg, usage: UsageNumber, event: LegEvent, at: Moment): void {
    switch (event.out) {
      case "offered":
        return this.#talk.renegotiate(party, usage, event.sdp, at);
      case "offerWanted":
        return this.#talk.offerAnew(party);
      case "offerRefused":
        // Who does not send to the leg it has now cannot be heard; an offer of its own that crossed ours may have told it.
        if (!party.audio.isSettled) this.#breakOff(at);
        return;
      case "offerAnswered":
      case "reanswered":
        if (party.audio.accept(event.sdp).ok) this.#talk.redescribe(party, at);
        else this.#disagree(party, at);
        return;
      case "unanswered":
        return this.#disagree(party, at);
      case "info": {
        const press = pressOfInfo(event.contentType, event.body);
        if (press !== undefined) this.#talk.pressed(party, press);
        return;
      }
      case "referred":
        this.#talk.tell({ out: "referred", side: party.side, usage, referral: event.referral });
        return;
      case "ended":
        if (this.#succession.left(party, at)) return;
        // Before the answer only a caller that cancels ends its leg.
        return this.#finish(
          hungUp(this.live && event.by === "us" ? "system" : party.side, this.live, event.reason),
          at,
        );
      default:
        return;
    }
  }

  /** Offer and answer came to nothing: without anything agreed before there is nothing to go on with. */
  #disagree(party: PartyLeg, at: Moment): void {
    if (party.audio.isAgreed) return;
    this.#finish({ ...notAcceptable, reason: `SIP;cause=488;text="${reasonPhrase(488)}"` }, at);
  }

  #dialled(dialling: Dialling, outcome: DialOutcome, at: Moment): void {
    if (this.live) this.#succession.dialled(dialling, outcome, at);
    else this.#proceed(this.#setup.dialled(dialling, outcome, at), at);
  }

  #proceed(outcome: SetupOutcome, at: Moment): void {
    if (outcome?.now === "answered") this.#answer(at);
    else if (outcome !== undefined) this.#finish(outcome.end, at);
  }

  /** The callee has answered: the caller is, too, and the conversation and its recording begin. */
  #answer(at: Moment): void {
    const { caller } = this.#options;
    const leaves = this.#succession.leaving === caller.side;
    if (caller.awaitsAnswer && !leaves && !this.#talk.answer(caller)) return this.#finish(notAcceptable, at);
    this.#phase = "answered";
    this.#talk.live = true;
    this.#talk.audio.earlyFrom = undefined;
    this.record.answered(at);
    this.#talk.tell({ out: "clearRingTimer" });
    // One that only brings somebody to another call is recorded there.
    if (!leaves) this.#talk.startRecording(at);
    this.#talk.applyAudio(at);
    this.#talk.news("answered");
    this.#report(at);
    this.#talk.tell({ out: "transferEvent", event: { now: "answered" } });
  }

  #breakOff(at: Moment): void {
    this.#finish({ by: "system", disposition: this.live ? "interrupted" : "failed", sipStatus: 503 }, at);
  }

  #finish(end: CallEnd, at: Moment): void {
    if (this.#phase === "over") return;
    const status = end.sipStatus ?? 487;
    this.#talk.tell({ out: "transferEvent", event: { now: "over", ...withPhrase(status) } });
    this.#talk.tell({ out: "clearRingTimer" });
    this.#talk.stopDialling(end.reason);
    this.#succession.close(at);
    const refusal = end.disposition === "cancelled" ? undefined : toCaller(end.sipStatus);
    for (const party of this.#talk.ends.all) this.#talk.hangUp(party, refusal, end.reason);
    const wasLive = this.live;
    this.#phase = "over";
    this.#endedAt = at;
    this.timeline.end(at.now);
    this.#talk.live = false;
    this.#end = wasLive && end.disposition !== "interrupted" ? { ...end, disposition: "answered" } : end;
    // Whoever stays with one of its agents leaves before it is closed.
    this.#talk.news("ended");
    this.#talk.media({ op: "closeCall", call: this.number });
    this.#report(at);
    this.#leaveIfEmpty();
  }

  #report(at: Moment): void {
    this.#talk.report(this.trunkId, at, this.#end);
  }

  #mediaClosed(): void {
    this.#mediaOpen = false;
    if (this.#reportLags && this.#endedAt !== undefined) this.#report(this.#endedAt);
    this.#reportLags = false;
    this.#leaveIfEmpty();
  }

  #leaveIfEmpty(): void {
    if (this.#phase === "over" && this.#talk.usages.size === 0 && !this.#mediaOpen) this.#talk.tell({ out: "over" });
  }
}
