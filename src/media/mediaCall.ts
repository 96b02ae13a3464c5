import { causeOf } from "../kernel/fault.ts";
import {
  AGENT,
  audibility,
  type CallAudioState,
  CUSTOMER,
  MAX_MONITORS,
  RECORDING,
  type Side,
} from "../mixer/audibility.ts";
import { HoldMusic } from "../mixer/holdMusic.ts";
import { Notice, type NoticePlan } from "../mixer/notice.ts";
import { STEP } from "../mixer/packetizer.ts";
import type { Speaker } from "../mixer/speaker.ts";
import type { Scale } from "../recording/recorder.ts";
import { codeOf, KEYS, type Press } from "../rtp/dtmf/keys.ts";
import { SAMPLES_PER_MS } from "../rtp/playout/track.ts";
import { Audience } from "./audience.ts";
import { CallRecording } from "./callRecording.ts";
import { Cast } from "./cast.ts";
import type { CallNumber, HoldMusicChoice, LegNumber, LegRole, MediaCommand, RecordingPlan } from "./commands.ts";
import type { MediaHost } from "./host.ts";
import type { ToldQuality } from "./legs/legReports.ts";
import type { OpenFailure } from "./legs/legSockets.ts";
import { MonitorLeg } from "./legs/monitorLeg.ts";
import { type PartyCall, PartyLeg } from "./legs/partyLeg.ts";
import type { Ticking } from "./mediaClock.ts";

/** ms between two steps of a call. */
const STEP_MS = STEP / SAMPLES_PER_MS;

type Leg = PartyLeg | MonitorLeg;
type OpenLeg = Extract<MediaCommand, { op: "openLeg" }>;
type DescribeLeg = Extract<MediaCommand, { op: "describeLeg" }>;

const noRoom: OpenFailure = { code: "bind_failed", message: "the call has no room for another monitor" };

/** A leg and its RTP port. */
interface Seat {
  readonly leg: Leg;
  readonly port: number;
}

/** The media of one call: its legs, who hears whom, its recording. */
export class MediaCall implements Ticking, PartyCall {
  readonly number: CallNumber;
  readonly #host: MediaHost;
  /** When position 0 is, ms on the `now` scale. */
  readonly origin: number;
  readonly #music: HoldMusic;
  readonly #notice: Notice | undefined;
  readonly #cast: Cast;
  readonly #audience = new Audience();
  readonly #seats = new Map<LegNumber, Seat>();
  /** The present parties: of each side the leg described last. */
  readonly #parties: { customer: PartyLeg | undefined; agent: PartyLeg | undefined } = {
    customer: undefined,
    agent: undefined,
  };
  #monitors: MonitorLeg[] = [];
  #state: CallAudioState | undefined;
  #talking = false;
  #recording: CallRecording | undefined;
  /** Sockets that are being closed. */
  #closing = 0;
  #whenClosed: (() => void) | undefined;
  #firstStep: { readonly due: number; readonly position: number } | undefined;

  constructor(number: CallNumber, host: MediaHost, holdMusic: HoldMusicChoice, notice: NoticePlan | undefined) {
    this.number = number;
    this.#host = host;
    this.origin = host.scheduler.now();
    this.#music = new HoldMusic(holdMusic);
    this.#notice = notice === undefined ? undefined : new Notice(notice);
    this.#cast = new Cast(this.#music, this.#notice);
  }

  get legs(): number {
    return this.#seats.size;
  }

  /** Lost so far by the recording under way, ms. */
  get recordingMissingMs(): number {
    return this.#recording?.missingMs ?? 0;
  }

  openLeg(command: OpenLeg): void {
    const { leg: number, role, address, port } = command;
    const leg = role === "monitor" ? this.#seatMonitor(number, command) : this.#seatParty(role, command);
    if (leg === undefined) {
      this.#legFailed(number, noRoom);
      return;
    }
    this.#seats.set(number, { leg, port });
    leg.transport.open(address, port, (result) => {
      if (result.ok) {
        this.#host.emit({ event: "legOpened", call: this.number, leg: number, port });
      } else {
        this.#unseat(number, leg);
        this.#legFailed(number, result.error);
      }
    });
  }

  describeLeg({ leg: number, described, mediaTimeoutMs, keys }: DescribeLeg): void {
    const leg = this.#seats.get(number)?.leg;
    if (leg === undefined) return;
    const before = leg.speaker;
    leg.describe(described, mediaTimeoutMs, this.#host.scheduler.now(), keys);
    if (leg.speaker !== before) this.#replace(leg, before);
    if (leg instanceof PartyLeg) this.#seatAsParty(leg);
  }

  /** Takes a leg out of this call, for another to take in. */
  release(number: LegNumber): Seat | undefined {
    const seat = this.#seats.get(number);
    if (seat !== undefined) this.#unseat(number, seat.leg);
    return seat;
  }

  /** Takes in a leg that another call has released. */
  takeIn(number: LegNumber, { leg: from, port }: Seat, role: LegRole): void {
    if (from instanceof MonitorLeg) this.#takeInMonitor(number, from, port);
    else if (role !== "monitor") this.#takeInParty(number, from, port, role);
  }

  #takeInParty(number: LegNumber, from: PartyLeg, port: number, side: Side): void {
    const leg = from.movedTo(this, side);
    this.#cast.addParty(leg);
    this.#seats.set(number, { leg, port });
    if (leg.isDescribed) this.#seatAsParty(leg);
  }

  #takeInMonitor(number: LegNumber, from: MonitorLeg, port: number): void {
    const bit = this.#audience.admit(number);
    if (bit === undefined) {
      this.#closeTransport({ leg: from, port });
      return this.#legFailed(number, noRoom);
    }
    const leg = from.movedTo(this.origin, bit, this.#keyOf(number));
    this.#cast.addMonitor(leg.speaker);
    this.#monitors.push(leg);
    this.#seats.set(number, { leg, port });
  }

  setAudio(state: CallAudioState, stamp: number): void {
    this.#state = { ...state, monitors: state.monitors.slice(0, MAX_MONITORS) };
    this.#stamp();
    this.#host.emit({ event: "stamped", call: this.number, stamp });
  }

  /** The party on this leg pressed a key, as signalling tells. */
  pressKey(number: LegNumber, key: string, durationMs: number): void {
    const leg = this.#seats.get(number)?.leg;
    const code = codeOf(key);
    if (leg instanceof PartyLeg && code >= 0) leg.press(code, durationMs, this.#host.scheduler.now());
  }

  startRecording(plan: RecordingPlan): void {
    if (this.#recording !== undefined) return;
    const start = this.#present();
    this.#recording = new CallRecording(this.#host, this.number, plan, this.#cast, start, this.#recordedScale);
    this.#stamp();
  }

  pauseRecording(paused: boolean): void {
    this.#recording?.pause(paused, this.#present());
  }

  closeLeg(number: LegNumber): void {
    const seat = this.#seats.get(number);
    if (seat === undefined) return;
    this.#tellQuality(number, seat.leg, seat.leg.transport.quality());
    this.#unseat(number, seat.leg);
    this.#closeTransport(seat);
  }

  /** Closes everything; `closed` is called when no socket and no file is left. */
  close(closed: () => void): void {
    this.#whenClosed = closed;
    this.#closing++;
    for (const number of [...this.#seats.keys()]) this.closeLeg(number);
    const recording = this.#recording;
    if (recording !== undefined) {
      this.#closing++;
      void recording
        .close(this.#present())
        .catch((error: unknown) => this.#host.emit({ event: "fault", call: this.number, cause: causeOf(error) }))
        .finally(() => this.#closed());
    }
    this.#closed();
  }

  /** The recording is wideband where both parties are when it starts. */
  get #recordedScale(): Scale {
    const { customer, agent } = this.#parties;
    return customer?.speaker.track.scale === 2 && agent?.speaker.track.scale === 2 ? 2 : 1;
  }

  otherParty(leg: PartyLeg): PartyLeg | undefined {
    const { customer, agent } = this.#parties;
    if (leg === customer) return agent;
    return leg === agent ? customer : undefined;
  }

  get keepsSound(): boolean {
    // What is to be mixed with a notice is decoded from before it on: decoders with a state need that.
    const noticed = this.#notice !== undefined && this.#notice.mask !== 0;
    return this.#monitors.length > 0 || this.#recording !== undefined || noticed;
  }

  tellKey(leg: PartyLeg, { code, lasts }: Press): void {
    for (const [number, seat] of this.#seats) {
      if (seat.leg !== leg) continue;
      const [key, durationMs] = [KEYS[code]!, Math.round(lasts)];
      this.#host.emit({ event: "keyForParty", call: this.number, leg: number, key, durationMs });
    }
  }

  positionAt(now: number): number {
    return (now - this.origin) * SAMPLES_PER_MS;
  }

  step(due: number, now: number): void {
    const position = this.#positionOfStep(due);
    const { customer, agent } = this.#parties;
    if (customer !== undefined) this.#stepParty(customer, agent, position, now);
    if (agent !== undefined) this.#stepParty(agent, customer, position, now);
    if (this.#monitors.length > 0) {
      this.#cast.bus.step(now);
      for (const monitor of this.#monitors) monitor.step(this.#cast.bus, position, now);
    }
    this.#recording?.advance(position);
    this.#cast.step(position);
    for (const [number, { leg }] of this.#seats) {
      // Not while held: a party that waits, or talks to nobody, need not send.
      if (leg.transport.step(position, now, leg instanceof MonitorLeg || this.#talking)) {
        this.#host.emit({ event: "mediaTimeout", call: this.number, leg: number });
      }
      this.#tellQuality(number, leg, leg.transport.qualityDue(now));
    }
  }

  /** Another speaker begins on a leg; whom the one before was stamped for, it is for, too. */
  #replace(leg: Leg, before: Speaker): void {
    if (leg instanceof PartyLeg) this.#cast.replaceParty(leg, before, this.#present());
    else this.#cast.replaceMonitor(leg.speaker, before, this.#present());
    this.#stamp();
  }

  /** A leg whose offer and answer are complete is its side's party. */
  #seatAsParty(leg: PartyLeg): void {
    if (this.#parties[leg.side] === leg) return;
    this.#parties[leg.side] = leg;
    this.#stamp();
  }

  #stepParty(party: PartyLeg, other: PartyLeg | undefined, position: number, now: number): void {
    const otherIsSent = other !== undefined && (other.speaker.mask & party.bit) !== 0;
    party.step(this.#music, otherIsSent, position, now);
  }

  /** Steps are whole numbers of samples apart, however the clock's fractions round. */
  #positionOfStep(due: number): number {
    this.#firstStep ??= { due, position: Math.round(this.positionAt(due)) };
    return this.#firstStep.position + STEP * Math.round((due - this.#firstStep.due) / STEP_MS);
  }

  #present(): number {
    return Math.round(this.positionAt(this.#host.scheduler.now()));
  }

  #seatParty(side: "customer" | "agent", command: OpenLeg): PartyLeg {
    const leg = PartyLeg.withSeeds(this.#host, this, side, command);
    this.#cast.addParty(leg);
    return leg;
  }

  #seatMonitor(number: LegNumber, command: OpenLeg): MonitorLeg | undefined {
    const bit = this.#audience.admit(number);
    if (bit === undefined) return undefined;
    const leg = MonitorLeg.withSeeds(this.#host, this.origin, bit, command, this.#keyOf(number));
    this.#cast.addMonitor(leg.speaker);
    this.#monitors.push(leg);
    return leg;
  }

  /** Tells each key pressed on a monitor's leg. */
  #keyOf(leg: LegNumber): (key: string) => void {
    return (key) => this.#host.emit({ event: "key", call: this.number, leg, key });
  }

  #closeTransport({ leg, port }: Seat): void {
    this.#closing++;
    leg.transport.close(() => {
      this.#host.emit({ event: "portFreed", port });
      this.#closed();
    });
  }

  /** Of the parties only: a monitor's leg is counted nowhere (U4). */
  #tellQuality(number: LegNumber, leg: Leg, told: ToldQuality | undefined): void {
    if (leg instanceof PartyLeg && told !== undefined)
      this.#host.emit({ event: "quality", call: this.number, leg: number, ...told });
  }

  #legFailed(leg: LegNumber, failure: OpenFailure): void {
    this.#host.emit({ event: "legFailed", call: this.number, leg, ...failure });
  }

  #unseat(number: LegNumber, leg: Leg): void {
    this.#seats.delete(number);
    this.#cast.leave(leg.speaker, this.#present());
    if (leg instanceof MonitorLeg) {
      this.#monitors = this.#monitors.filter((monitor) => monitor !== leg);
      this.#audience.dismiss(number);
    } else if (this.#parties[leg.side] === leg) {
      this.#parties[leg.side] = undefined;
    }
  }

  #closed(): void {
    this.#closing--;
    if (this.#closing === 0) this.#whenClosed?.();
  }

  /** Stamps the present matrix on every speaker's own samples (M6). */
  #stamp(): void {
    const state = this.#state;
    if (state === undefined) return;
    const matrix = audibility(state);
    this.#talking = matrix.talking;
    const legs = state.monitors.map((monitor) => monitor.leg);
    this.#stampParty("customer", this.#audience.translate(matrix.customer, legs));
    this.#stampParty("agent", this.#audience.translate(matrix.agent, legs));
    let listening = 0;
    state.monitors.forEach((monitor, i) => {
      const leg = this.#seats.get(monitor.leg)?.leg;
      if (!(leg instanceof MonitorLeg)) return;
      leg.holds = monitor.holds;
      leg.speaker.stamp(this.#audience.translate(matrix.monitors[i]!, legs));
      if (!monitor.holds) listening |= leg.bit;
    });
    this.#notice?.stamp(this.#present(), this.#audience.translate(matrix.notice, legs), state.notice);
    this.#stampMusic(matrix.musicTo, listening);
  }

  #stampParty(side: "customer" | "agent", mask: number): void {
    for (const { leg } of this.#seats.values()) {
      if (leg instanceof PartyLeg && leg.side === side) leg.speaker.stamp(leg === this.#parties[side] ? mask : 0);
    }
  }

  /** M3: monitors hear the music that a party waits with; the recording does where it was asked to. */
  #stampMusic(musicTo: number, monitors: number): void {
    const recorded = this.#recording?.withMusic === true ? RECORDING : 0;
    const waiting = musicTo & (CUSTOMER | AGENT);
    this.#music.stamp(this.#present(), waiting === 0 ? 0 : waiting | monitors | recorded);
  }
}
