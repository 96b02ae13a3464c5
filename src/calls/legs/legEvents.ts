import type { UsageOutput } from "../../sip/dialog/usage.ts";

/** Names one INVITE usage for as long as the process lives. */
export type UsageNumber = number;

/** What a usage says that is for the wire. */
type ForTheWire = "respond" | "send" | "ack" | "cancel" | "setTimer" | "clearTimer";

/** What a usage tells its call: its outputs without those for the wire. */
export type LegEvent = Exclude<UsageOutput, { out: ForTheWire }>;

const forTheWire: ReadonlySet<UsageOutput["out"]> = new Set<ForTheWire>([
  "respond",
  "send",
  "ack",
  "cancel",
  "setTimer",
  "clearTimer",
]);

export const isLegEvent = (output: UsageOutput): output is LegEvent => !forTheWire.has(output.out);
