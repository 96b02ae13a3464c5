import { acknowledge, deliver, double, end, fail, type Machine, send, sendCancel, start, stay, to } from "./machine.ts";

type State = "calling" | "cancelWanted" | "proceeding" | "cancelled" | "completed" | "accepted";

/** The rows of `calling` that hold with and without a CANCEL on its way (§17.1.1.2). */
const unanswered = {
  // "When timer A fires, the client transaction MUST retransmit the request […] and MUST reset the timer with a value of 2*T1."
  A: stay(send, double("A")),
  // "If the client transaction is still in the "Calling" state when timer B fires, the client transaction SHOULD inform the TU that a timeout has occurred."
  B: end(fail("timeout")),
  // §17.1.4
  "transport error": end(fail("transport")),
} as const;

/** Final responses in every state before one came. */
const finals = {
  // RFC 6026 §7.2: "Accepted" takes the place of "Terminated", so that 2xx of other forks and retransmitted ones reach the TU.
  "2xx": to<State>("accepted", deliver, start("M")),
  // §17.1.1.2: "the client transaction MUST pass the received response up to the TU, and the client transaction MUST generate an ACK request."
  "3xx-6xx": to<State>("completed", acknowledge, deliver, start("D")),
} as const;

/**
 * The INVITE client transaction: RFC 3261 §17.1.1, figure 5, with RFC 6026 §7.2.
 * `cancelWanted` and `cancelled` are ours: they hold what §9.1 asks of the client in between.
 */
export const inviteClient: Machine<State> = {
  initial: "calling",
  opening: [send, start("A"), start("B")],
  states: {
    calling: {
      holds: ["A", "B"],
      on: {
        ...unanswered,
        ...finals,
        // "the client transaction SHOULD NOT retransmit the request any longer" in Proceeding: A is not held there.
        "1xx": to("proceeding", deliver),
        // §9.1: "If no provisional response has been received, the CANCEL request MUST NOT be sent; rather, the client MUST wait."
        cancel: to("cancelWanted"),
      },
    },
    cancelWanted: {
      holds: ["A", "B"],
      on: {
        ...unanswered,
        ...finals,
        "1xx": to("cancelled", deliver, sendCancel, start("cancelled")),
      },
    },
    // No timer: how long it may ring is the TU's decision (§17.1.1.2 knows none either).
    proceeding: {
      holds: [],
      on: {
        ...finals,
        "1xx": stay(deliver),
        cancel: to("cancelled", sendCancel, start("cancelled")),
      },
    },
    cancelled: {
      holds: ["cancelled"],
      on: {
        ...finals,
        "1xx": stay(deliver),
        // §9.1: without a final response 64·T1 after the CANCEL "the client SHOULD then consider the original transaction cancelled and SHOULD destroy the client transaction".
        cancelled: end(fail("timeout")),
      },
    },
    completed: {
      holds: ["D"],
      on: {
        // "Any retransmissions of the final response that are received […] MUST cause the ACK to be re-passed to the transport layer […], but the newly received response MUST NOT be passed up to the TU."
        "3xx-6xx": stay(acknowledge),
        D: end(),
        // Deviation: §17.1.1.2 informs the TU of an ACK that could not be sent; the TU has its final response and can do nothing with that.
        "transport error": end(),
      },
    },
    accepted: {
      holds: ["M"],
      on: {
        // RFC 6026 §7.2: each 2xx is passed up, be it a retransmission or from another fork; anything else is absorbed.
        "2xx": stay(deliver),
        M: end(),
      },
    },
  },
};
