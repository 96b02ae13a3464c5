/** What a worker offers to its calls and legs: the outside world, counted. */
import type { Scheduler } from "../kernel/clock.ts";
import type { Datagrams } from "../kernel/datagrams.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { RecordingSink } from "../recording/recorder.ts";
import type { WavFormat } from "../recording/wav.ts";
import type { MediaEvent } from "./commands.ts";
import { DelayHistogram } from "./histogram.ts";

/** What a recording came to. */
export interface RecordingSummary {
  readonly durationMs: number;
  readonly bytes: number;
  readonly missingMs: number;
}

/** An open recording: `RecordingFile` in production. */
export interface RecordingOutput extends RecordingSink<RecordingSummary> {
  /** Lost so far, ms. */
  readonly missingMs: number;
}

/** Opens a file of PCM that must not exist; `trouble` is told when writing starts to fail and when it works again. */
export type OpenRecording = (
  file: WavFormat & { readonly path: string },
  trouble: (state: { readonly failing: boolean; readonly code: string }) => void,
) => RecordingOutput;

export interface MediaHost {
  readonly datagrams: Datagrams;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly openRecording: OpenRecording;
  readonly emit: (event: MediaEvent) => void;
  readonly counters: Counters;
  /** The part (0 to 1) of the time since it was asked last in which this thread worked; absent: nobody looks. */
  readonly busy?: () => number;
}

/** Counters of a worker since its start. */
export class Counters {
  packetsIn = 0;
  packetsOut = 0;
  packetsForeign = 0;
  packetsRefused = 0;
  /** Of recordings that are closed. */
  recordingLostMs = 0;
  readonly forwardDelay = new DelayHistogram();
  readonly tickLateness = new DelayHistogram();
}
