/**
 * One monitoring: a supervisor's leg from the ringing of the phone to its BYE. `handle(input, at) → outputs`.
 * It touches the call only by joining and leaving its audience; the parties' dialogs never see it (U1).
 */
import { rfc3339 } from "../../kernel/clock.ts";
import type { MediaEvent } from "../../media/commands.ts";
import type { MonitorMode, MonitorState, Side } from "../../mixer/audibility.ts";
import type { UsageInput } from "../../sip/dialog/usage.ts";
import type { Moment } from "../call/callRecord.ts";
import { Fork } from "../call/fork.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import { allCodecs, byBandwidth, mixer } from "../legs/codecChoice.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import { keyOfInfo } from "../legs/infoKey.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { MonitoringState, MonitoringView } from "../live/views.ts";
import type {
  MonitoringEnd,
  MonitoringInput,
  MonitoringNews,
  MonitoringOptions,
  MonitoringOutput,
} from "./monitoringProtocol.ts";

/** The keys on the monitor's phone that select a mode (M8). */
const modeOfKey: ReadonlyMap<string, MonitorMode> = new Map([
  ["4", "passive"],
  ["5", "semi_active"],
  ["6", "active"],
]);

/** Why a monitoring fails, by the status its INVITE got. */
export function failureReason(status: number): "busy" | "declined" | "no_answer" | "unreachable" {
  if (status === 486 || status === 600) return "busy";
  if (status === 603 || status === 403) return "declined";
  if (status === 480 || status === 408) return "no_answer";
  return "unreachable";
}

export class Monitoring {
  readonly options: MonitoringOptions;
  #state: MonitoringState = "dialing";
  #mode: MonitorMode;
  #target: CallAgent;
  #targetSide: Side;
  #fork: Fork | undefined;
  #usage: UsageNumber | undefined;
  #targets: readonly DialTarget[] = [];
  readonly #usages = new Map<UsageNumber, DialTarget>();
  #connectedAt: Moment | undefined;
  #endedAt: Moment | undefined;
  #effectiveAt: number | undefined;
  /** Changes of the audience that the media plane has not stamped yet. */
  #unstamped = 0;
  #reason: string | null = null;
  #sipStatus: number | null = null;
  #out: MonitoringOutput[] = [];

  constructor(options: MonitoringOptions) {
    this.options = options;
    this.#mode = options.mode;
    this.#target = options.target;
    this.#targetSide = options.targetSide;
  }

  get id(): string {
    return this.options.id;
  }

  get mode(): MonitorMode {
    return this.#mode;
  }

  /** The end at which the agent watched over stands now. */
  get targetSide(): Side {
    return this.#targetSide;
  }

  get state(): MonitoringState {
    return this.#state;
  }

  get active(): boolean {
    return this.#state === "dialing" || this.#state === "connected";
  }

  /** What the audibility matrix needs to know of this monitor; undefined while it is not in the call. */
  audience(): MonitorState | undefined {
    if (this.#state !== "connected") return undefined;
    const { leg, audio } = this.options;
    return { leg, mode: this.#mode, target: this.#targetSide, holds: audio.holds };
  }

  view(): MonitoringView {
    const stamp = (moment: Moment | undefined) => (moment === undefined ? null : rfc3339(moment.wall));
    return {
      id: this.id,
      state: this.#state,
      mode: this.#mode,
      callId: this.options.callId,
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
    switch (input.in) {
      case "start":
        this.#start(input.targets, at);
        break;
      case "usage":
        this.#onUsage(input.usage, input.event, at);
        break;
      case "media":
        this.#onMedia(input.event, at);
        break;
      case "ringTimeout":
        this.#fail("no_answer", null, at);
        break;
      case "mode":
        this.#changeMode(input.mode);
        break;
      case "target":
        this.#follow(input.target, input.side);
        break;
      case "stamped":
        this.#unstamped--;
        this.#effectiveAt = at.wall;
        this.#settle();
        break;
      case "end":
        // Before the answer only the call's own end is a failure; the rest are decisions of people.
        if (this.#state === "dialing" && input.reason === "call_ended") this.#fail("call_ended", null, at);
        else this.#end(input.reason, at);
        break;
    }
    return this.#out;
  }

  #start(targets: readonly DialTarget[], at: Moment): void {
    this.#targets = targets;
    this.#out.push({ out: "openLeg", leg: this.options.leg, role: "monitor" });
    this.#out.push({ out: "setRingTimer", at: at.now + this.options.ringMs });
    this.#audit("requested", { mode: this.#mode });
    this.#news("dialing");
  }

  #onMedia(event: MediaEvent, at: Moment): void {
    switch (event.event) {
      case "legOpened":
        if (this.#state === "dialing") this.#ring(event.port);
        break;
      case "legFailed":
      case "workerLost":
        if (this.#state === "dialing") this.#fail("unreachable", null, at);
        else this.#end("call_ended", at);
        break;
      case "mediaTimeout":
        this.#end("media_timeout", at);
        break;
      case "key":
        this.#onKey(event.key);
        break;
      default:
        break;
    }
  }

  #ring(port: number): void {
    const { audio, nextUsage } = this.options;
    audio.opened(port);
    const branches = this.#targets.map(({ target }) => ({ usage: nextUsage(), address: target.host }));
    this.#fork = new Fork(branches);
    this.#targets.forEach((to, i) => {
      const { usage } = branches[i]!;
      this.#usages.set(usage, to);
      this.#restrictTo(to);
      this.#out.push({ out: "dial", usage, to, sdp: audio.offer(to.localAddress, mixer) });
    });
  }

  #onUsage(usage: UsageNumber, event: LegEvent, at: Moment): void {
    if (event.out === "closed") {
      this.#usages.delete(usage);
      this.#leaveIfEmpty();
      return;
    }
    if (!this.active) return;
    if (usage === this.#usage) this.#onLeg(event, at);
    else this.#onFork(usage, event, at);
  }

  #onFork(usage: UsageNumber, event: LegEvent, at: Moment): void {
    const outcome = this.#fork?.handle(usage, event);
    // Nobody listens to a monitor that has not answered.
    if (outcome?.now === "offered") this.#toUsage(usage, { in: "refuseOffer", status: 488 });
    if (outcome?.now === "lost")
      this.#fail(
        failureReason(outcome.status),
        event.out === "refused" && event.response === undefined ? null : outcome.status,
        at,
      );
    if (outcome?.now !== "won") return;
    for (const loser of outcome.losers) this.#toUsage(loser, { in: "hangUp" });
    this.#usage = outcome.branch.usage;
    // Each was offered what it may speak.
    const winner = this.#usages.get(outcome.branch.usage);
    if (winner !== undefined) this.#restrictTo(winner);
    this.options.audio.signallingAddress = outcome.branch.address;
    if (outcome.sdp === undefined || !this.options.audio.accept(outcome.sdp).ok) {
      this.#fail("unreachable", 488, at);
      return;
    }
    this.#state = "connected";
    this.#connectedAt = at;
    this.#out.push({ out: "clearRingTimer" });
    this.#describe();
    this.#changeAudience();
    this.#audit("connected", { mode: this.#mode });
    this.#news("connected");
  }

  #onLeg(event: LegEvent, at: Moment): void {
    switch (event.out) {
      case "ended":
        this.#end("monitor_hung_up", at);
        break;
      case "offered":
        this.#renegotiate(event.sdp);
        break;
      case "offerWanted":
        if (this.#usage !== undefined)
          this.#toUsage(this.#usage, { in: "answerOffer", sdp: this.options.audio.reoffer(mixer) });
        break;
      case "reanswered":
        if (this.options.audio.accept(event.sdp).ok) this.#redescribed();
        break;
      case "info": {
        const key = keyOfInfo(event.contentType, event.body);
        if (key !== undefined) this.#onKey(key);
        break;
      }
      default:
        break;
    }
  }

  /** The monitor's own phone holds or resumes (M5), or moves to another address. */
  #renegotiate(sdp: string): void {
    if (this.#usage === undefined) return;
    const answer = this.options.audio.reanswer(sdp, mixer);
    if (!answer.ok) {
      this.#toUsage(this.#usage, { in: "refuseOffer", status: 488 });
      return;
    }
    this.#toUsage(this.#usage, { in: "answerOffer", sdp: answer.value });
    this.#redescribed();
  }

  #redescribed(): void {
    this.#describe();
    this.#changeAudience();
  }

  #onKey(key: string): void {
    const mode = modeOfKey.get(key);
    if (mode !== undefined && mode !== this.#mode && this.options.mayUse(mode)) this.#changeMode(mode);
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

  /** The call has another agent: that one is watched over from now on (life of a monitoring, 6). */
  #follow(target: CallAgent, side: Side): void {
    if (!this.active || (target.id === this.#target.id && side === this.#targetSide)) return;
    this.#target = target;
    this.#targetSide = side;
    this.#audit("followed", { mode: this.#mode });
    if (this.#state === "connected") this.#changeAudience();
  }

  #changeAudience(): void {
    this.#unstamped++;
    this.#out.push({ out: "audienceChanged" });
  }

  /** Whoever waits is answered once all that was asked for is stamped: the mode may have been asked for twice, or changed again (M6). */
  #settle(): void {
    if (this.#unstamped === 0) this.#out.push({ out: "settled" });
  }

  #restrictTo({ codecs = allCodecs, security }: DialTarget): void {
    const { audio, isWideband } = this.options;
    audio.restrict({ codecs: byBandwidth(codecs, isWideband()), security });
  }

  #describe(): void {
    const { call, leg, audio, mediaTimeoutMs } = this.options;
    this.#out.push({
      out: "media",
      command: { op: "describeLeg", call, leg, described: audio.described(), mediaTimeoutMs },
    });
  }

  #fail(reason: string, sipStatus: number | null, at: Moment): void {
    if (this.#state !== "dialing") return;
    this.#conclude("failed", reason, sipStatus, at);
  }

  #end(reason: MonitoringEnd, at: Moment): void {
    if (this.active) this.#conclude("ended", reason, null, at);
  }

  #conclude(state: "ended" | "failed", reason: string, sipStatus: number | null, at: Moment): void {
    const { call, leg } = this.options;
    this.#out.push({ out: "clearRingTimer" });
    if (this.#usage !== undefined) this.#toUsage(this.#usage, { in: "hangUp" });
    for (const usage of this.#fork?.ringing ?? []) this.#toUsage(usage, { in: "hangUp" });
    const wasHeard = this.#state === "connected";
    this.#state = state;
    this.#reason = reason;
    this.#sipStatus = sipStatus;
    this.#endedAt = at;
    if (wasHeard) this.#out.push({ out: "audienceChanged" });
    this.#out.push({ out: "media", command: { op: "closeLeg", call, leg } });
    this.#audit(state, { reason, sipStatus });
    this.#news(state);
    this.#out.push({ out: "settled" });
    this.#leaveIfEmpty();
  }

  #leaveIfEmpty(): void {
    if (!this.active && this.#usages.size === 0) this.#out.push({ out: "over" });
  }

  #toUsage(usage: UsageNumber, input: UsageInput): void {
    this.#out.push({ out: "toUsage", usage, input });
  }

  #news(news: MonitoringNews): void {
    this.#out.push({ out: "news", news });
  }

  #audit(what: string, detail: Record<string, unknown>): void {
    const { callId } = this.options;
    this.#out.push({
      out: "audit",
      action: `monitoring.${what}`,
      detail: { callId, agentId: this.#target.id, ...detail },
    });
  }
}
