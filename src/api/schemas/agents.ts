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

export const extension: Schema = { type: "string", pattern: "^[0-9]{2,8}$" };
const forward = nullable(dialled);

const voip = object({
  enabled: flag,
  autoAnswer: oneOf("off", "monitoring", "all"),
  doNotDisturb: flag,
  forwardTo: object({ always: forward, busy: forward, noAnswer: forward }),
  codecs: described("The only ones that its phones are offered and answered with, best first.", {
    ...listOf(oneOf("PCMA", "PCMU", "G722", "opus"), 4),
    uniqueItems: true,
  }),
  srtp: described("Encrypted audio: not asked for, best effort, or nothing else.", oneOf("off", "offered", "required")),
});

const fields = { name, email, extension: described("Chosen where it is left out.", extension) };

export const agentSchema = named("Agent", object({ id, ...fields, voip }));
export const newAgent = object({ ...fields, voip: patchOf(voip) }, ["extension", "voip"]);
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
