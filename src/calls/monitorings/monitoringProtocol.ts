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

export type MonitoringInput =
  | { readonly in: "start"; readonly targets: readonly DialTarget[] }
  | { readonly in: "usage"; readonly usage: UsageNumber; readonly event: LegEvent }
  | { readonly in: "media"; readonly event: MediaEvent }
  | { readonly in: "ringTimeout" }
  | { readonly in: "mode"; readonly mode: MonitorMode }
  /** The agent watched over is another one now, or stands at the other end. */
  | { readonly in: "target"; readonly target: CallAgent; readonly side: Side }
  /** The media plane has stamped the state that one `audienceChanged` asked for. */
  | { readonly in: "stamped" }
  | { readonly in: "end"; readonly reason: MonitoringEnd };

export type MonitoringNews = "dialing" | "connected" | "mode_changed" | "ended" | "failed";

export type MonitoringOutput =
  | LegOutput
  /** The call's audience has changed: it must be told to the media plane. */
  | { readonly out: "audienceChanged" }
  | { readonly out: "news"; readonly news: MonitoringNews }
  | { readonly out: "audit"; readonly action: AuditEntry["action"]; readonly detail: Record<string, unknown> }
  /** A mode change that somebody waits for is in effect, or will never be. */
  | { readonly out: "settled" }
  /** No usage of it is left. */
  | { readonly out: "over" };

export interface MonitoringOptions {
  readonly id: string;
  readonly callId: string;
  readonly call: CallNumber;
  readonly leg: LegNumber;
  readonly audio: LegAudio;
  readonly userId: string;
  /** The agent whose phone is rung. */
  readonly monitorAgentId: string;
  /** The agent watched over at first, and the side it stands on. */
  readonly target: CallAgent;
  readonly targetSide: Side;
  /** Of the call: neither of its agents is told (U5). */
  readonly agents: AgentsOfCall;
  /** Whether a party of the call is heard in wideband now. */
  readonly isWideband: () => boolean;
  readonly mode: MonitorMode;
  readonly ringMs: number;
  readonly mediaTimeoutMs: number;
  readonly nextUsage: () => UsageNumber;
  /** Whether the user may use a mode at this moment (M8: a refused key changes nothing). */
  readonly mayUse: (mode: MonitorMode) => boolean;
  readonly createdAt: Moment;
}
