/** What `calls` offers to the API. */

import type { User } from "../../accounts/directory/shapes.ts";
import type { Problem } from "../../kernel/problem.ts";
import type { Result } from "../../kernel/result.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";
import type { AgentLiveView, CallView, MonitoringView } from "./views.ts";

/** Who looks or asks: what is shown and allowed depends on it. */
export interface Viewer {
  readonly user: User;
  readonly ip: string;
}

export interface CallCentre {
  calls(viewer: Viewer): CallView[];
  call(viewer: Viewer, id: string): CallView | undefined;
  agentsLive(viewer: Viewer): AgentLiveView[];
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
    ask: { callId?: string; agentId?: string; mode: MonitorMode },
  ): Promise<Result<{ created: boolean; monitoring: MonitoringView }, Problem>>;
  monitorings(viewer: Viewer): MonitoringView[];
  monitoring(viewer: Viewer, id: string): MonitoringView | undefined;
  changeMode(viewer: Viewer, id: string, mode: MonitorMode): Promise<Result<MonitoringView, Problem>>;
  release(viewer: Viewer, id: string): Result<MonitoringView, Problem>;
  /** Live events as this viewer may see them; `listener` gets ready-made data without cursor. Returns what ends it. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

/** An event before it is tailored: `render` gives the data for a viewer, or undefined where it may not be seen. */
export interface LiveEvent {
  readonly type: string;
  readonly at: string;
  readonly render: (user: User) => Record<string, unknown> | undefined;
}
