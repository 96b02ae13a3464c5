import t, { type Test } from "tap";
import { seededEntropy } from "../../../../src/kernel/entropy.ts";
import { InviteUsage } from "../../../../src/sip/dialog/inviteUsage.ts";
import type { UsageInput, UsageOutput } from "../../../../src/sip/dialog/usage.ts";
import { bodyText, type SipRequest } from "../../../../src/sip/message/message.ts";
import { answer, fromPeer, offer, ourCall, ourContact, peerAnswers, phone, type Sketch } from "../messages.ts";
import { inWords, only } from "../outputs.ts";

/** A leg that is up, with what it sent last by token. */
class Leg {
  readonly sent = new Map<string, SipRequest>();
  readonly #usage: InviteUsage;

  constructor(usage: InviteUsage) {
    this.#usage = usage;
  }

  handle(input: UsageInput, now: number): UsageOutput[] {
    const outputs = this.#usage.handle(input, now);
    for (const output of outputs) if (output.out === "send") this.sent.set(output.token, output.request);
    return outputs;
  }

  /** The peer's response to what was sent by this token. */
  answers(token: string, status: number): UsageInput {
    const request = this.sent.get(token);
    if (request === undefined) throw new Error(`${token} was never sent`);
    return { in: "response", token, response: peerAnswers(request, status) };
  }
}

function called(): Leg {
  const invite = fromPeer("INVITE", { sdp: offer });
  const leg = new Leg(
    InviteUsage.uas({ tx: 1, invite, target: phone, localTag: "us1", contact: ourContact }, seededEntropy(1)),
  );
  leg.handle({ in: "accept", sdp: answer }, 0);
  leg.handle({ in: "ack", request: fromPeer("ACK", { toTag: "us1", seq: 1 }) }, 0);
  return leg;
}

function calling(): Leg {
  const leg = new Leg(
    InviteUsage.uac({ ...ourCall, authorize: () => ["Authorization", "Digest x"] }, seededEntropy(1)),
  );
  const { request } = only(leg.handle({ in: "start" }, 0), "send");
  leg.handle(
    { in: "response", token: "invite", response: peerAnswers(request, 200, { toTag: "alice1", sdp: answer }) },
    0,
  );
  leg.handle({ in: "timer", name: "linger" }, 32_000);
  return leg;
}

const within = (method: string, seq: number, sketch: Sketch = {}): UsageInput => ({
  in: "request",
  tx: seq,
  request: fromPeer(method, { toTag: "us1", seq, ...sketch }),
});
const refer = (seq: number, headers: [string, string][] = []): UsageInput =>
  within("REFER", seq, { headers: [["Refer-To", "<sip:1003@ponto.local>"], ...headers] });
const accept = (id: number): UsageInput => ({ in: "acceptReferral", id });
const report = (id: number, status: number, reason: string): UsageInput => ({
  in: "reportReferral",
  id,
  status,
  reason,
});
const hangUp: UsageInput = { in: "hangUp" };
const asked = (id: number): string => `referred ${id} to sip:1003@ponto.local`;

type Step = readonly [at: number, input: UsageInput | ((leg: Leg) => UsageInput), expected: readonly string[]];

function play(t: Test, leg: Leg, steps: readonly Step[]): void {
  for (const [at, input, expected] of steps) {
    const now = typeof input === "function" ? input(leg) : input;
    t.same(inWords(leg.handle(now, at)), expected, `${at} ms: ${now.in}`);
  }
}

const told = (token: string, status: number) => (leg: Leg) => leg.answers(token, status);

/** What a NOTIFY says. */
const says = (leg: Leg, token: string): string[] => {
  const notify = leg.sent.get(token);
  return [
    notify?.headers.get("Event") ?? "",
    notify?.headers.get("Subscription-State") ?? "",
    notify === undefined ? "" : bodyText(notify).trim(),
  ];
};

const scripts: readonly [title: string, steps: readonly Step[]][] = [
  [
    "accepted, told of its progress and of its end (RFC 3515 §2.4)",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1100, told("notify:1", 200), []],
      [1200, report(5, 180, "Ringing"), ["send notify:2: 2 NOTIFY", "set notify 301000"]],
      [1300, told("notify:2", 200), []],
      [2000, report(5, 200, "OK"), ["send notify:3: 3 NOTIFY", "clear notify"]],
      [2100, report(5, 486, "Busy Here"), []],
      [2200, told("notify:3", 200), []],
    ],
  ],
  [
    "refused",
    [
      [1000, refer(5), [asked(5)]],
      [1000, { in: "refuseReferral", id: 5, status: 603 }, ["respond 5: 603 REFER"]],
      [1001, accept(5), []],
      [1002, report(5, 200, "OK"), []],
    ],
  ],
  [
    "one NOTIFY at a time, and of what came meanwhile only the last",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1010, report(5, 180, "Ringing"), ["set notify 301000"]],
      [1020, report(5, 200, "OK"), ["clear notify"]],
      [1100, told("notify:1", 200), ["send notify:2: 2 NOTIFY"]],
      [1200, told("notify:2", 200), []],
    ],
  ],
  [
    "without a subscription, where the phone wants none (RFC 4488)",
    [
      [
        1000,
        refer(5, [
          ["Refer-Sub", "false"],
          ["Supported", "norefersub"],
        ]),
        [asked(5)],
      ],
      [1000, accept(5), ["respond 5: 202 REFER"]],
      [1100, report(5, 200, "OK"), []],
      [1200, hangUp, ["ended us hung_up", "send bye:1: 1 BYE"]],
    ],
  ],
  [
    "a NOTIFY that is answered 481 ends the subscription, and only that (RFC 6665 §4.2.2)",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1100, told("notify:1", 481), ["clear notify"]],
      [1200, report(5, 200, "OK"), []],
      [1300, within("INFO", 6), ["respond 6: 200 INFO"]],
    ],
  ],
  [
    "a NOTIFY that gets no answer, too",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [33_000, { in: "failed", token: "notify:1", cause: "timeout" }, ["clear notify"]],
      [33_100, report(5, 200, "OK"), []],
    ],
  ],
  [
    "the BYE waits for the last NOTIFY, lest it overtake it",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1050, told("notify:1", 200), []],
      [1100, report(5, 200, "OK"), ["send notify:2: 2 NOTIFY", "clear notify"]],
      [1100, hangUp, ["ended us hung_up", "set farewell 3100"]],
      [1200, told("notify:2", 200), ["clear farewell", "send bye:1: 3 BYE"]],
      [1300, told("bye:1", 200), ["closed"]],
    ],
  ],
  [
    "but not for ever",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1100, report(5, 200, "OK"), ["clear notify"]],
      [1100, hangUp, ["ended us hung_up", "set farewell 3100"]],
      [3100, { in: "timer", name: "farewell" }, ["send bye:1: 2 BYE"]],
      [3200, told("bye:1", 200), []],
      [3300, told("notify:1", 200), ["send notify:2: 3 NOTIFY"]],
      [3400, told("notify:2", 200), ["closed"]],
    ],
  ],
  [
    "and not at all where the phone hangs up first",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1050, told("notify:1", 200), []],
      [1100, report(5, 200, "OK"), ["send notify:2: 2 NOTIFY", "clear notify"]],
      [1100, hangUp, ["ended us hung_up", "set farewell 3100"]],
      [1150, within("BYE", 6), ["respond 6: 200 BYE", "clear farewell"]],
      [1200, told("notify:2", 200), ["closed"]],
    ],
  ],
  [
    "the phone hangs up while its referral is on its way",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1050, within("BYE", 6), ["respond 6: 200 BYE", "clear notify", "ended peer bye"]],
      [1060, report(5, 180, "Ringing"), []],
      [1100, told("notify:1", 200), ["closed"]],
    ],
  ],
  [
    "the phone hangs up before anybody has decided: the REFER is answered, too",
    [
      [1000, refer(5), [asked(5)]],
      [1050, within("BYE", 6), ["respond 6: 200 BYE", "respond 5: 487 REFER", "ended peer bye", "closed"]],
    ],
  ],
  [
    "nobody says what became of it",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1050, told("notify:1", 200), []],
      [301_000, { in: "timer", name: "notify" }, ["send notify:2: 2 NOTIFY"]],
      [301_100, report(5, 200, "OK"), []],
      [301_200, told("notify:2", 200), []],
    ],
  ],
  [
    "SUBSCRIBE prolongs it, asks for it, and ends it",
    [
      [1000, refer(5), [asked(5)]],
      [1000, accept(5), ["respond 5: 202 REFER", "send notify:1: 1 NOTIFY", "set notify 301000"]],
      [1050, told("notify:1", 200), []],
      [
        2000,
        within("SUBSCRIBE", 6, {
          headers: [
            ["Event", "refer"],
            ["Expires", "60"],
          ],
        }),
        ["respond 6: 200 SUBSCRIBE", "send notify:2: 2 NOTIFY", "set notify 62000"],
      ],
      [2050, told("notify:2", 200), []],
      [
        2100,
        within("SUBSCRIBE", 7, {
          headers: [
            ["Event", "refer"],
            ["Expires", "soon"],
          ],
        }),
        ["respond 7: 400 SUBSCRIBE"],
      ],
      [2100, within("SUBSCRIBE", 8, { headers: [["Event", "refer;id=77"]] }), ["respond 8: 481 SUBSCRIBE"]],
      [
        3000,
        within("SUBSCRIBE", 9, {
          headers: [
            ["Event", "refer;id=5"],
            ["Expires", "0"],
          ],
        }),
        ["respond 9: 200 SUBSCRIBE", "send notify:3: 3 NOTIFY", "clear notify"],
      ],
      [3050, told("notify:3", 200), []],
      [3100, report(5, 200, "OK"), []],
    ],
  ],
  [
    "the same REFER by another way (RFC 3261 §8.2.2.2)",
    [
      [1000, refer(5), [asked(5)]],
      [
        1001,
        {
          in: "request",
          tx: 77,
          request: fromPeer("REFER", { toTag: "us1", seq: 5, headers: [["Refer-To", "<sip:1003@ponto.local>"]] }),
        },
        ["respond 77: 482 REFER"],
      ],
    ],
  ],
  [
    "more than a phone can mean",
    [
      [1000, refer(5), [asked(5)]],
      [1000, refer(6), [asked(6)]],
      [1000, refer(7), [asked(7)]],
      [1000, refer(8), [asked(8)]],
      [1000, refer(9), ["respond 9: 500 REFER"]],
    ],
  ],
];

for (const [title, steps] of scripts) t.test(title, async (t) => play(t, called(), steps));

t.test("a REFER before the answer comes too early", async (t) => {
  const invite = fromPeer("INVITE", { sdp: offer });
  const own = { tx: 1, target: phone, localTag: "us1", contact: ourContact };
  const leg = new Leg(InviteUsage.uas({ ...own, invite }, seededEntropy(1)));
  leg.handle({ in: "ring", status: 180 }, 0);
  t.same(inWords(leg.handle(refer(5), 1000)), ["respond 5: 491 REFER"]);
});

t.test("what a NOTIFY says", async (t) => {
  const leg = called();
  leg.handle(refer(5), 1000);
  const accepted = leg.handle(accept(5), 1000);
  t.equal(only(accepted, "respond").response.headers.get("Contact"), ourContact);
  t.same(says(leg, "notify:1"), ["refer", "active;expires=300", "SIP/2.0 100 Trying"]);
  t.equal(leg.sent.get("notify:1")?.headers.get("Content-Type"), "message/sipfrag;version=2.0");
  t.equal(leg.sent.get("notify:1")?.headers.get("Contact"), ourContact);
  leg.handle(leg.answers("notify:1", 200), 1100);
  leg.handle(report(5, 486, "Busy Here"), 61_000);
  t.same(says(leg, "notify:2"), ["refer", "terminated;reason=noresource", "SIP/2.0 486 Busy Here"]);
  leg.handle(leg.answers("notify:2", 200), 61_100);
  leg.handle(refer(6), 62_000);
  leg.handle(accept(6), 62_000);
  t.same(
    says(leg, "notify:3"),
    ["refer;id=6", "active;expires=300", "SIP/2.0 100 Trying"],
    "the second names its REFER (§2.4.6)",
  );
  leg.handle(leg.answers("notify:3", 200), 62_100);
  leg.handle(
    within("SUBSCRIBE", 7, {
      headers: [
        ["Event", "refer;id=6"],
        ["Expires", "0"],
      ],
    }),
    63_000,
  );
  t.same(says(leg, "notify:4"), ["refer;id=6", "terminated;reason=timeout", "SIP/2.0 100 Trying"]);
});

t.test("Refer-Sub: false is confirmed in the 202 (RFC 4488 §4), and counts only with norefersub", async (t) => {
  const leg = called();
  leg.handle(
    refer(5, [
      ["Refer-Sub", "false"],
      ["Require", "norefersub"],
    ]),
    1000,
  );
  t.equal(only(leg.handle(accept(5), 1000), "respond").response.headers.get("Refer-Sub"), "false");
  leg.handle(refer(6, [["Refer-Sub", "false"]]), 1000);
  const outputs = leg.handle(accept(6), 1000);
  t.equal(only(outputs, "respond").response.headers.get("Refer-Sub"), undefined);
  t.equal(only(outputs, "send").request.method, "NOTIFY");
});

t.test("a NOTIFY is challenged: again with credentials and the next number, but not for ever", async (t) => {
  play(t, calling(), [
    [40_000, refer(5), [asked(5)]],
    [40_000, accept(5), ["respond 5: 202 REFER", "send notify:1: 2 NOTIFY", "set notify 340000"]],
    [40_100, told("notify:1", 401), ["send notify:1: 3 NOTIFY"]],
    [40_200, told("notify:1", 401), ["send notify:1: 4 NOTIFY"]],
    [40_300, told("notify:1", 401), ["clear notify"]],
  ]);
});
