import type { UsageOutput } from "../sip/dialog/usage.ts";

/** Names one INVITE usage for as long as the process lives. */
export type UsageNumber = number;

/** What a usage tells its call: its outputs without those for the wire. */
export type LegEvent = Extract<
  UsageOutput,
  { out: "progress" | "answered" | "refused" | "established" | "offered" | "reanswered" | "info" | "ended" | "closed" }
>;

const forTheCall: ReadonlySet<UsageOutput["out"]> = new Set([
  "progress",
  "answered",
  "refused",
  "established",
  "offered",
  "reanswered",
  "info",
  "ended",
  "closed",
]);

export const isLegEvent = (output: UsageOutput): output is LegEvent => forTheCall.has(output.out);
