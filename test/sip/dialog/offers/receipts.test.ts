/** Reliable provisional responses to an INVITE of ours, its forks and their early media (RFC 3262 §4, §5; RFC 3261 §13.2.2.4; RFC 3960). */
import t, { type Test } from "tap";
import { answer, offer, type Sketch } from "../messages.ts";
import { gets, hangUp, PlayedLeg, type Script, type Step, within } from "../playedLeg.ts";

/** A reliable provisional, in the fork of this tag. */
const reliably = (status: number, rseq: number | string, sketch: Sketch = {}): Step =>
  gets("invite", status, {
    toTag: "a",
    ...sketch,
    headers: [
      ["Require", "100rel"],
      ["RSeq", `${rseq}`],
    ],
  });
/** A request of the fork with this tag. */
const from = (fromTag: string, method: string, seq: number, sketch: Sketch = {}) =>
  within(method, seq, { fromTag, ...sketch });

const start: Script = [[0, { in: "start" }, ["send invite: 1 INVITE"]]];

const cases: readonly [title: string, script: Script][] = [
  [
    "each gets one PRACK, in order; one that comes again gets none (§4)",
    [
      [10, reliably(180, 7), ["send prack:1: 2 PRACK", "progress 180"]],
      [20, reliably(180, 7), []],
      [30, gets("prack:1", 200), []],
      [40, reliably(183, 8, { sdp: answer }), ["send prack:2: 3 PRACK", "progress 183 with SDP"]],
    ],
  ],
  [
    'one that comes too early is ignored: "MUST NOT be processed further" (§4)',
    [
      [10, reliably(180, 7), ["send prack:1: 2 PRACK", "progress 180"]],
      [20, reliably(183, 9, { sdp: answer }), []],
      [30, reliably(183, 8, { sdp: answer }), ["send prack:2: 3 PRACK", "progress 183 with SDP"]],
      [40, reliably(183, 9), ["send prack:3: 4 PRACK", "progress 183"]],
    ],
  ],
  [
    "a 100 is never reliable, nor is one without a number (§4)",
    [
      [10, reliably(100, 7), ["trying"]],
      [20, reliably(180, "x"), ["progress 180"]],
    ],
  ],
  [
    "a PRACK that fails changes nothing",
    [
      [10, reliably(180, 7), ["send prack:1: 2 PRACK", "progress 180"]],
      [20, gets("prack:1", 481), []],
      [30, gets("invite", 200, { toTag: "a", sdp: answer }), ["ack 1", "set linger 32030", "answered with SDP"]],
    ],
  ],
  [
    "the answer came reliably: the 2xx needs none (§5)",
    [
      [10, reliably(183, 7, { sdp: answer }), ["send prack:1: 2 PRACK", "progress 183 with SDP"]],
      [20, gets("invite", 200, { toTag: "a" }), ["ack 1", "set linger 32020", "answered with SDP"]],
      [30, gets("prack:1", 200), []],
    ],
  ],
  [
    "each fork counts for itself",
    [
      [10, reliably(180, 7), ["send prack:1: 2 PRACK", "progress 180"]],
      [20, reliably(180, 100, { toTag: "b" }), ["send prack:2: 2 PRACK", "progress 180"]],
      [30, reliably(183, 8), ["send prack:3: 3 PRACK", "progress 183"]],
      [40, reliably(183, 101, { toTag: "b" }), ["send prack:4: 3 PRACK", "progress 183"]],
    ],
  ],
  [
    "cancelled: what comes meanwhile is acknowledged, and told nobody",
    [
      [10, gets("invite", 180, { toTag: "a" }), ["progress 180"]],
      [20, hangUp, ["cancel invite", "set cancel 32020"]],
      [30, reliably(183, 8, { sdp: answer }), ["send prack:1: 2 PRACK"]],
      [40, gets("invite", 487, { toTag: "a" }), ["clear cancel", "ended us hung_up"]],
      [50, gets("prack:1", 481), ["closed"]],
    ],
  ],
  [
    "UPDATE of a fork that has answered reliably is an offer (RFC 3311 §5.2)",
    [
      [10, gets("invite", 183, { toTag: "a", sdp: answer }), ["progress 183 with SDP"]],
      [20, from("a", "UPDATE", 1, { sdp: offer }), ["respond 1: 491 UPDATE"]],
      [30, reliably(183, 8, { sdp: answer }), ["send prack:1: 2 PRACK", "progress 183 with SDP"]],
      [40, from("a", "UPDATE", 2, { sdp: offer }), ["offered"]],
      [50, { in: "answerOffer", sdp: answer }, ["respond 2: 200 UPDATE"]],
      [60, from("a", "INVITE", 3, { sdp: offer }), ["respond 3: 491 INVITE"]],
    ],
  ],
  [
    "UPDATE of another fork than the one that is heard waits for its turn",
    [
      [10, reliably(183, 8, { sdp: answer }), ["send prack:1: 2 PRACK", "progress 183 with SDP"]],
      [20, reliably(183, 1, { toTag: "b", sdp: answer }), ["send prack:2: 2 PRACK", "progress 183 with SDP"]],
      [30, from("b", "UPDATE", 1, { sdp: offer }), ["respond 1: 491 UPDATE"]],
    ],
  ],
  [
    "an UPDATE that waits is refused when another fork answers the INVITE",
    [
      [10, reliably(183, 8, { sdp: answer }), ["send prack:1: 2 PRACK", "progress 183 with SDP"]],
      [20, from("a", "UPDATE", 1, { sdp: offer }), ["offered"]],
      [
        30,
        gets("invite", 200, { toTag: "b", sdp: answer }),
        ["ack 1", "respond 1: 487 UPDATE", "set linger 32030", "answered with SDP"],
      ],
      [40, { in: "answerOffer", sdp: answer }, []],
    ],
  ],
  [
    "a PRACK is not for a callee (§3)",
    [
      [10, gets("invite", 180, { toTag: "a" }), ["progress 180"]],
      [20, from("a", "PRACK", 1, { headers: [["RAck", "1 1 INVITE"]] }), ["respond 1: 481 PRACK"]],
    ],
  ],
];

for (const [title, script] of cases)
  t.test(title, async (t: Test) => PlayedLeg.calling().play(t, [...start, ...script]));

t.test("the PRACK: in the early dialog, naming what it acknowledges", async (t) => {
  const leg = PlayedLeg.calling();
  leg.handle({ in: "start" }, 0);
  leg.handle(reliably(183, 776_656, { contact: "<sip:alice@198.51.100.7:5070>" }), 1);
  const { uri, headers, body } = leg.sent("prack:1");
  t.equal(uri, "sip:alice@198.51.100.7:5070");
  t.equal(headers.get("RAck"), "776656 1 INVITE");
  t.match(headers.get("To"), /;tag=a$/);
  t.equal(body.length, 0);
});

t.test("a challenged PRACK is sent again with credentials, one number on", async (t) => {
  const leg = PlayedLeg.calling({ authorize: () => ["Proxy-Authorization", "Digest x"] });
  leg.play(t, [
    ...start,
    [10, reliably(180, 7), ["send prack:1: 2 PRACK", "progress 180"]],
    [20, gets("prack:1", 407), ["send prack:2: 3 PRACK"]],
    [30, gets("prack:2", 200), []],
  ]);
  t.equal(leg.sent("prack:2").headers.get("Proxy-Authorization"), "Digest x");
});

/** Which description holds after the 2xx of fork `a`. */
const [first, second, third] = ["v=0\r\ns=1\r\n", "v=0\r\ns=2\r\n", "v=0\r\ns=3\r\n"] as const;
const answers: readonly [
  title: string,
  before: readonly Step[],
  inOkay: string | undefined,
  holds: string | undefined,
][] = [
  ["the 2xx's, when nothing came before", [], first, first],
  ["the 2xx's, after a preview", [gets("invite", 183, { toTag: "a", sdp: first })], second, second],
  ["the preview, where the 2xx has none", [gets("invite", 183, { toTag: "a", sdp: first })], undefined, first],
  ["the reliable one, whatever the 2xx says", [reliably(183, 1, { sdp: first })], second, first],
  ["the first reliable one", [reliably(183, 1, { sdp: first }), reliably(183, 2, { sdp: second })], undefined, first],
  ["none, where only another fork gave one", [reliably(183, 1, { toTag: "b", sdp: first })], undefined, undefined],
  ["its own, not another fork's", [reliably(183, 1, { toTag: "b", sdp: first })], second, second],
  [
    "that of an UPDATE since",
    [reliably(183, 1, { sdp: first }), from("a", "UPDATE", 1, { sdp: third }), { in: "answerOffer", sdp: offer }],
    undefined,
    third,
  ],
  [
    "not that of an UPDATE that was refused",
    [reliably(183, 1, { sdp: first }), from("a", "UPDATE", 1, { sdp: third }), { in: "refuseOffer", status: 488 }],
    undefined,
    first,
  ],
];
for (const [title, before, inOkay, holds] of answers)
  t.test(`the answer that holds: ${title}`, async (t) => {
    const leg = PlayedLeg.calling();
    leg.handle({ in: "start" }, 0);
    for (const step of before) leg.handle(step, 1);
    leg.handle(gets("invite", 200, { toTag: "a", ...(inOkay === undefined ? {} : { sdp: inOkay }) }), 2);
    const told = leg.outputs.find((output) => output.out === "answered");
    t.same(told, { out: "answered", sdp: holds });
  });

t.test("each provisional says which fork it is of", async (t) => {
  const leg = PlayedLeg.calling();
  leg.handle({ in: "start" }, 0);
  for (const toTag of ["a", "b", "a"]) leg.handle(gets("invite", 180, { toTag }), 1);
  t.same(
    leg.outputs.flatMap((output) => (output.out === "progress" ? [output.fork] : [])),
    ["a", "b", "a"],
  );
});
