import { deliver, double, end, fail, type Machine, send, start, stay, to } from "./machine.ts";

type State = "proceeding" | "completed" | "confirmed" | "accepted";

/** RFC 6026, figure 7: the TU is told, and the state stays: the response may still get through another time. */
const undeliverable = { "transport error": stay(fail("transport")) } as const;

/** The INVITE server transaction: RFC 3261 §17.2.1, figure 7, with RFC 6026 §7.1. */
export const inviteServer: Machine<State> = {
  initial: "proceeding",
  // The 100 is given by the layer as the first "1xx", at once: a B2BUA rarely answers within the 200 ms that §17.2.1 would let it wait.
  opening: [],
  states: {
    // No timer: the TU must answer.
    proceeding: {
      holds: [],
      on: {
        ...undeliverable,
        // "If a request retransmission is received while in the "Proceeding" state, the most recent provisional response that was received from the TU MUST be passed to the transport layer."
        retransmission: stay(send),
        "1xx": stay(send),
        // RFC 6026 §7.1: a 2xx no longer destroys the transaction, so that a retransmitted INVITE is not taken for a new one.
        "2xx": to("accepted", send, start("L")),
        "3xx-6xx": to("completed", send, start("G"), start("H")),
      },
    },
    completed: {
      holds: ["G", "H"],
      on: {
        ...undeliverable,
        // "If timer G fires, the response is passed to the transport layer once more for retransmission, and timer G is set to fire in MIN(2*T1, T2) seconds."
        G: stay(send, double("G")),
        retransmission: stay(send),
        ack: to("confirmed", start("I")),
        // "If timer H fires while in the "Completed" state, it implies that the ACK was never received. […] MUST indicate to the TU that a transaction failure has occurred."
        H: end(fail("timeout")),
      },
    },
    // "The purpose of the "Confirmed" state is to absorb any additional ACK messages that arrive."
    confirmed: { holds: ["I"], on: { I: end() } },
    accepted: {
      holds: ["L"],
      on: {
        ...undeliverable,
        // RFC 6026 §7.1: a 2xx from the TU goes out again; an INVITE retransmission is absorbed without a response; an ACK goes to the TU.
        "2xx": stay(send),
        ack: stay(deliver),
        L: end(),
      },
    },
  },
};
