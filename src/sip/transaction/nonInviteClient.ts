import { deliver, double, end, everyT2, fail, type Machine, send, start, stay, to } from "./machine.ts";

type State = "trying" | "proceeding" | "completed";

/** What ends the transaction, before and after a provisional response. */
const endings = {
  // §17.1.2.2: "If Timer F fires while in the […] state, the TU MUST be informed of a timeout, and the client transaction MUST transition to the terminated state."
  F: end(fail("timeout")),
  "transport error": end(fail("transport")),
  // "If a final response is received […], the response MUST be passed to the TU, and the client transaction MUST transition to the "Completed" state."
  "2xx": to<State>("completed", deliver, start("K")),
  "3xx-6xx": to<State>("completed", deliver, start("K")),
} as const;

/** The non-INVITE client transaction: RFC 3261 §17.1.2, figure 6. */
export const nonInviteClient: Machine<State> = {
  initial: "trying",
  opening: [send, start("E"), start("F")],
  states: {
    trying: {
      holds: ["E", "F"],
      on: {
        ...endings,
        // "If timer E fires […] the timer is reset, but this time with a value of MIN(2*T1, T2)."
        E: stay(send, double("E")),
        "1xx": to("proceeding", deliver),
      },
    },
    proceeding: {
      holds: ["E", "F"],
      on: {
        ...endings,
        // "If Timer E fires while in the "Proceeding" state, the request MUST be passed to the transport layer for retransmission, and Timer E MUST be reset with a value of T2 seconds."
        E: stay(send, everyT2("E")),
        "1xx": stay(deliver),
      },
    },
    // "The "Completed" state exists to buffer any additional response retransmissions": every one is absorbed.
    completed: { holds: ["K"], on: { K: end() } },
  },
};
