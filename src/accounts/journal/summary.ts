/** Calls by hour and by agent. */
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../store/schema.ts";
import { daily, rows, sumOf } from "./days.ts";
import { HourClock } from "./hourClock.ts";
import type { ReportRow } from "./journal.ts";
import type { Period } from "./period.ts";

export interface SummaryFilter extends Period {
  readonly agentId?: string;
}

/** Finished calls. */
export interface Summary {
  readonly calls: number;
  readonly answered: number;
  /** Of those that came in. */
  readonly missed: number;
  readonly talkMs: number;
  readonly holdMs: number;
  /** Hours in which calls began, in their order: each begins at a full hour of the account's time zone. */
  readonly hours: readonly {
    /** When it begins, UTC. */
    readonly hour: string;
    readonly calls: number;
    readonly answered: number;
    readonly missed: number;
  }[];
  /** Agents that were a party, or were asked for; by id. */
  readonly agents: readonly {
    readonly agentId: string;
    /** As the last call told it. */
    readonly name: string | null;
    readonly calls: number;
    readonly answered: number;
    readonly talkMs: number;
    readonly holdMs: number;
  }[];
}

/** Of a time, all but seconds: `2026-01-01T12:30`. Zones differ from UTC by full minutes. */
const MINUTE = 16;

/** @param timeZone of the IANA database. Rejects where the store does. */
export async function summaryOf(
  db: Kysely<Schema>,
  { agentId, ...period }: SummaryFilter,
  timeZone: string,
): Promise<Summary> {
  const clock = new HourClock(timeZone);
  const total = { calls: 0, answered: 0, missed: 0, talkMs: 0, holdMs: 0 };
  const hours = new Map<string, { hour: string; calls: number; answered: number; missed: number }>();
  const agents = new Map<string, Omit<Summary["agents"][number], "name">>();
  const days = daily(db, period, (calls) =>
    (agentId === undefined ? calls : calls.where("agent_id", "=", agentId))
      .select([sql<string>`substr(started_at, 1, ${sql.lit(MINUTE)})`.as("minute"), "agent_id", "direction"])
      .select([rows.as("calls"), sumOf("answered").as("answered")])
      .select([sumOf("talk_ms").as("talkMs"), sumOf("hold_ms").as("holdMs")])
      .groupBy([sql`substr(started_at, 1, ${sql.lit(MINUTE)})`, "agent_id", "direction"])
      .execute(),
  );
  for await (const { minute, agent_id, direction, ...sums } of days) {
    const missed = direction === "inbound" ? sums.calls - sums.answered : 0;
    const hour = clock.hourOf(Date.parse(`${minute}Z`));
    const before = hours.get(hour) ?? { hour, calls: 0, answered: 0, missed: 0 };
    hours.set(hour, {
      hour,
      calls: before.calls + sums.calls,
      answered: before.answered + sums.answered,
      missed: before.missed + missed,
    });
    total.missed += missed;
    add(total, sums);
    if (agent_id === null) continue;
    const agent = agents.get(agent_id) ?? { agentId: agent_id, calls: 0, answered: 0, talkMs: 0, holdMs: 0 };
    agents.set(agent_id, add({ ...agent }, sums));
  }
  return {
    ...total,
    hours: [...hours.values()].sort((a, b) => (a.hour < b.hour ? -1 : 1)),
    agents: await named(db, [...agents.values()]),
  };
}

type Sums = { calls: number; answered: number; talkMs: number; holdMs: number };

function add<T extends Sums>(total: T, { calls, answered, talkMs, holdMs }: Sums): T {
  total.calls += calls;
  total.answered += answered;
  total.talkMs += talkMs;
  total.holdMs += holdMs;
  return total;
}

async function named<T extends { readonly agentId: string }>(
  db: Kysely<Schema>,
  agents: readonly T[],
): Promise<(T & { readonly name: string | null })[]> {
  const last = (agentId: string) =>
    db
      .selectFrom("reports")
      .select("value")
      .where("live", "=", 0)
      .where("agent_id", "=", agentId)
      .orderBy("started_at", "desc")
      .limit(1)
      .executeTakeFirst();
  const known: (T & { readonly name: string | null })[] = [];
  for (const agent of [...agents].sort((a, b) => (a.agentId < b.agentId ? -1 : 1))) {
    const row = await last(agent.agentId);
    known.push({ ...agent, name: row === undefined ? null : (JSON.parse(row.value) as ReportRow).agentName });
  }
  return known;
}
