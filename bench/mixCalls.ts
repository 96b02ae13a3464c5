/** What a frame costs on the two media paths: the whole engine in virtual time, without sockets and files. */
import { noise } from "../lab/sound/signals.ts";
import type { Receive } from "../src/kernel/datagrams.ts";
import { seededEntropy } from "../src/kernel/entropy.ts";
import { ok } from "../src/kernel/result.ts";
import type { LegRole } from "../src/media/commands.ts";
import { MediaEngine } from "../src/media/engine.ts";
import type { MonitorMode } from "../src/mixer/audibility.ts";
import type { CodecName } from "../src/rtp/codecs/codec.ts";
import { codecNamed } from "../src/rtp/codecs/codecs.ts";
import { VirtualTime } from "../test/support/virtualTime.ts";
import { table } from "./table.ts";

const FRAME_MS = 20;
/** A second of packets, over and over. */
const PACKETS = 50;
const OPUS_PAYLOAD_TYPE = 96;
/** The compiler has seen everything after the first runs, which do not count. */
const WARM_UP_RUNS = 5;
const RUNS = 21;
const FRAMES_A_RUN = 1000;

export interface CallRow {
  readonly call: string;
  /** Median of the runs, µs: a party's packet, from the socket's callback to the socket's send. */
  readonly packet: number;
  /** A monitor's packet, to its place on the track; NaN without monitors. */
  readonly monitorPacket: number;
  /** One 20 ms step of the call: what monitors are sent, the recording, reports. */
  readonly step: number;
}

interface Plan {
  readonly call: string;
  readonly agentCodec: CodecName;
  readonly monitors: readonly MonitorMode[];
  /** The parties are given notice, a tone each second. */
  readonly notice?: true;
}

const plans: readonly Plan[] = [
  { call: "no monitor", agentCodec: "PCMA", monitors: [] },
  { call: "no monitor, a notice", agentCodec: "PCMA", monitors: [], notice: true },
  { call: "no monitor, A-law to µ-law", agentCodec: "PCMU", monitors: [] },
  { call: "no monitor, A-law to G.722", agentCodec: "G722", monitors: [] },
  { call: "no monitor, A-law to Opus", agentCodec: "opus", monitors: [] },
  { call: "1 passive", agentCodec: "PCMA", monitors: ["passive"] },
  { call: "1 active", agentCodec: "PCMA", monitors: ["active"] },
  { call: "2 active", agentCodec: "PCMA", monitors: ["active", "active"] },
  { call: "1 active, A-law to Opus", agentCodec: "opus", monitors: ["active"] },
];

export function mixCalls(): readonly CallRow[] {
  const print = table<CallRow>([
    { title: "call", width: 26, text: ({ call }) => call },
    { title: "packet µs", width: 9, text: ({ packet }) => packet.toFixed(2) },
    { title: "monitor's packet µs", width: 19, text: ({ monitorPacket }) => figure(monitorPacket) },
    { title: "20 ms step µs", width: 13, text: ({ step }) => step.toFixed(2) },
  ]);
  return plans.map((plan) => {
    const row = measure(plan);
    print(row);
    return row;
  });
}

const figure = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(2));

function measure(plan: Plan): CallRow {
  const call = new Call(plan);
  const runs = Array.from({ length: WARM_UP_RUNS + RUNS }, () => call.run(FRAMES_A_RUN)).slice(WARM_UP_RUNS);
  return {
    call: plan.call,
    packet: median(runs.map((run) => run.packet)),
    monitorPacket: median(runs.map((run) => run.monitorPacket)),
    step: median(runs.map((run) => run.step)),
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

interface Cost {
  /** µs */
  readonly packet: number;
  readonly monitorPacket: number;
  readonly step: number;
}

/** A recorded call whose packets are handed to the engine one by one. */
class Call {
  readonly #time = new VirtualTime();
  readonly #sockets = new Map<number, Receive>();
  readonly #engine: MediaEngine;
  readonly #parties: readonly Sender[];
  readonly #monitors: readonly Sender[];

  constructor({ agentCodec, monitors, notice }: Plan) {
    this.#engine = new MediaEngine({
      datagrams: {
        bind: (address, port, receive, done) => {
          this.#sockets.set(port, receive);
          done(ok({ address, port, send: () => {}, close: () => {} }));
        },
      },
      scheduler: this.#time,
      entropy: seededEntropy(1),
      openRecording: () => ({
        missingMs: 0,
        append: () => {},
        close: async () => ({ durationMs: 0, bytes: 0, missingMs: 0 }),
      }),
      emit: () => {},
    });
    this.#engine.handle({
      op: "openCall",
      call: 1,
      holdMusic: "default",
      ...(notice === true ? { notice: { sound: "tone", everyMs: 1000 } } : {}),
    });
    this.#parties = [this.#join(1, "customer", "PCMA"), this.#join(2, "agent", agentCodec)];
    this.#monitors = monitors.map((_, i) => this.#join(3 + i, "monitor", "PCMA"));
    const open = { answered: true, receives: true, holds: false };
    this.#engine.handle({
      op: "setAudio",
      call: 1,
      stamp: 1,
      state: {
        customer: open,
        agent: open,
        waits: { customer: false, agent: false },
        earlyMediaFrom: undefined,
        monitors: monitors.map((mode, i) => ({ leg: 3 + i, mode, target: "agent", holds: false })),
        notice: notice === true ? 1 : 0,
      },
    });
    const plan = { path: "nowhere", layout: "stereo", onHold: "silence" } as const;
    this.#engine.handle({ op: "startRecording", call: 1, plan });
  }

  /** Everybody speaks for so many frames. */
  run(frames: number): Cost {
    let [packet, monitorPacket, step] = [0, 0, 0];
    for (let i = 0; i < frames; i++) {
      monitorPacket += timed(() => this.#monitors.forEach(speak), this.#monitors);
      packet += timed(() => this.#parties.forEach(speak), this.#parties);
      const begin = performance.now();
      this.#time.advance(FRAME_MS);
      step += performance.now() - begin;
    }
    const each = (total: number, times: number): number => (times === 0 ? Number.NaN : (total * 1000) / times);
    return {
      packet: each(packet, frames * this.#parties.length),
      monitorPacket: each(monitorPacket, frames * this.#monitors.length),
      step: each(step, frames),
    };
  }

  #join(leg: number, role: LegRole, codec: CodecName): Sender {
    const port = 20_000 + 2 * leg;
    const address = `10.0.0.${leg}`;
    const seeds = { ssrc: leg, sequence: 0, timestamp: 0 };
    this.#engine.handle({ op: "openLeg", call: 1, leg, role, address: "10.0.0.100", port, ...seeds });
    const payloadType = payloadTypeOf(codec);
    const described = {
      address,
      rtpPort: port,
      rtcpPort: port + 1,
      signallingAddress: address,
      codec,
      sendPayloadType: payloadType,
      receivePayloadType: payloadType,
      ptime: FRAME_MS,
      sends: true,
      receives: true,
    };
    this.#engine.handle({ op: "describeLeg", call: 1, leg, described, mediaTimeoutMs: 0 });
    return new Sender(leg, codec, (packet) => this.#sockets.get(port)!(packet, address, port));
  }
}

/** ms that the work takes, without the making of the senders' next packets. */
function timed(work: () => void, senders: readonly Sender[]): number {
  for (const sender of senders) sender.prepare();
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

const speak = (sender: Sender): void => sender.send();

const payloadTypeOf = (codec: CodecName): number => codecNamed(codec).payloadType ?? OPUS_PAYLOAD_TYPE;

/** Noise in packets; each is made anew, since the engine changes them in place. */
class Sender {
  readonly #payloads: readonly Uint8Array[];
  readonly #header = Buffer.alloc(12);
  /** Timestamp units a packet. */
  readonly #units: number;
  readonly #deliver: (packet: Buffer) => void;
  #packet = Buffer.alloc(0);
  #frame = 0;

  constructor(seed: number, codec: CodecName, deliver: (packet: Buffer) => void) {
    this.#deliver = deliver;
    this.#header[0] = 0x80;
    this.#header[1] = payloadTypeOf(codec);
    this.#header.writeUInt32BE(seed, 8);
    this.#units = (codecNamed(codec).clockRate * FRAME_MS) / 1000;
    this.#payloads = encodedNoise(seed, codec);
  }

  prepare(): void {
    this.#header.writeUInt16BE(this.#frame & 0xffff, 2);
    this.#header.writeUInt32BE((this.#frame * this.#units) >>> 0, 4);
    this.#packet = Buffer.concat([this.#header, this.#payloads[this.#frame % PACKETS]!]);
    this.#frame++;
  }

  send(): void {
    this.#deliver(this.#packet);
  }
}

function encodedNoise(seed: number, name: CodecName): readonly Uint8Array[] {
  const codec = codecNamed(name);
  const encoder = codec.encoder();
  const speech = noise(seed, 3000);
  const samples = (codec.sampleRate * FRAME_MS) / 1000;
  const sound = Int16Array.from({ length: PACKETS * samples }, (_, i) => speech(i));
  const out = new Uint8Array(1500);
  return Array.from({ length: PACKETS }, (_, i) => out.slice(0, encoder.encode(sound, i * samples, samples, out, 0)));
}
