/** Makes calls of what routing has planned, and monitorings of them: their legs, their numbers, and where they are recorded. */

import type { Settings } from "../../accounts/directory/shapes.ts";
import type { ReportRow } from "../../accounts/journal/journal.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { newId } from "../../kernel/ids.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { CallNumber, HoldMusicChoice, LegNumber, NoticeSound } from "../../media/commands.ts";
import type { Side } from "../../mixer/audibility.ts";
import type { CodecName } from "../../rtp/codecs/codec.ts";
import { type MediaSecurity, OwnKeys } from "../../rtp/sdp/crypto.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import { Call } from "../call/call.ts";
import { endOfUnanswered } from "../call/callEnd.ts";
import type { CallNoticePlan } from "../call/callNotice.ts";
import type { Loan } from "../call/callProtocol.ts";
import { CallRecord, type Moment } from "../call/callRecord.ts";
import type { NamedRecordingPlan } from "../call/callRecording.ts";
import { opposite } from "../call/ends.ts";
import { PartyLeg } from "../call/partyLeg.ts";
import { People } from "../call/people.ts";
import type { CallPlan, Refusal } from "../hunts/callPlan.ts";
import type { KeyManners } from "../legs/keyPlan.ts";
import { LegAudio } from "../legs/legAudio.ts";
import type { UsageNumber } from "../legs/legEvents.ts";
import { Monitoring } from "../monitorings/monitoring.ts";
import type { MonitoringOptions } from "../monitorings/monitoringProtocol.ts";

export interface CallMakerWorld {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly settings: () => Settings;
  readonly holdMusic: () => HoldMusicChoice;
  readonly noticeSound: () => NoticeSound;
  readonly usages: { next(): UsageNumber };
  /** For a call or a leg: never given out before, to any account. */
  readonly nextNumber: () => CallNumber | LegNumber;
  /** Where a recording of this id, begun at `wall`, is written. */
  readonly recordingPath: (id: string, wall: number) => string;
}

/** Everything a caller's INVITE brings. */
export interface IncomingCaller {
  readonly usage: UsageNumber;
  /** Undefined when the INVITE has none: we make the offer, the ACK brings the answer. */
  readonly offer: string | undefined;
  /** The address its SDP may be answered from, and the one its signalling comes from. */
  readonly localAddress: string;
  readonly signallingAddress: string;
  /** The only codecs that it may be answered with, best first: those of its agent or trunk; undefined: all. */
  readonly codecs: readonly CodecName[] | undefined;
  readonly security: MediaSecurity;
  readonly keys: KeyManners;
}

/** What somebody who asks to monitor a call brings. */
export type MonitoringAsked = Pick<
  MonitoringOptions,
  "userId" | "monitorAgentId" | "target" | "targetSide" | "mode" | "follow" | "purpose" | "mayMonitor"
>;

/** How long a call may ring before we give up, when nobody else does. */
const RING_LIMIT_MS = 180_000;

export class CallMaker {
  readonly #world: CallMakerWorld;

  constructor(world: CallMakerWorld) {
    this.#world = world;
  }

  audio(signallingAddress = ""): LegAudio {
    const { entropy } = this.#world;
    return new LegAudio(signallingAddress, entropy.uint32(), new OwnKeys(entropy));
  }

  /** A leg without a phone yet. */
  leg(side: Side, signallingAddress = ""): PartyLeg {
    return new PartyLeg(side, this.#world.nextNumber(), this.audio(signallingAddress));
  }

  /** The leg of a phone that calls. Refused where its SDP cannot be served. */
  incoming(side: Side, caller: IncomingCaller): Result<PartyLeg, Refusal> {
    const leg = this.leg(side, caller.signallingAddress);
    leg.audio.restrict(caller);
    const invited = leg.audio.invited(caller.offer, caller.localAddress);
    if (!invited.ok) return err({ ...withPhrase(488), detail: invited.error.detail });
    leg.usage = caller.usage;
    leg.keys = caller.keys;
    leg.awaitsAnswer = true;
    return ok(leg);
  }

  call(plan: CallPlan, caller: PartyLeg, bonds: { near?: CallNumber | undefined; loan?: Loan }): Call {
    const { entropy, usages, settings, holdMusic } = this.#world;
    const at = this.#moment();
    return new Call({
      id: newId("call", entropy),
      number: this.#world.nextNumber(),
      plan,
      caller,
      callee: this.leg(opposite(plan.callerSide)),
      newLeg: (side) => this.leg(side),
      nextUsage: () => usages.next(),
      ringMs: RING_LIMIT_MS,
      mediaTimeoutMs: settings().media.timeoutSeconds * 1000,
      holdMusic: holdMusic(),
      notice: this.#notice(),
      near: bonds.near,
      loan: bonds.loan,
      recording: this.#recording(at.wall),
      startedAt: at,
    });
  }

  monitoring(call: Call, asked: MonitoringAsked): Monitoring {
    const { entropy, usages, settings, nextNumber } = this.#world;
    const { ringSeconds, mediaTimeoutSeconds } = settings().monitoring;
    return new Monitoring({
      ...asked,
      id: newId("mon", entropy),
      call,
      leg: nextNumber(),
      audio: this.audio(),
      ringMs: ringSeconds * 1000,
      mediaTimeoutMs: mediaTimeoutSeconds * 1000,
      nextUsage: () => usages.next(),
      nextNumber,
      createdAt: this.#moment(),
    });
  }

  /** The report row of a call that never rang. */
  refusedRow(plan: Omit<CallPlan, "hunt">, status: number): ReportRow {
    const at = this.#moment();
    const id = newId("call", this.#world.entropy);
    const call = { id, plan, people: new People(plan), trunkId: plan.trunkId, recordingId: null, quality: null };
    return new CallRecord(at).row(call, at, endOfUnanswered(status));
  }

  #moment(): Moment {
    return { now: this.#world.scheduler.now(), wall: this.#world.scheduler.wall() };
  }

  #notice(): CallNoticePlan | undefined {
    const { calls, everySeconds } = this.#world.settings().notice;
    if (calls === "none") return undefined;
    return { calls, sound: this.#world.noticeSound(), everyMs: 1000 * everySeconds };
  }

  #recording(wall: number): NamedRecordingPlan | undefined {
    const { enabled, layout, onHold } = this.#world.settings().recording;
    if (!enabled) return undefined;
    const id = newId("rec", this.#world.entropy);
    return { id, path: this.#world.recordingPath(id, wall), layout, onHold };
  }
}
