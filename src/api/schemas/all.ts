/** Every named schema: the components of the OpenAPI document. */
import { agentSchema, agentVoipSchema } from "./agents.ts";
import { auditEntrySchema, auditLineSchema, verificationSchema } from "./audit.ts";
import { agentLiveSchema, callSchema, monitoringSchema } from "./calls.ts";
import { groupSchema } from "./groups.ts";
import { healthSchema } from "./health.ts";
import { recordingMarksSchema, recordingSchema, reportRowSchema } from "./history.ts";
import { importReportSchema } from "./imports.ts";
import { erasureSchema, personalThingSchema } from "./privacy.ts";
import { problemSchema } from "./problem.ts";
import { qualitySchemas } from "./quality.ts";
import type { NamedSchema } from "./schema.ts";
import { settingsSchema } from "./settings.ts";
import { summarySchema, usageSchema } from "./totals.ts";
import { lookupSchema, numberSchema, routeSchema, trunkSchema } from "./trunks.ts";
import { apiKeySchema, meSchema, shownApiKey, signInSchema, userSchema } from "./users.ts";

export const allSchemas: readonly NamedSchema[] = [
  problemSchema,
  userSchema,
  meSchema,
  signInSchema,
  apiKeySchema,
  shownApiKey,
  agentSchema,
  agentVoipSchema,
  trunkSchema,
  numberSchema,
  groupSchema,
  routeSchema,
  lookupSchema,
  settingsSchema,
  importReportSchema,
  ...qualitySchemas,
  callSchema,
  agentLiveSchema,
  monitoringSchema,
  reportRowSchema,
  recordingSchema,
  recordingMarksSchema,
  summarySchema,
  usageSchema,
  auditEntrySchema,
  auditLineSchema,
  verificationSchema,
  personalThingSchema,
  erasureSchema,
  healthSchema,
];
