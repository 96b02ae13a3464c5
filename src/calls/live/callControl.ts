/** What people ask of live calls: may they, and what comes of it. */
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Call } from "../call/call.ts";
import type { Switchboard } from "../switchboard/switchboard.ts";
import { transferProblem } from "../transfers/transferProblem.ts";
import type { Viewer } from "./callCentre.ts";
import type { CentreWorld } from "./centre.ts";
import type { LiveViews } from "./liveViews.ts";
import { isAdministrator, isAgentOf, mayControl } from "./rights.ts";
import type { CallView } from "./views.ts";

export class CallControl {
  readonly #world: CentreWorld;
  readonly #views: LiveViews;

  constructor(world: CentreWorld, views: LiveViews) {
    this.#world = world;
    this.#views = views;
  }

  dial({ user }: Viewer, agentId: string, to: string): Result<CallView, Problem> {
    const { directory, routing, switchboard, isRegistered, isDraining } = this.#world;
    if (isDraining()) return err(problem("shutting_down"));
    const agent = directory.agent(agentId);
    if (agent === undefined) return err(problem("agent_not_found"));
    if (!isAdministrator(user) && !isAgentOf(user, agent)) return err(problem("forbidden"));
    if (!agent.voip.enabled || !isRegistered(agent.extension))
      return err(problem("conflict", "The agent's phone is not registered"));
    const plan = routing.fromAgent(agent, to, { click: true });
    if (!plan.ok) return err({ code: "invalid_request", errors: [{ path: "to", message: plan.error.reason }] });
    const call = switchboard.connect(plan.value, undefined);
    return call.ok ? ok(this.#views.call(user, call.value)) : err(problem("unavailable", call.error.reason));
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

  pauseRecording(viewer: Viewer, callId: string, paused: boolean): Result<CallView, Problem> {
    return this.#onAnswered(viewer, callId, { in: "pauseRecording", paused });
  }

  transfer(viewer: Viewer, callId: string, ask: { to: string; type: "blind" | "attended" }): Result<CallView, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    const own = call.value.people.agents.find((agent) => isAgentOf(viewer.user, agent)) ?? call.value.agent;
    if (own === undefined) return err(problem("agent_not_in_call"));
    const begun = this.#world.switchboard.transfer((transfers) => transfers.begin(call.value, own, ask.to, ask.type));
    return begun.ok ? ok(this.#views.call(viewer.user, call.value)) : err(transferProblem(begun.error));
  }

  decideTransfer(viewer: Viewer, callId: string, decision: "complete" | "cancel"): Result<CallView, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    const decided = this.#world.switchboard.transfer((transfers) => transfers.decide(call.value, decision));
    return decided.ok ? ok(this.#views.call(viewer.user, decided.value)) : err(transferProblem(decided.error));
  }

  #controlled({ user }: Viewer, callId: string): Result<Call, Problem> {
    const call = this.#views.callById(user, callId);
    if (call === undefined) return err(problem("call_not_found"));
    return mayControl(user, call) ? ok(call) : err(problem("forbidden"));
  }

  #onAnswered(viewer: Viewer, callId: string, input: Parameters<Switchboard["ask"]>[1]): Result<CallView, Problem> {
    const call = this.#controlled(viewer, callId);
    if (!call.ok) return call;
    if (!call.value.live) return err(problem("call_not_live"));
    this.#world.switchboard.ask(call.value, input);
    return ok(this.#views.call(viewer.user, call.value));
  }
}
