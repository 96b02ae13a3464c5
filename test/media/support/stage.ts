/** A call on a media engine in virtual time, with phones at its legs: the stage of the monitoring rules' tests. */
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import type { HoldMusicChoice, MediaEvent, NoticePlan, RecordingPlan } from "../../../src/media/commands.ts";
import { MediaEngine } from "../../../src/media/engine.ts";
import type { RecordingOutput } from "../../../src/media/host.ts";
import type { CallAudioState, MonitorMode, MonitorState, PartyState, Side } from "../../../src/mixer/audibility.ts";
import type { WavFormat } from "../../../src/recording/wav.ts";
import { VirtualNet, type Weather } from "../../support/virtualNet.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { fleeting } from "./fleeting.ts";
import { Phone, type PhoneOptions } from "./phone.ts";

/** A recording in memory. */
export class MemoryRecording implements RecordingOutput {
  readonly channels: number;
  readonly sampleRate: number;
  samples = new Int16Array(0);
  frames = 0;
  closed = false;
  readonly missingMs = 0;

  constructor({ channels, sampleRate }: WavFormat) {
    this.channels = channels;
    this.sampleRate = sampleRate;
  }

  append(interleaved: Int16Array, frames: number, atFrame: number): void {
    if (atFrame !== this.frames) throw new Error("a hole in the recording");
    const grown = new Int16Array(this.samples.length + frames * this.channels);
    grown.set(this.samples);
    grown.set(interleaved.subarray(0, frames * this.channels), this.samples.length);
    this.samples = grown;
    this.frames += frames;
  }

  async close(totalFrames: number) {
    this.closed = true;
    return { durationMs: (totalFrames * 1000) / this.sampleRate, bytes: 44 + this.samples.length * 2, missingMs: 0 };
  }

  channel(index: number): Int16Array {
    return Int16Array.from({ length: this.frames }, (_, i) => this.samples[i * this.channels + index]!);
  }
}

const openParty: PartyState = { answered: true, receives: true, holds: false };
const CALL = 1;
const SERVER = "10.0.0.1";
export const CUSTOMER_LEG = 1;
export const AGENT_LEG = 2;
export const FIRST_MONITOR_LEG = 3;

export interface StageOptions {
  readonly seed?: number;
  readonly weather?: Weather;
  readonly customer?: Partial<PhoneOptions>;
  readonly agent?: Partial<PhoneOptions>;
  readonly holdMusic?: HoldMusicChoice;
  readonly notice?: NoticePlan;
}

export class Stage {
  readonly time = new VirtualTime();
  readonly net: VirtualNet;
  readonly engine: MediaEngine;
  readonly events: MediaEvent[] = [];
  readonly recordings: MemoryRecording[] = [];
  readonly customer: Phone;
  readonly agent: Phone;
  readonly monitors: Phone[] = [];
  readonly address = SERVER;
  #state: CallAudioState = {
    customer: openParty,
    agent: openParty,
    waits: { customer: false, agent: false },
    earlyMediaFrom: undefined,
    monitors: [],
    notice: 0,
  };
  #stamps = 0;

  constructor(options: StageOptions = {}) {
    this.net = new VirtualNet(this.time, { seed: options.seed ?? 1, weather: options.weather ?? {} });
    this.engine = new MediaEngine({
      datagrams: fleeting(this.net, this.time),
      scheduler: this.time,
      entropy: seededEntropy(options.seed ?? 1),
      openRecording: (file) => {
        const recording = new MemoryRecording(file);
        this.recordings.push(recording);
        return recording;
      },
      emit: (event) => void this.events.push(event),
    });
    this.engine.handle({
      op: "openCall",
      call: CALL,
      holdMusic: options.holdMusic ?? "default",
      ...(options.notice === undefined ? {} : { notice: options.notice }),
    });
    this.customer = this.join(CUSTOMER_LEG, "customer", { address: "10.0.1.1", ssrc: 11, ...options.customer });
    this.agent = this.join(AGENT_LEG, "agent", { address: "10.0.1.2", ssrc: 22, ...options.agent });
    this.set({});
  }

  get recording(): MemoryRecording {
    return this.recordings[0]!;
  }

  /** Opens a leg, gives it a phone and lets both know of each other. */
  join(leg: number, role: "customer" | "agent" | "monitor", options: PhoneOptions): Phone {
    const port = 20_000 + 2 * leg;
    const seeds = { ssrc: 0x1000 + leg, sequence: 65_530, timestamp: 0xffff_fe00 };
    this.engine.handle({ op: "openLeg", call: CALL, leg, role, address: SERVER, port, ...seeds });
    this.time.advance(0);
    const phone = new Phone(this.time, this.net, options);
    phone.connect(SERVER, port);
    this.engine.handle({ op: "describeLeg", call: CALL, leg, described: phone.described, mediaTimeoutMs: 0 });
    return phone;
  }

  /** Another phone takes a leg over by a new description. */
  again(leg: number, options: PhoneOptions): Phone {
    const phone = new Phone(this.time, this.net, options);
    phone.connect(SERVER, 20_000 + 2 * leg);
    this.engine.handle({ op: "describeLeg", call: CALL, leg, described: phone.described, mediaTimeoutMs: 0 });
    return phone;
  }

  monitor(mode: MonitorMode, target: Side = "agent", options: Partial<PhoneOptions> = {}): Phone {
    const leg = FIRST_MONITOR_LEG + this.monitors.length;
    const phone = this.join(leg, "monitor", { address: `10.0.2.${leg}`, ssrc: 33, ...options });
    this.monitors.push(phone);
    this.set({ monitors: [...this.#state.monitors, { leg, mode, target, holds: false }] });
    return phone;
  }

  /** Changes what `setAudio` says. */
  set(changes: Partial<CallAudioState>): void {
    this.#state = { ...this.#state, ...changes };
    this.engine.handle({ op: "setAudio", call: CALL, state: this.#state, stamp: ++this.#stamps });
  }

  setMonitor(index: number, changes: Partial<MonitorState>): void {
    this.set({
      monitors: this.#state.monitors.map((monitor, i) => (i === index ? { ...monitor, ...changes } : monitor)),
    });
  }

  /** A party's own phone holds, or takes the call back. */
  hold(side: Side, holds: boolean): void {
    this.set({ [side]: { answered: true, receives: !holds, holds } });
  }

  record(plan: Partial<RecordingPlan> = {}): void {
    this.engine.handle({
      op: "startRecording",
      call: CALL,
      plan: { path: "/dev/null", layout: "stereo", onHold: "silence", ...plan },
    });
  }

  pauseRecording(paused: boolean): void {
    this.engine.handle({ op: "pauseRecording", call: CALL, paused });
  }

  closeLeg(leg: number): void {
    this.engine.handle({ op: "closeLeg", call: CALL, leg });
  }

  /** Ends the call and waits until the engine says that nothing is left. */
  async end(): Promise<void> {
    this.engine.handle({ op: "closeCall", call: CALL });
    for (const phone of [this.customer, this.agent, ...this.monitors]) phone.close();
    this.time.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
    this.time.advance(0);
  }

  told(name: MediaEvent["event"]): MediaEvent[] {
    return this.events.filter(({ event }) => event === name);
  }
}
