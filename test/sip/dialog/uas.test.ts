import t, { type Test } from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { accept as accepted, allow, inviteRefusal } from "../../../src/sip/dialog/capabilities.ts";
import { InviteUsage } from "../../../src/sip/dialog/inviteUsage.ts";
import type { UsageInput } from "../../../src/sip/dialog/usage.ts";
import { toOf } from "../../../src/sip/message/access.ts";
import { bodyText } from "../../../src/sip/message/message.ts";
import { answer, fromPeer, offer, ourContact, phone, type Sketch, sequenceOf } from "./messages.ts";
import { inWords, only } from "./outputs.ts";

const called = (invite: Sketch = { sdp: offer }): InviteUsage =>
  InviteUsage.uas(
    { tx: 1, invite: fromPeer("INVITE", invite), target: phone, localTag: "us1", contact: ourContact },
    seededEntropy(1),
  );

/** A request of the peer within the dialog. */
const within = (method: string, seq: number, sketch: Sketch = {}, tx = seq): UsageInput => ({
  in: "request",
  tx,
  request: fromPeer(method, { toTag: "us1", seq, ...sketch }),
});
const ack = (seq: number, sketch: Sketch = {}): UsageInput => ({
  in: "ack",
  request: fromPeer("ACK", { toTag: "us1", seq, ...sketch }),
});
const accept: UsageInput = { in: "accept", sdp: answer };
const hangUp: UsageInput = { in: "hangUp" };

/** A conversation: each input with its time, and what must come of it. */
type Script = readonly (readonly [at: number, input: UsageInput, expected: readonly string[]])[];

function play(t: Test, usage: InviteUsage, script: Script): void {
  for (const [at, input, expected] of script)
    t.same(inWords(usage.handle(input, at)), expected, `${at} ms: ${input.in}`);
}

const answered: Script = [
  [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000"]],
  [100, ack(1), ["clear 2xx", "clear ack", "established"]],
];

const scripts: readonly [title: string, script: Script][] = [
  [
    "rings each minute until it answers (§13.3.1.1)",
    [
      [0, { in: "ring", status: 180 }, ["respond 1: 180 INVITE", "set ring 60000"]],
      [60_000, { in: "timer", name: "ring" }, ["respond 1: 180 INVITE", "set ring 120000"]],
      [70_000, { in: "ring", status: 183, sdp: answer }, ["respond 1: 183 INVITE", "set ring 130000"]],
      [80_000, accept, ["clear ring", "respond 1: 200 INVITE", "set 2xx 80500", "set ack 112000"]],
      [80_010, ack(1), ["clear 2xx", "clear ack", "established"]],
    ],
  ],
  [
    "repeats its 2xx until the ACK (§13.3.1.4)",
    [
      [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000"]],
      [500, { in: "timer", name: "2xx" }, ["respond 1: 200 INVITE", "set 2xx 1500"]],
      [1500, { in: "timer", name: "2xx" }, ["respond 1: 200 INVITE", "set 2xx 3500"]],
      [3500, { in: "timer", name: "2xx" }, ["respond 1: 200 INVITE", "set 2xx 7500"]],
      [7500, { in: "timer", name: "2xx" }, ["respond 1: 200 INVITE", "set 2xx 11500"]],
      [8000, ack(2), []],
      [8000, ack(1, { fromTag: "mallory" }), []],
      [8000, ack(1), ["clear 2xx", "clear ack", "established"]],
      [8001, ack(1), []],
      [11_500, { in: "timer", name: "2xx" }, []],
    ],
  ],
  [
    "ends a leg that is never acknowledged",
    [
      [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000"]],
      [32_000, { in: "timer", name: "ack" }, ["clear 2xx", "ended us no_ack", "send bye:1: 1 BYE"]],
      [64_000, { in: "failed", token: "bye:1", cause: "timeout" }, ["closed"]],
    ],
  ],
  ["refuses", [[0, { in: "refuse", status: 486 }, ["respond 1: 486 INVITE", "ended us refused", "closed"]]]],
  [
    "is cancelled while it rings (§9.2)",
    [
      [0, { in: "ring", status: 180 }, ["respond 1: 180 INVITE", "set ring 60000"]],
      [10, { in: "cancelled" }, ["clear ring", "respond 1: 487 INVITE", "ended peer cancel", "closed"]],
      [20, accept, []],
    ],
  ],
  [
    "a CANCEL after the 2xx has no effect (§9, RFC 5407 §3.1.2)",
    [...answered.slice(0, 1), [10, { in: "cancelled" }, []], [100, ack(1), ["clear 2xx", "clear ack", "established"]]],
  ],
  [
    "hung up before the answer",
    [
      [0, { in: "ring", status: 180 }, ["respond 1: 180 INVITE", "set ring 60000"]],
      [10, hangUp, ["clear ring", "respond 1: 480 INVITE", "ended us hung_up", "closed"]],
    ],
  ],
  [
    "hung up before the ACK: the BYE waits for it (§15)",
    [
      ...answered.slice(0, 1),
      [10, hangUp, ["ended us hung_up"]],
      [20, hangUp, []],
      [500, { in: "timer", name: "2xx" }, ["respond 1: 200 INVITE", "set 2xx 1500"]],
      [600, within("INFO", 2), ["respond 2: 481 INFO"]],
      [700, ack(1), ["clear 2xx", "clear ack", "send bye:1: 1 BYE"]],
    ],
  ],
  [
    "hung up, and the ACK never comes: the BYE goes after 64·T1 (§15)",
    [
      ...answered.slice(0, 1),
      [10, hangUp, ["ended us hung_up"]],
      [32_000, { in: "timer", name: "ack" }, ["clear 2xx", "send bye:1: 1 BYE"]],
    ],
  ],
  [
    "hung up before the ACK, and the peer's BYE comes instead",
    [
      ...answered.slice(0, 1),
      [10, hangUp, ["ended us hung_up"]],
      [20, within("BYE", 2), ["respond 2: 200 BYE", "clear 2xx", "clear ack", "closed"]],
    ],
  ],
  [
    "a BYE on the early dialog ends the INVITE too (§15.1.2)",
    [
      [0, { in: "ring", status: 180 }, ["respond 1: 180 INVITE", "set ring 60000"]],
      [10, within("BYE", 2), ["respond 2: 200 BYE", "clear ring", "respond 1: 487 INVITE", "ended peer bye", "closed"]],
    ],
  ],
  [
    "a BYE overtakes the ACK (RFC 5407 §3.1.3, §3.2.4)",
    [
      ...answered.slice(0, 1),
      [10, within("BYE", 2), ["respond 2: 200 BYE", "clear 2xx", "clear ack", "ended peer bye", "closed"]],
      [11, ack(1), []],
    ],
  ],
  [
    "a second INVITE before the first is answered (§14.2), and an UPDATE's offer (RFC 3311 §5.2)",
    [
      [0, within("INVITE", 2, { sdp: offer }), ["respond 2: 500 INVITE"]],
      [1, within("UPDATE", 3, { sdp: offer }), ["respond 3: 500 UPDATE"]],
      [2, within("UPDATE", 4), ["respond 4: 200 UPDATE"]],
      [3, { in: "answerOffer", sdp: answer }, []],
      [4, { in: "refuseOffer", status: 488 }, []],
      [5, accept, ["respond 1: 200 INVITE", "set 2xx 505", "set ack 32005"]],
    ],
  ],
  [
    "inputs that do not fit are ignored",
    [
      ...answered,
      [200, { in: "start" }, []],
      [200, accept, []],
      [200, { in: "ring", status: 180 }, []],
      [200, { in: "refuse", status: 486 }, []],
      [200, { in: "answerOffer", sdp: answer }, []],
      [200, { in: "refuseOffer", status: 488 }, []],
      [200, { in: "timer", name: "linger" }, []],
      [200, { in: "failed", token: "bye:9", cause: "timeout" }, []],
      [200, { in: "request", tx: 3, request: fromPeer("ACK", { toTag: "us1" }) }, []],
    ],
  ],
];

for (const [title, script] of scripts) t.test(title, async (t) => play(t, called(), script));

t.test("every request within the dialog is answered", async (t) => {
  const cases: [title: string, input: UsageInput, expected: string[]][] = [
    ["OPTIONS", within("OPTIONS", 5), ["respond 5: 200 OPTIONS"]],
    ["INFO without a body", within("INFO", 5), ["respond 5: 200 INFO"]],
    [
      "INFO with a body",
      within("INFO", 5, { body: "Signal=4", headers: [["Content-Type", "application/dtmf-relay"]] }),
      ["respond 5: 200 INFO", "info"],
    ],
    [
      "INFO of a package (RFC 6086)",
      within("INFO", 5, { headers: [["Info-Package", "conference"]] }),
      ["respond 5: 469 INFO"],
    ],
    [
      "MESSAGE",
      within("MESSAGE", 5, { body: "hi", headers: [["Content-Type", "text/plain"]] }),
      ["respond 5: 405 MESSAGE"],
    ],
    ["UPDATE without SDP", within("UPDATE", 5), ["respond 5: 200 UPDATE"]],
    ["UPDATE with an offer", within("UPDATE", 5, { sdp: offer }), ["offered"]],
    ["re-INVITE with an offer", within("INVITE", 5, { sdp: offer }), ["offered"]],
    ["re-INVITE without", within("INVITE", 5), ["offerWanted"]],
    ["PRACK of nothing (RFC 3262 §3)", within("PRACK", 5), ["respond 5: 481 PRACK"]],
    ["REFER without Refer-To", within("REFER", 5), ["respond 5: 400 REFER"]],
    [
      "NOTIFY of a referral of ours, who refer nobody",
      within("NOTIFY", 5, { headers: [["Event", "refer"]] }),
      ["respond 5: 481 NOTIFY"],
    ],
    ["NOTIFY of another event", within("NOTIFY", 5, { headers: [["Event", "check-sync"]] }), ["respond 5: 489 NOTIFY"]],
    [
      "SUBSCRIBE to another event",
      within("SUBSCRIBE", 5, { headers: [["Event", "dialog"]] }),
      ["respond 5: 489 SUBSCRIBE"],
    ],
    [
      "SUBSCRIBE to a referral that never was",
      within("SUBSCRIBE", 5, { headers: [["Event", "refer"]] }),
      ["respond 5: 481 SUBSCRIBE"],
    ],
    ["a method nobody knows", within("DANCE", 5), ["respond 5: 405 DANCE"]],
    ["a CANCEL that matched nothing (§9.2)", within("CANCEL", 5), ["respond 5: 481 CANCEL"]],
    ["an unknown extension", within("INFO", 5, { headers: [["Require", "100rel, foo"]] }), ["respond 5: 420 INFO"]],
    [
      "unknown content",
      within("INVITE", 5, { body: "<x/>", headers: [["Content-Type", "text/xml"]] }),
      ["respond 5: 415 INVITE"],
    ],
    [
      "encoded content",
      within("UPDATE", 5, { sdp: offer, headers: [["Content-Encoding", "gzip"]] }),
      ["respond 5: 415 UPDATE"],
    ],
    ["another dialog", within("INFO", 5, { fromTag: "mallory" }), ["respond 5: 481 INFO"]],
    ["a BYE of another dialog", within("BYE", 5, { fromTag: "mallory" }), ["respond 5: 481 BYE"]],
    ["a lower CSeq (§12.2.2)", within("INFO", 0), ["respond 0: 500 INFO"]],
    ["a BYE", within("BYE", 5), ["respond 5: 200 BYE", "ended peer bye", "closed"]],
  ];
  for (const [title, input, expected] of cases) {
    const usage = called();
    play(t, usage, answered);
    t.same(inWords(usage.handle(input, 1000)), expected, title);
  }
});

t.test("the sequence number is the highest seen, not the last (§12.2.2)", async (t) => {
  play(t, called(), [
    ...answered,
    [200, within("INFO", 9), ["respond 9: 200 INFO"]],
    [201, within("INFO", 8), ["respond 8: 500 INFO"]],
    [202, within("INFO", 9, {}, 90), ["respond 90: 200 INFO"]],
  ]);
});

t.test("re-INVITE (§14.2)", async (t) => {
  const reInvite = within("INVITE", 5, { sdp: offer });
  const scripts: [title: string, script: Script][] = [
    [
      "answered, and its 2xx repeated until the ACK",
      [
        [1000, reInvite, ["offered"]],
        [1000, { in: "answerOffer", sdp: answer }, ["respond 5: 200 INVITE", "set 2xx 1500", "set ack 33000"]],
        [1500, { in: "timer", name: "2xx" }, ["respond 5: 200 INVITE", "set 2xx 2500"]],
        [1600, ack(1), []],
        [1600, ack(5), ["clear 2xx", "clear ack"]],
      ],
    ],
    [
      "never acknowledged: the leg ends",
      [
        [1000, reInvite, ["offered"]],
        [1000, { in: "answerOffer", sdp: answer }, ["respond 5: 200 INVITE", "set 2xx 1500", "set ack 33000"]],
        [33_000, { in: "timer", name: "ack" }, ["clear 2xx", "ended us no_ack", "send bye:1: 1 BYE"]],
      ],
    ],
    [
      "refused: the leg goes on",
      [
        [1000, reInvite, ["offered"]],
        [1000, { in: "refuseOffer", status: 488 }, ["respond 5: 488 INVITE"]],
        [1001, { in: "answerOffer", sdp: answer }, []],
        [1002, within("INFO", 6), ["respond 6: 200 INFO"]],
      ],
    ],
    [
      "cancelled: the leg goes on",
      [
        [1000, reInvite, ["offered"]],
        [1001, { in: "cancelled" }, ["respond 5: 487 INVITE"]],
        [1002, { in: "answerOffer", sdp: answer }, []],
      ],
    ],
    [
      "another while it waits",
      [
        [1000, reInvite, ["offered"]],
        [1001, within("INVITE", 6, { sdp: offer }), ["respond 6: 500 INVITE"]],
        [1001, within("UPDATE", 7, { sdp: offer }), ["respond 7: 500 UPDATE"]],
      ],
    ],
    [
      "an UPDATE cannot be cancelled",
      [
        [1000, within("UPDATE", 5, { sdp: offer }), ["offered"]],
        [1001, { in: "cancelled" }, []],
        [1002, { in: "answerOffer", sdp: answer }, ["respond 5: 200 UPDATE"]],
      ],
    ],
    [
      "a BYE while it waits (§15.1.2)",
      [
        [1000, reInvite, ["offered"]],
        [1001, within("BYE", 6), ["respond 6: 200 BYE", "respond 5: 487 INVITE", "ended peer bye", "closed"]],
      ],
    ],
    [
      "hung up while it waits",
      [
        [1000, reInvite, ["offered"]],
        [1001, hangUp, ["respond 5: 487 INVITE", "ended us hung_up", "send bye:1: 1 BYE"]],
        [1002, ack(5), []],
      ],
    ],
    [
      "hung up before its ACK: the dialog was confirmed long ago, the BYE goes at once",
      [
        [1000, within("INVITE", 5, { sdp: offer }), ["offered"]],
        [1000, { in: "answerOffer", sdp: answer }, ["respond 5: 200 INVITE", "set 2xx 1500", "set ack 33000"]],
        [1001, hangUp, ["clear 2xx", "clear ack", "ended us hung_up", "send bye:1: 1 BYE"]],
        [1002, ack(5), []],
      ],
    ],
    [
      "without SDP: the offer is ours, and the ACK brings the answer (RFC 5407 §3.1.5)",
      [
        [1000, within("INVITE", 5), ["offerWanted"]],
        [1000, { in: "answerOffer", sdp: answer }, ["respond 5: 200 INVITE", "set 2xx 1500", "set ack 33000"]],
        [1001, within("UPDATE", 6, { sdp: offer }), ["respond 6: 491 UPDATE"]],
        [1002, within("INVITE", 7, { sdp: offer }), ["respond 7: 491 INVITE"]],
        [1003, ack(5, { sdp: offer }), ["clear 2xx", "clear ack", "reanswered"]],
        [1004, within("INVITE", 8, { sdp: offer }), ["offered"]],
      ],
    ],
    [
      "without SDP, and an ACK without SDP: nothing new was agreed",
      [
        [1000, within("INVITE", 5), ["offerWanted"]],
        [1000, { in: "answerOffer", sdp: answer }, ["respond 5: 200 INVITE", "set 2xx 1500", "set ack 33000"]],
        [1001, ack(5), ["clear 2xx", "clear ack", "unanswered"]],
        [1002, within("INVITE", 6, { sdp: offer }), ["offered"]],
      ],
    ],
  ];
  for (const [title, script] of scripts)
    await t.test(title, async (t) => {
      const usage = called();
      play(t, usage, answered);
      play(t, usage, script);
    });
});

t.test("a re-INVITE proves that our 2xx arrived (RFC 5407 §3.1.4)", async (t) => {
  play(t, called(), [
    ...answered.slice(0, 1),
    [300, within("INVITE", 2, { sdp: offer }), ["clear 2xx", "clear ack", "established", "offered"]],
    [310, ack(1), []],
  ]);
});

t.test("an INVITE without SDP may be accepted: the answer is in the ACK (§13.2.1)", async (t) => {
  play(t, called({}), [
    ...answered.slice(0, 1),
    [50, within("INVITE", 2, { sdp: offer }), ["respond 2: 491 INVITE"]],
    [100, ack(1, { sdp: offer }), ["clear 2xx", "clear ack", "established", "reanswered"]],
  ]);
});

t.test("an INVITE without SDP whose ACK has none either: the call is told", async (t) => {
  play(t, called({}), [
    ...answered.slice(0, 1),
    [100, ack(1), ["clear 2xx", "clear ack", "established", "unanswered"]],
  ]);
});

t.test("what our responses carry", async (t) => {
  const usage = called({ sdp: offer, headers: [["Record-Route", "<sip:p1.example.com;lr>, <sip:p2.example.com;lr>"]] });
  const ringing = only(usage.handle({ in: "ring", status: 183, sdp: answer }, 0), "respond").response;
  const okay = only(usage.handle(accept, 0), "respond").response;
  for (const response of [ringing, okay]) {
    t.equal(toOf(response).params.get("tag"), "us1", "our tag");
    t.equal(response.headers.get("Contact"), ourContact);
    t.equal(response.headers.get("Allow"), allow);
    t.same(response.headers.all("Record-Route"), ["<sip:p1.example.com;lr>", "<sip:p2.example.com;lr>"], "§12.1.1");
    t.equal(response.headers.get("Content-Type"), "application/sdp");
    t.equal(bodyText(response), answer);
  }
  usage.handle(ack(1), 1);
  const respond = (input: UsageInput) => only(usage.handle(input, 2), "respond").response.headers;
  t.equal(respond(within("DANCE", 2)).get("Allow"), allow);
  t.equal(respond(within("INFO", 3, { headers: [["Require", "a, b"]] })).get("Unsupported"), "a, b");
  const content = { body: "x", headers: [["Content-Type", "text/plain"]] } as const;
  t.equal(respond(within("INVITE", 4, content)).get("Accept"), accepted);
  t.equal(respond(within("OPTIONS", 5)).get("Accept"), accepted);
  usage.handle(within("INVITE", 6), 3);
  const fresh = "v=0\r\no=- 2 2 IN IP4 203.0.113.1\r\ns=-\r\n";
  const { response } = only(usage.handle({ in: "answerOffer", sdp: fresh }, 3), "respond");
  t.equal(bodyText(response), fresh, "a new offer (§14.2)");
});

t.test("a refusal carries what the call says", async (t) => {
  const usage = called();
  const refuse: UsageInput = { in: "refuse", status: 486, reason: "On Another Line", headers: [["Retry-After", "30"]] };
  const { response } = only(usage.handle(refuse, 0), "respond");
  t.equal(response.reason, "On Another Line");
  t.equal(response.headers.get("Retry-After"), "30");
  t.equal(toOf(response).params.get("tag"), "us1");
});

t.test("a strict router in the route set gets what it expects (§12.2.1.1)", async (t) => {
  const usage = called({ sdp: offer, headers: [["Record-Route", "<sip:p1.example.com>"]] });
  play(t, usage, answered);
  const { request } = only(usage.handle(hangUp, 200), "send");
  t.equal(request.uri, "sip:p1.example.com");
  t.same(request.headers.all("Route"), ["<sip:alice@192.168.1.20:5062>"]);
});

t.test("Retry-After lies between 0 and 10 seconds and differs between legs (§14.2)", async (t) => {
  const seen = new Set<number>();
  for (let i = 0; i < 50; i++) {
    const localTag = `us${i}`;
    const invite = fromPeer("INVITE", { sdp: offer });
    const usage = InviteUsage.uas({ tx: 1, invite, target: phone, localTag, contact: ourContact }, seededEntropy(1));
    const again = fromPeer("INVITE", { toTag: localTag, seq: 2, sdp: offer });
    const { response } = only(usage.handle({ in: "request", tx: 2, request: again }, 0), "respond");
    const seconds = Number(response.headers.get("Retry-After"));
    t.ok(Number.isInteger(seconds) && seconds >= 0 && seconds <= 10);
    seen.add(seconds);
  }
  t.ok(seen.size > 5);
});

t.test("our BYE: the dialog's route, tags and sequence number, and the reason given", async (t) => {
  const route = [["Record-Route", "<sip:p1.example.com;lr>, <sip:p2.example.com;lr>"]] as const;
  const usage = called({ sdp: offer, headers: route });
  play(t, usage, answered);
  const outputs = usage.handle({ in: "hangUp", reason: "Q.850;cause=16" }, 200);
  const { request, target } = only(outputs, "send");
  t.equal(request.uri, "sip:alice@192.168.1.20:5062", "the remote target, however private");
  t.same(target, phone, "but sent to where the peer signals from");
  t.same(request.headers.all("Route"), ["<sip:p1.example.com;lr>", "<sip:p2.example.com;lr>"]);
  t.equal(request.headers.get("From"), "<sip:bob@example.com>;tag=us1");
  t.equal(request.headers.get("To"), '"Alice" <sip:alice@example.com>;tag=alice1');
  t.equal(request.headers.get("Call-ID"), "call-1");
  t.equal(request.headers.get("Reason"), "Q.850;cause=16");
  t.equal(sequenceOf(request), 1);
});

t.test("a re-INVITE and an UPDATE move the remote target (§12.2.2), INFO does not", async (t) => {
  const usage = called();
  play(t, usage, answered);
  usage.handle(within("UPDATE", 2, { contact: "<sip:alice@198.51.100.7:5070>" }), 200);
  usage.handle(within("INFO", 3, { contact: "<sip:alice@198.51.100.7:5080>" }), 200);
  usage.handle(within("UPDATE", 4, { contact: "" }), 200);
  const { request, target } = only(usage.handle(hangUp, 300), "send");
  t.equal(request.uri, "sip:alice@198.51.100.7:5070");
  t.same(target, { ...phone, port: 5070 }, "the peer's own address: the port it names");
});

t.test("an INVITE that makes no leg", async (t) => {
  const cases: [title: string, invite: Sketch, status: number | undefined][] = [
    ["a good one", { sdp: offer }, undefined],
    ["without SDP", {}, undefined],
    ["without Contact", { sdp: offer, contact: "" }, 400],
    ["with two Contacts", { sdp: offer, contact: "<sip:a@192.0.2.1>, <sip:a@192.0.2.2>" }, 400],
    ["with a tel Contact", { sdp: offer, contact: "<tel:+551130003000>" }, 400],
    ["with Contact *", { sdp: offer, contact: "*" }, 400],
    ["that requires what we lack", { sdp: offer, headers: [["Require", "precondition"]] }, 420],
    ["with a body we cannot read", { body: "x", headers: [["Content-Type", "multipart/mixed;boundary=b"]] }, 415],
    [
      "with SDP under a decorated type",
      { body: offer, headers: [["Content-Type", "Application/SDP; charset=utf-8"]] },
      undefined,
    ],
  ];
  for (const [title, invite, status] of cases)
    t.equal(inviteRefusal(fromPeer("INVITE", invite))?.status, status, title);
});

t.test("a peer without tag and Contact does no harm (RFC 2543)", async (t) => {
  const invite = fromPeer("INVITE", { sdp: offer, contact: "" });
  invite.headers.set("From", "<sip:old@example.com>");
  const usage = InviteUsage.uas(
    { tx: 1, invite, target: phone, localTag: "us1", contact: ourContact },
    seededEntropy(1),
  );
  usage.handle(accept, 0);
  const acknowledgement = fromPeer("ACK", { toTag: "us1" });
  acknowledgement.headers.set("From", "<sip:old@example.com>");
  t.same(inWords(usage.handle({ in: "ack", request: acknowledgement }, 1)), ["clear 2xx", "clear ack", "established"]);
  t.equal(only(usage.handle(hangUp, 2), "send").request.uri, "sip:198.51.100.7:33000");
});
