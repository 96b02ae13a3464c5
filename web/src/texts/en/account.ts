import type { account as pt } from "../pt-BR/account.ts";
import type { TextsLike } from "../textsLike.ts";

export const account: TextsLike<typeof pt> = {
  open: "Your account",
  password: {
    title: "Change my password",
    current: "Present password",
    next: "New password",
    again: "New password, once more",
    rule: "At least 8 characters of any kind. No common password, and not just your name or e-mail with a number.",
    different: "The two passwords differ",
    signsOut: "Changing it signs you out of every other browser and device. This one stays signed in.",
    submit: "Change password",
    done: "Password changed. All other sign-ins have ended.",
  },
  signIns: {
    title: "Where I am signed in",
    explain: "Browsers and programs signed in as you. Is there one you do not know? End it and change your password.",
    here: "This browser",
    unknownDevice: "Unknown program",
    device: "{{browser}} on {{system}}",
    address: "Address {{ip}}",
    startedAt: "Signed in {{when}}",
    lastUsedAt: "used {{when}}",
    end: "End",
    endOne: "End the sign-in of {{device}}",
    endOthers: "End all others",
    noOthers: "You are signed in nowhere else.",
    ended: "Sign-in ended",
    othersEnded: "The other sign-ins have ended",
  },
};
