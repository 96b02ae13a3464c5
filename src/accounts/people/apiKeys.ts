import type { Kysely } from "kysely";
import { type Clock, rfc3339 } from "../../kernel/clock.ts";
import type { Problem } from "../../kernel/problem.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Account, Actor, ApiKey, ApiKeyInput } from "../account.ts";
import { type CollectionContext, type Kind, ThingCollection } from "../configuration/collection.ts";
import { oneOf, Reading } from "../configuration/reading.ts";
import { Shelf } from "../directory/shelf.ts";
import type { WriteBehind } from "../journal/writeBehind.ts";
import { bearerHash, newBearer } from "../secrets.ts";
import { allScopes } from "./scopes.ts";

/** By this a key is told from the token of a sign-in. */
const PREFIX = "ponto_";

export const isApiKey = (bearer: string): boolean => bearer.startsWith(PREFIX);

/** How far ahead a key's end may lie, ms: five years. */
const LONGEST_MS = 5 * 366 * 24 * 60 * 60 * 1000;
/** How much later the last use must be to be worth a write, ms. */
const WORTH_WRITING_MS = 60 * 1000;

interface NewKey {
  readonly name: string;
  readonly userId: string;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly key: string;
}

export interface ApiKeysWorld {
  readonly context: CollectionContext;
  readonly clock: Clock;
  readonly writer: WriteBehind<Kysely<Schema>>;
  /** Told the id of each that is ended. */
  readonly ended: (id: string) => void;
}

/** Long-lived keys for machines; each carries the rights of a user, or a part of them. */
export class ApiKeys {
  readonly #world: ApiKeysWorld;
  readonly #shelf = new Shelf<ApiKey>();
  /** Key ids by the hash of the key. */
  readonly #byHash = new Map<string, string>();
  /** When the last use that is stored was, wall clock, ms, by id. */
  readonly #writtenAt = new Map<string, number>();
  readonly #collection: ThingCollection<ApiKey, NewKey, "api_keys">;

  constructor(world: ApiKeysWorld) {
    this.#world = world;
    this.#collection = new ThingCollection(this.#kind(), world.context);
  }

  load(): Promise<void> {
    return this.#collection.load();
  }

  /** What the API is offered. */
  get offered(): Account["apiKeys"] {
    return {
      list: (page) => this.#collection.list(page),
      get: (id) => this.#collection.get(id),
      create: (input, actor) => this.#create(input, actor),
      remove: (id, actor) => this.#collection.remove(id, actor),
    };
  }

  /** The keys that stand for a user. */
  of(userId: string): readonly ApiKey[] {
    return this.#shelf.all().filter((key) => key.userId === userId);
  }

  /** The entry of a key, which has been used by that. */
  use(key: string): ApiKey | undefined {
    const id = this.#byHash.get(bearerHash(key));
    const known = id === undefined ? undefined : this.#shelf.get(id);
    if (known === undefined || this.#isOver(known)) return undefined;
    const now = this.#world.clock.wall();
    const used = { ...known, lastUsedAt: rfc3339(now) };
    this.#shelf.replace(used);
    if (now - (this.#writtenAt.get(used.id) ?? Number.NEGATIVE_INFINITY) >= WORTH_WRITING_MS) this.#write(used, now);
    return used;
  }

  /** Whether one holds still; to ask is not to use it. */
  holds(id: string): boolean {
    const known = this.#shelf.get(id);
    return known !== undefined && !this.#isOver(known);
  }

  /** Forgets the keys of a user who is gone; the store forgot them with the user. */
  forgetUser(userId: string): void {
    for (const { id } of this.#shelf.all().filter((key) => key.userId === userId)) {
      this.#shelf.remove(id);
      this.#forget(id);
    }
  }

  async #create(input: ApiKeyInput, actor: Actor): Promise<Result<ApiKey & { key: string }, Problem>> {
    const { name, userId = actor.userId ?? "", scopes = null, expiresAt = null } = input;
    const key = `${PREFIX}${newBearer()}`;
    const created = await this.#collection.create({ name, userId, scopes, expiresAt, key }, actor);
    return created.ok ? ok({ ...created.value, key }) : created;
  }

  #isOver({ expiresAt }: ApiKey): boolean {
    return expiresAt !== null && Date.parse(expiresAt) <= this.#world.clock.wall();
  }

  #write({ id, lastUsedAt }: ApiKey, now: number): void {
    this.#writtenAt.set(id, now);
    this.#world.writer.put(
      `api-key:${id}`,
      (db) => db.updateTable("api_keys").set({ last_used_at: lastUsedAt }).where("id", "=", id).execute(),
      { apiKey: id },
    );
  }

  #forget(id: string): void {
    for (const [hash, keyId] of this.#byHash) if (keyId === id) this.#byHash.delete(hash);
    this.#writtenAt.delete(id);
    this.#world.ended(id);
  }

  #kind(): Kind<ApiKey, NewKey, "api_keys"> {
    const { context, clock } = this.#world;
    return {
      noun: "api_key",
      table: "api_keys",
      shelf: this.#shelf,
      asInput: ({ name, userId, scopes, expiresAt }) => ({ name, userId, scopes, expiresAt, key: undefined }),
      auditDetail: ({ name, userId, scopes, expiresAt }) => ({ name, userId, scopes, expiresAt }),

      make(id, input): Result<ApiKey, Problem> {
        const reading = new Reading(input);
        const now = clock.wall();
        const key: ApiKey = {
          id,
          name: reading.text("name", {}),
          userId: reading.text("userId", { min: 0 }),
          scopes: reading.list("scopes", 1, allScopes.length, (value) => oneOf(allScopes, value), null),
          createdAt: rfc3339(now),
          expiresAt: readEnd(reading, now),
          lastUsedAt: null,
        };
        if (context.directory.user(key.userId) === undefined) reading.fault("userId", "names no user");
        return reading.result(key);
      },

      columns: async ({ name, userId, scopes, createdAt, expiresAt }, input) => ({
        name,
        user_id: userId,
        scopes: scopes === null ? null : JSON.stringify(scopes),
        created_at: createdAt,
        expires_at: expiresAt,
        key_hash: bearerHash((input as NewKey).key),
      }),

      fromRow: (row) => ({
        id: row.id,
        name: row.name,
        userId: row.user_id,
        scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as string[]),
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        lastUsedAt: row.last_used_at,
      }),
      loaded: (row) => void this.#byHash.set(row.key_hash, row.id),
      settle: (id, key, columns) => {
        if (key === undefined) this.#forget(id);
        else if (columns.key_hash !== undefined) this.#byHash.set(columns.key_hash, id);
      },
    };
  }
}

/** When a key ends: an instant that is still to come, though not too far away. */
function readEnd(reading: Reading, now: number): string | null {
  const text = reading.text("expiresAt", { max: 40, pattern: RFC_3339, what: "a time (RFC 3339)" }, null);
  if (text === null || text === "") return null;
  const end = Date.parse(text);
  if (Number.isNaN(end)) reading.fault("expiresAt", "must be a time (RFC 3339)");
  else if (end <= now) reading.fault("expiresAt", "must be in the future");
  else if (end - now > LONGEST_MS) reading.fault("expiresAt", "must be within five years");
  else return rfc3339(end);
  return null;
}

/** RFC 3339 §5.6. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
