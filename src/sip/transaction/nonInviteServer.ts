import { end, fail, type Machine, send, start, stay, to } from "./machine.ts";

type State = "trying" | "proceeding" | "completed";

/** §17.2.2: "If the TU passes a final response (status codes 200-699) to the server while in [Trying or Proceeding], the transaction MUST enter the "Completed" state, and the response MUST be passed to the transport layer." */
const finals = {
  "2xx": to<State>("completed", send, start("J")),
  "3xx-6xx": to<State>("completed", send, start("J")),
} as const;

/** §17.2.4: a response that cannot be delivered ends the transaction. */
const undeliverable = { "transport error": end(fail("transport")) } as const;

/** The non-INVITE server transaction: RFC 3261 §17.2.2, figure 8. */
export const nonInviteServer: Machine<State> = {
  initial: "trying",
  opening: [],
  states: {
    // "Once in the "Trying" state, any further request retransmissions are discarded." No timer: the TU must answer.
    trying: { holds: [], on: { ...finals, "1xx": to("proceeding", send) } },
    proceeding: {
      holds: [],
      on: { ...finals, ...undeliverable, "1xx": stay(send), retransmission: stay(send) },
    },
    completed: {
      holds: ["J"],
      on: {
        ...undeliverable,
        // "the server transaction MUST pass the final response to the transport layer for retransmission whenever a retransmission of the request is received. Any other final responses […] MUST be discarded."
        retransmission: stay(send),
        J: end(),
      },
    },
  },
};
