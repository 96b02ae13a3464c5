import type { settings as pt } from "../pt-BR/settings.ts";
import type { TextsLike } from "../textsLike.ts";

export const settings: TextsLike<typeof pt> = {
  contents: "On this page",
  askFirst: "Find out first what the law and your contracts ask for. Ponto gives no legal advice.",
  sections: {
    monitoring: {
      title: "Monitoring",
      hint: "What rings at the phone of whoever monitors, and what is asked of them.",
    },
    recording: { title: "Recording", hint: "What is recorded of calls, and how long it is kept." },
    notice: {
      title: "Notice to the parties",
      hint: "A sound that tells who speaks that the call may be heard or recorded.",
    },
    privacy: { title: "Privacy and retention", hint: "How long reports and the audit log are kept." },
    security: { title: "Security", hint: "How people and phones get in." },
    telephony: { title: "Telephony", hint: "What people hear, and when a call gives up." },
    place: { title: "Country, language and time zone", hint: "How numbers and times are read." },
  },
  fields: {
    callerId: { label: "Calling number", hint: "The phone of whoever monitors rings with this number." },
    callerName: { label: "Name shown", hint: "On the phone of whoever monitors." },
    ringSeconds: { label: "Ring for", hint: "After that the monitoring fails for want of an answer." },
    mediaTimeoutSeconds: {
      label: "Hang up without audio after",
      hint: "When the monitor's phone sends nothing any more.",
    },
    failureNotice: { label: "When a monitoring fails" },
    purpose: { label: "Purpose of a monitoring" },
    recordingEnabled: { label: "Record calls", hint: "Goes for the next calls." },
    layout: { label: "Channels of a recording" },
    onHold: { label: "While on hold a recording has" },
    recordingRetentionDays: { label: "Delete recordings after", hint: "Empty: kept for ever." },
    noticeCalls: { label: "In which calls" },
    noticeSound: { label: "Sound of the notice" },
    everySeconds: { label: "Again every", hint: "0: once only." },
    reportRetentionDays: { label: "Delete rows of reports after", hint: "Empty: kept for ever." },
    auditRetentionDays: { label: "Delete the audit log after", hint: "Empty: kept for ever." },
    idleSignOutMinutes: {
      label: "Sign out by itself after",
      hint: "Time without use until a sign-in is over. 720 minutes are 12 hours.",
    },
    digest: { label: "Password of phones (digest)" },
    holdMusic: { label: "Hold music" },
    echoExtension: {
      label: "Echo extension",
      hint: "Whoever dials it hears themselves: the first call of a new phone. Empty: there is none.",
    },
    noAnswerSeconds: {
      label: "Forward for want of an answer after",
      hint: "For agents who forward when they do not answer.",
    },
    timeoutSeconds: { label: "End a mute call after", hint: "When a party sends nothing and nobody holds." },
    country: { label: "Country", hint: "Two letters. Says how numbers without a country code are read." },
    locale: {
      label: "Language of the account",
      hint: "For programs that read the API. This page's is chosen in your menu, at the top.",
    },
    timeZone: { label: "Time zone" },
  },
  units: { seconds: " s", minutes: " min", days: " days" },
  choices: {
    failureNotice: { requester: "Tell who asked why it failed", silent: "Say nothing" },
    purpose: { optional: "May be given", required: "Must be given" },
    layout: {
      stereo: "Stereo: customer left, agent right",
      mixed: "One channel with everybody",
      multitrack: "A channel for each",
    },
    onHold: { silence: "Silence", music: "The hold music" },
    noticeCalls: { none: "None", monitored: "Those monitored", recorded: "Those recorded", all: "All" },
    digest: {
      MD5: "MD5: every phone takes it",
      "SHA-256": "SHA-256: stronger, new phones only",
      both: "Both: some phones get confused",
    },
  },
  sounds: {
    tone: "Beep (1400 Hz)",
    default: "Ponto's melody",
    silence: "Silence",
    file: "A file of mine",
    fileName: "Name of the file",
    fileHint: "A WAV in the folder “music” of the server's data.",
  },
  tellsAgent:
    "Both parties hear the notice when a monitoring begins: the agent learns of being monitored. It is the one thing in Ponto that tells them.",
  tellsAll: "Both parties hear the notice in all of these calls, monitored or not.",
  erases: "Saving deletes for ever what is older than the new limit: {{what}}.",
  erased: { recordingRetentionDays: "recordings", reportRetentionDays: "reports", auditRetentionDays: "audit log" },
};
