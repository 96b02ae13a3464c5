/**
 * What the rest of the program sees of SIP: transactions by number, requests and responses as values.
 * Implemented by `stack.ts`; spoken to by `dialog/inviteUsage.ts` through the driver in `calls/`.
 */
import type { SipRequest, SipResponse } from "./message/message.ts";
import type { Flow, Target } from "./transport/transport.ts";

/** Names a client or server transaction for as long as it lives; never reused. */
export type TransactionId = number;

export type TransactionFailure = "timeout" | "transport";

/** The transaction user (RFC 3261 §17: TU). All calls come from the driver's loop, never from within a call to the stack. */
export interface TransactionUser {
  /** A new server transaction: any method but ACK and a CANCEL that matched. Must be answered through `respond`. */
  onRequest(tx: TransactionId, request: SipRequest, flow: Flow): void;
  /** An ACK that belongs to no transaction: it acknowledges a 2xx (§13.3.1.4). */
  onAck(request: SipRequest, flow: Flow): void;
  /** A CANCEL matched this INVITE server transaction; the CANCEL itself has been answered 200 by the stack (§9.2). */
  onCancel(tx: TransactionId, request: SipRequest): void;
  /** A response to our request; for INVITE every provisional, every 2xx (also from further dialogs and retransmitted ones, RFC 6026 §7.2), and one final failure (its ACK was sent by the stack). */
  onResponse(tx: TransactionId, response: SipResponse): void;
  /** Our request got no final response (timers B and F), or could not be sent (§17.1.4). */
  onFailure(tx: TransactionId, cause: TransactionFailure): void;
  /** The server transaction of a request could not deliver its response (§17.2.4), or Timer H fired without an ACK to a failure. */
  onServerFailure(tx: TransactionId, cause: TransactionFailure): void;
}

export interface SipStack {
  /** Opens a client transaction. The stack writes the top Via, with a branch of its own, and `Max-Forwards: 70` and `Content-Length` if absent. */
  request(request: SipRequest, target: Target): TransactionId;
  /** Sends an ACK for a 2xx: outside any transaction, each time a 2xx arrives. Via is written by the stack. */
  ack(request: SipRequest, target: Target): void;
  /** CANCELs our INVITE: at once if a provisional response came, else as soon as one comes (§9.1). @param reason the CANCEL's Reason (RFC 3326). */
  cancel(tx: TransactionId, reason?: string): void;
  /** Answers a server transaction. A 2xx to an INVITE may be given again while no ACK came (RFC 6026 §7.1). Unknown numbers are ignored. */
  respond(tx: TransactionId, response: SipResponse): void;
  /** What Contact and SDP should name for a peer reached at `target`. */
  localFor(target: Target): { address: string; port: number };
  close(): Promise<void>;
}
