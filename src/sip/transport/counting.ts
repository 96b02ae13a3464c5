import type { SipMessage } from "../message/message.ts";
import type { TransportName } from "./transport.ts";

/** Counts a message for the metrics. `what` has few values: a known method, a status, `other` or `malformed`. */
export type Count = (direction: "in" | "out", transport: TransportName, what: string) => void;

const methods = new Set([
  ...["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER"],
  ...["INFO", "MESSAGE", "NOTIFY", "PRACK", "PUBLISH", "REFER", "SUBSCRIBE", "UPDATE"],
]);

/** A method or status by which to count; a stranger's inventions are all `other`, so that they make no new series. */
export const whatIs = (message: SipMessage): string =>
  message.kind === "response" ? String(message.status) : methods.has(message.method) ? message.method : "other";
