/** Turns the public voices of a call into the samples of its recording (M1, M2). */
import { clipInto } from "../kernel/pcm.ts";

/** A voice on the call's time line that lets the recording hear what is public and nothing else. */
export interface RecordedVoice {
  /** Adds the samples `[position, position + n)` that `listener` may hear. */
  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number): boolean;
}

/** The voices of a call by where they stand in the stereo picture. Legs come and go: read anew for each batch. */
export interface RecordedCall {
  /** Left. */
  readonly customerVoices: readonly RecordedVoice[];
  /** Right. */
  readonly agentVoices: readonly RecordedVoice[];
  /** Monitors and hold music: left and right, and once in a mixed recording. */
  readonly sharedVoices: readonly RecordedVoice[];
}

/** Where the samples go. */
export interface RecordingSink<Summary> {
  /** Takes a copy of the first `frames` frames; they stand at `atFrame` of the recording. */
  append(interleaved: Int16Array, frames: number, atFrame: number): void;
  close(totalFrames: number): Promise<Summary>;
}

export interface RecorderOptions<Summary> {
  readonly layout: "stereo" | "mixed";
  readonly sink: RecordingSink<Summary>;
  readonly voices: RecordedCall;
  /** The recording's bit in the voices' masks. */
  readonly listener: number;
  /** The position of the answer: sample 0 of the recording. */
  readonly start: number;
}

/** How far the recorder stays behind, so that late packets still land in their place: 300 ms at 8 kHz. */
const DELAY = 2400;
/** Samples written at a time: 200 ms. */
const BATCH = 1600;

/** Channels of a layout. */
export const recordingChannels = (layout: "stereo" | "mixed"): 1 | 2 => (layout === "stereo" ? 2 : 1);

/** Writes a call's recording in batches, some 300 to 500 ms behind the call; as long as the call, nothing cut out. */
export class Recorder<Summary> {
  readonly #sink: RecordingSink<Summary>;
  readonly #voices: RecordedCall;
  readonly #listener: number;
  readonly #start: number;
  readonly #left = new Int32Array(BATCH);
  /** The left one again in a mixed recording, where everything is one sum. */
  readonly #right: Int32Array;
  readonly #channels: number;
  readonly #batch: Int16Array;
  /** Pauses to come in the stretch that is not written yet. */
  readonly #turns: { readonly position: number; readonly paused: boolean }[] = [];
  #paused = false;
  #head: number;

  constructor(options: RecorderOptions<Summary>) {
    this.#sink = options.sink;
    this.#voices = options.voices;
    this.#listener = options.listener;
    this.#start = options.start;
    this.#head = options.start;
    this.#channels = recordingChannels(options.layout);
    this.#right = this.#channels === 2 ? new Int32Array(BATCH) : this.#left;
    this.#batch = new Int16Array(BATCH * this.#channels);
  }

  /** What lies before this position has been written. */
  get position(): number {
    return this.#head;
  }

  /** From `position` on the recording holds silence, or the voices again; its length is kept. */
  pause(paused: boolean, position: number): void {
    this.#turns.push({ position: Math.max(position, this.#head), paused });
  }

  /** Writes every batch that is complete now that the call has come to `position`. */
  advance(position: number): void {
    while (this.#head + BATCH <= position - DELAY) this.#write(BATCH);
  }

  /** Writes the remainder up to `position` and closes the file there. */
  close(position: number): Promise<Summary> {
    while (this.#head < position) this.#write(Math.min(BATCH, position - this.#head));
    return this.#sink.close(this.#head - this.#start);
  }

  #write(n: number): void {
    this.#left.fill(0);
    this.#right.fill(0);
    const end = this.#head + n;
    for (let at = this.#head; at < end; ) {
      const until = this.#turn(at, end);
      if (!this.#paused) this.#mix(at - this.#head, at, until - at);
      at = until;
    }
    clipInto(this.#batch, 0, this.#channels, this.#left, 0, n);
    if (this.#channels === 2) clipInto(this.#batch, 1, 2, this.#right, 0, n);
    this.#sink.append(this.#batch, n, this.#head - this.#start);
    this.#head = end;
  }

  /** Obeys the turns that have come at `position`; returns where the next one lies, at most `end`. */
  #turn(position: number, end: number): number {
    for (let turn = this.#turns[0]; turn !== undefined; turn = this.#turns[0]) {
      if (turn.position > position) return Math.min(end, turn.position);
      this.#paused = turn.paused;
      this.#turns.shift();
    }
    return end;
  }

  #mix(offset: number, position: number, n: number): void {
    const { customerVoices, agentVoices, sharedVoices } = this.#voices;
    for (const voice of customerVoices) voice.mixInto(this.#left, offset, position, n, this.#listener);
    for (const voice of agentVoices) voice.mixInto(this.#right, offset, position, n, this.#listener);
    for (const voice of sharedVoices) {
      voice.mixInto(this.#left, offset, position, n, this.#listener);
      if (this.#channels === 2) voice.mixInto(this.#right, offset, position, n, this.#listener);
    }
  }
}
