import { callQualitySchema } from "./quality.ts";
import {
  described,
  dialled,
  flag,
  id,
  listOf,
  named,
  nullable,
  object,
  oneOf,
  ref,
  type Schema,
  time,
} from "./schema.ts";

export const modes = ["passive", "semi_active", "active"] as const;
const mode = oneOf(...modes);
const monitoringState = oneOf("dialing", "connected", "ended", "failed");
export const direction = oneOf("inbound", "outbound", "internal");

export const callSchema = named(
  "Call",
  object(
    {
      id,
      direction,
      state: oneOf("ringing", "answered", "held", "ended"),
      customer: object({ number: { type: "string" }, name: nullable({ type: "string" }) }),
      agent: described(
        "Null until it is known whom the call reaches.",
        nullable(object({ id, name: { type: "string" }, extension: { type: "string" } })),
      ),
      startedAt: time,
      answeredAt: nullable(time),
      recording: oneOf("off", "on", "paused", "failed"),
      mos: described(
        "How the worst of the parties' streams sounds at the moment; null before anything was measured.",
        nullable({ type: "number", minimum: 1, maximum: 4.5 }),
      ),
      quality: described(
        "Only where one call is asked for; null before anything was measured.",
        nullable(ref(callQualitySchema)),
      ),
      monitored: described("Only for those who may see it.", flag),
      monitorings: listOf(object({ id, mode, state: monitoringState, userId: id })),
    },
    ["quality", "monitored", "monitorings"],
  ),
);

export const newCall = object({ agentId: id, to: dialled });

export const newTransfer = described(
  "`blind`: whoever answers gets the call. `attended`: the agent speaks to `to` first, and the other party waits.",
  object({ to: dialled, type: oneOf("blind", "attended") }),
);

export const agentLiveSchema = named(
  "AgentLive",
  object(
    {
      id,
      name: { type: "string" },
      email: { type: "string" },
      extension: { type: "string" },
      status: oneOf("offline", "available", "ringing", "in_call", "on_hold", "do_not_disturb"),
      since: time,
      groups: listOf(object({ id, name: { type: "string" } })),
      call: ref(callSchema),
      monitoring: object({ id, callId: nullable(id) }),
    },
    ["call", "monitoring"],
  ),
);

const follow = described(
  "`call`: it ends with its call. `agent`: it stays with the agent from call to call, on one leg, until it is released.",
  oneOf("call", "agent"),
);
const purpose: Schema = { type: "string", minLength: 1, maxLength: 500 };

export const monitoringSchema = named(
  "Monitoring",
  object({
    id,
    state: monitoringState,
    mode,
    follow,
    purpose: described("What its user says it is for.", nullable(purpose)),
    callId: described("Null between two calls of the agent that it stays with.", nullable(id)),
    agentId: id,
    userId: id,
    createdAt: time,
    connectedAt: nullable(time),
    endedAt: nullable(time),
    effectiveAt: described("From when on the present mode is heard.", nullable(time)),
    reason: nullable({ type: "string" }),
    sipStatus: nullable({ type: "integer" }),
  }),
);

/** `listen`, `whisper` and `barge` are the same modes under the names that switchboards use. */
export const modeAliases = { listen: "passive", whisper: "semi_active", barge: "active" } as const;
const askedMode: Schema = oneOf(...modes, ...Object.keys(modeAliases));

export const newMonitoring: Schema = {
  ...object(
    {
      callId: id,
      agentId: id,
      mode: askedMode,
      follow: described("Left out: `call`; asked for the same call again: as it is.", follow),
      purpose: described(
        "What it is for, kept in the audit log. Needed where the settings' `monitoring.purpose` is `required`.",
        purpose,
      ),
    },
    ["callId", "agentId", "follow", "purpose"],
  ),
  description: "Exactly one of `callId` and `agentId`.",
  examples: [{ callId: "call_7Qm2", mode: "passive", purpose: "Training of new agents" }],
};
export const monitoringPatch = object({ mode: askedMode });
