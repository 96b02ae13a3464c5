import type { monitoring as pt } from "../pt-BR/monitoring.ts";
import type { TextsLike } from "../textsLike.ts";

export const monitoring: TextsLike<typeof pt> = {
  actions: "Actions",
  mode: "Monitoring mode",
  modes: {
    passive: {
      name: "Passive",
      hears: "You hear both sides; nobody hears you.",
    },
    semi_active: {
      name: "Semi-active",
      hears: "You hear both sides; only the agent hears you.",
    },
    active: {
      name: "Active",
      hears: "You hear both sides; the agent and the customer hear you.",
    },
  },
  follow: "For how long",
  follows: {
    call: "Until the end of this call",
    agent: "Follow the agent from call to call",
  },
  purpose: "Purpose",
  purposeHint: "Kept in the audit log; only you and the administrator see it.",
  purposeNeeded: "Say what this monitoring is for.",
  apply: "Apply",
  phoneRings: "When you apply, your phone rings. Answer it to listen.",
  hindrance: {
    ringing: "The call has not been answered yet. The monitoring can begin as soon as it is.",
    own_call: "Your own phone is in this call.",
    no_phone: "No agent has your e-mail, so there is no phone to ring. Ask the administrator.",
  },
  elsewhere: "You are monitoring {{name}} now. Only one call at a time is possible.",
  endElsewhere: "End the one of {{name}}",
  bar: {
    label: "My monitoring",
    dialing: "Your phone is ringing…",
    connected: "Connected",
    waiting: "Waiting for the next call",
    of: "Monitoring {{name}}",
    show: "Show the call of {{name}}",
    stop: "Stop",
    keys: "Keys 1, 2 and 3 change the mode; Esc stops.",
    agent: "agent",
  },
  stop: {
    title: "Stop the monitoring?",
    text: "You no longer hear the call of {{name}}. Their conversation goes on and notices nothing.",
    confirm: "Stop monitoring",
  },
  changed: "{{mode}} mode. {{hears}}",
  failed: {
    title: "The monitoring did not begin",
    busy: "Your phone is busy. Hang up the other call and try again.",
    declined: "Your phone declined the call. Answer when it rings.",
    no_answer: "Your phone rang and was not answered. Stay near it and try again.",
    unreachable: "Your phone could not be reached. Check the network, and its registration in My phone.",
    call_ended: "The call ended before you answered.",
    other: "Try again.",
  },
  ended: {
    title: "Monitoring over",
    call_ended: "The call ended.",
    monitor_hung_up: "Your phone hung up.",
    released: "You stopped it.",
    media_timeout: "No more audio came from your phone. Check the network.",
    permission_revoked: "The administrator took the permission away.",
    became_party: "Your phone became a party of the call.",
    agent_left: "No agent was left in the call.",
    other: "The server ended it.",
  },
};
