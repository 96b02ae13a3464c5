/** What the API asks of live calls: what they look like, what is to be done with them, and who listens in. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { Agent, User } from "../../accounts/directory/shapes.ts";
import type { Problem } from "../../kernel/problem.ts";
import type { Result } from "../../kernel/result.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";
import type { Lookup } from "../hunts/lookup.ts";
import type { Routing } from "../hunts/routing.ts";
import type { Switchboard } from "../switchboard/switchboard.ts";
import type { AgentBoard } from "./agentBoard.ts";
import type { CallCentre, LiveEvent, MonitoringAsk, Viewer } from "./callCentre.ts";
import { CallControl } from "./callControl.ts";
import { LiveViews } from "./liveViews.ts";
import { MonitoringControl } from "./monitoringControl.ts";
import type { Newsroom } from "./newsroom.ts";
import { maySeeMarksOf } from "./rights.ts";
import type { AgentLiveView, CallView, MonitoringView, PhoneView } from "./views.ts";

export interface CentreWorld {
  readonly switchboard: Switchboard;
  readonly routing: Routing;
  readonly directory: Directory;
  readonly newsroom: Newsroom;
  readonly board: AgentBoard;
  readonly domain: string;
  readonly isRegistered: (extension: string) => boolean;
  readonly isDraining: () => boolean;
}

export class Centre implements CallCentre {
  readonly #directory: Directory;
  readonly #newsroom: Newsroom;
  readonly #routing: Routing;
  readonly #views: LiveViews;
  readonly #control: CallControl;
  readonly #monitorings: MonitoringControl;

  constructor(world: CentreWorld) {
    this.#directory = world.directory;
    this.#newsroom = world.newsroom;
    this.#routing = world.routing;
    this.#views = new LiveViews(world);
    this.#control = new CallControl(world, this.#views);
    this.#monitorings = new MonitoringControl(world);
  }

  calls({ user }: Viewer): CallView[] {
    return this.#views.calls(user);
  }

  call({ user }: Viewer, id: string): CallView | undefined {
    const call = this.#views.callById(user, id);
    return call === undefined ? undefined : { ...this.#views.call(user, call), quality: call.quality };
  }

  agentsLive({ user }: Viewer): AgentLiveView[] {
    return this.#views.agents(user);
  }

  phone(agentId: string): PhoneView | undefined {
    const agent = this.#directory.agent(agentId);
    return agent === undefined ? undefined : this.#monitorings.phone(agent);
  }

  /** An agent as it is now, to be shown to any user then or later. */
  agentNow(agent: Agent): (user: User) => AgentLiveView {
    return this.#views.agentNow(agent);
  }

  lookUp(number: string): Lookup {
    return this.#routing.lookUp(number);
  }

  seesMonitoringsOf({ user }: Viewer, agentIds: readonly string[]): boolean {
    return maySeeMarksOf(user, agentIds, this.#directory);
  }

  dial(viewer: Viewer, agentId: string, to: string): Result<CallView, Problem> {
    return this.#control.dial(viewer, agentId, to);
  }

  hangUp(viewer: Viewer, callId: string): Result<void, Problem> {
    return this.#control.hangUp(viewer, callId);
  }

  hold(viewer: Viewer, callId: string): Result<CallView, Problem> {
    return this.#control.hold(viewer, callId);
  }

  resume(viewer: Viewer, callId: string): Result<CallView, Problem> {
    return this.#control.resume(viewer, callId);
  }

  transfer(viewer: Viewer, callId: string, ask: { to: string; type: "blind" | "attended" }): Result<CallView, Problem> {
    return this.#control.transfer(viewer, callId, ask);
  }

  decideTransfer(viewer: Viewer, callId: string, decision: "complete" | "cancel"): Result<CallView, Problem> {
    return this.#control.decideTransfer(viewer, callId, decision);
  }

  pauseRecording(viewer: Viewer, callId: string, paused: boolean): Result<CallView, Problem> {
    return this.#control.pauseRecording(viewer, callId, paused);
  }

  monitor(
    viewer: Viewer,
    ask: MonitoringAsk,
  ): Promise<Result<{ created: boolean; monitoring: MonitoringView }, Problem>> {
    return this.#monitorings.monitor(viewer, ask);
  }

  monitorings(viewer: Viewer): MonitoringView[] {
    return this.#monitorings.all(viewer);
  }

  monitoring(viewer: Viewer, id: string): MonitoringView | undefined {
    return this.#monitorings.one(viewer, id);
  }

  changeMode(viewer: Viewer, id: string, mode: MonitorMode): Promise<Result<MonitoringView, Problem>> {
    return this.#monitorings.changeMode(viewer, id, mode);
  }

  release(viewer: Viewer, id: string): Result<MonitoringView, Problem> {
    return this.#monitorings.release(viewer, id);
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    return this.#newsroom.subscribe(listener);
  }
}
