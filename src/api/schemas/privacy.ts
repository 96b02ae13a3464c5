/** One person's data. */
import { agentSchema } from "./agents.ts";
import { auditEntrySchema } from "./audit.ts";
import { recordingSchema, reportRowSchema } from "./history.ts";
import { described, dialled, id, named, object, oneOf, ref, type Schema } from "./schema.ts";
import { apiKeySchema, userSchema } from "./users.ts";

const person = { agentId: id, userId: id, number: described("Of somebody outside, however it is written.", dialled) };
const exactlyOne = { minProperties: 1, maxProperties: 1 };

export const exportBody: Schema = { ...object(person, ["agentId", "userId", "number"]), ...exactlyOne };

export const erasureBody: Schema = {
  ...object({ ...person, confirm: { type: "boolean", const: true } }, ["agentId", "userId", "number"]),
  minProperties: 2,
  maxProperties: 2,
};

const count = { type: "integer", minimum: 0 };

export const erasureSchema = named(
  "Erasure",
  object({
    reports: described("Rows that named the person.", count),
    recordings: described("Recordings deleted.", count),
    recordingsRefused: described("Recordings that the disk would not delete; ask again.", count),
    auditEntries: described("Entries whose personal part is gone.", count),
  }),
);

const things = {
  user: ref(userSchema),
  agent: ref(agentSchema),
  signIn: { type: "object", additionalProperties: true },
  apiKey: ref(apiKeySchema),
  call: ref(reportRowSchema),
  recording: ref(recordingSchema),
  entry: ref(auditEntrySchema),
  audio: described("Where its sound is.", { type: "string" }),
};

/** A line of an export: one of the things, named by `type`. */
export const personalThingSchema = named(
  "PersonalThing",
  object(
    { type: oneOf("user", "agent", "signIn", "apiKey", "call", "recording", "audit"), ...things },
    Object.keys(things) as (keyof typeof things)[],
  ),
);
