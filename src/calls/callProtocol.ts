/** What goes into a call and what comes out of it. */
import type { ReportRow } from "../accounts/journal.ts";
import type { CallNumber, MediaEvent } from "../media/commands.ts";
import type { MonitorState, Side } from "../mixer/audibility.ts";
import type { CallPlan } from "./callPlan.ts";
import type { Moment } from "./callRecord.ts";
import type { NamedRecordingPlan } from "./callRecording.ts";
import type { LegEvent, UsageNumber } from "./legEvents.ts";
import type { LegOutput } from "./legWork.ts";
import type { PartyLeg } from "./partyLeg.ts";

export type CallInput =
  | { readonly in: "start" }
  | { readonly in: "usage"; readonly usage: UsageNumber; readonly event: LegEvent }
  | { readonly in: "media"; readonly event: MediaEvent }
  | { readonly in: "ringTimeout" }
  | { readonly in: "hangUp"; readonly by: Side | "system" }
  | { readonly in: "hold"; readonly held: boolean }
  | { readonly in: "pauseRecording"; readonly paused: boolean }
  /** The call's connected monitors from now on; `for` is told by `stamped` when the media plane has it (M6). */
  | { readonly in: "monitors"; readonly monitors: readonly MonitorState[]; readonly for: number };

export type CallNews = "started" | "ringing" | "answered" | "held" | "resumed" | "ended" | "recording";

export type CallOutput =
  | LegOutput
  | { readonly out: "news"; readonly news: CallNews }
  | { readonly out: "report"; readonly row: ReportRow; readonly live: boolean }
  /** The call rings other phones than before: the state of these agents may have changed. */
  | { readonly out: "rung"; readonly agentIds: readonly string[] }
  | { readonly out: "recordingOpened" }
  | { readonly out: "recordingClosed"; readonly durationMs: number; readonly bytes: number; readonly missingMs: number }
  | { readonly out: "stamped"; readonly for: number }
  /** Nothing is left of the call: no usage, port or file. */
  | { readonly out: "over" };

export interface CallOptions {
  readonly id: string;
  readonly number: CallNumber;
  readonly plan: CallPlan;
  readonly caller: PartyLeg;
  readonly callee: PartyLeg;
  /** The caller's INVITE; undefined for click to call. */
  readonly callerUsage: UsageNumber | undefined;
  readonly nextUsage: () => UsageNumber;
  readonly ringMs: number;
  readonly holdMusic: "default" | "silence";
  /** Undefined when the account records nothing. */
  readonly recording: NamedRecordingPlan | undefined;
  readonly startedAt: Moment;
}
