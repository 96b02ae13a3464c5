import type { Kysely } from "kysely";
import type { Clock } from "../../kernel/clock.ts";
import type { Schema } from "../../store/schema.ts";
import type { WriteBehind } from "../journal/writeBehind.ts";
import { bearerHash, newBearer } from "../secrets.ts";

/** A sign-in lasts this long after it was last used. */
const SESSION_MS = 12 * 60 * 60 * 1000;
/** How much later the end must be to be worth a write. */
const EXTEND_MS = 60 * 1000;
/** Sign-ins of one user that are kept; the oldest makes room. */
const MAX_PER_USER = 50;

interface SignIn {
  readonly userId: string;
  readonly expiresAt: number;
}

/** Who is signed in: in memory, and written behind, so that neither signing in nor a look at a screen waits for the database. */
export class Sessions {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #writer: WriteBehind<Kysely<Schema>>;
  /** By the hash of the token, the longest unused first. */
  readonly #signIns = new Map<string, SignIn>();

  constructor(db: Kysely<Schema>, clock: Clock, writer: WriteBehind<Kysely<Schema>>) {
    this.#db = db;
    this.#clock = clock;
    this.#writer = writer;
  }

  /** Reads who is signed in still. Rejects where the store does. */
  async load(): Promise<void> {
    for (const row of await this.#db.selectFrom("sessions").selectAll().orderBy("expires_at_ms").execute()) {
      this.#signIns.set(row.token_hash, { userId: row.user_id, expiresAt: row.expires_at_ms });
    }
    this.#endWhere(({ expiresAt }) => expiresAt <= this.#clock.wall());
  }

  /** Signs a user in. @returns the token. */
  start(userId: string): string {
    this.#endWhere(({ expiresAt }) => expiresAt <= this.#clock.wall());
    const own = [...this.#signIns].filter(([, signIn]) => signIn.userId === userId);
    for (const [hash] of own.slice(0, Math.max(0, own.length + 1 - MAX_PER_USER))) this.#end(hash);
    const token = newBearer();
    this.#keep(bearerHash(token), userId);
    return token;
  }

  /** The user of a token; its use puts off its end. */
  userIdOf(token: string): string | undefined {
    const hash = bearerHash(token);
    const signIn = this.#signIns.get(hash);
    const now = this.#clock.wall();
    if (signIn === undefined || signIn.expiresAt <= now) return undefined;
    if (now + SESSION_MS - signIn.expiresAt >= EXTEND_MS) this.#keep(hash, signIn.userId);
    return signIn.userId;
  }

  end(token: string): void {
    this.#end(bearerHash(token));
  }

  endAllOf(userId: string): void {
    this.#endWhere((signIn) => signIn.userId === userId);
  }

  #keep(hash: string, userId: string): void {
    const expiresAt = this.#clock.wall() + SESSION_MS;
    this.#signIns.delete(hash);
    this.#signIns.set(hash, { userId, expiresAt });
    const row = { token_hash: hash, user_id: userId, expires_at_ms: expiresAt };
    this.#writer.put(
      `session:${hash}`,
      (db) =>
        db
          .insertInto("sessions")
          .values(row)
          .onConflict((conflict) => conflict.column("token_hash").doUpdateSet(row))
          .execute(),
      { session: userId },
    );
  }

  #end(hash: string): void {
    const signIn = this.#signIns.get(hash);
    if (signIn === undefined) return;
    this.#signIns.delete(hash);
    this.#writer.put(`session:${hash}`, (db) => db.deleteFrom("sessions").where("token_hash", "=", hash).execute(), {
      session: signIn.userId,
    });
  }

  #endWhere(over: (signIn: SignIn) => boolean): void {
    for (const [hash, signIn] of this.#signIns) if (over(signIn)) this.#end(hash);
  }
}
