import type { start as pt } from "../pt-BR/start.ts";
import type { TextsLike } from "../textsLike.ts";

export const start: TextsLike<typeof pt> = {
  intro:
    "Five steps from an empty server to the first monitoring. Each checks itself; leave and come back as you like.",
  progress: "{{done}} of {{all}} steps done",
  allDone: "All done: Ponto is at work. Now make the other agents, a trunk and the numbers.",
  done: "Done",
  toDo: "To do",
  withoutPhone: {
    title: "No phone at hand?",
    text: "On the server's machine this command starts another Ponto with people already talking, to try monitoring.",
    command: "Command",
  },
  own: {
    title: "Your password and your name",
    explain: "Change the password that the server made up for one of yours, and say what you are called.",
    name: "Your name",
    save: "Save name",
    change: "Change my password",
    changed: "The password is yours.",
  },
  agent: {
    title: "The first agent: you",
    explain: "Whoever monitors is an agent, too, with the e-mail of the user: it is that agent's phone that rings.",
    created: "Your extension is {{extension}}.",
    name: "Name",
    email: "E-mail",
    create: "Make the agent",
  },
  phone: {
    title: "Register your phone",
    explain: "Type these settings into an IP phone or a softphone. Once it registers, this step turns green.",
    first: "First make your agent in the step before.",
    waiting: "Waiting for the phone to register…",
    registered: "The phone of extension {{extension}} is registered.",
  },
  call: {
    title: "The first call",
    explain:
      "Dial {{echo}} on the phone: you hear your own voice coming back. If it sounds well, network and audio are right.",
    noEcho: "The echo extension is off. Turn it on in Settings, under Telephony.",
    waiting: "Waiting for a call to {{echo}}…",
    made: "The test call was made.",
  },
  monitoring: {
    title: "Another agent, and the first monitoring",
    explain: "Make a second agent and register their phone. They then dial {{echo}}, and you monitor them.",
    second: "The second agent is {{name}}, extension {{extension}}. On their phone:",
    how: "While they are in the call open Agents, click the eye beside the name and choose Actions → Passive → Apply. Your phone rings: answer and listen.",
    open: "Open Agents",
    waiting: "Waiting for the first monitoring…",
    made: "The first monitoring took place.",
  },
};
