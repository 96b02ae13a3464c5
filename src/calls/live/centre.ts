/** What the API asks of live calls: who asks, may they, and what comes of it. */
import type { Directory } from "../../accounts/directory/directory.ts";
import type { Agent, User } from "../../accounts/directory/shapes.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { MonitorMode, Side } from "../../mixer/audibility.ts";
import type { Call } from "../call/call.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import { callAgent } from "../hunts/phones.ts";
import type { Routing } from "../hunts/routing.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import type { Switchboard } from "../switchboard/switchboard.ts";
import { transferProblem } from "../transfers/transferProblem.ts";
import type { AgentBoard } from "./agentBoard.ts";
import type { CallCentre, LiveEvent, Viewer } from "./callCentre.ts";
import { callView, markedCallView } from "./callView.ts";
import type { Newsroom } from "./newsroom.ts";
import {
  isAdministrator,
  isAgentOf,
  isOwnCall,
  mayControl,
  mayMonitorIn,
  mayOpenDashboard,
  maySeeMarks,
} from "./rights.ts";
import type { AgentLiveView, CallView, MonitoringView } from "./views.ts";

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

/** How many monitorings that are over can still be asked for. */
const REMEMBERED = 1000;

export class Centre implements CallCentre {
  readonly #world: CentreWorld;
  /** Every monitoring of this process, newest last; the oldest that are over are forgotten. */
  readonly #monitorings = new Map<string, Monitoring>();

  constructor(world: CentreWorld) {
    this.#world = world;
    world.directory.onChange(() => this.#revoke());
  }

  calls(viewer: Viewer): CallView[] {
    return this.#world.switchboard.calls
      .filter((call) => this.#sees(viewer.user, call))
      .map((call) => this.#view(viewer.user, call));
  }

  call(viewer: Viewer, id: string): CallView | undefined {
    const call = this.#world.switchboard.callById(id);
    if (call === undefined || !this.#sees(viewer.user, call)) return undefined;
    return { ...this.#view(viewer.user, call), quality: call.quality };
  }

  agentsLive(viewer: Viewer): AgentLiveView[] {
    return this.#world.directory.agents().map((agent) => this.agentView(viewer.user, agent));
  }

  /** An agent as this user may see it now. */
  agentView(user: User, agent: Agent): AgentLiveView {
    return this.agentNow(agent)(user);
  }

  /** An agent as it is now, to be shown to any user then or later: an event that is replayed tells what was. */
  agentNow(agent: Agent): (user: User) => AgentLiveView {
    const { switchboard, board } = this.#world;
    const shown = board.view(agent);
    const call = switchboard.callsOf(agent.id)[0];
    const callFor = call === undefined ? undefined : this.#callNow(call);
    const monitoring = switchboard.supervision.by(agent.id);
    return (user) => ({
      ...shown,
      ...(callFor === undefined ? {} : { call: callFor(user) }),
      ...(monitoring !== undefined && isAdministrator(user) && reads(user, monitoring)
        ? { monitoring: { id: monitoring.id, callId: monitoring.options.callId } }
        : {}),
    });
  }

  dial(viewer: Viewer, agentId: string, to: string): Result<CallView, Problem> {
    const { directory, routing, switchboard, isRegistered, isDraining } = this.#world;
    if (isDraining()) return err(problem("shutting_down"));
    const agent = directory.agent(agentId);
    if (agent === undefined) return err(problem("agent_not_found"));
    if (!isAdministrator(viewer.user) && !isAgentOf(viewer.user, agent)) return err(problem("forbidden"));
    if (!agent.voip.enabled || !isRegistered(agent.extension))
      return err(problem("conflict", "The agent's phone is not registered"));
    const plan = routing.fromAgent(agent, to, { click: true });
    if (!plan.ok) return err({ code: "invalid_request", errors: [{ path: "to", message: plan.error.reason }] });
    const call = switchboard.connect(plan.value, undefined);
    return call.ok ? ok(this.#view(viewer.user, call.value)) : err(problem("unavailable", call.error.reason));
  }

  hangUp(viewer: Viewer, callId: string): Result<void, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    this.#world.switchboard.ask(call.value, { in: "hangUp", by: "system" });
    return ok(undefined);
  }

  hold(viewer: Viewer, callId: string): Result<CallView, Problem> {
    return this.#onAnswered(viewer, callId, { in: "hold", held: true });
  }

  resume(viewer: Viewer, callId: string): Result<CallView, Problem> {
    return this.#onAnswered(viewer, callId, { in: "hold", held: false });
  }

  transfer(viewer: Viewer, callId: string, ask: { to: string; type: "blind" | "attended" }): Result<CallView, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    const own = call.value.people.agents.find((agent) => isAgentOf(viewer.user, agent)) ?? call.value.agent;
    if (own === undefined) return err(problem("agent_not_in_call"));
    const begun = this.#world.switchboard.transfer((transfers) => transfers.begin(call.value, own, ask.to, ask.type));
    return begun.ok ? ok(this.#view(viewer.user, call.value)) : err(transferProblem(begun.error));
  }

  decideTransfer(viewer: Viewer, callId: string, decision: "complete" | "cancel"): Result<CallView, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    const decided = this.#world.switchboard.transfer((transfers) => transfers.decide(call.value, decision));
    return decided.ok ? ok(this.#view(viewer.user, decided.value)) : err(transferProblem(decided.error));
  }

  pauseRecording(viewer: Viewer, callId: string, paused: boolean): Result<CallView, Problem> {
    return this.#onAnswered(viewer, callId, { in: "pauseRecording", paused });
  }

  /** The refusals stand in the order of the contract: the first that applies is the answer. */
  async monitor(
    viewer: Viewer,
    ask: { callId?: string; agentId?: string; mode: MonitorMode },
  ): Promise<Result<{ created: boolean; monitoring: MonitoringView }, Problem>> {
    const { user } = viewer;
    const { directory, switchboard, routing, domain } = this.#world;
    const { supervision } = switchboard;
    if (this.#world.isDraining()) return err(problem("shutting_down"));
    if (!mayOpenDashboard(user)) return err(problem("screen_not_permitted"));
    if (!mayMonitorIn(user, ask.mode)) return err(problem("mode_not_permitted"));
    const asked = this.#askedFor(ask);
    if (!asked.ok) return asked;
    const { call, target, targetSide } = asked.value;
    const own = directory.agentByEmail(user.email);
    if (own === undefined) return err(problem("no_matching_agent"));
    if (!own.voip.enabled) return err(problem("monitor_voip_disabled"));
    if (isOwnCall(user, call)) return err(problem("self_monitoring"));
    if (!call.live) return err(problem("call_not_live"));
    if (target === undefined) return err(problem("agent_not_in_call"));

    const running = supervision.active.find(({ options }) => options.userId === user.id);
    if (running !== undefined) {
      if (running.options.call !== call.number) return err(problem("already_monitoring"));
      await supervision.changeMode(running, ask.mode);
      return ok({ created: false, monitoring: running.view() });
    }
    if (switchboard.callsOf(own.id).length > 0 || supervision.by(own.id) !== undefined)
      return err(problem("monitor_busy"));
    if (own.voip.doNotDisturb) return err(problem("monitor_do_not_disturb"));
    const { callerId, callerName } = directory.settings().monitoring;
    const targets = routing.phonesOf(own, {
      caller: { number: callerId, name: callerName },
      autoAnswer: own.voip.autoAnswer !== "off",
      headers: [["P-Asserted-Identity", `<sip:${callerId}@${domain}>`]],
    });
    if (targets.length === 0) return err(problem("monitor_not_registered"));
    if (!supervision.hasRoom(call)) return err(problem("unavailable", "The call has as many monitors as it can take"));

    const monitoring = supervision.begin(call, {
      userId: user.id,
      monitorAgentId: own.id,
      target,
      targetSide,
      mode: ask.mode,
      mayUse: (mode) => {
        const now = directory.user(user.id);
        return now !== undefined && mayMonitorIn(now, mode);
      },
      targets,
      actor: { userId: user.id, email: user.email, ip: viewer.ip },
    });
    this.#remember(monitoring);
    return ok({ created: true, monitoring: monitoring.view() });
  }

  monitorings(viewer: Viewer): MonitoringView[] {
    return [...this.#monitorings.values()]
      .filter((monitoring) => reads(viewer.user, monitoring))
      .reverse()
      .map((monitoring) => monitoring.view());
  }

  monitoring(viewer: Viewer, id: string): MonitoringView | undefined {
    const monitoring = this.#monitorings.get(id);
    return monitoring !== undefined && reads(viewer.user, monitoring) ? monitoring.view() : undefined;
  }

  async changeMode(viewer: Viewer, id: string, mode: MonitorMode): Promise<Result<MonitoringView, Problem>> {
    const monitoring = this.#owned(viewer, id);
    if (!monitoring.ok) return monitoring;
    if (!mayOpenDashboard(viewer.user)) return err(problem("screen_not_permitted"));
    if (!mayMonitorIn(viewer.user, mode)) return err(problem("mode_not_permitted"));
    await this.#world.switchboard.supervision.changeMode(monitoring.value, mode);
    return monitoring.value.active ? ok(monitoring.value.view()) : err(problem("monitoring_ended"));
  }

  release(viewer: Viewer, id: string): Result<MonitoringView, Problem> {
    const monitoring = this.#owned(viewer, id);
    if (!monitoring.ok) return monitoring;
    this.#world.switchboard.supervision.end(monitoring.value, "released");
    return ok(monitoring.value.view());
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    return this.#world.newsroom.subscribe(listener);
  }

  #askedFor(ask: {
    callId?: string;
    agentId?: string;
  }): Result<{ call: Call; target: CallAgent | undefined; targetSide: Side }, Problem> {
    const { switchboard, directory } = this.#world;
    if (ask.agentId === undefined) {
      const call = ask.callId === undefined ? undefined : switchboard.callById(ask.callId);
      return call === undefined
        ? err(problem("call_not_found"))
        : ok({
            call,
            target: call.agent ?? call.callingAgent,
            targetSide: call.agent === undefined ? "customer" : "agent",
          });
    }
    const agent = directory.agent(ask.agentId);
    if (agent === undefined) return err(problem("agent_not_found"));
    const call = mostLive(switchboard.callsOf(agent.id));
    if (call === undefined) return err(problem("agent_not_in_call"));
    return ok({ call, target: callAgent(agent), targetSide: call.agent?.id === agent.id ? "agent" : "customer" });
  }

  /** Ends what nobody may do any longer: a right, a screen, a user or an agent was taken away (life of a monitoring, 7). */
  #revoke(): void {
    const { switchboard, directory } = this.#world;
    for (const monitoring of switchboard.supervision.active) {
      const user = directory.user(monitoring.options.userId);
      const agent = directory.agent(monitoring.options.monitorAgentId);
      const allowed =
        user !== undefined &&
        mayOpenDashboard(user) &&
        mayMonitorIn(user, monitoring.mode) &&
        agent?.voip.enabled === true &&
        isAgentOf(user, agent);
      if (!allowed) switchboard.supervision.end(monitoring, "permission_revoked");
    }
  }

  #remember(monitoring: Monitoring): void {
    this.#monitorings.set(monitoring.id, monitoring);
    for (const [id, old] of this.#monitorings) {
      if (this.#monitorings.size <= REMEMBERED) return;
      if (!old.active) this.#monitorings.delete(id);
    }
  }

  #owned(viewer: Viewer, id: string): Result<Monitoring, Problem> {
    const monitoring = this.#monitorings.get(id);
    if (monitoring === undefined || !reads(viewer.user, monitoring)) return err(problem("not_found"));
    if (monitoring.options.userId !== viewer.user.id) return err(problem("forbidden"));
    return monitoring.active ? ok(monitoring) : err(problem("monitoring_ended"));
  }

  #controlled(viewer: Viewer, callId: string): Result<Call, Problem> {
    const call = this.#world.switchboard.callById(callId);
    if (call === undefined || !this.#sees(viewer.user, call)) return err(problem("call_not_found"));
    return mayControl(viewer.user, call) ? ok(call) : err(problem("forbidden"));
  }

  #onAnswered(viewer: Viewer, callId: string, input: Parameters<Switchboard["ask"]>[1]): Result<CallView, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    if (!call.value.live) return err(problem("call_not_live"));
    this.#world.switchboard.ask(call.value, input);
    return ok(this.#view(viewer.user, call.value));
  }

  #sees(user: User, call: Call): boolean {
    return mayOpenDashboard(user) || isOwnCall(user, call);
  }

  #view(user: User, call: Call): CallView {
    return this.#callNow(call)(user);
  }

  #callNow(call: Call): (user: User) => CallView {
    const view = callView(call);
    const marked = markedCallView(view, this.#world.switchboard.supervision.of(call));
    return (user) => (maySeeMarks(user, call) ? marked : view);
  }
}

/** Its owner, and the administrator: unless that is an agent of the call (U5). */
const reads = (user: User, monitoring: Monitoring): boolean =>
  monitoring.options.userId === user.id || (isAdministrator(user) && !isOwnCall(user, monitoring.options.agents));

/** Of several calls the one talking, else the last answered, else one that still rings. */
function mostLive(calls: readonly Call[]): Call | undefined {
  const talking = calls.find((call) => call.talking);
  if (talking !== undefined) return talking;
  const answered = calls
    .filter((call) => call.live)
    .sort((a, b) => (b.record.answeredAt?.now ?? 0) - (a.record.answeredAt?.now ?? 0));
  return answered[0] ?? calls[0];
}
