import { described, dialled, flag, line, named, nullable, object, oneOf, patchOf } from "./schema.ts";

const settings = object({
  monitoring: object({
    callerId: dialled,
    callerName: line,
    ringSeconds: { type: "integer", minimum: 1, maximum: 300 },
    mediaTimeoutSeconds: { type: "integer", minimum: 1, maximum: 3_600 },
    failureNotice: oneOf("requester", "silent"),
    purpose: described("Whether a monitoring must say what for.", oneOf("optional", "required")),
  }),
  recording: object({
    enabled: flag,
    layout: oneOf("stereo", "mixed", "multitrack"),
    onHold: oneOf("silence", "music"),
    retentionDays: nullable({ type: "integer", minimum: 1, maximum: 36_500 }),
  }),
  notice: object({
    calls: described(
      "The calls whose parties are told that they may be heard: those monitored at the moment, those recorded, or all.",
      oneOf("none", "monitored", "recorded", "all"),
    ),
    sound: described("`tone`, or the name of a WAV file in the folder `music` of the data folder.", {
      type: "string",
      minLength: 1,
      maxLength: 200,
    }),
    everySeconds: described("From one to the next; 0: once.", { type: "integer", minimum: 0, maximum: 3_600 }),
  }),
  privacy: object({
    reportRetentionDays: nullable({ type: "integer", minimum: 1, maximum: 36_500 }),
    auditRetentionDays: nullable({ type: "integer", minimum: 1, maximum: 36_500 }),
  }),
  security: object({
    idleSignOutMinutes: described("A sign-in that is not used for so long is over.", {
      type: "integer",
      minimum: 5,
      maximum: 43_200,
    }),
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
  echoExtension: described(
    "What agents dial to hear themselves; null: nothing.",
    nullable({ type: "string", pattern: "^[0-9*#]{2,8}$" }),
  ),
  sip: object({ digest: oneOf("MD5", "SHA-256", "both") }),
  country: { type: "string", pattern: "^[A-Z]{2}$" },
  locale: { type: "string", minLength: 2, maxLength: 35 },
  timeZone: { type: "string", minLength: 1, maxLength: 64 },
});

export const settingsSchema = named("Settings", settings);
export const settingsPatch = patchOf(settings);
