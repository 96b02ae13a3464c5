/** What is kept of calls that ran. */
import { direction } from "./calls.ts";
import { callQualitySchema } from "./quality.ts";
import {
  described,
  id,
  line,
  listOf,
  milliseconds,
  named,
  nullable,
  object,
  oneOf,
  pageQuery,
  ref,
  time,
} from "./schema.ts";

const text = nullable({ type: "string" });
const moment = nullable(time);
const disposition = oneOf("answered", "no_answer", "busy", "failed", "cancelled", "interrupted");

export const reportRowSchema = named(
  "ReportRow",
  object({
    id,
    callId: id,
    direction,
    disposition,
    customerNumber: { type: "string" },
    agentId: text,
    agentName: text,
    agentExtension: text,
    trunkId: text,
    startedAt: time,
    ringingAt: moment,
    answeredAt: moment,
    endedAt: moment,
    ringMs: milliseconds,
    talkMs: milliseconds,
    holdMs: milliseconds,
    hungUpBy: nullable(oneOf("customer", "agent", "system")),
    sipStatus: nullable({ type: "integer" }),
    transfers: listOf(
      object({ at: time, type: oneOf("blind", "attended"), fromAgentId: id, toAgentId: text, toNumber: text }),
    ),
    recordingId: text,
    quality: described("Null where nothing was measured.", nullable(ref(callQualitySchema))),
    ownNumber: described("The account's number that was called, or shown to whoever was called.", text),
  }),
);

export const reportQuery = pageQuery(100, {
  from: described("Calls started at or after this moment.", time),
  to: described("Calls started before this moment.", time),
  direction,
  agentId: id,
  number: line,
  numberPrefix: described("With what the customer's number begins, with or without its country.", {
    type: "string",
    pattern: "^\\+?[0-9 ().*#/-]{1,40}$",
  }),
  disposition: described("One, or several.", { anyOf: [disposition, listOf(disposition, 6)] }),
  recorded: described("Only calls whose recording is kept.", oneOf("true")),
});

export const recordingQuery = pageQuery(100, {
  from: described("Recordings begun at or after this moment.", time),
  to: described("Recordings begun before this moment.", time),
  agentId: described("Of calls that this agent was the last to have.", id),
  callId: id,
});

export const recordingMarksSchema = named(
  "RecordingMarks",
  object({
    items: {
      type: "array",
      items: object({
        atMs: milliseconds,
        durationMs: milliseconds,
        kind: described(
          "The call was held; recording was paused; a monitor was heard by both parties, shown to those who may see monitorings alone.",
          oneOf("hold", "pause", "monitor_public"),
        ),
      }),
    },
  }),
);

export const recordingSchema = named(
  "Recording",
  object({
    id,
    callId: id,
    startedAt: time,
    durationMs: milliseconds,
    channels: { type: "integer" },
    sampleRate: { type: "integer" },
    bytes: { type: "integer" },
    format: oneOf("wav"),
    state: oneOf("writing", "complete", "recovered", "partial"),
    missingMs: described("How much of it is silence because it could not be written.", milliseconds),
  }),
);
