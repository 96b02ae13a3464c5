/** Live calls and agents as each user may see them. */
import type { Agent, User } from "../../accounts/directory/shapes.ts";
import type { Call } from "../call/call.ts";
import { callNow } from "./callView.ts";
import type { CentreWorld } from "./centre.ts";
import { isAdministrator, isOwnCall, mayOpenDashboard, readsMonitoring } from "./rights.ts";
import { sharedBy } from "./shared.ts";
import type { AgentLiveView, CallView } from "./views.ts";

export class LiveViews {
  readonly #world: Pick<CentreWorld, "switchboard" | "directory" | "board">;

  constructor(world: Pick<CentreWorld, "switchboard" | "directory" | "board">) {
    this.#world = world;
  }

  calls(user: User): CallView[] {
    return this.#world.switchboard.calls.filter((call) => this.#sees(user, call)).map((call) => this.call(user, call));
  }

  /** The call, where the user may see it. */
  callById(user: User, id: string): Call | undefined {
    const call = this.#world.switchboard.callById(id);
    return call !== undefined && this.#sees(user, call) ? call : undefined;
  }

  call(user: User, call: Call): CallView {
    return this.#callNow(call)(user);
  }

  agents(user: User): AgentLiveView[] {
    return this.#world.directory.agents().map((agent) => this.agentNow(agent)(user));
  }

  /**
   * An agent as it is now, to be shown to any user then or later: an event that is replayed tells what was. All who may see the same
   * are shown the same object.
   */
  agentNow(agent: Agent): (user: User) => AgentLiveView {
    const { switchboard, directory, board } = this.#world;
    const groups = directory.groupsOf(agent.id).map(({ id, name }) => ({ id, name }));
    const shown = { ...board.view(agent), groups };
    const call = switchboard.callsOf(agent.id)[0];
    const callFor = call === undefined ? undefined : this.#callNow(call);
    const monitoring = switchboard.supervision.by(agent.id);
    const mark =
      monitoring === undefined ? {} : { monitoring: { id: monitoring.id, callId: monitoring.view().callId } };
    const marked = { ...shown, ...mark };
    const views = new Map([shown, marked].map((one) => [one, sharedBy((call: CallView) => ({ ...one, call }))]));
    return (user) => {
      const seesMonitor = monitoring !== undefined && isAdministrator(user) && readsMonitoring(user, monitoring);
      const one = seesMonitor ? marked : shown;
      return callFor === undefined ? one : views.get(one)!(callFor(user));
    };
  }

  #sees(user: User, call: Call): boolean {
    return mayOpenDashboard(user) || isOwnCall(user, call);
  }

  #callNow(call: Call): (user: User) => CallView {
    return callNow(call, this.#world.switchboard.supervision.of(call));
  }
}
