import type { Scheduler } from "../../../src/kernel/clock.ts";
import type { DatagramSocket } from "../../../src/kernel/datagrams.ts";
import type { Described } from "../../../src/media/commands.ts";
import { type Codec, type CodecName, type Decoder, type Encoder, MOST_SAMPLES } from "../../../src/rtp/codecs/codec.ts";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import {
  HEADER_LENGTH,
  markerOf,
  payloadEnd,
  payloadStart,
  payloadTypeOf,
  sequenceOf,
  ssrcOf,
  timestampOf,
  writeHeader,
} from "../../../src/rtp/packet.ts";
import type { VirtualNet } from "../../support/virtualNet.ts";
import type { Signal } from "./signals.ts";

export interface Heard {
  /** ms */
  readonly at: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly marker: boolean;
  readonly type: number;
  readonly payload: Buffer;
}

export interface PhoneOptions {
  readonly address: string;
  readonly codec?: CodecName;
  readonly ptime?: number;
  /** Comfort noise was agreed. */
  readonly noise?: boolean;
  readonly ssrc?: number;
  readonly sequence?: number;
  readonly timestamp?: number;
}

const EVENT_TYPE = 101;
const OPUS_TYPE = 111;
export const NOISE_TYPE = 13;
const LONGEST_PAYLOAD = 1500;

/** A phone's media: sends its codec at its ptime, keeps what it is sent. */
export class Phone {
  readonly address: string;
  readonly codec: CodecName;
  /** Samples a position (1/8000 s), of what it says and hears; and timestamp units. */
  readonly scale: number;
  readonly units: number;
  readonly ptime: number;
  readonly heard: Heard[] = [];
  readonly reports: Buffer[] = [];
  /** What was sent, decoded again as a listener would: sample by sample, with the time each packet left. */
  readonly said: { at: number; samples: Int16Array }[] = [];
  /** The payloads it has sent. */
  readonly sent: Buffer[] = [];
  readonly #codec: Codec;
  readonly #payloadType: number;
  readonly #noise: boolean;
  readonly #encoder: Encoder;
  readonly #decoder: Decoder;
  readonly #time: Scheduler;
  readonly #rtp: DatagramSocket;
  readonly #rtcp: DatagramSocket;
  readonly #ssrc: number;
  #sequence: number;
  #timestamp: number;
  #index = 0;
  #to: { address: string; port: number } | undefined;
  #signal: Signal | undefined;
  #cancel: (() => void) | undefined;

  constructor(time: Scheduler, net: Pick<VirtualNet, "socket">, options: PhoneOptions) {
    this.#time = time;
    this.address = options.address;
    this.codec = options.codec ?? "PCMA";
    this.#codec = codecNamed(this.codec);
    this.#payloadType = this.#codec.payloadType ?? OPUS_TYPE;
    this.#noise = options.noise ?? false;
    this.#encoder = this.#codec.encoder();
    this.#decoder = this.#codec.decoder();
    this.scale = this.#codec.sampleRate / 8000;
    this.units = this.#codec.clockRate / 8000;
    this.ptime = options.ptime ?? 20;
    this.#ssrc = options.ssrc ?? 1234;
    this.#sequence = options.sequence ?? 65_500;
    this.#timestamp = options.timestamp ?? 0xffff_0000;
    this.#rtp = net.socket(this.address, 5000, (data) => this.#hear(data));
    this.#rtcp = net.socket(this.address, 5001, (data) => void this.reports.push(data));
  }

  /** As its SDP describes it. */
  get described(): Described {
    return {
      address: this.address,
      rtpPort: 5000,
      rtcpPort: 5001,
      signallingAddress: this.address,
      codec: this.codec,
      sendPayloadType: this.#payloadType,
      receivePayloadType: this.#payloadType,
      sendEventType: EVENT_TYPE,
      receiveEventType: EVENT_TYPE,
      eventClockRate: this.#codec.clockRate,
      ...(this.#noise ? { sendNoiseType: NOISE_TYPE, receiveNoiseType: NOISE_TYPE } : {}),
      ptime: this.ptime,
      sends: true,
      receives: true,
    };
  }

  /** Everything heard, decoded, in the order of timestamps, gaps left out; from `from` ms of the clock on. */
  samples(from = 0, until = Number.POSITIVE_INFINITY): Int16Array {
    const decoder = this.#codec.decoder();
    const audio = this.heard.filter(({ type }) => type === this.#payloadType);
    const frame = new Int16Array(MOST_SAMPLES);
    const out: number[] = [];
    for (const { payload, at } of audio) {
      // A codec with a state hears all from the beginning.
      const n = decoder.decode(payload, 0, payload.length, frame, 0);
      if (at >= from && at < until) out.push(...frame.subarray(0, n));
    }
    return Int16Array.from(out);
  }

  /** Everything heard since `from` as it would be played: in the order and at the distances of its timestamps, what is missing silent. */
  played(from = 0): Int16Array {
    const decoder = this.#codec.decoder();
    const audio = this.heard.filter(({ type }) => type === this.#payloadType);
    const first = audio[0];
    if (first === undefined) return new Int16Array(0);
    const since = (timestamp: number): number => (((timestamp - first.timestamp) | 0) / this.units) * this.scale;
    const sorted = audio.toSorted((a, b) => since(a.timestamp) - since(b.timestamp));
    const out = new Int16Array(since(sorted.at(-1)!.timestamp) + MOST_SAMPLES);
    for (const { payload, timestamp } of sorted) {
      const at = since(timestamp);
      if (at >= 0) decoder.decode(payload, 0, payload.length, out, at);
    }
    const begun = audio.find(({ at }) => at >= from);
    return out.subarray(
      begun === undefined ? out.length : Math.max(0, since(begun.timestamp)),
      out.length - MOST_SAMPLES,
    );
  }

  /** Where to send. */
  connect(address: string, port: number): void {
    this.#to = { address, port };
  }

  /** Speaks from the present moment on, a packet each ptime. */
  speak(signal: Signal): void {
    this.#signal = signal;
    if (this.#cancel === undefined) this.#next();
  }

  /** Goes on sending packets' time but not packets: DTX or mute. `advancing` false: its timestamps stand still, too. */
  mute(advancing = true): void {
    this.#signal = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
    if (!advancing) return;
    const since = this.#time.now();
    const resume = this.speak.bind(this);
    this.speak = (signal) => {
      this.speak = resume;
      this.#timestamp += Math.round((this.#time.now() - since) / this.ptime) * this.ptime * 8 * this.units;
      resume(signal);
    };
  }

  /** Sends an RFC 4733 key: `packets` updates and three ends, 20 ms apart, while audio goes on. */
  press(event: number, packets = 4): void {
    const timestamp = this.#timestamp;
    for (let i = 0; i < packets + 3; i++) {
      this.#time.at(this.#time.now() + 20 * i, () => {
        const payload = Buffer.from([event, i >= packets ? 0x8a : 0x0a, 0, 0]);
        payload.writeUInt16BE(Math.min(packets, i + 1) * 160 * this.units, 2);
        this.#send(EVENT_TYPE, payload, timestamp, i === 0);
      });
    }
  }

  /** Pauses, and says once what the noise meanwhile is like (RFC 3389): its level in −dBov. */
  pause(level: number): void {
    this.#send(NOISE_TYPE, Buffer.from([level]), this.#timestamp, false);
    this.mute();
  }

  /** Sends any bytes from the RTP socket. */
  sendRaw(data: Buffer): void {
    if (this.#to !== undefined) this.#rtp.send(data, 0, data.length, this.#to.port, this.#to.address);
  }

  sendRtcp(data: Buffer): void {
    if (this.#to !== undefined) this.#rtcp.send(data, 0, data.length, this.#to.port + 1, this.#to.address);
  }

  close(): void {
    this.#cancel?.();
    this.#signal = undefined;
    this.#rtp.close();
    this.#rtcp.close();
  }

  #next(): void {
    if (this.#signal === undefined) return;
    const n = this.ptime * 8 * this.scale;
    const linear = Int16Array.from({ length: n }, (_, i) => this.#signal!((this.#index + i) / this.scale));
    const room = Buffer.alloc(LONGEST_PAYLOAD);
    const payload = room.subarray(0, this.#encoder.encode(linear, 0, n, room, 0));
    const samples = new Int16Array(n);
    this.#decoder.decode(payload, 0, payload.length, samples, 0);
    this.said.push({ at: this.#time.now(), samples });
    this.sent.push(payload);
    this.#send(this.#payloadType, payload, this.#timestamp, this.#index === 0);
    this.#index += n;
    this.#timestamp = (this.#timestamp + this.ptime * 8 * this.units) >>> 0;
    this.#cancel = this.#time.at(this.#time.now() + this.ptime, () => this.#next());
  }

  #send(type: number, payload: Buffer, timestamp: number, marker: boolean): void {
    const packet = Buffer.alloc(HEADER_LENGTH + payload.length);
    writeHeader(packet, marker, type, this.#sequence++, timestamp, this.#ssrc);
    payload.copy(packet, HEADER_LENGTH);
    this.sendRaw(packet);
  }

  #hear(data: Buffer): void {
    this.heard.push({
      at: this.#time.now(),
      sequence: sequenceOf(data),
      timestamp: timestampOf(data),
      ssrc: ssrcOf(data),
      marker: markerOf(data),
      type: payloadTypeOf(data),
      payload: data.subarray(payloadStart(data, data.length), payloadEnd(data, data.length)),
    });
  }
}
