import type { phone as pt } from "../pt-BR/phone.ts";
import type { TextsLike } from "../textsLike.ts";

export const phone: TextsLike<typeof pt> = {
  state: {
    title: "State of the phone",
    registered: "Registered",
    notRegistered: "Not registered",
    readyToMonitor: "Ready: a monitoring would ring here now",
    ready: "Ready: calls ring here",
    readyHint: "The phone is registered and free.",
    monitor_voip_disabled: "Your agent's VoIP is off",
    monitor_voip_disabled_do: "Nothing rings here. Ask the administrator to turn it on.",
    monitor_busy: "Your phone is in a call",
    monitor_busy_do: "Hang up, and a monitoring rings here again.",
    monitor_do_not_disturb: "Do not disturb is on",
    monitor_do_not_disturb_do: "Nothing rings here, not even a monitoring. Turn do not disturb off on this page.",
    monitor_not_registered: "Your phone is not registered",
    monitor_not_registered_do:
      "Switch it on and check the network. If it is new, type the settings of this page into it.",
    autoAnswer: {
      off: "Auto-answer: off. The phone rings, and you answer.",
      monitoring: "Auto-answer: your monitorings only, if the phone agrees.",
      all: "Auto-answer: every call, if the phone agrees.",
    },
  },
  conduct: {
    title: "When somebody calls me",
    doNotDisturb: "Do not disturb",
    doNotDisturbHint: "Callers hear busy. Monitorings do not ring either.",
    on: "Do not disturb is on",
    off: "Do not disturb is off",
    forwards: "Forward calls",
    forwardsHint: "To an extension or an outside number. Empty: not forwarded.",
    always: "Always",
    busy: "When I am in a call or on do not disturb",
    noAnswer: "When I do not answer",
    save: "Save forwards",
  },
  settings: {
    title: "What to type into the phone",
    explain: "The names differ a little from phone to phone. If in doubt, server, user and password will do.",
    server: "Server (registrar, proxy)",
    port: "Port",
    transport: "Transport",
    user: "User (extension, authentication ID)",
    password: "Password (token)",
    domain: "Domain (realm)",
    displayName: "Display name",
    sipUri: "SIP address",
    codecs: "Codecs, in order",
    srtp: "Encrypted audio (SRTP)",
    srtpModes: { off: "do not use", offered: "optional", required: "required" },
  },
  token: {
    renew: "Make a new password",
    none: "Without VoIP the phone has no password.",
    renewTitle: "Make a new password for the phone?",
    renewText:
      "The present one is void at once: phones that use it are off until they are given the new one. A call under way goes on.",
    renewed: "New password made. Type it into the phone.",
  },
};
