import { RECORDING } from "../mixer/audibility.ts";
import { tracksOf } from "../recording/layout.ts";
import { type RecordedCall, Recorder, type Scale } from "../recording/recorder.ts";
import { SAMPLE_RATE } from "../rtp/playout/track.ts";
import type { CallNumber, RecordingPlan } from "./commands.ts";
import type { MediaHost, RecordingOutput, RecordingSummary } from "./host.ts";

/** A call's recording from its answer to its end, and what is told about it. */
export class CallRecording {
  readonly #host: MediaHost;
  readonly #call: CallNumber;
  readonly #output: RecordingOutput;
  readonly #recorder: Recorder<RecordingSummary>;
  /** The hold music is recorded too. */
  readonly withMusic: boolean;

  /**
   * @param start the position of the answer
   * @param scale 2 where both parties are wideband
   */
  constructor(
    host: MediaHost,
    call: CallNumber,
    plan: RecordingPlan,
    voices: RecordedCall,
    start: number,
    scale: Scale,
  ) {
    this.#host = host;
    this.#call = call;
    this.withMusic = plan.onHold === "music";
    const { path, layout } = plan;
    const sampleRate = scale * SAMPLE_RATE;
    this.#output = host.openRecording({ path, channels: tracksOf(layout), sampleRate }, ({ failing, code }) =>
      host.emit({ event: "recordingTrouble", call, failing, code }),
    );
    this.#recorder = new Recorder({ layout, scale, sink: this.#output, voices, listener: RECORDING, start });
    host.emit({ event: "recordingStarted", call, sampleRate });
  }

  /** Lost so far, ms. */
  get missingMs(): number {
    return this.#output.missingMs;
  }

  pause(paused: boolean, position: number): void {
    this.#recorder.pause(paused, position);
  }

  advance(position: number): void {
    this.#recorder.advance(position);
  }

  /** Finishes the file, which is then as long as the call was. */
  async close(position: number): Promise<void> {
    const { durationMs, bytes, missingMs } = await this.#recorder.close(position);
    this.#host.counters.recordingLostMs += missingMs;
    this.#host.emit({ event: "recordingClosed", call: this.#call, durationMs, bytes, missingMs });
  }
}
