import t, { type Test } from "tap";
import { seededEntropy } from "../../../../src/kernel/entropy.ts";
import { inviteRefusal } from "../../../../src/sip/dialog/capabilities.ts";
import { InviteUsage } from "../../../../src/sip/dialog/inviteUsage.ts";
import type { UsageInput, UsageOutput } from "../../../../src/sip/dialog/usage.ts";
import { bodyText, type SipRequest, type SipResponse } from "../../../../src/sip/message/message.ts";
import {
  answer,
  fromPeer,
  type HeaderList,
  offer,
  ourCall,
  ourContact,
  peerAnswers,
  phone,
  type Sketch,
} from "../messages.ts";
import { inWords, only } from "../outputs.ts";

/** A leg whose sessions live 90 s unless somebody says otherwise, and what it sent last by token. */
class Leg {
  readonly sent = new Map<string, SipRequest>();
  readonly #usage: InviteUsage;

  private constructor(usage: InviteUsage) {
    this.#usage = usage;
  }

  static called(invite: Sketch): Leg {
    const own = { tx: 1, target: phone, localTag: "us1", contact: ourContact, sessionExpires: 90 };
    return new Leg(InviteUsage.uas({ ...own, invite: fromPeer("INVITE", invite) }, seededEntropy(1)));
  }

  static calling(): Leg {
    const leg = new Leg(
      InviteUsage.uac(
        { ...ourCall, sessionExpires: 90, authorize: () => ["Authorization", "Digest x"] },
        seededEntropy(1),
      ),
    );
    leg.handle({ in: "start" }, 0);
    return leg;
  }

  handle(input: UsageInput, now: number): UsageOutput[] {
    const outputs = this.#usage.handle(input, now);
    for (const output of outputs) if (output.out === "send") this.sent.set(output.token, output.request);
    return outputs;
  }

  request(token: string): SipRequest {
    const request = this.sent.get(token);
    if (request === undefined) throw new Error(`${token} was never sent`);
    return request;
  }
}

type Step = readonly [at: number, input: UsageInput | ((leg: Leg) => UsageInput), expected: readonly string[]];

function play(t: Test, leg: Leg, steps: readonly Step[]): void {
  for (const [at, input, expected] of steps) {
    const now = typeof input === "function" ? input(leg) : input;
    t.same(inWords(leg.handle(now, at)), expected, `${at} ms: ${now.in}`);
  }
}

const within = (method: string, seq: number, sketch: Sketch = {}): UsageInput => ({
  in: "request",
  tx: seq,
  request: fromPeer(method, { toTag: "us1", seq, ...sketch }),
});
const ack = (seq: number): UsageInput => ({ in: "ack", request: fromPeer("ACK", { toTag: "us1", seq }) });
const accept: UsageInput = { in: "accept", sdp: answer };
const timer = (name: "refresh" | "expire" | "linger" | "glare"): UsageInput => ({ in: "timer", name });
const told =
  (token: string, status: number, sketch: Sketch = {}) =>
  (leg: Leg): UsageInput => ({ in: "response", token, response: peerAnswers(leg.request(token), status, sketch) });
const expires = (value: string, ...more: HeaderList): HeaderList => [["Session-Expires", value], ...more];
const takesUpdate = ["Allow", "UPDATE"] as const;
const knowsTimer = ["Supported", "timer"] as const;

const wordsOf = (message: SipRequest | SipResponse): (string | undefined)[] =>
  ["Session-Expires", "Min-SE", "Require"].map((name) => message.headers.get(name));

t.test("what our 2xx grants (§9, table 2)", async (t) => {
  const cases: [title: string, asked: HeaderList, expires: string | undefined, require: string | undefined][] = [
    ["a caller that knows nothing of it", [], undefined, undefined],
    ["that knows, and leaves it to us", [knowsTimer], "90;refresher=uas", "timer"],
    ["that asks", expires("90", knowsTimer), "90;refresher=uas", "timer"],
    ["that refreshes", expires("90;refresher=uac", knowsTimer), "90;refresher=uac", "timer"],
    ["that has us refresh", expires("90;refresher=uas", knowsTimer), "90;refresher=uas", "timer"],
    [
      "in the compact forms",
      [
        ["x", "90"],
        ["k", "timer"],
      ],
      "90;refresher=uas",
      "timer",
    ],
    ["that wants longer than we do", expires("1800", knowsTimer), "90;refresher=uas", "timer"],
    ["that wants longer, and no less", expires("1800", knowsTimer, ["Min-SE", "600"]), "600;refresher=uas", "timer"],
    ["and no less than it asks for", expires("300", knowsTimer, ["Min-SE", "600"]), "300;refresher=uas", "timer"],
    ["a proxy that asks for one that does not know", expires("90"), "90;refresher=uas", undefined],
    ["and means it to refresh, which it cannot", expires("90;refresher=uac"), "90;refresher=uas", undefined],
    ["a proxy's interval that is too short", expires("30"), "90;refresher=uas", undefined],
  ];
  for (const [title, headers, expected, require] of cases) {
    const leg = Leg.called({ sdp: offer, headers });
    const { response } = only(leg.handle(accept, 0), "respond");
    t.same(wordsOf(response), [expected, undefined, require], title);
  }
});

t.test("what is no interval", async (t) => {
  const cases: [title: string, headers: HeaderList, status: number | undefined, minSe?: string][] = [
    ["one that we take", expires("90", knowsTimer), undefined],
    ["too short", expires("89", knowsTimer), 422, "90"],
    ["too short, but whose caller would not understand", expires("89"), undefined],
    ["no number", expires("soon", knowsTimer), 400],
    ["nobody to refresh it", expires("90;refresher=proxy", knowsTimer), 400],
  ];
  for (const [title, headers, status, minSe] of cases) {
    const refusal = inviteRefusal(fromPeer("INVITE", { sdp: offer, headers }));
    t.equal(refusal?.status, status, title);
    t.equal(new Map(refusal?.headers ?? []).get("Min-SE"), minSe);
    const leg = Leg.called({ sdp: offer });
    leg.handle(accept, 0);
    leg.handle(ack(1), 0);
    if (status !== undefined)
      t.same(inWords(leg.handle(within("UPDATE", 2, { headers }), 0)), [`respond 2: ${status} UPDATE`]);
  }
});

const weRefresh: readonly Step[] = [
  [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000", "set refresh 45000", "set expire 60000"]],
  [100, ack(1), ["clear 2xx", "clear ack", "established"]],
];
const weRefreshAgain = (at: number): string[] => [
  "clear refresh",
  "clear expire",
  `set refresh ${at + 45_000}`,
  `set expire ${at + 60_000}`,
];

const called: readonly [title: string, invite: HeaderList, steps: readonly Step[]][] = [
  [
    "refreshed by UPDATE at half the interval, again and again (§10)",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [
        45_010,
        told("refresh", 200, { headers: expires("90;refresher=uac") }),
        ["clear expire", "set refresh 90010", "set expire 105010"],
      ],
      [90_010, timer("refresh"), ["send refresh: 2 UPDATE"]],
      [90_020, told("refresh", 200), ["clear expire"]],
    ],
  ],
  [
    "by re-INVITE where the peer does not say that it takes UPDATE",
    expires("90", knowsTimer),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send reinvite: 1 INVITE"]],
      [
        45_010,
        told("reinvite", 200, { sdp: offer, headers: expires("90;refresher=uac") }),
        ["ack 1", "reanswered", "clear expire", "set refresh 90010", "set expire 105010"],
      ],
    ],
  ],
  [
    "by re-INVITE where UPDATE turns out not to be taken",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [45_010, told("refresh", 405), ["send reinvite: 2 INVITE"]],
    ],
  ],
  [
    "by the call's own offer, if that comes first",
    expires("90", knowsTimer),
    [
      ...weRefresh,
      [44_000, { in: "offer", sdp: answer }, ["send reinvite: 1 INVITE"]],
      [45_000, timer("refresh"), []],
      [
        45_010,
        told("reinvite", 200, { sdp: offer, headers: expires("90;refresher=uac") }),
        ["ack 1", "offerAnswered", "clear expire", "set refresh 90010", "set expire 105010"],
      ],
    ],
  ],
  [
    "and the call's own offer waits for a refresh that is under way",
    expires("90", knowsTimer),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send reinvite: 1 INVITE"]],
      [45_010, { in: "offer", sdp: answer }, []],
      [
        45_020,
        told("reinvite", 200, { sdp: offer, headers: expires("90;refresher=uac") }),
        ["ack 1", "reanswered", "send reinvite: 2 INVITE", "clear expire", "set refresh 90020", "set expire 105020"],
      ],
      [45_030, told("reinvite", 488), ["offerRefused 488"]],
    ],
  ],
  [
    "a refresh that meets the peer's offer waits its turn, and tries again (§14.1)",
    expires("90", knowsTimer),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send reinvite: 1 INVITE"]],
      [45_010, told("reinvite", 491), ["set glare 45490"]],
      [45_490, timer("glare"), ["send reinvite: 2 INVITE"]],
      [45_520, told("reinvite", 500), ["set refresh 52760"]],
      [52_760, timer("refresh"), ["send reinvite: 3 INVITE"]],
    ],
  ],
  [
    "the peer's own re-INVITE is a refresh, too",
    expires("90", knowsTimer),
    [
      ...weRefresh,
      [30_000, within("INVITE", 2, { sdp: offer, headers: expires("90", knowsTimer) }), ["offered"]],
      [
        30_000,
        { in: "answerOffer", sdp: answer },
        ["respond 2: 200 INVITE", "set 2xx 30500", "set ack 62000", ...weRefreshAgain(30_000)],
      ],
    ],
  ],
  [
    "the peer refreshes: its UPDATE, then silence, then our BYE (§10)",
    expires("90;refresher=uac", knowsTimer),
    [
      [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000", "set expire 60000"]],
      [100, ack(1), ["clear 2xx", "clear ack", "established"]],
      [
        45_000,
        within("UPDATE", 2, { headers: expires("90;refresher=uac", knowsTimer) }),
        ["respond 2: 200 UPDATE", "clear expire", "set expire 105000"],
      ],
      [105_000, timer("expire"), ["ended us session_expired", "send bye:1: 1 BYE"]],
    ],
  ],
  [
    "turned off by a re-INVITE of one that knows nothing of it any more",
    expires("90;refresher=uac", knowsTimer),
    [
      [0, accept, ["respond 1: 200 INVITE", "set 2xx 500", "set ack 32000", "set expire 60000"]],
      [100, ack(1), ["clear 2xx", "clear ack", "established"]],
      [45_000, within("UPDATE", 2), ["respond 2: 200 UPDATE", "clear expire"]],
    ],
  ],
  [
    "a refresh without an answer: the dialog is gone (RFC 3261 §12.2.1.2)",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [
        77_000,
        { in: "failed", token: "refresh", cause: "timeout" },
        ["ended us dialog_gone", "send bye:1: 2 BYE", "clear expire"],
      ],
    ],
  ],
  [
    "or that is answered 481",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [45_010, told("refresh", 481), ["ended us dialog_gone", "send bye:1: 2 BYE", "clear expire"]],
    ],
  ],
  [
    "refreshes that are refused are tried again until the end",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [45_010, told("refresh", 503), ["set refresh 52505"]],
      [52_505, timer("refresh"), ["send refresh: 2 UPDATE"]],
      [52_510, { in: "failed", token: "refresh", cause: "transport" }, ["set refresh 56255"]],
      [60_000, timer("expire"), ["ended us session_expired", "send bye:1: 3 BYE", "clear refresh"]],
    ],
  ],
  [
    "a longer interval that the peer asks for of a refresh (§7.3), and no more than a few times",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [45_010, told("refresh", 422, { headers: [["Min-SE", "120"]] }), ["send refresh: 2 UPDATE"]],
      [45_020, told("refresh", 422, { headers: [["Min-SE", "180"]] }), ["send refresh: 3 UPDATE"]],
      [45_030, told("refresh", 422, { headers: [["Min-SE", "240"]] }), ["send refresh: 4 UPDATE"]],
      [45_040, told("refresh", 422, { headers: [["Min-SE", "300"]] }), ["set refresh 52520"]],
    ],
  ],
  [
    "hung up while a refresh is under way",
    expires("90", knowsTimer, takesUpdate),
    [
      ...weRefresh,
      [45_000, timer("refresh"), ["send refresh: 1 UPDATE"]],
      [45_005, { in: "hangUp" }, ["ended us hung_up", "send bye:1: 2 BYE", "clear expire"]],
      [45_010, told("refresh", 200, { headers: expires("90;refresher=uac") }), []],
      [45_020, told("bye:1", 200), ["closed"]],
    ],
  ],
];

for (const [title, headers, steps] of called)
  t.test(`called: ${title}`, async (t) => play(t, Leg.called({ sdp: offer, headers }), steps));

const won: Sketch = { toTag: "alice1", sdp: answer };
const calling: readonly [title: string, steps: readonly Step[]][] = [
  [
    "the callee knows nothing of it: nothing expires (§7.2)",
    [[100, told("invite", 200, won), ["ack 1", "set linger 32100", "answered with SDP"]]],
  ],
  [
    "the callee leaves it to us",
    [
      [
        100,
        told("invite", 200, { ...won, headers: expires("90;refresher=uac", takesUpdate) }),
        ["ack 1", "set linger 32100", "answered with SDP", "set refresh 45100", "set expire 60100"],
      ],
      [45_100, timer("refresh"), ["send refresh: 2 UPDATE"]],
      [45_200, told("refresh", 401), ["send refresh: 3 UPDATE"]],
    ],
  ],
  [
    "the callee refreshes",
    [
      [
        100,
        told("invite", 200, { ...won, headers: expires("90;refresher=uas") }),
        ["ack 1", "set linger 32100", "answered with SDP", "set expire 60100"],
      ],
      [32_100, timer("linger"), []],
      [60_100, timer("expire"), ["ended us session_expired", "send bye:1: 2 BYE"]],
    ],
  ],
  [
    "the callee wants a longer one (§7.3)",
    [
      [100, told("invite", 422, { headers: [["Min-SE", "300"]] }), ["send invite: 2 INVITE"]],
      [
        200,
        told("invite", 200, { ...won, headers: expires("300;refresher=uas") }),
        ["ack 2", "set linger 32200", "answered with SDP", "set expire 268200"],
      ],
    ],
  ],
  [
    "the callee cannot be pleased",
    [
      [100, told("invite", 422, { headers: [["Min-SE", "300"]] }), ["send invite: 2 INVITE"]],
      [200, told("invite", 422, { headers: [["Min-SE", "400"]] }), ["send invite: 3 INVITE"]],
      [300, told("invite", 422, { headers: [["Min-SE", "500"]] }), ["send invite: 4 INVITE"]],
      [
        400,
        told("invite", 422, { headers: [["Min-SE", "600"]] }),
        ["refused 422 Session Interval Too Small", "closed"],
      ],
    ],
  ],
  ["a 422 without Min-SE", [[100, told("invite", 422), ["refused 422 Session Interval Too Small", "closed"]]]],
  [
    "a 422 beyond reason",
    [
      [
        100,
        told("invite", 422, { headers: [["Min-SE", "4294967295"]] }),
        ["refused 422 Session Interval Too Small", "closed"],
      ],
    ],
  ],
];

for (const [title, steps] of calling) t.test(`calling: ${title}`, async (t) => play(t, Leg.calling(), steps));

t.test("what our requests say (§7.1, §7.3, §7.4)", async (t) => {
  const leg = Leg.calling();
  t.same(wordsOf(leg.request("invite")), ["90", "90", undefined]);
  leg.handle(told("invite", 422, { headers: [["Min-SE", "300"]] })(leg), 100);
  t.same(
    wordsOf(leg.request("invite")),
    ["300", "300", undefined],
    "the same Call-ID, the next number, what it asked for",
  );
  t.equal(leg.request("invite").headers.get("Call-ID"), "call-1");
  leg.handle(told("invite", 200, { ...won, headers: expires("300;refresher=uac", takesUpdate) })(leg), 200);
  leg.handle(timer("refresh"), 150_200);
  const update = leg.request("refresh");
  t.same(wordsOf(update), ["300;refresher=uac", "300", undefined], "who refreshes says so");
  t.equal(update.headers.get("Contact"), ourContact);
  t.match(update.headers.get("Supported"), /\btimer\b/);
  t.equal(update.body.length, 0, "nothing that was agreed is touched");
});

t.test("a re-INVITE that refreshes says what was said last, to the letter", async (t) => {
  const leg = Leg.called({ sdp: offer, headers: expires("90", knowsTimer) });
  leg.handle(accept, 0);
  leg.handle(ack(1), 0);
  leg.handle(timer("refresh"), 45_000);
  t.equal(bodyText(leg.request("reinvite")), answer);
  t.same(wordsOf(leg.request("reinvite")), ["90;refresher=uac", "90", undefined]);
  leg.handle(told("reinvite", 200, { sdp: offer, headers: expires("90;refresher=uac") })(leg), 45_010);
  const moved = answer.replace("o=- 2 1", "o=- 2 2");
  leg.handle({ in: "offer", sdp: moved }, 46_000);
  leg.handle(told("reinvite", 488)(leg), 46_010);
  leg.handle(timer("refresh"), 90_010);
  t.equal(bodyText(leg.request("reinvite")), answer, "an offer that was refused never counted (§14.1)");
  leg.handle(told("reinvite", 200, { sdp: offer, headers: expires("90;refresher=uac") })(leg), 90_020);
  leg.handle({ in: "offer", sdp: moved }, 91_000);
  leg.handle(told("reinvite", 200, { sdp: offer, headers: expires("90;refresher=uac") })(leg), 91_010);
  leg.handle(timer("refresh"), 136_010);
  t.equal(bodyText(leg.request("reinvite")), moved);
});

t.test("the BYE says why", async (t) => {
  const leg = Leg.called({ sdp: offer, headers: expires("90;refresher=uac", knowsTimer) });
  leg.handle(accept, 0);
  leg.handle(ack(1), 0);
  leg.handle(timer("expire"), 60_000);
  t.equal(leg.request("bye:1").headers.get("Reason"), 'SIP;cause=408;text="Session expired"');
});
