/** What goes into a monitoring and what comes out of it. */
import type { AuditEntry } from "../../accounts/journal/journal.ts";
import type { CallNumber, LegNumber, MediaEvent } from "../../media/commands.ts";
import type { MonitorMode, Side } from "../../mixer/audibility.ts";
import type { Moment } from "../call/callRecord.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import type { LegAudio } from "../legs/legAudio.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { LegOutput } from "../legs/legWork.ts";
import type { AgentsOfCall } from "../live/rights.ts";

export type MonitoringEnd =
  | "call_ended"
  | "monitor_hung_up"
  | "released"
  | "media_timeout"
  | "permission_revoked"
  | "became_party"
  | "agent_left";

/** Whether it ends with the call it began with, or stays with the agent from call to call. */
export type Follow = "call" | "agent";

/** A call as its monitorings know it. */
export interface MonitoredCall extends AgentsOfCall {
  readonly id: string;
  readonly number: CallNumber;
  /** Whether a party is heard in wideband now. */
  readonly isWideband: boolean;
}

export type MonitoringInput =
  | { readonly in: "start"; readonly targets: readonly DialTarget[] }
  | { readonly in: "usage"; readonly usage: UsageNumber; readonly event: LegEvent }
  | { readonly in: "media"; readonly event: MediaEvent }
  | { readonly in: "ringTimeout" }
  | { readonly in: "mode"; readonly mode: MonitorMode }
  /** Its user asks for the same call again: what is left out stays as it is. */
  | {
      readonly in: "askedAgain";
      readonly mode: MonitorMode;
      readonly follow?: Follow | undefined;
      readonly purpose?: string | undefined;
    }
  /** The agent watched over is another one now, or stands at the other end. */
  | { readonly in: "target"; readonly target: CallAgent; readonly side: Side }
  /** The agent it stays with is to be heard in this call. `near`: its media lives on the same worker as the leg's. */
  | { readonly in: "join"; readonly call: MonitoredCall; readonly side: Side; readonly near: boolean }
  /** The agent it stays with has no call, or not this one any more: before the call's media is closed. */
  | { readonly in: "leave" }
  /** The media plane has stamped the state that one `audienceChanged` asked for. */
  | { readonly in: "stamped" }
  | { readonly in: "end"; readonly reason: MonitoringEnd };

export type MonitoringNews = "dialing" | "connected" | "mode_changed" | "followed" | "ended" | "failed";

/** What says where a monitor is, and for whom. */
export type AttendanceOutput =
  | LegOutput
  /** The audience of a call has changed: the media plane must be told. `awaited`: and this monitoring, when it has stamped it. */
  | { readonly out: "audienceChanged"; readonly call: CallNumber; readonly awaited: boolean };

export type MonitoringOutput =
  | AttendanceOutput
  /** `call`: whose marks have changed; undefined between two calls. */
  | { readonly out: "news"; readonly news: MonitoringNews; readonly call: MonitoredCall | undefined }
  | { readonly out: "audit"; readonly action: AuditEntry["action"]; readonly detail: Record<string, unknown> }
  /** It is in another place, or has begun to be in one: its agent may be in another call by now. */
  | { readonly out: "arrived" }
  /** A mode change that somebody waits for is in effect, or will never be. */
  | { readonly out: "settled" }
  /** No usage of it is left. */
  | { readonly out: "over" };

export interface MonitoringOptions {
  readonly id: string;
  /** The call it begins with. */
  readonly call: MonitoredCall;
  readonly leg: LegNumber;
  readonly audio: LegAudio;
  readonly userId: string;
  /** The agent whose phone is rung. */
  readonly monitorAgentId: string;
  /** The agent watched over at first, and the side it stands on. */
  readonly target: CallAgent;
  readonly targetSide: Side;
  readonly mode: MonitorMode;
  readonly follow: Follow;
  /** What its user says it is for. */
  readonly purpose: string | null;
  readonly ringMs: number;
  readonly mediaTimeoutMs: number;
  readonly nextUsage: () => UsageNumber;
  /** For a media call of the monitor's own. */
  readonly nextNumber: () => CallNumber;
  /** Whether the user may monitor this agent in this mode at this moment (M8: a refused key changes nothing). */
  readonly mayMonitor: (mode: MonitorMode, agentId: string) => boolean;
  readonly createdAt: Moment;
}
