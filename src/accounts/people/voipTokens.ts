import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Actor } from "../account.ts";
import type { CollectionContext } from "../configuration/collection.ts";
import { storing } from "../configuration/storing.ts";
import { newPassword, type Secrets } from "../secrets.ts";

/** The phones' passwords: sealed in the store, open in the directory. */
export class VoipTokens {
  readonly #secrets: Secrets;
  /** By agent id; the directory's. */
  readonly #open: Map<string, string>;

  constructor(secrets: Secrets, open: Map<string, string>) {
    this.#secrets = secrets;
    this.#open = open;
  }

  /** A new token for an agent, sealed for the store. */
  sealNew(agentId: string): string {
    return this.#secrets.seal(newPassword(), place(agentId));
  }

  /** Takes up what the store holds. A token sealed with a key that was lost is none: the phone needs a new one. */
  keep(agentId: string, sealed: string): void {
    const token = this.#secrets.open(sealed, place(agentId));
    if (token === undefined) this.#open.delete(agentId);
    else this.#open.set(agentId, token);
  }

  forget(agentId: string): void {
    this.#open.delete(agentId);
  }

  /** Gives an agent's phone a new token; the old one stops working once the new one is stored. */
  renew(context: CollectionContext, agentId: string, actor: Actor): Promise<Result<string, Problem>> {
    const { db, directory, log, turns, audit } = context;
    return turns.take(async () => {
      if (directory.agent(agentId) === undefined) return err(problem("agent_not_found"));
      const sealed = this.sealNew(agentId);
      const stored = await storing(log, () =>
        db.updateTable("agents").set({ voip_token_sealed: sealed }).where("id", "=", agentId).execute(),
      );
      if (!stored.ok) return stored;
      this.keep(agentId, sealed);
      audit(actor, "agent.token_renewed", agentId, {});
      directory.announce({ changed: "agent", id: agentId });
      return ok(this.#open.get(agentId)!);
    });
  }
}

const place = (agentId: string): string => `${agentId}/voip_token`;
