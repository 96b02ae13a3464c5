import type { TransactionFailure } from "../api.ts";
import type { TimerName } from "./timers.ts";

/** What may happen to a transaction. Status classes come from the wire for a client and from the TU for a server. */
export type TransactionInput =
  | "1xx"
  | "2xx"
  | "3xx-6xx"
  /** The request again, at a server. */
  | "retransmission"
  | "ack"
  /** The TU takes back its INVITE. */
  | "cancel"
  | "transport error"
  | TimerName;

export type TransactionAction =
  /** Client: the request. Server: the latest response, which is the given one if the input brought one. */
  | { readonly do: "send" }
  /** The ACK for a failure (§17.1.1.3). */
  | { readonly do: "acknowledge" }
  /** A CANCEL in a transaction of its own (§9.1). */
  | { readonly do: "sendCancel" }
  /** Hands what came in to the TU. */
  | { readonly do: "deliver" }
  | { readonly do: "fail"; readonly cause: TransactionFailure }
  | { readonly do: "start"; readonly timer: TimerName }
  /** Sets a retransmission timer again: twice its last interval, or T2 at once. */
  | { readonly do: "repeat"; readonly timer: TimerName; readonly interval: "doubled" | "T2" };

export interface Transition<State extends string> {
  /** Absent: the state stays. */
  readonly to?: State | "terminated";
  readonly actions: readonly TransactionAction[];
}

export interface StateRow<State extends string> {
  /** The timers that may stand in this state; entering it clears all others. */
  readonly holds: readonly TimerName[];
  /** What is not listed changes nothing: it is absorbed. */
  readonly on: { readonly [input in TransactionInput]?: Transition<State> };
}

/** A transaction of RFC 3261 §17 as a table: state × input → next state and actions. */
export interface Machine<State extends string = string> {
  readonly initial: State;
  /** Done when the transaction is created. */
  readonly opening: readonly TransactionAction[];
  readonly states: { readonly [state in State]: StateRow<State> };
}

export const send: TransactionAction = { do: "send" };
export const acknowledge: TransactionAction = { do: "acknowledge" };
export const sendCancel: TransactionAction = { do: "sendCancel" };
export const deliver: TransactionAction = { do: "deliver" };
export const fail = (cause: TransactionFailure): TransactionAction => ({ do: "fail", cause });
export const start = (timer: TimerName): TransactionAction => ({ do: "start", timer });
export const double = (timer: TimerName): TransactionAction => ({ do: "repeat", timer, interval: "doubled" });
export const everyT2 = (timer: TimerName): TransactionAction => ({ do: "repeat", timer, interval: "T2" });

export const to = <State extends string>(state: State, ...actions: TransactionAction[]): Transition<State> => ({
  to: state,
  actions,
});

/** The transaction is over; nothing of it is left. */
export const end = (...actions: TransactionAction[]): Transition<never> => ({ to: "terminated", actions });

export const stay = (...actions: TransactionAction[]): Transition<never> => ({ actions });

/** The input that a status is to a transaction. */
export function statusClass(status: number): "1xx" | "2xx" | "3xx-6xx" {
  return status < 200 ? "1xx" : status < 300 ? "2xx" : "3xx-6xx";
}

/** What `input` means to a transaction in `state`; undefined when nothing. */
export function step(machine: Machine, state: string, input: TransactionInput): Transition<string> | undefined {
  return machine.states[state]?.on[input];
}

/** The timers that may stand in `state`: none once it is terminated. */
export function heldTimers(machine: Machine, state: string): readonly TimerName[] {
  return machine.states[state]?.holds ?? [];
}
