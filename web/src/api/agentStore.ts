/** Every agent as it is now. What draws one of them is told when that one changes, and nothing else is. */
import type { Schema } from "../../../client/ponto.ts";

export type Agent = Schema<"AgentLive">;
export type Call = Schema<"Call">;

type Listener = () => void;

export class AgentStore {
  /** Begins what draws changes; those that come before it runs are drawn together. */
  readonly #later: (draw: () => void) => void;
  #agents = new Map<string, Agent>();
  #version = 0;
  /** Changed since the last drawing. */
  readonly #changed = new Set<string>();
  #isDue = false;
  readonly #ofOne = new Map<string, Set<Listener>>();
  readonly #ofAny = new Set<Listener>();

  /** @param later calls what it is given once, soon: before the next picture of the screen. */
  constructor(later: (draw: () => void) => void) {
    this.#later = later;
  }

  /** The very map that is changed: to be read anew whenever `version` is another one. Within one map everybody keeps their name. */
  get agents(): ReadonlyMap<string, Agent> {
    return this.#agents;
  }

  /** Another number after each drawing. */
  get version(): number {
    return this.#version;
  }

  /** What is known of the agent, where the server says the same of it: so that it is not drawn again. */
  kept(agent: Agent): Agent {
    const known = this.#agents.get(agent.id);
    return known !== undefined && JSON.stringify(known) === JSON.stringify(agent) ? known : agent;
  }

  /** Takes the whole list as the server gave it. The map is another one only where somebody came, went or has another name. */
  replace(agents: readonly Agent[]): void {
    const known = this.#agents;
    const isSameCast = agents.length === known.size && agents.every(({ id, name }) => known.get(id)?.name === name);
    if (!isSameCast) this.#agents = new Map(known);
    const gone = new Set(known.keys());
    for (const agent of agents) {
      gone.delete(agent.id);
      if (known.get(agent.id) !== agent) this.#set(agent);
    }
    for (const id of gone) {
      this.#agents.delete(id);
      this.#changed.add(id);
    }
    this.#draw();
  }

  /** @returns false for an agent of whom nothing is known yet. */
  put(agent: Agent): boolean {
    const known = this.#agents.get(agent.id);
    if (known === undefined) return false;
    if (known.name !== agent.name) this.#agents = new Map(this.#agents);
    this.#set(agent);
    return true;
  }

  /** A call is shown with every agent who is in it; a change of an agent's status is told apart from it. */
  takeCall(call: Call, isOver: boolean): void {
    for (const agent of this.#agents.values()) {
      const isIn = agent.call?.id === call.id;
      if (isIn && isOver) {
        const { call: _over, ...idle } = agent;
        this.#set(idle);
      } else if (isIn || (!isOver && agent.call === undefined && call.agent?.id === agent.id)) {
        this.#set({ ...agent, call });
      }
    }
  }

  /** The mark of a monitoring that is over leaves the agent whose phone it was. */
  takeEndOfMonitoring(id: string): void {
    for (const agent of this.#agents.values()) {
      if (agent.monitoring?.id !== id) continue;
      const { monitoring: _over, ...free } = agent;
      this.#set(free);
    }
  }

  /** Told when this agent has changed. Returns what ends it. */
  onChangeOf(id: string, listener: Listener): () => void {
    const listeners = this.#ofOne.get(id) ?? new Set();
    this.#ofOne.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#ofOne.get(id) === listeners) this.#ofOne.delete(id);
    };
  }

  /** Told when any agent has changed, once for all that changed together. Returns what ends it. */
  onChange(listener: Listener): () => void {
    this.#ofAny.add(listener);
    return () => void this.#ofAny.delete(listener);
  }

  #set(agent: Agent): void {
    this.#agents.set(agent.id, agent);
    this.#changed.add(agent.id);
    this.#draw();
  }

  #draw(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#later(() => {
      this.#isDue = false;
      this.#version++;
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const id of changed) for (const tell of this.#ofOne.get(id) ?? []) tell();
      for (const tell of this.#ofAny) tell();
    });
  }
}
