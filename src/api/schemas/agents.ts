import {
  described,
  dialled,
  email,
  flag,
  id,
  listOf,
  name,
  named,
  nullable,
  object,
  oneOf,
  patchOf,
  type Schema,
} from "./schema.ts";

const extension: Schema = { type: "string", pattern: "^[0-9]{2,8}$" };
const forward: Schema = { ...nullable(dialled), default: null };

const voip = object({
  enabled: { ...flag, default: true },
  autoAnswer: { ...oneOf("off", "monitoring", "all"), default: "off" },
  doNotDisturb: { ...flag, default: false },
  forwardTo: { ...object({ always: forward, busy: forward, noAnswer: forward }), default: {} },
  codecs: { ...listOf(oneOf("PCMA", "PCMU", "G722", "opus"), 4), uniqueItems: true, default: ["PCMA", "PCMU"] },
});

const fields = { name, email, extension: described("Chosen where it is left out.", extension), voip };

export const agentSchema = named("Agent", object({ id, ...fields }));
export const newAgent = object(fields, ["extension", "voip"]);
export const agentPatch = patchOf(newAgent);

export const agentVoipSchema = named(
  "AgentVoip",
  object({
    extension,
    token: described("The phone's password; null while VoIP is off.", nullable({ type: "string" })),
    sipUri: { type: "string" },
    registrar: described("host:port", { type: "string" }),
    transports: listOf({ type: "string" }),
  }),
);
