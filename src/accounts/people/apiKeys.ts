import type { Clock } from "../../kernel/clock.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Account, Actor, ApiKey } from "../account.ts";
import { type CollectionContext, type Kind, ThingCollection } from "../configuration/collection.ts";
import { Reading } from "../configuration/reading.ts";
import { Shelf } from "../directory/shelf.ts";
import { bearerHash, newBearer } from "../secrets.ts";

/** By this a key is told from the token of a sign-in. */
const PREFIX = "ponto_";

export const isApiKey = (bearer: string): boolean => bearer.startsWith(PREFIX);

interface NewKey {
  readonly name: string;
  readonly userId: string;
  readonly key: string;
}

/** Long-lived keys for machines; each carries the rights of a user. */
export class ApiKeys {
  readonly #shelf = new Shelf<ApiKey>();
  /** Key ids by the hash of the key. */
  readonly #byHash = new Map<string, string>();
  readonly #collection: ThingCollection<ApiKey, NewKey, "api_keys">;

  constructor(context: CollectionContext, clock: Clock) {
    this.#collection = new ThingCollection(this.#kind(context, clock), context);
  }

  load(): Promise<void> {
    return this.#collection.load();
  }

  /** What the API is offered. */
  get offered(): Account["apiKeys"] {
    return {
      list: (page) => this.#collection.list(page),
      create: (input, actor) => this.#create(input, actor),
      remove: (id, actor) => this.#collection.remove(id, actor),
    };
  }

  userIdOf(key: string): string | undefined {
    const id = this.#byHash.get(bearerHash(key));
    return id === undefined ? undefined : this.#shelf.get(id)?.userId;
  }

  /** Forgets the keys of a user who is gone; the store forgot them with the user. */
  forgetUser(userId: string): void {
    for (const { id } of this.#shelf.all().filter((key) => key.userId === userId)) {
      this.#shelf.remove(id);
      this.#forget(id);
    }
  }

  async #create(
    input: { name: string; userId?: string },
    actor: Actor,
  ): Promise<Result<ApiKey & { key: string }, Problem>> {
    const key = `${PREFIX}${newBearer()}`;
    const created = await this.#collection.create(
      { name: input.name, userId: input.userId ?? actor.userId ?? "", key },
      actor,
    );
    return created.ok ? ok({ ...created.value, key }) : created;
  }

  #forget(id: string): void {
    for (const [hash, keyId] of this.#byHash) if (keyId === id) this.#byHash.delete(hash);
  }

  #kind(context: CollectionContext, clock: Clock): Kind<ApiKey, NewKey, "api_keys"> {
    return {
      noun: "api_key",
      table: "api_keys",
      shelf: this.#shelf,
      asInput: ({ name, userId }) => ({ name, userId, key: undefined }),
      auditDetail: ({ name, userId }) => ({ name, userId }),

      make(id, input): Result<ApiKey, Problem> {
        const reading = new Reading(input);
        const name = reading.text("name", {});
        const userId = reading.text("userId", { min: 0 });
        if (context.directory.user(userId) === undefined) reading.fault("userId", "names no user");
        return reading.result({ id, name, userId, createdAt: rfc3339(clock.wall()) });
      },

      columns: async ({ name, userId, createdAt }, input) => ({
        name,
        user_id: userId,
        created_at: createdAt,
        key_hash: bearerHash((input as NewKey).key),
      }),

      fromRow: (row) => ({ id: row.id, name: row.name, userId: row.user_id, createdAt: row.created_at }),
      loaded: (row) => void this.#byHash.set(row.key_hash, row.id),
      settle: (id, key, columns) => {
        if (key === undefined) this.#forget(id);
        else if (columns.key_hash !== undefined) this.#byHash.set(columns.key_hash, id);
      },
    };
  }
}
