/**
 * The parties of one call, their media, and what is kept of it: what the life of a call and the changes of its parties
 * (`call.ts`, `succession.ts`) both work with. What they decide is collected here until the call hands it out.
 */
import type { MediaCommand } from "../../media/commands.ts";
import { hasPublicMonitor } from "../../mixer/audibility.ts";
import type { UsageInput } from "../../sip/dialog/usage.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import { type InfoPress, infoOfPress } from "../legs/infoKey.ts";
import { keyPlan } from "../legs/keyPlan.ts";
import type { UsageNumber } from "../legs/legEvents.ts";
import { CallAudio } from "./callAudio.ts";
import { CallNotice } from "./callNotice.ts";
import type { CallNews, CallOptions, CallOutput } from "./callProtocol.ts";
import { type CallEnd, CallRecord, type Moment } from "./callRecord.ts";
import { CallRecording } from "./callRecording.ts";
import type { Dialling, DialOutcome } from "./dialling.ts";
import { Ends } from "./ends.ts";
import type { PartyLeg } from "./partyLeg.ts";
import { People } from "./people.ts";
import { QualityRecord } from "./qualityRecord.ts";
import { RecordingTimeline } from "./recordingTimeline.ts";

export class Conversation {
  readonly options: CallOptions;
  readonly ends: Ends;
  readonly people: People;
  readonly audio: CallAudio;
  readonly record: CallRecord;
  readonly recording: CallRecording;
  readonly timeline = new RecordingTimeline();
  /** Undefined where the parties are never given any. */
  readonly notice: CallNotice | undefined;
  readonly quality = new QualityRecord();
  /** Not closed yet, whether or not they carry a party. */
  readonly usages = new Set<UsageNumber>();
  /** Whoever is being rung. */
  dialling: Dialling | undefined;
  /** Answered, and not over. */
  live = false;
  held = false;
  #out: CallOutput[] = [];

  constructor(options: CallOptions) {
    this.options = options;
    this.ends = new Ends(options.caller, options.callee);
    this.people = new People(options.plan);
    this.audio = new CallAudio(this.ends);
    this.record = new CallRecord(options.startedAt);
    this.recording = new CallRecording(options.number, options.recording);
    this.notice = options.notice === undefined ? undefined : new CallNotice(options.notice);
    if (options.caller.usage !== undefined) this.usages.add(options.caller.usage);
  }

  /** What has been decided since this was asked last. */
  take(): CallOutput[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  tell(output: CallOutput): void {
    this.#out.push(output);
  }

  news(news: CallNews): void {
    this.tell({ out: "news", news });
  }

  /** The state of the agents of this call, and of those who have just left it, may have changed. */
  agentsTouched(left: readonly CallAgent[] = []): void {
    this.tell({ out: "agentsTouched", agentIds: [...left, ...this.people.agents].map(({ id }) => id) });
  }

  toUsage(usage: UsageNumber, input: UsageInput): void {
    this.tell({ out: "toUsage", usage, input });
  }

  media(command: MediaCommand): void {
    this.tell({ out: "media", command });
  }

  openLeg(party: PartyLeg): void {
    this.tell({ out: "openLeg", call: this.options.number, leg: party.leg, role: party.side });
  }

  closeLeg(party: PartyLeg): void {
    this.media({ op: "closeLeg", call: this.options.number, leg: party.leg });
  }

  /** What a search for somebody asks for; passes its outcome on. */
  pursue(dialling: Dialling, outcome: DialOutcome): DialOutcome {
    for (const output of dialling.take()) {
      if (output.out === "dial") this.usages.add(output.usage);
      this.tell(output);
    }
    return outcome;
  }

  /** Whoever is being rung is not any longer. */
  stopDialling(reason?: string): void {
    const { dialling } = this;
    if (dialling === undefined) return;
    this.dialling = undefined;
    dialling.giveUp(reason);
    this.pursue(dialling, { now: "waiting" });
    this.tell({ out: "clearRingTimer" });
  }

  /** Not before offer and answer are complete: where the offer is ours, the ACK brings the answer. */
  describe(party: PartyLeg): void {
    if (!party.audio.isAgreed) return;
    const described = party.audio.described();
    this.media({
      op: "describeLeg",
      call: this.options.number,
      leg: party.leg,
      described,
      mediaTimeoutMs: this.options.mediaTimeoutMs,
      keys: keyPlan(party.keys, described.sendEventType !== undefined),
    });
  }

  /** A party has pressed a key and told it by INFO. The media plane knows whether it has come otherwise, and who may hear it. */
  pressed(party: PartyLeg, { key, durationMs }: InfoPress): void {
    this.media({ op: "pressKey", call: this.options.number, leg: party.leg, key, durationMs });
  }

  /** Tells a party a key by INFO. */
  tellKey(party: PartyLeg | undefined, press: InfoPress): void {
    if (party?.usage !== undefined) this.toUsage(party.usage, { in: "info", bodies: infoOfPress(press) });
  }

  /** Tells the media plane who is in which state, and the world whether the call is held. */
  applyAudio(at: Moment, waiting?: number): void {
    const stamp = this.audio.stamp(waiting);
    const state = this.audio.state(this.#noticeDue);
    this.media({ op: "setAudio", call: this.options.number, state, stamp });
    if (!this.live) return;
    const { held } = this.audio;
    this.timeline.met(this.people.agents);
    this.timeline.note("hold", held, at.now);
    this.timeline.note("monitor_public", hasPublicMonitor(state), at.now);
    if (held === this.held) return;
    this.held = held;
    this.record.held(held, at);
    this.news(held ? "held" : "resumed");
  }

  /** A re-INVITE: hold, resume, a new address. Answered here; the other party is not told (M3). */
  renegotiate(party: PartyLeg, usage: UsageNumber, sdp: string, at: Moment): void {
    const answer = party.audio.reanswer(sdp, this.ends.beyond(party));
    if (!answer.ok) {
      this.toUsage(usage, { in: "refuseOffer", status: 488 });
      return;
    }
    this.toUsage(usage, { in: "answerOffer", sdp: answer.value });
    this.redescribe(party, at);
  }

  /** Something new was agreed with a party. */
  redescribe(party: PartyLeg, at: Moment): void {
    this.describe(party);
    this.applyAudio(at);
  }

  /**
   * A provisional to a party that calls. @param sdp our answer, if the party is to hear something already; where its INVITE
   * makes no offer the provisional holds ours, in case its phone knows 100rel (RFC 3262 §5).
   */
  ring(party: PartyLeg, status: number, sdp?: string): void {
    if (party.usage === undefined) return;
    const offer = party.audio.hasOffer ? undefined : party.audio.answer(this.ends.beyond(party));
    const described = sdp ?? (offer?.ok === true ? offer.value : undefined);
    this.toUsage(party.usage, { in: "ring", status, ...(described === undefined ? {} : { sdp: described }) });
  }

  /** A re-INVITE without an offer: ours, "as if making a brand new call" (RFC 3261 §14.2); the answer comes with the ACK. */
  offerAnew(party: PartyLeg): void {
    if (party.usage === undefined) return;
    const sdp = party.audio.reoffer(this.ends.beyond(party));
    this.toUsage(party.usage, { in: "answerOffer", sdp });
  }

  /** Our 2xx to the INVITE of a party. @returns false where its offer cannot be served */
  answer(party: PartyLeg): boolean {
    const answer = party.audio.answer(this.ends.beyond(party));
    if (!answer.ok || party.usage === undefined) return false;
    this.toUsage(party.usage, { in: "accept", sdp: answer.value });
    party.awaitsAnswer = false;
    party.answered = true;
    this.describe(party);
    return true;
  }

  /** Does nothing where it has begun, or the account records nothing. */
  startRecording(at: Moment): void {
    const command = this.recording.begun === undefined ? this.recording.begin() : undefined;
    if (command === undefined) return;
    this.media(command);
    this.timeline.start(at.now);
    this.tell({ out: "recordingOpened" });
  }

  pauseRecording(paused: boolean, at: Moment): void {
    const command = this.live ? this.recording.pause(paused) : undefined;
    if (command === undefined) return;
    this.media(command);
    this.timeline.note("pause", paused, at.now);
    if (this.notice !== undefined) this.applyAudio(at);
    this.news("recording");
  }

  get #noticeDue(): number {
    const { people } = this;
    const observed = { monitored: this.audio.monitors.length > 0, recorded: this.recording.runs, people };
    return this.notice?.due(observed) ?? 0;
  }

  /** Ends a party's dialog. `refusal`: the answer to an INVITE of its own that still waits. `reason`: what the other end said (RFC 3326). */
  hangUp(party: PartyLeg, refusal?: { readonly status: number; readonly reason: string }, reason?: string): void {
    if (party.usage === undefined) return;
    if (party.awaitsAnswer && refusal !== undefined) this.toUsage(party.usage, { in: "refuse", ...refusal });
    else this.toUsage(party.usage, { in: "hangUp", ...(reason === undefined ? {} : { reason }) });
  }

  report(trunkId: string | undefined, at: Moment, end: CallEnd | undefined): void {
    const { id, plan } = this.options;
    const { people } = this;
    const recordingId = this.recording.begun?.id ?? null;
    const call = { id, plan, people, trunkId, recordingId, quality: this.quality.of(people) };
    this.tell({ out: "report", row: this.record.row(call, at, end), live: end === undefined });
  }
}
