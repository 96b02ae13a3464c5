import type { TransactionFailure, TransactionId } from "../api.ts";
import type { SipMessage, SipRequest, SipResponse } from "../message/message.ts";
import type { Flow, Target } from "../transport/transport.ts";
import type { Machine } from "./machine.ts";

interface Transaction {
  readonly id: TransactionId;
  readonly machine: Machine;
  state: string;
  /** Whether its transport delivers or says so (TCP): most retransmission timers are needless then. */
  readonly reliable: boolean;
  /** The last interval of its retransmission timer, ms. */
  interval: number;
}

export interface ClientTransaction extends Transaction {
  readonly side: "client";
  /** As sent: its top Via, Request-URI and CSeq are those of the ACK and the CANCEL. */
  readonly request: SipRequest;
  readonly target: Target;
  readonly key: string;
  /** The number under which the TU knows it; undefined for a CANCEL, whose outcome is nobody's business (§9.1). */
  readonly user: TransactionId | undefined;
  /** Another destination has been asked instead: of this one only a 2xx to an INVITE is still news. */
  abandoned: boolean;
  /** Why its CANCEL is sent, when it is (RFC 3326). */
  cancelReason: string | undefined;
}

export interface ServerTransaction extends Transaction {
  readonly side: "server";
  /** The way back to the peer, as it was last heard. */
  flow: Flow;
  readonly key: string;
  /** Under which a merged request would be found; undefined within a dialog (§8.2.2.2). */
  readonly mergeKey: string | undefined;
  /** The latest response, for retransmission. */
  response: SipResponse | undefined;
}

export type AnyTransaction = ClientTransaction | ServerTransaction;

export type LayerInput =
  | { readonly in: "received"; readonly message: SipMessage; readonly flow: Flow }
  /** Opens a client transaction under a reserved number; `request` has its Via already. `user`: the TU's number, where it knows it by another. */
  | {
      readonly in: "request";
      readonly tx: TransactionId;
      readonly user?: TransactionId;
      readonly request: SipRequest;
      readonly target: Target;
    }
  /** `reason`: the CANCEL's (RFC 3326). */
  | { readonly in: "cancel"; readonly tx: TransactionId; readonly reason?: string | undefined }
  /** The request goes elsewhere: nothing more is expected of this transaction. An INVITE is taken back. */
  | { readonly in: "abandon"; readonly tx: TransactionId }
  | { readonly in: "respond"; readonly tx: TransactionId; readonly response: SipResponse }
  /** What was sent for this transaction could not be delivered. */
  | { readonly in: "undelivered"; readonly tx: TransactionId }
  /** Nothing but the passing of time. */
  | { readonly in: "time" };

/** What the layer wants sent. `tx` undefined: nobody cares whether it arrives. */
export type WireOutput =
  | { readonly out: "send"; readonly tx: TransactionId; readonly request: SipRequest; readonly target: Target }
  | {
      readonly out: "sendBack";
      readonly tx: TransactionId | undefined;
      readonly response: SipResponse;
      readonly flow: Flow;
    };

/** What the layer tells the TU; the fields are those of `TransactionUser`. */
export type UserOutput =
  | { readonly out: "request"; readonly tx: TransactionId; readonly request: SipRequest; readonly flow: Flow }
  | { readonly out: "ack"; readonly request: SipRequest; readonly flow: Flow }
  | { readonly out: "cancel"; readonly tx: TransactionId; readonly request: SipRequest }
  | {
      readonly out: "response";
      readonly tx: TransactionId;
      readonly response: SipResponse;
      /** The client transaction that it came to, and whom that asked. */
      readonly attempt: TransactionId;
      readonly target: Target;
    }
  | {
      readonly out: "failure";
      readonly tx: TransactionId;
      readonly cause: TransactionFailure;
      readonly attempt: TransactionId;
    }
  | { readonly out: "serverFailure"; readonly tx: TransactionId; readonly cause: TransactionFailure };

export type LayerOutput = WireOutput | UserOutput;

export interface LayerCounts {
  /** Alive now. */
  readonly clientTransactions: number;
  readonly serverTransactions: number;
  readonly timers: number;
  /** Since the start: requests refused with 503 because too many transactions were alive. */
  readonly refused: number;
  /** Since the start: responses dropped because they match no transaction. */
  readonly strays: number;
}
