/** What `calls` offers to the API. */

import type { User } from "../../accounts/directory/shapes.ts";
import type { Problem } from "../../kernel/problem.ts";
import type { Result } from "../../kernel/result.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";
import type { Lookup } from "../hunts/lookup.ts";
import type { Follow } from "../monitorings/monitoringProtocol.ts";
import type { AgentLiveView, CallView, MonitoringView, PhoneView } from "./views.ts";

/** Who looks or asks: what is shown and allowed depends on it. */
export interface Viewer {
  readonly user: User;
  readonly ip: string;
}

/** A wish to monitor a call, named by itself or by one of its agents. */
export interface MonitoringAsk {
  readonly callId?: string;
  readonly agentId?: string;
  readonly mode: MonitorMode;
  /** `agent`: from call to call, until it is released. Left out: `call`, or as it is. */
  readonly follow?: Follow | undefined;
  /** What it is for, 1 to 500 characters; needed where the account's settings say so. */
  readonly purpose?: string | undefined;
}

export interface CallCentre {
  calls(viewer: Viewer): CallView[];
  call(viewer: Viewer, id: string): CallView | undefined;
  agentsLive(viewer: Viewer): AgentLiveView[];
  /** Of whoever may see how it is set up: the agent's own user, and the administrator. */
  phone(agentId: string): PhoneView | undefined;
  /** What would become of a number that an agent dials now. */
  lookUp(number: string): Lookup;
  /** Click to call: rings the agent's phone, then calls `to`. */
  dial(viewer: Viewer, agentId: string, to: string): Result<CallView, Problem>;
  hangUp(viewer: Viewer, callId: string): Result<void, Problem>;
  hold(viewer: Viewer, callId: string): Result<CallView, Problem>;
  resume(viewer: Viewer, callId: string): Result<CallView, Problem>;
  /** Gives the call's other party to `to`, on behalf of the viewer's own agent, or of the call's. */
  transfer(viewer: Viewer, callId: string, ask: { to: string; type: "blind" | "attended" }): Result<CallView, Problem>;
  decideTransfer(viewer: Viewer, callId: string, decision: "complete" | "cancel"): Result<CallView, Problem>;
  pauseRecording(viewer: Viewer, callId: string, paused: boolean): Result<CallView, Problem>;
  /** `created` false: the same user asked for the same call again, the mode was changed in place. */
  monitor(
    viewer: Viewer,
    ask: MonitoringAsk,
  ): Promise<Result<{ created: boolean; monitoring: MonitoringView }, Problem>>;
  monitorings(viewer: Viewer): MonitoringView[];
  /** Whether the viewer is shown that a call of these agents, which is over, was monitored. */
  seesMonitoringsOf(viewer: Viewer, agentIds: readonly string[]): boolean;
  monitoring(viewer: Viewer, id: string): MonitoringView | undefined;
  changeMode(viewer: Viewer, id: string, mode: MonitorMode): Promise<Result<MonitoringView, Problem>>;
  release(viewer: Viewer, id: string): Result<MonitoringView, Problem>;
  /** Live events as this viewer may see them; `listener` gets ready-made data without cursor. Returns what ends it. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

/**
 * An event before it is tailored: `render` gives the data for a viewer, or undefined where it may not be seen. For all who see the same
 * it is the same object, so that it need be written as text only once.
 */
export interface LiveEvent {
  readonly type: string;
  readonly at: string;
  readonly render: (user: User) => Record<string, unknown> | undefined;
}
