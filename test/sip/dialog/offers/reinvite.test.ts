/** Offers of ours on a leg that is up (RFC 3261 §14.1), and what they meet. */
import t, { type Test } from "tap";
import { allow, supported } from "../../../../src/sip/dialog/capabilities.ts";
import { bodyText } from "../../../../src/sip/message/message.ts";
import { answer, offer, ourContact, type Sketch } from "../messages.ts";
import { accept, acks, gets, hangUp, PlayedLeg, type Script, type Step, within } from "../playedLeg.ts";

const ours: Step = { in: "offer", sdp: answer };
const okay: Sketch = { toTag: "alice1", sdp: offer };

/** A leg that the peer made, up; our requests begin with CSeq 1. */
function called(seed = 1): PlayedLeg {
  const leg = PlayedLeg.called({ sdp: offer }, seed);
  leg.handle(accept, 0);
  leg.handle(acks(1), 0);
  return leg;
}

/** A leg that we made, up; our next request has CSeq 2. */
function calling(seed = 1, authorize?: () => readonly [string, string]): PlayedLeg {
  const leg = PlayedLeg.calling(authorize === undefined ? {} : { authorize }, seed);
  leg.handle({ in: "start" }, 0);
  leg.handle(gets("invite", 200, okay), 0);
  return leg;
}

const cases: readonly [title: string, script: Script][] = [
  [
    "answered; every 2xx is acknowledged (§13.2.2.4)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, gets("reinvite", 100), []],
      [30, gets("reinvite", 200, okay), ["ack 1", "offerAnswered"]],
      [40, gets("reinvite", 200, okay), ["ack 1"]],
      [50, ours, ["send reinvite: 2 INVITE"]],
    ],
  ],
  [
    "refused: the leg goes on as it was (§14.1)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, gets("reinvite", 488), ["offerRefused 488"]],
      [30, within("INFO", 2), ["respond 2: 200 INFO"]],
    ],
  ],
  [
    "a 2xx without an answer agrees on nothing",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, gets("reinvite", 200, { toTag: "alice1" }), ["ack 1", "offerRefused 488"]],
    ],
  ],
  [
    "the answer may come in a reliable provisional (RFC 3262 §5)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [
        20,
        gets("reinvite", 183, {
          ...okay,
          headers: [
            ["Require", "100rel"],
            ["RSeq", "5"],
          ],
        }),
        ["send prack:1: 2 PRACK"],
      ],
      [30, gets("prack:1", 200), []],
      [40, gets("reinvite", 200, { toTag: "alice1" }), ["ack 1", "offerAnswered"]],
    ],
  ],
  ...([481, 408] as const).map((status): [string, Script] => [
    `${status}: the dialog is gone (§12.2.1.2)`,
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, gets("reinvite", status), ["ended us dialog_gone", "send bye:1: 2 BYE"]],
      [30, gets("bye:1", 481), ["closed"]],
    ],
  ]),
  [
    "no response at all: likewise (§12.2.1.2)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [32_010, { in: "failed", token: "reinvite", cause: "timeout" }, ["ended us dialog_gone", "send bye:1: 2 BYE"]],
    ],
  ],
  [
    "it could not be sent: refused 503, the leg goes on (§8.1.3.1)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, { in: "failed", token: "reinvite", cause: "transport" }, ["offerRefused 503"]],
    ],
  ],
  [
    "one at a time",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, ours, []],
      [30, gets("reinvite", 200, okay), ["ack 1", "offerAnswered"]],
    ],
  ],
  [
    "the peer's INVITE, and its UPDATE with an offer, meet it: 491 (§14.2, RFC 3311 §5.2)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, within("INVITE", 2, { sdp: offer }), ["respond 2: 491 INVITE"]],
      [21, within("INVITE", 3), ["respond 3: 491 INVITE"]],
      [22, within("UPDATE", 4, { sdp: offer }), ["respond 4: 491 UPDATE"]],
      [23, within("UPDATE", 5), ["respond 5: 200 UPDATE"]],
      [30, gets("reinvite", 200, okay), ["ack 1", "offerAnswered"]],
      [40, within("INVITE", 6, { sdp: offer }), ["offered"]],
    ],
  ],
  [
    "it waits for the ACK of the peer's own (§14.1)",
    [
      [10, within("INVITE", 2, { sdp: offer }), ["offered"]],
      [20, { in: "answerOffer", sdp: answer }, ["respond 2: 200 INVITE", "set 2xx 520", "set ack 32020"]],
      [30, ours, []],
      [40, acks(2), ["clear 2xx", "clear ack", "send reinvite: 1 INVITE"]],
    ],
  ],
  [
    "an answer of ours overtakes one that waits: it is void, since its o= is of the past (RFC 3264 §8)",
    [
      [10, within("INVITE", 2, { sdp: offer }), ["offered"]],
      [20, ours, []],
      [
        30,
        { in: "answerOffer", sdp: answer },
        ["respond 2: 200 INVITE", "set 2xx 530", "set ack 32030", "offerRefused 491"],
      ],
      [40, acks(2), ["clear 2xx", "clear ack"]],
    ],
  ],
  [
    "it waits while the peer's is refused, too",
    [
      [10, within("UPDATE", 2, { sdp: offer }), ["offered"]],
      [20, ours, []],
      [30, { in: "refuseOffer", status: 488 }, ["respond 2: 488 UPDATE", "send reinvite: 1 INVITE"]],
    ],
  ],
  [
    "hung up meanwhile: CANCEL and BYE; whatever answers it is dealt with (§9.1, §15)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, hangUp, ["cancel reinvite", "set cancel 32020", "ended us hung_up", "send bye:1: 2 BYE"]],
      [30, gets("bye:1", 200), []],
      [40, gets("reinvite", 487), ["clear cancel", "closed"]],
    ],
  ],
  [
    "hung up, and its 2xx crosses the BYE: acknowledged (RFC 5407 §3.2.3)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, hangUp, ["cancel reinvite", "set cancel 32020", "ended us hung_up", "send bye:1: 2 BYE"]],
      [30, gets("reinvite", 200, okay), ["clear cancel", "ack 1"]],
      [40, gets("bye:1", 200), ["closed"]],
    ],
  ],
  [
    "hung up, and no final response ever: given up after 64·T1 (§9.1)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, hangUp, ["cancel reinvite", "set cancel 32020", "ended us hung_up", "send bye:1: 2 BYE"]],
      [30, gets("bye:1", 200), []],
      [32_020, { in: "timer", name: "cancel" }, ["closed"]],
    ],
  ],
  [
    "the peer's BYE crosses it (RFC 5407 §3.2.2)",
    [
      [10, ours, ["send reinvite: 1 INVITE"]],
      [20, within("BYE", 2), ["respond 2: 200 BYE", "set cancel 32020", "ended peer bye"]],
      [30, gets("reinvite", 481), ["clear cancel", "closed"]],
    ],
  ],
  [
    "hung up while it waits",
    [
      [10, within("INVITE", 2, { sdp: offer }), ["offered"]],
      [20, ours, []],
      [30, hangUp, ["respond 2: 487 INVITE", "ended us hung_up", "send bye:1: 1 BYE"]],
      [40, gets("bye:1", 200), ["closed"]],
    ],
  ],
];

for (const [title, script] of cases) t.test(title, async (t: Test) => called().play(t, script));

t.test("before the leg is up it is refused", async (t) => {
  PlayedLeg.called({ sdp: offer }).play(t, [[0, ours, ["offerRefused 491"]]]);
});

t.test("before the ACK it waits, but for nothing else (§14.1)", async (t) => {
  PlayedLeg.called({ sdp: offer }).play(t, [
    [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000"]],
    [10, ours, []],
    [20, acks(1), ["clear 2xx", "clear ack", "established", "send reinvite: 1 INVITE"]],
  ]);
});

t.test("what it carries, and where the 2xx sends us from then on", async (t) => {
  const leg = called();
  leg.handle(ours, 0);
  const { headers, body } = leg.sent("reinvite");
  t.equal(headers.get("Contact"), ourContact);
  t.equal(headers.get("Allow"), allow);
  t.equal(headers.get("Supported"), supported);
  t.equal(new TextDecoder().decode(body), answer);
  leg.handle(gets("reinvite", 200, { ...okay, contact: "<sip:alice@198.51.100.7:5099>" }), 1);
  leg.handle(hangUp, 2);
  t.equal(leg.sent("bye:1").uri, "sip:alice@198.51.100.7:5099", "a target refresh (§12.2.1.2)");
  t.equal(bodyText(leg.sent("reinvite")), answer);
});

t.test("challenges are answered twice, one number on each time (§22.2)", async (t) => {
  const leg = calling(1, () => ["Authorization", "Digest x"]);
  leg.play(t, [
    [10, ours, ["send reinvite: 2 INVITE"]],
    [20, gets("reinvite", 407), ["send reinvite: 3 INVITE"]],
    [30, gets("reinvite", 401), ["send reinvite: 4 INVITE"]],
    [40, gets("reinvite", 200, okay), ["ack 4", "offerAnswered"]],
  ]);
  t.equal(leg.sent("reinvite").headers.get("Authorization"), "Digest x");
});

t.test("a challenge that nothing answers refuses the offer", async (t) => {
  called().play(t, [
    [10, ours, ["send reinvite: 1 INVITE"]],
    [20, gets("reinvite", 401), ["offerRefused 401"]],
  ]);
});

/** The back-offs after a 491, over many seeds. */
function backOffs(make: (seed: number) => PlayedLeg): number[] {
  return Array.from({ length: 300 }, (_, seed) => {
    const leg = make(seed);
    leg.handle(ours, 0);
    const set = leg.handle(gets("reinvite", 491), 1000).find((output) => output.out === "setTimer");
    return set?.out === "setTimer" && set.name === "glare" ? set.at - 1000 : Number.NaN;
  });
}

for (const [title, make, low, high] of [
  ["2.1 to 4 s where the Call-ID is ours", calling, 2100, 4000],
  ["0 to 2 s where it is the peer's", called, 0, 2000],
] as const)
  t.test(`491: the back-off is ${title}, in units of 10 ms (§14.1)`, async (t) => {
    const waits = backOffs((seed) => make(seed));
    t.ok(waits.every((wait) => wait >= low && wait <= high && wait % 10 === 0));
    t.ok(Math.min(...waits) < low + 200 && Math.max(...waits) > high - 200, "over the whole range");
    t.ok(new Set(waits).size > 50, "randomly chosen");
  });

t.test("491: the offer is made again after the back-off, with the same description", async (t) => {
  const leg = called();
  leg.handle(ours, 0);
  leg.handle(gets("reinvite", 491), 10);
  leg.play(t, [[2000, { in: "timer", name: "glare" }, ["send reinvite: 2 INVITE"]]]);
  t.equal(bodyText(leg.sent("reinvite")), answer);
});

t.test("491: during the back-off the peer may make its offer, which voids ours", async (t) => {
  const leg = called();
  leg.handle(ours, 0);
  leg.handle(gets("reinvite", 491), 10);
  leg.play(t, [
    [20, within("INVITE", 2, { sdp: offer }), ["offered"]],
    [
      20,
      { in: "answerOffer", sdp: answer },
      ["respond 2: 200 INVITE", "set 2xx 520", "set ack 32020", "clear glare", "offerRefused 491"],
    ],
    [30, acks(2), ["clear 2xx", "clear ack"]],
    [40, ours, ["send reinvite: 2 INVITE"]],
  ]);
});

t.test("491 for ever: given up, not before both ends had many tries", async (t) => {
  const leg = called();
  leg.handle(ours, 0);
  let tries = 1;
  for (; tries < 100; tries++) {
    leg.handle(gets("reinvite", 491), tries * 5000);
    if (leg.outputs.some((output) => output.out === "offerRefused")) break;
    leg.handle({ in: "timer", name: "glare" }, tries * 5000 + 2000);
  }
  t.equal(tries, 7);
});

t.test("hung up during the back-off", async (t) => {
  const leg = called();
  leg.handle(ours, 0);
  leg.handle(gets("reinvite", 491), 10);
  leg.play(t, [
    [20, hangUp, ["clear glare", "ended us hung_up", "send bye:1: 2 BYE"]],
    [30, gets("bye:1", 200), ["closed"]],
  ]);
});
