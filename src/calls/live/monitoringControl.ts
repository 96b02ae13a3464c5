/** What people ask of monitorings: may they, and what comes of it. */
import type { Agent, User } from "../../accounts/directory/shapes.ts";
import { type Problem, type ProblemCode, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";
import type { HuntTarget } from "../hunts/hunt.ts";
import { callAgent } from "../hunts/phones.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import type { MonitoringEnd } from "../monitorings/monitoringProtocol.ts";
import { mostLive } from "../switchboard/attended.ts";
import type { MonitoringAsk, Viewer } from "./callCentre.ts";
import type { CentreWorld } from "./centre.ts";
import { refusalOfRinging, refusalOfWish, type Wish } from "./monitoringRefusals.ts";
import { isAgentOf, mayMonitorAgent, mayMonitorIn, mayOpenDashboard, readsMonitoring } from "./rights.ts";
import type { MonitoringView, PhoneView } from "./views.ts";

/** How many monitorings that are over can still be asked for. */
const REMEMBERED = 1000;

const purposeNeeded: Problem = {
  code: "invalid_request",
  errors: [{ path: "purpose", message: "is required: say what the monitoring is for" }],
};

export class MonitoringControl {
  readonly #world: CentreWorld;
  /** Every monitoring of this process, newest last; the oldest that are over are forgotten. */
  readonly #monitorings = new Map<string, Monitoring>();

  constructor(world: CentreWorld) {
    this.#world = world;
    world.directory.onChange(() => this.#revoke());
  }

  async monitor(
    viewer: Viewer,
    ask: MonitoringAsk,
  ): Promise<Result<{ created: boolean; monitoring: MonitoringView }, Problem>> {
    const { directory, switchboard, isDraining } = this.#world;
    if (isDraining()) return err(problem("shutting_down"));
    if (ask.purpose === undefined && directory.settings().monitoring.purpose === "required") return err(purposeNeeded);
    const wish = this.#wish(viewer.user, ask);
    const refusal = refusalOfWish(wish);
    if (refusal !== undefined) return err(problem(refusal));
    const { running } = wish;
    if (running !== undefined) {
      await switchboard.supervision.askAgain(running, ask);
      return ok({ created: false, monitoring: running.view() });
    }
    const begun = this.#begin(viewer, ask, wish);
    return begun.ok ? ok({ created: true, monitoring: begun.value.view() }) : begun;
  }

  /** The phone of an agent as a monitoring by its own user would find it. */
  phone(agent: Agent): PhoneView {
    const { enabled } = agent.voip;
    const refusal = enabled ? this.#refusalOfPhone(agent, this.#contactsOf(agent)) : "monitor_voip_disabled";
    return { registered: enabled && this.#world.isRegistered(agent.extension), refusal: refusal ?? null };
  }

  all({ user }: Viewer): MonitoringView[] {
    return [...this.#monitorings.values()]
      .filter((monitoring) => readsMonitoring(user, monitoring))
      .reverse()
      .map((monitoring) => monitoring.view());
  }

  one({ user }: Viewer, id: string): MonitoringView | undefined {
    const monitoring = this.#monitorings.get(id);
    return monitoring !== undefined && readsMonitoring(user, monitoring) ? monitoring.view() : undefined;
  }

  async changeMode(viewer: Viewer, id: string, mode: MonitorMode): Promise<Result<MonitoringView, Problem>> {
    const owned = this.#owned(viewer, id);
    if (!owned.ok) return owned;
    const { user } = viewer;
    const monitoring = owned.value;
    if (!mayOpenDashboard(user)) return err(problem("screen_not_permitted"));
    if (!mayMonitorIn(user, mode)) return err(problem("mode_not_permitted"));
    if (!mayMonitorAgent(user, monitoring.target.id, this.#world.directory)) return err(problem("agent_out_of_scope"));
    await this.#world.switchboard.supervision.changeMode(monitoring, mode);
    return monitoring.active ? ok(monitoring.view()) : err(problem("monitoring_ended"));
  }

  release(viewer: Viewer, id: string): Result<MonitoringView, Problem> {
    const owned = this.#owned(viewer, id);
    if (!owned.ok) return owned;
    this.#world.switchboard.supervision.end(owned.value, "released");
    return ok(owned.value.view());
  }

  #wish(user: User, { callId, agentId, mode }: MonitoringAsk): Wish {
    const { directory, switchboard } = this.#world;
    const asked = agentId === undefined ? this.#byCall(callId) : this.#byAgent(agentId);
    return {
      user,
      mode,
      ...asked,
      inScope: (id) => mayMonitorAgent(user, id, directory),
      own: directory.agentByEmail(user.email),
      running: switchboard.supervision.active.find(({ options }) => options.userId === user.id),
    };
  }

  /** The target is the agent who was called. */
  #byCall(callId: string | undefined): Pick<Wish, "by" | "call" | "target"> {
    const call = callId === undefined ? undefined : this.#world.switchboard.callById(callId);
    return { by: "call", call, target: call?.agent ?? call?.callingAgent };
  }

  #byAgent(agentId: string): Pick<Wish, "by" | "call" | "target"> {
    const { directory, switchboard } = this.#world;
    const agent = directory.agent(agentId);
    const calls = agent === undefined ? [] : switchboard.callsOf(agent.id);
    const target = agent === undefined ? undefined : callAgent(agent);
    return { by: "agent", call: mostLive(calls) ?? calls[0], target };
  }

  #begin(viewer: Viewer, ask: MonitoringAsk, wish: Wish): Result<Monitoring, Problem> {
    const { directory, switchboard } = this.#world;
    const { supervision } = switchboard;
    const { user } = viewer;
    const { own, call, target } = wish;
    if (own === undefined || call === undefined || target === undefined)
      throw new Error("invariant: a wish that nothing refuses has all it needs");
    const contacts = this.#contactsOf(own);
    const refusal = this.#refusalOfPhone(own, contacts);
    if (refusal !== undefined) return err(problem(refusal));
    if (!supervision.hasRoom(call)) return err(problem("unavailable", "The call has as many monitors as it can take"));
    const monitoring = supervision.begin(call, {
      userId: user.id,
      monitorAgentId: own.id,
      target,
      targetSide: call.people.sideOf(target.id) ?? "agent",
      mode: ask.mode,
      follow: ask.follow ?? "call",
      purpose: ask.purpose ?? null,
      mayMonitor: (mode, agentId) => {
        const now = directory.user(user.id);
        return now !== undefined && mayMonitorIn(now, mode) && mayMonitorAgent(now, agentId, directory);
      },
      targets: contacts,
      actor: { userId: user.id, email: user.email, ip: viewer.ip },
    });
    this.#remember(monitoring);
    return ok(monitoring);
  }

  #refusalOfPhone(agent: Agent, contacts: readonly HuntTarget[]): ProblemCode | undefined {
    const { switchboard } = this.#world;
    const isBusy = switchboard.callsOf(agent.id).length > 0 || switchboard.supervision.by(agent.id) !== undefined;
    return refusalOfRinging({ agent, isBusy, contacts });
  }

  /** The phones of the user's agent, which are shown the account's monitor caller ID. */
  #contactsOf(own: Agent): HuntTarget[] {
    const { directory, routing, domain } = this.#world;
    const { callerId, callerName } = directory.settings().monitoring;
    return routing.phonesOf(own, {
      caller: { number: callerId, name: callerName },
      autoAnswer: own.voip.autoAnswer !== "off",
      headers: [["P-Asserted-Identity", `<sip:${callerId}@${domain}>`]],
    });
  }

  #revoke(): void {
    const { supervision } = this.#world.switchboard;
    for (const monitoring of supervision.active) {
      const end = this.#endOf(monitoring);
      if (end !== undefined) supervision.end(monitoring, end);
    }
  }

  /** Why nobody may do any longer what was allowed: a right, a screen, a user or an agent was taken away (life of a monitoring, 7). */
  #endOf({ options, mode, target, follow }: Monitoring): MonitoringEnd | undefined {
    const { directory } = this.#world;
    const user = directory.user(options.userId);
    const own = directory.agent(options.monitorAgentId);
    const allowed =
      user !== undefined &&
      mayOpenDashboard(user) &&
      options.mayMonitor(mode, target.id) &&
      own?.voip.enabled === true &&
      isAgentOf(user, own);
    if (!allowed) return "permission_revoked";
    return follow === "agent" && directory.agent(target.id) === undefined ? "agent_left" : undefined;
  }

  #remember(monitoring: Monitoring): void {
    this.#monitorings.set(monitoring.id, monitoring);
    for (const [id, old] of this.#monitorings) {
      if (this.#monitorings.size <= REMEMBERED) return;
      if (!old.active) this.#monitorings.delete(id);
    }
  }

  #owned({ user }: Viewer, id: string): Result<Monitoring, Problem> {
    const monitoring = this.#monitorings.get(id);
    if (monitoring === undefined || !readsMonitoring(user, monitoring)) return err(problem("not_found"));
    if (monitoring.options.userId !== user.id) return err(problem("forbidden"));
    return monitoring.active ? ok(monitoring) : err(problem("monitoring_ended"));
  }
}
