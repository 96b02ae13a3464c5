import type { Kysely, Migration } from "kysely";
import { sql } from "kysely";

// A migration sees the tables of its own time, never today's types.
type Then = Kysely<unknown>;

/** The first tables. */
export const ground: Migration = {
  async up(db: Then): Promise<void> {
    await thing(db, "users")
      .addColumn("email", "text", (c) => c.notNull())
      .addColumn("email_key", "text", (c) => c.notNull().unique())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("rights", "text", (c) => c.notNull())
      .addColumn("password_hash", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("sessions")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("expires_at_ms", "bigint", (c) => c.notNull())
      .execute();
    await thing(db, "api_keys")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("users.id").onDelete("cascade"))
      .addColumn("key_hash", "text", (c) => c.notNull().unique())
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();
    await thing(db, "agents")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("email", "text", (c) => c.notNull())
      .addColumn("email_key", "text", (c) => c.notNull().unique())
      .addColumn("extension", "text", (c) => c.notNull().unique())
      .addColumn("voip", "text", (c) => c.notNull())
      .addColumn("voip_token_sealed", "text", (c) => c.notNull())
      .execute();
    await thing(db, "trunks")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("host", "text", (c) => c.notNull())
      .addColumn("port", "integer")
      .addColumn("transport", "text", (c) => c.notNull())
      .addColumn("auth", "text", (c) => c.notNull())
      .addColumn("username", "text")
      .addColumn("password_sealed", "text")
      .addColumn("register", "integer", (c) => c.notNull())
      .addColumn("max_calls", "integer")
      .addColumn("codecs", "text")
      .execute();
    await thing(db, "numbers")
      .addColumn("number", "text", (c) => c.notNull())
      .addColumn("trunk_id", "text", (c) => c.references("trunks.id"))
      .addColumn("destination_type", "text", (c) => c.notNull())
      .addColumn("destination_id", "text", (c) => c.notNull())
      .execute();
    // Two nulls are never equal in a unique index, and a number without a trunk is one of a kind too.
    await db.schema
      .createIndex("numbers_once_per_trunk")
      .unique()
      .on("numbers")
      .expression(sql`number, coalesce(trunk_id, '')`)
      .execute();
    await thing(db, "routes")
      .addColumn("prefix", "text", (c) => c.notNull().unique())
      .addColumn("strip", "integer", (c) => c.notNull())
      .addColumn("prepend", "text", (c) => c.notNull())
      .addColumn("trunk_ids", "text", (c) => c.notNull())
      .addColumn("caller_id", "text")
      .execute();
    await db.schema
      .createTable("settings")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("value", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("bindings")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("value", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("reports")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("live", "integer", (c) => c.notNull())
      .addColumn("started_at", "text", (c) => c.notNull())
      .addColumn("direction", "text", (c) => c.notNull())
      .addColumn("disposition", "text", (c) => c.notNull())
      .addColumn("agent_id", "text")
      .addColumn("number_key", "text", (c) => c.notNull())
      .addColumn("recording_id", "text")
      .addColumn("value", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("reports_newest").on("reports").columns(["live", "started_at", "id"]).execute();
    await db.schema.createIndex("reports_of_recording").on("reports").column("recording_id").execute();
    await db.schema
      .createTable("recordings")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("started_at", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("path", "text", (c) => c.notNull())
      .addColumn("value", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("recordings_newest").on("recordings").columns(["started_at", "id"]).execute();
    await db.schema
      .createTable("audit")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("at", "text", (c) => c.notNull())
      .addColumn("value", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("audit_newest").on("audit").columns(["at", "id"]).execute();
  },
};

const thing = (db: Then, name: string) =>
  db.schema
    .createTable(name)
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("position", "integer", (c) => c.notNull());
