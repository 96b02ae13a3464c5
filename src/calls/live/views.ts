/** What the API shows of live things. Shapes are fixed by the API contract. */

import type { Trunk } from "../../accounts/directory/shapes.ts";
import type { Direction } from "../../accounts/journal/journal.ts";
import type { ProblemCode } from "../../kernel/problem.ts";
import type { CallQuality } from "../../kernel/quality.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";

export interface CallView {
  readonly id: string;
  readonly direction: Direction;
  readonly state: "ringing" | "answered" | "held" | "ended";
  readonly customer: { readonly number: string; readonly name: string | null };
  /** Null until it is known whom the call reaches. */
  readonly agent: { readonly id: string; readonly name: string; readonly extension: string } | null;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly recording: "off" | "on" | "paused" | "failed";
  /** How the worst of the parties' streams has sounded in the last seconds: its mean opinion score. Null where nothing was measured. */
  readonly mos: number | null;
  /** Only of a call that is asked for by itself: how its legs sound, the newest figures; null before there are any. */
  readonly quality?: CallQuality | null;
  readonly monitored?: boolean;
  readonly monitorings?: readonly {
    readonly id: string;
    readonly mode: MonitorMode;
    readonly state: MonitoringState;
    readonly userId: string;
  }[];
}

/** An agent's phone. */
export interface PhoneView {
  readonly registered: boolean;
  /** Why a monitoring would not ring it now; null: it would. */
  readonly refusal: ProblemCode | null;
}

export type MonitoringState = "dialing" | "connected" | "ended" | "failed";

export interface MonitoringView {
  readonly id: string;
  readonly state: MonitoringState;
  readonly mode: MonitorMode;
  /** Whether it ends with its call, or stays with the agent from call to call. */
  readonly follow: "call" | "agent";
  /** What its user says it is for. */
  readonly purpose: string | null;
  /** Null between two calls of the agent that it stays with. */
  readonly callId: string | null;
  readonly agentId: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly connectedAt: string | null;
  readonly endedAt: string | null;
  readonly effectiveAt: string | null;
  readonly reason: string | null;
  readonly sipStatus: number | null;
}

export interface AgentLiveView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly extension: string;
  readonly status: "offline" | "available" | "ringing" | "in_call" | "on_hold" | "do_not_disturb";
  readonly since: string;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly call?: CallView;
  readonly monitoring?: { readonly id: string; readonly callId: string | null };
}

export interface TrunkState {
  /** Null where neither side registers. */
  readonly registered: boolean | null;
  /** Null while unknown. */
  readonly reachable: boolean | null;
  /** Plain words with the SIP status; null while all is well. */
  readonly lastError: string | null;
}

export type TrunkView = Omit<Trunk, "password"> & { readonly state: TrunkState };

/** A trunk as the administrator sees it: its password is shown to nobody. */
export const trunkView = ({ password: _hidden, ...trunk }: Trunk, state: TrunkState): TrunkView => ({
  ...trunk,
  state,
});
