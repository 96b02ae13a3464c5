import type { Kysely } from "kysely";
import { type Clock, rfc3339 } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import { newId } from "../../kernel/ids.ts";
import type { Schema } from "../../store/schema.ts";
import type { Origin, SignIn } from "../account.ts";
import type { WriteBehind } from "../journal/writeBehind.ts";
import { bearerHash, newBearer } from "../secrets.ts";

/** A sign-in is over so long after it began, however much it is used, ms. */
const LONGEST_MS = 30 * 24 * 60 * 60 * 1000;
/** How much later the last use must be to be worth a write, ms. */
const WORTH_WRITING_MS = 60 * 1000;
/** Sign-ins of one user that are kept; the longest unused makes room. */
const MAX_PER_USER = 50;
const MAX_USER_AGENT = 200;

/** Times are wall clock, ms. */
interface Kept {
  readonly id: string;
  readonly hash: string;
  readonly userId: string;
  readonly startedAt: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  lastUsedAt: number;
  writtenAt: number;
}

export interface SignInsWorld {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly writer: WriteBehind<Kysely<Schema>>;
  /** After so long without use one is over, ms; may change at any time. */
  readonly idleMs: () => number;
  /** Told the id of each that is ended. */
  readonly ended: (id: string) => void;
}

/** Who is signed in: in memory, and written behind, so that neither signing in nor a look at a screen waits for the database. */
export class SignIns {
  readonly #world: SignInsWorld;
  readonly #byHash = new Map<string, Kept>();
  readonly #byId = new Map<string, Kept>();

  constructor(world: SignInsWorld) {
    this.#world = world;
  }

  /** Reads who is signed in still. Rejects where the store does. */
  async load(): Promise<void> {
    for (const row of await this.#world.db.selectFrom("sign_ins").selectAll().execute()) {
      this.#add({
        id: row.id,
        hash: row.token_hash,
        userId: row.user_id,
        startedAt: row.started_at_ms,
        lastUsedAt: row.last_used_at_ms,
        writtenAt: row.last_used_at_ms,
        ip: row.ip,
        userAgent: row.user_agent,
      });
    }
    this.#sweep();
  }

  /** Signs a user in. @returns the token, which nobody knew before. */
  start(userId: string, from: Origin): string {
    this.#sweep();
    const others = this.#of(userId);
    for (const kept of others.slice(MAX_PER_USER - 1)) this.#end(kept);
    const token = newBearer();
    const now = this.#world.clock.wall();
    const kept: Kept = {
      id: newId("signin", this.#world.entropy),
      hash: bearerHash(token),
      userId,
      startedAt: now,
      lastUsedAt: now,
      writtenAt: now,
      ip: from.ip,
      userAgent: legible(from.userAgent),
    };
    this.#add(kept);
    this.#write(kept);
    return token;
  }

  /** The sign-in of a token. `attended`: somebody is behind this use, which puts off its end. */
  use(token: string, attended: boolean): Pick<SignIn, "id" | "userId"> | undefined {
    const kept = this.#byHash.get(bearerHash(token));
    const now = this.#world.clock.wall();
    if (kept === undefined || this.#isOver(kept, now)) return undefined;
    if (!attended) return kept;
    kept.lastUsedAt = now;
    if (now - kept.writtenAt >= WORTH_WRITING_MS) this.#write(kept);
    return kept;
  }

  /** Whether one holds still; to ask is not to use it. */
  holds(id: string): boolean {
    const kept = this.#byId.get(id);
    return kept !== undefined && !this.#isOver(kept, this.#world.clock.wall());
  }

  /** Those of a user that hold, the last used first. */
  of(userId: string): readonly SignIn[] {
    const now = this.#world.clock.wall();
    return this.#of(userId)
      .filter((kept) => !this.#isOver(kept, now))
      .map(shown);
  }

  /** From where who has signed in, of those that hold. */
  *origins(): Iterable<{ readonly userId: string; readonly ip: string }> {
    for (const { userId, ip } of this.#byId.values()) if (ip !== null) yield { userId, ip };
  }

  endOf(token: string): void {
    const kept = this.#byHash.get(bearerHash(token));
    if (kept !== undefined) this.#end(kept);
  }

  /** @returns whether the user had it. */
  end(userId: string, id: string): boolean {
    const kept = this.#byId.get(id);
    if (kept?.userId !== userId) return false;
    this.#end(kept);
    return true;
  }

  endAll(userId: string, except: string | null = null): void {
    for (const kept of this.#of(userId)) if (kept.id !== except) this.#end(kept);
  }

  #of(userId: string): Kept[] {
    const newestFirst = [...this.#byId.values()].filter((kept) => kept.userId === userId).reverse();
    return newestFirst.sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  }

  #isOver({ startedAt, lastUsedAt }: Kept, now: number): boolean {
    return now - lastUsedAt >= this.#world.idleMs() || now - startedAt >= LONGEST_MS;
  }

  /** Forgets those that are over. */
  #sweep(): void {
    const now = this.#world.clock.wall();
    for (const kept of this.#byId.values()) if (this.#isOver(kept, now)) this.#end(kept);
  }

  #add(kept: Kept): void {
    this.#byHash.set(kept.hash, kept);
    this.#byId.set(kept.id, kept);
  }

  #write(kept: Kept): void {
    const row = {
      id: kept.id,
      token_hash: kept.hash,
      user_id: kept.userId,
      started_at_ms: kept.startedAt,
      last_used_at_ms: kept.lastUsedAt,
      ip: kept.ip,
      user_agent: kept.userAgent,
    };
    kept.writtenAt = kept.lastUsedAt;
    this.#world.writer.put(
      `sign-in:${kept.id}`,
      (db) =>
        db
          .insertInto("sign_ins")
          .values(row)
          .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
          .execute(),
      { signIn: kept.id },
    );
  }

  #end(kept: Kept): void {
    this.#byHash.delete(kept.hash);
    this.#byId.delete(kept.id);
    this.#world.writer.put(
      `sign-in:${kept.id}`,
      (db) => db.deleteFrom("sign_ins").where("id", "=", kept.id).execute(),
      { signIn: kept.id },
    );
    this.#world.ended(kept.id);
  }
}

const shown = ({ id, userId, startedAt, lastUsedAt, ip, userAgent }: Kept): SignIn => ({
  id,
  userId,
  startedAt: rfc3339(startedAt),
  lastUsedAt: rfc3339(lastUsedAt),
  ip,
  userAgent,
});

/** What a browser calls itself, short and without what a screen or a log would take for its own. */
const legible = (userAgent: string | null): string | null =>
  userAgent?.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "").slice(0, MAX_USER_AGENT) || null;
