/**
 * The protocol between the main thread and a media worker: commands down, events up, nothing else.
 * All values survive structured cloning. A call lives on one worker.
 */
import type { LegQuality, RecentQuality } from "../kernel/quality.ts";
import type { CallAudioState } from "../mixer/audibility.ts";
import type { NoticePlan, NoticeSound } from "../mixer/notice.ts";
import type { HoldMusicChoice } from "../mixer/tune.ts";
import type { Layout } from "../recording/layout.ts";
import type { Agreed } from "../rtp/agreed.ts";
import type { TakesKeys } from "../rtp/dtmf/keyRelay.ts";

/** Call and leg numbers are given out by the main thread and never reused. */
export type CallNumber = number;
export type LegNumber = number;
export type LegRole = "customer" | "agent" | "monitor";

export type { HoldMusicChoice, NoticePlan, NoticeSound };

/** What the worker must know of a leg's peer. */
export interface Described extends Agreed {
  /** The peer's signalling address: the other address a stream may come from behind NAT. */
  readonly signallingAddress: string;
}

/** How keys come from a party and go to it. */
export interface KeyPlan {
  readonly takes: TakesKeys;
  /** Its keys are looked for in its speech: it has no other way to tell them. */
  readonly givesTones: boolean;
}

export interface RecordingPlan {
  /** Absolute path of the WAV file; it must not exist. */
  readonly path: string;
  readonly layout: Layout;
  readonly onHold: "silence" | "music";
}

export type MediaCommand =
  /**
   * `near`: on the same worker as that call, so that a leg of the one can move to the other. The samples of a tune lie in shared memory:
   * all calls of all workers play the same. Without `notice` the parties are never given any.
   */
  | {
      readonly op: "openCall";
      readonly call: CallNumber;
      readonly holdMusic: HoldMusicChoice;
      readonly notice?: NoticePlan;
      readonly near?: CallNumber;
    }
  /** Binds the leg's RTP and RTCP sockets. Answered by `legOpened` or `legFailed`. Headers start at the given seeds. */
  | {
      readonly op: "openLeg";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly role: LegRole;
      readonly address: string;
      readonly port: number;
      readonly ssrc: number;
      readonly sequence: number;
      readonly timestamp: number;
    }
  /**
   * The leg's offer/answer is complete, or renewed: opens the source lock again. `mediaTimeoutMs` 0: never. `keys` of a party; left out:
   * it takes events where they were negotiated.
   */
  | {
      readonly op: "describeLeg";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly described: Described;
      readonly mediaTimeoutMs: number;
      readonly keys?: KeyPlan;
    }
  /** Who is in which state from now on; the worker recomputes the matrix and stamps it on the speakers' samples (M6). Answered by `stamped`. */
  | { readonly op: "setAudio"; readonly call: CallNumber; readonly state: CallAudioState; readonly stamp: number }
  /** Signalling tells that the party on this leg pressed a key (SIP INFO): it goes to the other party as that one takes it, unless it has come otherwise. */
  | {
      readonly op: "pressKey";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly key: string;
      readonly durationMs: number;
    }
  | { readonly op: "startRecording"; readonly call: CallNumber; readonly plan: RecordingPlan }
  | { readonly op: "pauseRecording"; readonly call: CallNumber; readonly paused: boolean }
  /**
   * Moves a leg to another call with its sockets, its source lock and the stream we send it. A party's stands on the side `role` there;
   * described before, it is that side's party at once. What was said before the move stays in the call it was said in.
   * Where the calls live on different workers: `legFailed` of the call `to`, with `other_worker`, and the leg stays.
   */
  | {
      readonly op: "moveLeg";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly to: CallNumber;
      readonly role: LegRole;
    }
  | { readonly op: "closeLeg"; readonly call: CallNumber; readonly leg: LegNumber }
  /** Closes every leg, finishes the recording. Answered by `callClosed` when nothing is left. */
  | { readonly op: "closeCall"; readonly call: CallNumber };

export type MediaEvent =
  | { readonly event: "legOpened"; readonly call: CallNumber; readonly leg: LegNumber; readonly port: number }
  /** `port_taken`: another program has it, try the next; anything else is final. */
  | {
      readonly event: "legFailed";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly code: "port_taken" | "no_ports" | "bind_failed" | "worker_lost" | "other_worker";
      readonly message: string;
    }
  | { readonly event: "stamped"; readonly call: CallNumber; readonly stamp: number }
  /** A key pressed on a leg (RFC 4733), once per press, at its start. Only for monitors. */
  | { readonly event: "key"; readonly call: CallNumber; readonly leg: LegNumber; readonly key: string }
  /** A key for the party on this leg, which takes keys by INFO; once per press, at its end. */
  | {
      readonly event: "keyForParty";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly key: string;
      readonly durationMs: number;
    }
  /** No RTP or RTCP from the locked source for the leg's media timeout. */
  | { readonly event: "mediaTimeout"; readonly call: CallNumber; readonly leg: LegNumber }
  /** How a party's leg sounds: each five seconds, and when it is closed. `quality` since its beginning, `recent` since the event before. */
  | {
      readonly event: "quality";
      readonly call: CallNumber;
      readonly leg: LegNumber;
      readonly quality: LegQuality;
      readonly recent: RecentQuality;
    }
  /** `sampleRate`: 16,000 where both parties are wideband at its start, else 8,000. */
  | { readonly event: "recordingStarted"; readonly call: CallNumber; readonly sampleRate: number }
  /** The file could not be written; what is lost becomes silence in its place. Sent at the first failure and when it heals. */
  | { readonly event: "recordingTrouble"; readonly call: CallNumber; readonly failing: boolean; readonly code: string }
  | {
      readonly event: "recordingClosed";
      readonly call: CallNumber;
      readonly durationMs: number;
      readonly bytes: number;
      readonly missingMs: number;
    }
  /** Every socket and file of the call is closed. */
  | { readonly event: "callClosed"; readonly call: CallNumber }
  /** The ports of a leg are free again. */
  | { readonly event: "portFreed"; readonly port: number }
  /** A worker no longer answers: it is ended, and its calls are lost with it. */
  | { readonly event: "workerHung"; readonly calls: number }
  /** The worker that had the call has died: nothing of the call is left, and no `callClosed` follows. */
  | { readonly event: "workerLost"; readonly call: CallNumber }
  /**
   * A defect showed. In the work for a call: the worker has closed that call as if asked to, and all others go on.
   * Without a call: something else was left undone, a packet for one. `cause` is for the log.
   */
  | { readonly event: "fault"; readonly call?: CallNumber; readonly cause: string }
  | { readonly event: "stats"; readonly stats: MediaStats };

/** Counters of a worker since its start, sent each second. */
export interface MediaStats {
  readonly packetsIn: number;
  readonly packetsOut: number;
  /** Packets from a source that is not the leg's (dropped). */
  readonly packetsForeign: number;
  /** Packets from a leg's own source that SRTP does not let through (dropped): not authentic, in the clear, or here before. */
  readonly packetsRefused: number;
  readonly legs: number;
  /** Cumulative histogram of arrival-path delay: counts for `delayBounds`, then +Inf. */
  readonly forwardDelay: readonly number[];
  readonly forwardDelaySumMs: number;
  readonly tickLateness: readonly number[];
  readonly tickLatenessSumMs: number;
  readonly recordingLostMs: number;
  /** The part of the last second (0 to 1) in which the thread worked; of several workers, the busiest one's. */
  readonly busy: number;
  /** Workers that died or hung: counted by the plane. */
  readonly workersLost: number;
}

/** Bucket bounds of the two histograms, ms. */
export const delayBounds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20] as const;

/** The media plane as the calls see it: one, whatever the number of workers. */
export interface MediaPlane {
  send(command: MediaCommand): void;
  /** Asks for a leg with a port of the pool; the plane fills in port and worker. Answered by `legOpened`/`legFailed`. */
  openLeg(call: CallNumber, leg: LegNumber, role: LegRole): void;
  /** Whether a leg of the one call can move to the other: both live on the same worker. */
  areNear(one: CallNumber, other: CallNumber): boolean;
  close(): Promise<void>;
}
