import type { CallNumber } from "../../media/commands.ts";
import type { Call } from "../call/call.ts";

/** The calls that live, and those that are over for people but still have a BYE or a file to finish. */
export class LiveCalls {
  readonly #calls = new Map<CallNumber, Call>();
  /** Whom each call has had to do with: its agents at any time, and those it rang. */
  readonly #agentsOf = new Map<Call, Set<string>>();
  /** The same the other way round: among these are an agent's calls. */
  readonly #callsOf = new Map<string, Set<Call>>();

  get size(): number {
    return this.#calls.size;
  }

  /** Calls that people see: not those that are over. */
  get seen(): Call[] {
    return [...this.#calls.values()].filter((call) => call.state !== "ended");
  }

  get(number: CallNumber): Call | undefined {
    return this.#calls.get(number);
  }

  /** Those that people see and the agent is in, or is rung by, the oldest first. Asked for at every turn of every call. */
  of(agentId: string): Call[] {
    const candidates = this.#callsOf.get(agentId);
    if (candidates === undefined) return [];
    const own = [...candidates].filter((call) => call.state !== "ended" && call.involves(agentId));
    return own.sort((a, b) => a.number - b.number);
  }

  add(call: Call): void {
    this.#calls.set(call.number, call);
    this.#agentsOf.set(call, new Set());
    this.noted(call);
  }

  /** The call has taken an input: it may involve others now. */
  noted(call: Call): void {
    const known = this.#agentsOf.get(call);
    if (known === undefined) return;
    for (const { id } of [...call.people.agents, ...call.rung]) {
      if (known.has(id)) continue;
      known.add(id);
      const calls = this.#callsOf.get(id) ?? new Set();
      this.#callsOf.set(id, calls.add(call));
    }
  }

  delete(call: Call): void {
    this.#calls.delete(call.number);
    for (const id of this.#agentsOf.get(call) ?? []) {
      const calls = this.#callsOf.get(id);
      calls?.delete(call);
      if (calls?.size === 0) this.#callsOf.delete(id);
    }
    this.#agentsOf.delete(call);
  }
}
