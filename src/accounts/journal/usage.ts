/** How much each number and each trunk of the account was used. */
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../store/schema.ts";
import { daily, rows, sumOf } from "./days.ts";
import type { Period } from "./period.ts";

export type UsageBy = "number" | "trunk";

/** Finished calls over one line; a call counts once, whoever it was transferred to. */
export interface Usage {
  /** The number, or the trunk's id. */
  readonly id: string;
  readonly calls: number;
  readonly inboundCalls: number;
  readonly outboundCalls: number;
  readonly answered: number;
  readonly talkMs: number;
  readonly inboundTalkMs: number;
  readonly outboundTalkMs: number;
}

const column = { number: "own_number", trunk: "trunk_id" } as const;

/** In the order of ids. Rejects where the store does. */
export async function usageOf(db: Kysely<Schema>, by: UsageBy, period: Period): Promise<Usage[]> {
  const line = column[by];
  const days = daily(db, period, (calls) =>
    calls
      .where(line, "is not", null)
      .select([sql<string>`${sql.ref(line)}`.as("id"), "direction"])
      .select([rows.as("calls"), sumOf("answered").as("answered"), sumOf("talk_ms").as("talkMs")])
      .groupBy([line, "direction"])
      .execute(),
  );
  const usage = new Map<string, Usage>();
  for await (const { id, direction, calls, answered, talkMs } of days) {
    const inbound = direction === "inbound" ? 1 : 0;
    const day: Usage = {
      id,
      calls,
      inboundCalls: inbound * calls,
      outboundCalls: (1 - inbound) * calls,
      answered,
      talkMs,
      inboundTalkMs: inbound * talkMs,
      outboundTalkMs: (1 - inbound) * talkMs,
    };
    const before = usage.get(id);
    usage.set(id, before === undefined ? day : added(before, day));
  }
  return [...usage.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const added = (a: Usage, b: Usage): Usage => ({
  id: a.id,
  calls: a.calls + b.calls,
  inboundCalls: a.inboundCalls + b.inboundCalls,
  outboundCalls: a.outboundCalls + b.outboundCalls,
  answered: a.answered + b.answered,
  talkMs: a.talkMs + b.talkMs,
  inboundTalkMs: a.inboundTalkMs + b.inboundTalkMs,
  outboundTalkMs: a.outboundTalkMs + b.outboundTalkMs,
});
