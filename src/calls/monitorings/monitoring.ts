/**
 * One monitoring: a supervisor's leg from the ringing of the phone to its BYE. `handle(input, at) → outputs`.
 * It touches calls only by joining and leaving their audience; the parties' dialogs never see it (U1).
 */
import { rfc3339 } from "../../kernel/clock.ts";
import type { CallNumber, MediaEvent } from "../../media/commands.ts";
import type { MonitorMode, MonitorState, Side } from "../../mixer/audibility.ts";
import type { Moment } from "../call/callRecord.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { MonitoringState, MonitoringView } from "../live/views.ts";
import { Attendance } from "./attendance.ts";
import type {
  Follow,
  MonitoredCall,
  MonitoringEnd,
  MonitoringInput,
  MonitoringNews,
  MonitoringOptions,
  MonitoringOutput,
} from "./monitoringProtocol.ts";
import { MonitorPhone, type PhoneNews } from "./monitorPhone.ts";

/** The keys on the monitor's phone that select a mode (M8). */
const modeOfKey: ReadonlyMap<string, MonitorMode> = new Map([
  ["4", "passive"],
  ["5", "semi_active"],
  ["6", "active"],
]);

export class Monitoring {
  readonly options: MonitoringOptions;
  readonly #phone: MonitorPhone;
  readonly #attendance: Attendance;
  #state: MonitoringState = "dialing";
  #mode: MonitorMode;
  #follow: Follow;
  #purpose: string | null;
  #target: CallAgent;
  #targets: readonly DialTarget[] = [];
  #connectedAt: Moment | undefined;
  #endedAt: Moment | undefined;
  #effectiveAt: number | undefined;
  #reason: string | null = null;
  #sipStatus: number | null = null;
  #out: MonitoringOutput[] = [];

  constructor(options: MonitoringOptions) {
    this.options = options;
    this.#phone = new MonitorPhone(options.audio, options.nextUsage);
    this.#attendance = new Attendance(options);
    this.#mode = options.mode;
    this.#follow = options.follow;
    this.#purpose = options.purpose;
    this.#target = options.target;
    this.#attendance.noteAgents();
  }

  get id(): string {
    return this.options.id;
  }

  get mode(): MonitorMode {
    return this.#mode;
  }

  get follow(): Follow {
    return this.#follow;
  }

  /** The agent watched over. */
  get target(): CallAgent {
    return this.#target;
  }

  /** The end at which the agent watched over stands now. */
  get targetSide(): Side {
    return this.#attendance.side;
  }

  get state(): MonitoringState {
    return this.#state;
  }

  get active(): boolean {
    return this.#state === "dialing" || this.#state === "connected";
  }

  /** The call it is joined to, or rings for; undefined between two calls. */
  get call(): MonitoredCall | undefined {
    return this.#attendance.call;
  }

  /** Where it is, and on the way to. */
  get attendance(): Pick<Attendance, "nextCall" | "isMoving" | "place" | "ownsPlace"> {
    return this.#attendance;
  }

  /** Whom it watches, or has watched, and whom they talked to: nothing of it is shown to them (U5). */
  get agents(): readonly CallAgent[] {
    return this.#attendance.agents;
  }

  /** What the audibility matrix of a call needs to know of this monitor; undefined while it is not in it. */
  audienceOf(call: CallNumber): MonitorState | undefined {
    return this.#attendance.place === call ? this.#audience : undefined;
  }

  view(): MonitoringView {
    const stamp = (moment: Moment | undefined) => (moment === undefined ? null : rfc3339(moment.wall));
    return {
      id: this.id,
      state: this.#state,
      mode: this.#mode,
      follow: this.#follow,
      purpose: this.#purpose,
      callId: this.call?.id ?? null,
      agentId: this.#target.id,
      userId: this.options.userId,
      createdAt: rfc3339(this.options.createdAt.wall),
      connectedAt: stamp(this.#connectedAt),
      endedAt: stamp(this.#endedAt),
      effectiveAt: this.#effectiveAt === undefined ? null : rfc3339(this.#effectiveAt),
      reason: this.#reason,
      sipStatus: this.#sipStatus,
    };
  }

  handle(input: MonitoringInput, at: Moment): MonitoringOutput[] {
    this.#out = [];
    this.#attendance.noteAgents();
    this.#take(input, at);
    return this.#out;
  }

  #take(input: MonitoringInput, at: Moment): void {
    switch (input.in) {
      case "start":
        return this.#start(input.targets, at);
      case "usage":
        return this.#onUsage(input.usage, input.event, at);
      case "media":
        return this.#onMedia(input.event, at);
      case "ringTimeout":
        return this.#fail("no_answer", null, at);
      case "mode":
        return this.#changeMode(input.mode);
      case "askedAgain":
        return this.#askedAgain(input);
      case "target":
        return this.#watchOver(input.target, input.side, at);
      case "join":
        return this.#join(input);
      case "leave":
        return this.#leave(at);
      case "stamped":
        return this.#stamped(at);
      case "end":
        // Before the answer only the call's own end is a failure; the rest are decisions of people.
        if (this.#state === "dialing" && input.reason === "call_ended") return this.#fail("call_ended", null, at);
        return this.#end(input.reason, at);
    }
  }

  #start(targets: readonly DialTarget[], at: Moment): void {
    this.#targets = targets;
    this.#attendance.open();
    this.#go();
    this.#out.push({ out: "setRingTimer", at: at.now + this.options.ringMs });
    this.#audit("requested", { mode: this.#mode, follow: this.#follow });
    this.#news("dialing");
  }

  #onMedia(event: MediaEvent, at: Moment): void {
    switch (event.event) {
      case "legOpened":
        return this.#opened(event.port);
      case "legFailed":
      case "workerLost":
      case "fault":
        if (this.#state === "dialing") return this.#fail("unreachable", null, at);
        return this.#end("call_ended", at);
      case "stamped":
        return this.#stamped(at);
      case "mediaTimeout":
        return this.#end("media_timeout", at);
      case "key":
        return this.#onKey(event.key);
      default:
        return;
    }
  }

  #opened(port: number): void {
    if (this.#state === "dialing") this.#phone.ring(port, this.#targets, this.call?.isWideband === true);
    else if (this.#attendance.isMoving) this.#phone.tellPort(port);
    this.#say();
  }

  #onUsage(usage: UsageNumber, event: LegEvent, at: Moment): void {
    if (event.out === "closed") {
      this.#phone.closed(usage);
      this.#leaveIfEmpty();
    } else if (this.active) {
      const news = this.#phone.handle(usage, event);
      this.#say();
      this.#onPhone(news, at);
    }
  }

  #onPhone(news: PhoneNews, at: Moment): void {
    switch (news.now) {
      case "answered":
        return this.#connected(at);
      case "lost":
        return this.#fail(news.reason, news.sipStatus, at);
      case "agreed":
        if (this.#attendance.isMoving && this.options.audio.isSettled) return this.#arrive();
        this.#attendance.describe();
        return this.#changeAudience();
      case "unmoved":
        // It cannot be brought to the call, nor be heard where it was.
        return this.#end("call_ended", at);
      case "pressed":
        return this.#onKey(news.key);
      case "hungUp":
        return this.#end("monitor_hung_up", at);
      case "waiting":
        return;
    }
  }

  #connected(at: Moment): void {
    this.#state = "connected";
    this.#connectedAt = at;
    this.#out.push({ out: "clearRingTimer" });
    this.#attendance.describe();
    this.#changeAudience();
    this.#audit("connected", { mode: this.#mode });
    this.#news("connected");
    this.#out.push({ out: "arrived" });
  }

  #onKey(key: string): void {
    const mode = modeOfKey.get(key);
    if (mode === undefined || mode === this.#mode) return;
    if (this.options.mayMonitor(mode, this.#target.id)) this.#changeMode(mode);
  }

  #askedAgain({ mode, follow, purpose }: Extract<MonitoringInput, { in: "askedAgain" }>): void {
    const wished = { follow: follow ?? this.#follow, purpose: purpose ?? this.#purpose };
    if (wished.follow !== this.#follow || wished.purpose !== this.#purpose) {
      this.#follow = wished.follow;
      this.#purpose = wished.purpose;
      this.#audit("requested", { mode, follow: wished.follow });
    }
    this.#changeMode(mode);
  }

  #changeMode(mode: MonitorMode): void {
    if (mode === this.#mode) return this.#settle();
    this.#mode = mode;
    this.#audit("mode_changed", { mode });
    this.#news("mode_changed");
    // While the phone rings nothing need be stamped: the mode holds from its first sample.
    if (this.#state === "connected") this.#changeAudience();
    else this.#settle();
  }

  /** The call has another agent: that one is watched over from now on, where the user may (life of a monitoring, 6). */
  #watchOver(target: CallAgent, side: Side, at: Moment): void {
    if (!this.active || (target.id === this.#target.id && side === this.targetSide)) return;
    if (!this.options.mayMonitor(this.#mode, target.id)) return this.#end("permission_revoked", at);
    this.#target = target;
    this.#attendance.side = side;
    this.#followed();
  }

  #join({ call, side, near }: Extract<MonitoringInput, { in: "join" }>): void {
    if (this.#state !== "connected" || this.#attendance.isMoving) return;
    const { left, here } = this.#attendance.join({ call, side }, near, this.#audience);
    this.#go();
    if (left !== undefined) this.#news("followed", left);
    if (here) this.#followed();
  }

  /** The phone knows its port on the other worker. */
  #arrive(): void {
    if (this.#attendance.arrive()) this.#followed();
    else this.#changeAudience();
    this.#out.push({ out: "arrived" });
  }

  #followed(): void {
    if (this.#state === "connected") this.#changeAudience();
    this.#audit("followed", { mode: this.#mode });
    this.#news("followed");
  }

  #leave(at: Moment): void {
    if (this.#state === "dialing") return this.#fail("call_ended", null, at);
    if (this.#state !== "connected") return;
    const left = this.#attendance.leave(this.#audience);
    this.#go();
    if (left !== undefined) this.#news("followed", left);
  }

  #changeAudience(): void {
    this.#attendance.change(this.#audience);
    this.#go();
  }

  get #audience(): MonitorState | undefined {
    if (this.#state !== "connected") return undefined;
    const { leg, audio } = this.options;
    return { leg, mode: this.#mode, target: this.targetSide, holds: audio.holds };
  }

  #stamped(at: Moment): void {
    this.#attendance.stamped();
    this.#effectiveAt = at.wall;
    this.#settle();
  }

  /** Whoever waits is answered once all that was asked for is stamped: the mode may have been asked for twice, or changed again (M6). */
  #settle(): void {
    if (this.#attendance.isSettled) this.#out.push({ out: "settled" });
  }

  #fail(reason: string, sipStatus: number | null, at: Moment): void {
    if (this.#state === "dialing") this.#conclude("failed", reason, sipStatus, at);
  }

  #end(reason: MonitoringEnd, at: Moment): void {
    if (this.active) this.#conclude("ended", reason, null, at);
  }

  #conclude(state: "ended" | "failed", reason: string, sipStatus: number | null, at: Moment): void {
    this.#out.push({ out: "clearRingTimer" });
    this.#phone.hangUp();
    this.#say();
    const wasHeard = this.#state === "connected";
    this.#state = state;
    this.#reason = reason;
    this.#sipStatus = sipStatus;
    this.#endedAt = at;
    this.#attendance.close(wasHeard);
    this.#go();
    this.#audit(state, { reason, sipStatus });
    this.#news(state);
    this.#out.push({ out: "settled" });
    this.#leaveIfEmpty();
  }

  #leaveIfEmpty(): void {
    if (!this.active && this.#phone.isGone) this.#out.push({ out: "over" });
  }

  /** Hands out what the phone is to be told. */
  #say(): void {
    this.#out.push(...this.#phone.take());
  }

  /** Hands out what the media plane is to be told. */
  #go(): void {
    this.#out.push(...this.#attendance.take());
  }

  /** @param call whose marks have changed */
  #news(news: MonitoringNews, call = this.call): void {
    this.#out.push({ out: "news", news, call });
  }

  #audit(what: string, detail: Record<string, unknown>): void {
    const about = { callId: this.call?.id ?? null, agentId: this.#target.id };
    const purpose = this.#purpose === null ? {} : { purpose: this.#purpose };
    this.#out.push({ out: "audit", action: `monitoring.${what}`, detail: { ...about, ...detail, ...purpose } });
  }
}
