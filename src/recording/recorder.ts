/** Turns the public voices of a call into the samples of its recording (M1, M2). */
import { clipInto } from "../kernel/pcm.ts";
import { type Columns, columnsOf, type Layout, tracksOf } from "./layout.ts";

/** Samples a position: 1 at 8 kHz, 2 at 16 kHz. */
export type Scale = 1 | 2;

/** A voice on the call's time line that lets the recording hear what is public and nothing else. */
export interface RecordedVoice {
  /** Adds what `listener` may hear of the `n` positions from `position` on: `n·scale` samples. */
  mixInto(sum: Int32Array, sumOffset: number, position: number, n: number, listener: number, scale: Scale): boolean;
}

/** The voices of a call by who they are. Legs come and go: read anew for each batch. */
export interface RecordedCall {
  readonly customerVoices: readonly RecordedVoice[];
  readonly agentVoices: readonly RecordedVoice[];
  readonly monitorVoices: readonly RecordedVoice[];
  /** Of the hold music. */
  readonly musicVoices: readonly RecordedVoice[];
}

/** Where the samples go. */
export interface RecordingSink<Summary> {
  /** Takes a copy of the first `frames` frames; they stand at `atFrame` of the recording. */
  append(interleaved: Int16Array, frames: number, atFrame: number): void;
  close(totalFrames: number): Promise<Summary>;
}

export interface RecorderOptions<Summary> {
  readonly layout: Layout;
  readonly scale: Scale;
  readonly sink: RecordingSink<Summary>;
  readonly voices: RecordedCall;
  /** The recording's bit in the voices' masks. */
  readonly listener: number;
  /** The position of the answer: frame 0 of the recording. */
  readonly start: number;
}

/** How far the recorder stays behind, so that late packets still land in their place: positions of 300 ms. */
const DELAY = 2400;
/** Positions mixed at a time: 200 ms. */
const BATCH = 1600;

const MOST_TRACKS = 4;
const MOST_SAMPLES = 2 * BATCH;
/** A batch is mixed in one go, so that all recorders of a thread share the room for it. */
const sums = Array.from({ length: MOST_TRACKS }, () => new Int32Array(MOST_SAMPLES));
const interleaved = new Int16Array(MOST_TRACKS * MOST_SAMPLES);

/** Writes a call's recording in batches, some 300 to 500 ms behind the call; as long as the call, nothing cut out. */
export class Recorder<Summary> {
  readonly #sink: RecordingSink<Summary>;
  readonly #voices: RecordedCall;
  readonly #listener: number;
  readonly #start: number;
  readonly #scale: Scale;
  readonly #columns: Columns;
  readonly #tracks: number;
  /** Pauses to come in the stretch that is not written yet. */
  readonly #turns: { readonly position: number; readonly paused: boolean }[] = [];
  #paused = false;
  #head: number;

  constructor(options: RecorderOptions<Summary>) {
    this.#sink = options.sink;
    this.#voices = options.voices;
    this.#listener = options.listener;
    this.#start = options.start;
    this.#scale = options.scale;
    this.#columns = columnsOf[options.layout];
    this.#tracks = tracksOf(options.layout);
    this.#head = options.start;
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
    return this.#sink.close((this.#head - this.#start) * this.#scale);
  }

  #write(n: number): void {
    const frames = n * this.#scale;
    for (let track = 0; track < this.#tracks; track++) sums[track]!.fill(0, 0, frames);
    const end = this.#head + n;
    for (let at = this.#head; at < end; ) {
      const until = this.#turn(at, end);
      if (!this.#paused) this.#mix((at - this.#head) * this.#scale, at, until - at);
      at = until;
    }
    for (let track = 0; track < this.#tracks; track++)
      clipInto(interleaved, track, this.#tracks, sums[track]!, 0, frames);
    this.#sink.append(interleaved, frames, (this.#head - this.#start) * this.#scale);
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
    const { customerVoices, agentVoices, monitorVoices, musicVoices } = this.#voices;
    const { customer, agent, monitors, music } = this.#columns;
    this.#mixInto(customer, customerVoices, offset, position, n);
    this.#mixInto(agent, agentVoices, offset, position, n);
    this.#mixInto(monitors, monitorVoices, offset, position, n);
    this.#mixInto(music, musicVoices, offset, position, n);
  }

  #mixInto(
    tracks: readonly number[],
    voices: readonly RecordedVoice[],
    offset: number,
    position: number,
    n: number,
  ): void {
    for (const voice of voices)
      for (const track of tracks) voice.mixInto(sums[track]!, offset, position, n, this.#listener, this.#scale);
  }
}
