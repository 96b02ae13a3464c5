/** What finished calls come to. */
import { described, id, listOf, milliseconds, named, nullable, object, oneOf, time } from "./schema.ts";

const count = { type: "integer", minimum: 0 };
const text = nullable({ type: "string" });
const period = {
  from: described("Calls started at or after this moment.", time),
  to: described("Calls started before this moment.", time),
};

export const usageSchema = named(
  "Usage",
  object({
    number: described("Null in totals by trunk.", text),
    trunkId: described("Null in totals by number.", text),
    name: described("The trunk's; null where it has been deleted.", text),
    calls: count,
    inboundCalls: count,
    outboundCalls: count,
    answered: count,
    talkMs: milliseconds,
    inboundTalkMs: milliseconds,
    outboundTalkMs: milliseconds,
  }),
);

export const usageQuery = object({ by: oneOf("number", "trunk"), ...period }, ["from", "to"]);

export const summarySchema = named(
  "Summary",
  object({
    calls: count,
    answered: count,
    missed: described("Of those that came in.", count),
    talkMs: milliseconds,
    holdMs: milliseconds,
    hours: described(
      "Hours in which calls began; each begins at a full hour of the account's time zone.",
      listOf(object({ hour: time, calls: count, answered: count, missed: count })),
    ),
    agents: listOf(
      object({ agentId: id, name: text, calls: count, answered: count, talkMs: milliseconds, holdMs: milliseconds }),
    ),
  }),
);

export const summaryQuery = object({ ...period, agentId: id }, ["from", "to", "agentId"]);
