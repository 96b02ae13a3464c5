import { described, dialled, flag, line, named, nullable, object, oneOf, patchOf } from "./schema.ts";

const settings = object({
  monitoring: object({
    callerId: dialled,
    callerName: line,
    ringSeconds: { type: "integer", minimum: 1, maximum: 300 },
    mediaTimeoutSeconds: { type: "integer", minimum: 1, maximum: 3_600 },
    failureNotice: oneOf("requester", "silent"),
  }),
  recording: object({
    enabled: flag,
    layout: oneOf("stereo", "mixed", "multitrack"),
    onHold: oneOf("silence", "music"),
    retentionDays: nullable({ type: "integer", minimum: 1, maximum: 36_500 }),
  }),
  media: object({
    timeoutSeconds: described("A party that sends neither RTP nor RTCP for so long, while nobody holds, is hung up.", {
      type: "integer",
      minimum: 10,
      maximum: 3_600,
    }),
  }),
  forwarding: object({
    noAnswerSeconds: described("How long a phone rings before `forwardTo.noAnswer` applies.", {
      type: "integer",
      minimum: 5,
      maximum: 180,
    }),
  }),
  holdMusic: described("`default`, `silence`, or the name of a WAV file in the folder `music` of the data folder.", {
    type: "string",
    minLength: 1,
    maxLength: 200,
  }),
  sip: object({ digest: oneOf("MD5", "SHA-256", "both") }),
  country: { type: "string", pattern: "^[A-Z]{2}$" },
  locale: { type: "string", minLength: 2, maxLength: 35 },
  timeZone: { type: "string", minLength: 1, maxLength: 64 },
});

export const settingsSchema = named("Settings", settings);
export const settingsPatch = patchOf(settings);
