/** What a frame costs on the two media paths: the whole engine in virtual time, without sockets and files. */
import { encodeSample } from "../lab/sound/g711.ts";
import { noise } from "../lab/sound/signals.ts";
import type { Receive } from "../src/kernel/datagrams.ts";
import { seededEntropy } from "../src/kernel/entropy.ts";
import { ok } from "../src/kernel/result.ts";
import type { LegRole } from "../src/media/commands.ts";
import { MediaEngine } from "../src/media/engine.ts";
import type { MonitorMode } from "../src/mixer/audibility.ts";
import { VirtualTime } from "../test/support/virtualTime.ts";
import { table } from "./table.ts";

const FRAME_MS = 20;
const SAMPLES = 160;
/** The compiler has seen everything after the first runs, which do not count. */
const WARM_UP_RUNS = 5;
const RUNS = 21;
const FRAMES_A_RUN = 1000;

export interface MixingRow {
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
  readonly agentCodec: "PCMA" | "PCMU";
  readonly monitors: readonly MonitorMode[];
}

const plans: readonly Plan[] = [
  { call: "no monitor", agentCodec: "PCMA", monitors: [] },
  { call: "no monitor, A-law to µ-law", agentCodec: "PCMU", monitors: [] },
  { call: "1 passive", agentCodec: "PCMA", monitors: ["passive"] },
  { call: "1 active", agentCodec: "PCMA", monitors: ["active"] },
  { call: "2 active", agentCodec: "PCMA", monitors: ["active", "active"] },
];

export function mixing(): readonly MixingRow[] {
  const print = table<MixingRow>([
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

function measure(plan: Plan): MixingRow {
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

  constructor({ agentCodec, monitors }: Plan) {
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
    this.#engine.handle({ op: "openCall", call: 1, holdMusic: "default" });
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

  #join(leg: number, role: LegRole, codec: "PCMA" | "PCMU"): Sender {
    const port = 20_000 + 2 * leg;
    const address = `10.0.0.${leg}`;
    const seeds = { ssrc: leg, sequence: 0, timestamp: 0 };
    this.#engine.handle({ op: "openLeg", call: 1, leg, role, address: "10.0.0.100", port, ...seeds });
    const payloadType = codec === "PCMA" ? 8 : 0;
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

/** Noise in packets; each is made anew, since the engine changes them in place. */
class Sender {
  readonly #template: Buffer;
  readonly #packet: Buffer;
  readonly #deliver: (packet: Buffer) => void;
  #frame = 0;

  constructor(seed: number, codec: "PCMA" | "PCMU", deliver: (packet: Buffer) => void) {
    this.#deliver = deliver;
    this.#template = Buffer.alloc(12 + SAMPLES);
    this.#template[0] = 0x80;
    this.#template[1] = codec === "PCMA" ? 8 : 0;
    this.#template.writeUInt32BE(seed, 8);
    const speech = noise(seed, 3000);
    for (let i = 0; i < SAMPLES; i++) this.#template[12 + i] = encodeSample(codec, speech(i));
    this.#packet = Buffer.from(this.#template);
  }

  prepare(): void {
    this.#template.copy(this.#packet);
    this.#packet.writeUInt16BE(this.#frame & 0xffff, 2);
    this.#packet.writeUInt32BE((this.#frame * SAMPLES) >>> 0, 4);
    this.#frame++;
  }

  send(): void {
    this.#deliver(this.#packet);
  }
}
