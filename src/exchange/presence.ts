/**
 * Keeps it known what each agent of an account is doing: looks again when its phones, its calls or its settings change, and tells the news.
 * Users are told when they themselves have changed.
 */
import type { Directory } from "../accounts/directory/directory.ts";
import type { Agent, User } from "../accounts/directory/shapes.ts";
import type { Call } from "../calls/call/call.ts";
import type { AgentBoard } from "../calls/live/agentBoard.ts";
import type { Newsroom } from "../calls/live/newsroom.ts";
import type { AgentLiveView } from "../calls/live/views.ts";
import type { Bindings } from "../sip/registrar/bindings.ts";

export interface PresenceWorld {
  readonly directory: Directory;
  readonly bindings: Bindings;
  readonly board: AgentBoard;
  readonly newsroom: Newsroom;
  readonly isRegistered: (extension: string) => boolean;
  readonly callsOf: (agentId: string) => readonly Call[];
  readonly agentNow: (agent: Agent) => (user: User) => AgentLiveView;
  readonly wall: () => number;
}

export class Presence {
  readonly #world: PresenceWorld;
  readonly #subscriptions: readonly (() => void)[];

  constructor(world: PresenceWorld) {
    this.#world = world;
    const { directory, bindings } = world;
    this.#subscriptions = [
      bindings.onChange(({ binding }) => {
        const agent = directory.agentByExtension(binding.aor);
        if (agent !== undefined) this.touch(agent.id);
      }),
      directory.onChange((change) => {
        if (change.changed === "agent") this.touch(change.id);
        if (change.changed === "user") world.newsroom.user(change.id, world.wall());
      }),
    ];
    for (const { id } of directory.agents()) this.touch(id);
  }

  /** Something about the agent may have changed. */
  touch(agentId: string): void {
    const { directory, board, newsroom, isRegistered, callsOf, agentNow, wall } = this.#world;
    const agent = directory.agent(agentId);
    if (agent === undefined) return board.forget(agentId);
    const at = wall();
    if (board.update(agent, callsOf(agentId), isRegistered(agent.extension), at)) newsroom.agent(agentNow(agent), at);
  }

  close(): void {
    for (const end of this.#subscriptions) end();
  }
}
