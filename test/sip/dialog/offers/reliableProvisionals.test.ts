/** Provisional responses of ours that must arrive (RFC 3262 §3, §5). */
import t, { type Test } from "tap";
import type { UsageInput } from "../../../../src/sip/dialog/usage.ts";
import { bodyText } from "../../../../src/sip/message/message.ts";
import { answer, offer, type Sketch } from "../messages.ts";
import { accept, acks, hangUp, PlayedLeg, type Script, within } from "../playedLeg.ts";

const ringing: UsageInput = { in: "ring", status: 180 };
const early: UsageInput = { in: "ring", status: 183, sdp: answer };
const prackTimer: UsageInput = { in: "timer", name: "prack" };

const supported: Sketch = { sdp: offer, headers: [["Supported", "norefersub, 100rel"]] };
const required: Sketch = { sdp: offer, headers: [["Require", "100rel"]] };
const offerless: Sketch = { headers: [["Supported", "100rel"]] };

/** The RSeq that a leg of this seed begins with. */
function firstRSeq(): number {
  const leg = PlayedLeg.called(supported);
  leg.handle(early, 0);
  return Number(leg.responded(1).headers.get("RSeq"));
}
const first = firstRSeq();

/** A PRACK for the `nth` reliable provisional, from 0. */
const prack = (seq: number, nth: number, sketch: Sketch = {}): UsageInput =>
  within("PRACK", seq, { ...sketch, headers: [["RAck", `${first + nth} 1 INVITE`]] });

const cases: readonly [title: string, invite: Sketch, script: Script][] = [
  [
    'a caller that does not know 100rel gets none: "the UAS MUST NOT" (§3)',
    { sdp: offer },
    [
      [0, early, ["respond 1: 183 INVITE", "set ring 60000"]],
      [10, accept, ["clear ring", "respond 1: 200 INVITE", "set 2xx 510", "set ack 32010"]],
    ],
  ],
  [
    "one with SDP is sent until its PRACK, with an interval that doubles",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [500, prackTimer, ["respond 1: 183 INVITE", "set prack 1500"]],
      [1500, prackTimer, ["respond 1: 183 INVITE", "set prack 3500"]],
      [1600, prack(2, 0), ["clear prack", "respond 2: 200 PRACK"]],
      [1700, accept, ["clear ring", "respond 1: 200 INVITE", "set 2xx 2200", "set ack 33700"]],
      [1800, acks(1), ["clear 2xx", "clear ack", "established"]],
    ],
  ],
  [
    "one without SDP need not be, where the caller only knows 100rel",
    supported,
    [
      [0, ringing, ["respond 1: 180 INVITE", "set ring 60000"]],
      [10, early, ["respond 1: 183 INVITE", "set prack 510", "set ring 60010"]],
      [20, prack(2, 0), ["clear prack", "respond 2: 200 PRACK"]],
      [30, ringing, ["respond 1: 180 INVITE", "set ring 60030"]],
    ],
  ],
  [
    "where it is required all are, one at a time (§3)",
    required,
    [
      [0, ringing, ["respond 1: 180 INVITE", "set prack 500", "set ring 60000"]],
      [10, { in: "ring", status: 181 }, ["set ring 60010"]],
      [20, early, ["set ring 60020"]],
      [30, { in: "ring", status: 182 }, ["set ring 60030"]],
      [40, prack(2, 0), ["clear prack", "respond 2: 200 PRACK", "respond 1: 182 INVITE", "set prack 540"]],
      [50, prack(3, 1), ["clear prack", "respond 3: 200 PRACK"]],
    ],
  ],
  [
    "a PRACK that names nothing that waits: 481 (§3)",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, prack(2, 1), ["respond 2: 481 PRACK"]],
      [11, within("PRACK", 3, { headers: [["RAck", `${first} 2 INVITE`]] }), ["respond 3: 481 PRACK"]],
      [12, within("PRACK", 4, { headers: [["RAck", `${first} 1 UPDATE`]] }), ["respond 4: 481 PRACK"]],
      [13, within("PRACK", 5), ["respond 5: 481 PRACK"]],
      [14, prack(6, 0), ["clear prack", "respond 6: 200 PRACK"]],
      [15, prack(7, 0), ["respond 7: 481 PRACK"]],
    ],
  ],
  [
    "no PRACK for 64·T1: the INVITE is rejected with 504 (§3)",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [15_500, prackTimer, ["respond 1: 183 INVITE", "set prack 16500"]],
      [32_000, prackTimer, ["clear ring", "respond 1: 504 INVITE", "ended us no_ack", "closed"]],
    ],
  ],
  [
    'the 2xx waits for the PRACK of one with SDP: "MUST NOT send a final response until" (§3)',
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, accept, ["clear ring"]],
      [20, ringing, []],
      [500, prackTimer, ["respond 1: 183 INVITE", "set prack 1500"]],
      [
        600,
        prack(2, 0),
        ["clear prack", "respond 2: 200 PRACK", "respond 1: 200 INVITE", "set 2xx 1100", "set ack 32600"],
      ],
    ],
  ],
  [
    "hung up while the 2xx waits",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, accept, ["clear ring"]],
      [20, hangUp, ["clear prack", "respond 1: 480 INVITE", "ended us hung_up", "closed"]],
    ],
  ],
  [
    "the 2xx does not wait for one without SDP, whose PRACK is answered all the same (§3)",
    required,
    [
      [0, ringing, ["respond 1: 180 INVITE", "set prack 500", "set ring 60000"]],
      [10, accept, ["clear ring", "clear prack", "respond 1: 200 INVITE", "set 2xx 510", "set ack 32010"]],
      [20, prack(2, 0), ["respond 2: 200 PRACK"]],
    ],
  ],
  [
    "a refusal does not wait, nor does a CANCEL (§9.2)",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, { in: "cancelled" }, ["clear ring", "clear prack", "respond 1: 487 INVITE", "ended peer cancel", "closed"]],
    ],
  ],
  [
    "a PRACK with an offer is answered in its 200 (§5)",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, prack(2, 0, { sdp: offer }), ["clear prack", "offered"]],
      [20, { in: "answerOffer", sdp: answer }, ["respond 2: 200 PRACK"]],
    ],
  ],
  [
    "a PRACK with an offer that is refused leaves the INVITE as it was",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, prack(2, 0, { sdp: offer }), ["clear prack", "offered"]],
      [20, { in: "refuseOffer", status: 488 }, ["respond 2: 488 PRACK"]],
      [30, accept, ["clear ring", "respond 1: 200 INVITE", "set 2xx 530", "set ack 32030"]],
    ],
  ],
  [
    "an INVITE without an offer: ours goes with the first, the PRACK answers (§5)",
    offerless,
    [
      [0, { in: "ring", status: 180, sdp: answer }, ["respond 1: 180 INVITE", "set prack 500", "set ring 60000"]],
      [5, within("UPDATE", 2, { sdp: offer }), ["respond 2: 491 UPDATE"]],
      [10, prack(3, 0, { sdp: offer }), ["clear prack", "respond 3: 200 PRACK", "reanswered"]],
      [20, accept, ["clear ring", "respond 1: 200 INVITE", "set 2xx 520", "set ack 32020"]],
      [30, acks(1), ["clear 2xx", "clear ack", "established"]],
    ],
  ],
  [
    "a PRACK that owes us an answer and has none: the 2xx makes the offer again",
    offerless,
    [
      [0, { in: "ring", status: 180, sdp: answer }, ["respond 1: 180 INVITE", "set prack 500", "set ring 60000"]],
      [10, prack(2, 0), ["clear prack", "respond 2: 200 PRACK"]],
      [20, accept, ["clear ring", "respond 1: 200 INVITE", "set 2xx 520", "set ack 32020"]],
      [30, acks(1, { sdp: offer }), ["clear 2xx", "clear ack", "established", "reanswered"]],
    ],
  ],
  [
    "without an offer, all required, and ours not known yet: no provisional (RFC 3261 §13.2.1)",
    { headers: [["Require", "100rel"]] },
    [
      [0, ringing, ["set ring 60000"]],
      [10, early, ["respond 1: 183 INVITE", "set prack 510", "set ring 60010"]],
    ],
  ],
  [
    "UPDATE in the early dialog: refused until the answer was given reliably (RFC 3311 §5.2)",
    supported,
    [
      [0, within("UPDATE", 2, { sdp: offer }), ["respond 2: 500 UPDATE"]],
      [10, early, ["respond 1: 183 INVITE", "set prack 510", "set ring 60010"]],
      [20, prack(3, 0), ["clear prack", "respond 3: 200 PRACK"]],
      [30, within("UPDATE", 4, { sdp: offer }), ["offered"]],
      [31, within("UPDATE", 5, { sdp: offer }), ["respond 5: 500 UPDATE"]],
      [40, { in: "answerOffer", sdp: answer }, ["respond 4: 200 UPDATE"]],
      [50, within("INVITE", 6, { sdp: offer }), ["respond 6: 500 INVITE"]],
    ],
  ],
  [
    "what waits when the INVITE fails is answered, too (RFC 3261 §15.1.2)",
    supported,
    [
      [0, early, ["respond 1: 183 INVITE", "set prack 500", "set ring 60000"]],
      [10, prack(2, 0, { sdp: offer }), ["clear prack", "offered"]],
      [20, hangUp, ["clear ring", "respond 1: 480 INVITE", "respond 2: 487 PRACK", "ended us hung_up", "closed"]],
    ],
  ],
];

for (const [title, invite, script] of cases) t.test(title, async (t: Test) => PlayedLeg.called(invite).play(t, script));

t.test("what a reliable provisional carries", async (t) => {
  const leg = PlayedLeg.called(required);
  leg.handle(early, 0);
  const { headers, body } = leg.responded(1);
  t.equal(headers.get("Require"), "100rel");
  t.equal(body.length, answer.length);
  leg.handle(prack(2, 0), 1);
  leg.handle({ in: "ring", status: 183, sdp: answer }, 2);
  const second = leg.responded(1);
  t.equal(second.headers.get("RSeq"), `${first + 1}`, "one higher than the one before");
  t.equal(second.body.length, 0, "the answer was given");
  leg.handle(prack(3, 1), 3);
  leg.handle(accept, 4);
  t.equal(leg.responded(1).body.length, 0, "nor is it in the 2xx");
});

t.test("an unreliable provisional may show the answer, which is in the 2xx again (RFC 3261 §13.2.1)", async (t) => {
  const leg = PlayedLeg.called({ sdp: offer });
  leg.handle(early, 0);
  t.equal(bodyText(leg.responded(1)), answer);
  leg.handle(accept, 1);
  t.equal(bodyText(leg.responded(1)), answer);
});

t.test("an offer of ours goes reliably or not at all", async (t) => {
  const leg = PlayedLeg.called({});
  leg.handle(early, 0);
  t.equal(leg.responded(1).body.length, 0);
  leg.handle(accept, 1);
  t.equal(bodyText(leg.responded(1)), answer);
});

t.test("the first RSeq is between 1 and 2**31 - 1, and another one on each leg", async (t) => {
  const seen = new Set<number>();
  for (let seed = 1; seed <= 50; seed++) {
    const leg = PlayedLeg.called(supported, seed);
    leg.handle(early, 0);
    const rseq = Number(leg.responded(1).headers.get("RSeq"));
    t.ok(rseq >= 1 && rseq <= 2 ** 31 - 1, `seed ${seed}: ${rseq}`);
    seen.add(rseq);
  }
  t.equal(seen.size, 50);
});
