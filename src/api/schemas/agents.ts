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
  port,
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

export const voipPatch = patchOf(voip);

/** Why a monitoring would not ring a phone. */
const unreachable = ["monitor_voip_disabled", "monitor_busy", "monitor_do_not_disturb", "monitor_not_registered"];

export const agentVoipSchema = named(
  "AgentVoip",
  object({
    extension,
    user: described("By which the phone registers: the extension.", extension),
    token: described("The phone's password; null while VoIP is off.", nullable({ type: "string" })),
    displayName: name,
    realm: described("The SIP domain.", { type: "string" }),
    sipUri: { type: "string" },
    server: described("A host: registrar and outbound proxy.", { type: "string" }),
    port,
    registrar: described("host:port", { type: "string" }),
    transports: listOf({ type: "string" }),
    srtp: oneOf("off", "offered", "required"),
    voip,
    registered: flag,
    reachable: described("Whether a monitoring by the agent's user would ring it now.", flag),
    unreachable: described("Why not.", nullable(oneOf(...unreachable))),
  }),
);
