import t, { type Test } from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { InviteUsage } from "../../../src/sip/dialog/inviteUsage.ts";
import type { UacUsageOptions, UsageInput, UsageOutput } from "../../../src/sip/dialog/usage.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { bodyText } from "../../../src/sip/message/message.ts";
import {
  answer,
  fromPeer,
  type HeaderList,
  offer,
  ourContact,
  peerAnswers,
  phone,
  type Sketch,
  sequenceOf,
} from "./messages.ts";
import { inWords, only } from "./outputs.ts";

const options: UacUsageOptions = {
  target: phone,
  requestUri: "sip:alice@192.168.1.20:5062",
  from: '"Ponto" <sip:1130003000@ponto.local>',
  to: "<sip:alice@example.com>",
  callId: "call-1",
  localTag: "us1",
  contact: ourContact,
  sdp: offer,
  headers: [["P-Asserted-Identity", "<sip:1130003000@ponto.local>"]],
};

/** A usage that keeps the last INVITE it sent, so that the peer can answer it. */
class Caller {
  readonly usage: InviteUsage;
  #invite: SipRequest | undefined;

  constructor(extra: Partial<UacUsageOptions> = {}) {
    this.usage = InviteUsage.uac({ ...options, ...extra }, seededEntropy(1));
  }

  get invite(): SipRequest {
    if (this.#invite === undefined) throw new Error("not started");
    return this.#invite;
  }

  handle(input: UsageInput, now: number): UsageOutput[] {
    const outputs = this.usage.handle(input, now);
    for (const output of outputs)
      if (output.out === "send" && output.request.method === "INVITE") this.#invite = output.request;
    return outputs;
  }

  /** The peer's response to the INVITE. */
  answered(status: number, sketch: Sketch, now: number): UsageOutput[] {
    return this.handle({ in: "response", token: "invite", response: peerAnswers(this.invite, status, sketch) }, now);
  }
}

type Step =
  | readonly [at: number, input: UsageInput, expected: readonly string[]]
  | readonly [at: number, status: number, sketch: Sketch, expected: readonly string[]];

function play(t: Test, caller: Caller, script: readonly Step[]): void {
  for (const step of script) {
    const outputs = step.length === 3 ? caller.handle(step[1], step[0]) : caller.answered(step[1], step[2], step[0]);
    const title = step.length === 3 ? step[1].in : `${step[1]} ${step[2].toTag ?? ""}`;
    t.same(inWords(outputs), step[step.length - 1], `${step[0]} ms: ${title}`);
  }
}

const start: Step = [0, { in: "start" }, ["send invite: 1 INVITE"]];
const hangUp: UsageInput = { in: "hangUp" };
const contact = "<sip:alice@192.168.1.20:5062>";
const won: Sketch = { toTag: "alice1", sdp: answer, contact };
const linger = (at: number): Step => [at, { in: "timer", name: "linger" }, []];
const byeAnswered = (request: SipRequest, status: number): UsageInput => ({
  in: "response",
  token: "bye:1",
  response: peerAnswers(request, status),
});

const scripts: readonly [title: string, script: readonly Step[]][] = [
  [
    "rings, is answered, acknowledges every 2xx (§13.2.2.4)",
    [
      start,
      [10, 100, {}, ["trying"]],
      [20, 180, { toTag: "alice1" }, ["progress 180"]],
      [30, 183, { toTag: "alice1", sdp: answer }, ["progress 183 with SDP"]],
      [40, 180, {}, ["progress 180"]],
      [50, 200, won, ["ack 1", "set linger 32050", "answered with SDP"]],
      [550, 200, won, ["ack 1"]],
      [600, 180, { toTag: "alice2" }, []],
      [32_050, { in: "timer", name: "linger" }, []],
      [90_000, hangUp, ["ended us hung_up", "send bye:1: 2 BYE"]],
      [90_010, { in: "response", token: "bye:1", response: peerAnswers(fromPeer("BYE"), 200) }, ["closed"]],
    ],
  ],
  [
    "is answered without SDP",
    [start, [50, 200, { toTag: "alice1", contact }, ["ack 1", "set linger 32050", "answered"]]],
  ],
  [
    "a 2xx of another fork is acknowledged and ended, once",
    [
      start,
      [50, 200, won, ["ack 1", "set linger 32050", "answered with SDP"]],
      [60, 200, { ...won, toTag: "alice2" }, ["ack 1", "send bye:1: 2 BYE"]],
      [560, 200, { ...won, toTag: "alice2" }, ["ack 1"]],
      [570, { in: "response", token: "bye:1", response: peerAnswers(fromPeer("BYE"), 200) }, []],
      [580, 486, {}, []],
    ],
  ],
  [
    "a fork's BYE that gets no response holds up only the end",
    [
      start,
      [50, 200, won, ["ack 1", "set linger 32050", "answered with SDP"]],
      [32_000, 200, { ...won, toTag: "alice2" }, ["ack 1", "send bye:1: 2 BYE"]],
      linger(32_050),
      [
        33_000,
        { in: "request", tx: 9, request: fromPeer("BYE", { toTag: "us1" }) },
        ["respond 9: 200 BYE", "ended peer bye"],
      ],
      [64_000, { in: "failed", token: "bye:1", cause: "timeout" }, ["closed"]],
    ],
  ],
  ["is refused", [start, [50, 486, { toTag: "a" }, ["refused 486 Busy Here", "closed"]]]],
  ["is redirected: not followed", [start, [50, 302, { toTag: "a" }, ["refused 302 Moved Temporarily", "closed"]]]],
  [
    "gets no response (§8.1.3.1)",
    [start, [32_000, { in: "failed", token: "invite", cause: "timeout" }, ["refused 408 Request Timeout", "closed"]]],
  ],
  [
    "cannot be sent (§8.1.3.1)",
    [start, [1, { in: "failed", token: "invite", cause: "transport" }, ["refused 503 Service Unavailable", "closed"]]],
  ],
  [
    "hung up before it began",
    [
      [0, hangUp, ["ended us hung_up", "closed"]],
      [1, { in: "start" }, []],
    ],
  ],
  [
    "cancelled: 487 (§9.1)",
    [
      start,
      [20, 180, { toTag: "alice1" }, ["progress 180"]],
      [30, hangUp, ["cancel invite", "set cancel 32030"]],
      [31, hangUp, []],
      [35, 180, { toTag: "alice1" }, []],
      [40, 487, { toTag: "alice1" }, ["clear cancel", "ended us hung_up", "closed"]],
    ],
  ],
  [
    "cancelled: another failure, or a challenge, crossed",
    [
      start,
      [30, hangUp, ["cancel invite", "set cancel 32030"]],
      [40, 401, {}, ["clear cancel", "ended us hung_up", "closed"]],
    ],
  ],
  [
    "cancelled: the 2xx crossed: acknowledged, then BYE",
    [
      start,
      [30, hangUp, ["cancel invite", "set cancel 32030"]],
      [40, 200, won, ["ack 1", "send bye:1: 2 BYE", "clear cancel", "set linger 32040", "ended us hung_up"]],
      [45, { in: "request", tx: 9, request: fromPeer("BYE", { toTag: "us1" }) }, ["respond 9: 200 BYE"]],
      [540, 200, won, ["ack 1"]],
      [545, 487, {}, []],
      [550, { in: "response", token: "bye:1", response: peerAnswers(fromPeer("BYE"), 200) }, []],
      [32_040, { in: "timer", name: "linger" }, ["closed"]],
    ],
  ],
  [
    "cancelled: no final response in 64·T1 (§9.1)",
    [
      start,
      [30, hangUp, ["cancel invite", "set cancel 32030"]],
      [32_030, { in: "timer", name: "cancel" }, ["ended us timeout", "closed"]],
      [32_040, 200, won, []],
    ],
  ],
  [
    "cancelled: the transaction gives up first",
    [
      start,
      [30, hangUp, ["cancel invite", "set cancel 32030"]],
      [32_000, { in: "failed", token: "invite", cause: "timeout" }, ["clear cancel", "ended us timeout", "closed"]],
    ],
  ],
  [
    "requests on an early dialog, while our offer is open (§14.2, RFC 3311 §5.2)",
    [
      start,
      [20, 180, { toTag: "alice1" }, ["progress 180"]],
      [
        21,
        { in: "request", tx: 2, request: fromPeer("INVITE", { toTag: "us1", sdp: offer }) },
        ["respond 2: 491 INVITE"],
      ],
      [
        22,
        { in: "request", tx: 3, request: fromPeer("UPDATE", { toTag: "us1", seq: 2, sdp: offer }) },
        ["respond 3: 491 UPDATE"],
      ],
      [
        23,
        { in: "request", tx: 4, request: fromPeer("OPTIONS", { toTag: "us1", seq: 3 }) },
        ["respond 4: 200 OPTIONS"],
      ],
      [
        24,
        { in: "request", tx: 5, request: fromPeer("INFO", { toTag: "us1", fromTag: "x" }) },
        ["respond 5: 481 INFO"],
      ],
      [25, 200, won, ["ack 1", "set linger 32025", "answered with SDP"]],
      [26, { in: "request", tx: 6, request: fromPeer("INFO", { toTag: "us1", seq: 2 }) }, ["respond 6: 500 INFO"]],
      [27, { in: "request", tx: 7, request: fromPeer("INVITE", { toTag: "us1", seq: 4, sdp: offer }) }, ["offered"]],
    ],
  ],
  [
    "a BYE on an early dialog ends that one only (§15)",
    [
      start,
      [20, 180, { toTag: "alice1" }, ["progress 180"]],
      [21, { in: "request", tx: 2, request: fromPeer("BYE", { toTag: "us1" }) }, ["respond 2: 200 BYE"]],
      [22, { in: "request", tx: 3, request: fromPeer("INFO", { toTag: "us1", seq: 2 }) }, ["respond 3: 481 INFO"]],
      [23, 200, { ...won, toTag: "alice2" }, ["ack 1", "set linger 32023", "answered with SDP"]],
    ],
  ],
  [
    "a BYE overtakes the 2xx: whoever answered has hung up",
    [
      start,
      [20, 180, { toTag: "alice1" }, ["progress 180"]],
      [21, { in: "request", tx: 2, request: fromPeer("BYE", { toTag: "us1" }) }, ["respond 2: 200 BYE"]],
      [22, 200, won, ["ack 1", "set linger 32022", "answered with SDP", "ended peer bye"]],
      [522, 200, won, ["ack 1"]],
      [32_022, { in: "timer", name: "linger" }, ["closed"]],
    ],
  ],
  [
    "a BYE overtakes the 2xx that would have been the first to tell of its dialog",
    [
      start,
      [21, { in: "request", tx: 2, request: fromPeer("BYE", { toTag: "us1" }) }, ["respond 2: 481 BYE"]],
      [22, 200, won, ["ack 1", "set linger 32022", "answered with SDP", "ended peer bye"]],
    ],
  ],
  [
    "unknown tokens",
    [
      start,
      [1, { in: "response", token: "bye:1", response: peerAnswers(fromPeer("BYE"), 200) }, []],
      [1, { in: "failed", token: "reinvite:7", cause: "timeout" }, []],
      [1, { in: "start" }, []],
      [1, { in: "ring", status: 180 }, []],
      [1, { in: "accept", sdp: answer }, []],
      [1, { in: "cancelled" }, []],
    ],
  ],
];

for (const [title, script] of scripts) t.test(title, async (t) => play(t, new Caller(), script));

t.test("the INVITE", async (t) => {
  const { request, target, token } = only(new Caller().handle({ in: "start" }, 0), "send");
  t.equal(token, "invite");
  t.same(target, phone);
  t.equal(request.uri, options.requestUri);
  t.same(
    [...request.headers],
    [
      ["Max-Forwards", "70"],
      ["From", '"Ponto" <sip:1130003000@ponto.local>;tag=us1'],
      ["To", "<sip:alice@example.com>"],
      ["Call-ID", "call-1"],
      ["CSeq", "1 INVITE"],
      ["Contact", ourContact],
      ["Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER"],
      ["Supported", "100rel, timer, replaces, norefersub"],
      ["Session-Expires", "1800"],
      ["Min-SE", "90"],
      ["P-Asserted-Identity", "<sip:1130003000@ponto.local>"],
      ["Content-Type", "application/sdp"],
    ],
  );
  t.equal(bodyText(request), offer);
});

t.test("ACK and BYE follow the 2xx, not what a provisional said (§13.2.2.4)", async (t) => {
  const caller = new Caller();
  caller.handle({ in: "start" }, 0);
  const recordRoute = (...routes: string[]): HeaderList => routes.map((route) => ["Record-Route", route]);
  caller.answered(
    180,
    { toTag: "alice1", contact: "<sip:early@192.168.1.20>", headers: recordRoute("<sip:p9;lr>") },
    1,
  );
  const accepted = { ...won, headers: recordRoute("<sip:p2.example.com;lr>", "<sip:p1.example.com;lr>") };
  const ack = only(caller.answered(200, accepted, 2), "ack");
  const again = only(caller.answered(200, accepted, 502), "ack");
  t.same([...again.request.headers], [...ack.request.headers], "the same ACK again");
  const bye = only(caller.handle(hangUp, 600), "send");
  for (const { request, target } of [ack, bye]) {
    t.equal(request.uri, "sip:alice@192.168.1.20:5062");
    t.same(request.headers.all("Route"), ["<sip:p1.example.com;lr>", "<sip:p2.example.com;lr>"], "in reverse");
    t.equal(request.headers.get("To"), "<sip:alice@example.com>;tag=alice1");
    t.same(target, phone);
  }
});

t.test("credentials (§22.2, §22.3)", async (t) => {
  const authorize: UacUsageOptions["authorize"] = (challenge, request) => [
    challenge.status === 401 ? "Authorization" : "Proxy-Authorization",
    `Digest for ${sequenceOf(request)}`,
  ];
  const challenged = (status: number, again: number): Step => [again, status, {}, [`send invite: ${again} INVITE`]];

  await t.test("a proxy's, then the callee's; all go into the ACK, and a third is not answered", async (t) => {
    const caller = new Caller({ authorize });
    play(t, caller, [start, challenged(407, 2), challenged(401, 3)]);
    const credentials = [
      ["Proxy-Authorization", "Digest for 1"],
      ["Authorization", "Digest for 2"],
    ];
    const ofInvite = [...caller.invite.headers].filter(([name]) => name.endsWith("Authorization"));
    t.same(ofInvite, credentials);
    t.equal(caller.invite.headers.get("From"), '"Ponto" <sip:1130003000@ponto.local>;tag=us1');
    t.equal(bodyText(caller.invite), offer);
    const ack = only(caller.answered(200, won, 4), "ack").request;
    t.equal(sequenceOf(ack), 3);
    t.same(
      [...ack.headers].filter(([name]) => name.endsWith("Authorization")),
      credentials,
    );
  });

  await t.test("wrong twice: refused", async (t) => {
    play(t, new Caller({ authorize }), [
      start,
      challenged(401, 2),
      challenged(401, 3),
      [4, 401, {}, ["refused 401 Unauthorized", "closed"]],
    ]);
  });

  await t.test("nothing to answer with", async (t) => {
    play(t, new Caller(), [start, [1, 407, {}, ["refused 407 Proxy Authentication Required", "closed"]]]);
    play(t, new Caller({ authorize: () => undefined }), [start, [1, 401, {}, ["refused 401 Unauthorized", "closed"]]]);
  });

  await t.test("cancelled while the second INVITE rings", async (t) => {
    play(t, new Caller({ authorize }), [
      start,
      challenged(401, 2),
      [10, hangUp, ["cancel invite", "set cancel 32010"]],
      [20, 487, {}, ["clear cancel", "ended us hung_up", "closed"]],
    ]);
  });

  await t.test("for a BYE", async (t) => {
    const caller = new Caller({ authorize });
    play(t, caller, [start, [50, 200, won, ["ack 1", "set linger 32050", "answered with SDP"]], linger(32_050)]);
    const bye = only(caller.handle(hangUp, 40_000), "send").request;
    const outputs = caller.handle(byeAnswered(bye, 401), 40_010);
    const again = only(outputs, "send");
    t.equal(again.token, "bye:2");
    t.equal(again.request.headers.get("CSeq"), "3 BYE");
    t.equal(again.request.headers.get("Authorization"), "Digest for 2");
    const response = peerAnswers(again.request, 200);
    t.same(inWords(caller.handle({ in: "response", token: "bye:2", response }, 40_020)), ["closed"]);
  });
});

t.test("whatever answers a BYE, the leg closes (§15.1.1, §12.2.1.2)", async (t) => {
  const established: Step[] = [
    start,
    [50, 200, won, ["ack 1", "set linger 32050", "answered with SDP"]],
    linger(32_050),
  ];
  const bye = fromPeer("BYE");
  const cases: UsageInput[] = [
    ...[200, 302, 401, 408, 481, 500, 603].map((status) => byeAnswered(bye, status)),
    { in: "failed", token: "bye:1", cause: "timeout" },
    { in: "failed", token: "bye:1", cause: "transport" },
  ];
  for (const input of cases) {
    const caller = new Caller();
    play(t, caller, established);
    caller.handle(hangUp, 40_000);
    t.same(inWords(caller.handle(byeAnswered(bye, 100), 40_001)), [], "a provisional is no end");
    t.same(inWords(caller.handle(input, 40_010)), ["closed"]);
    t.ok(caller.usage.closed);
    t.same(caller.handle(hangUp, 40_020), [], "and nothing follows");
  }
});

t.test("a stranger's forks cost a bounded amount", async (t) => {
  const caller = new Caller();
  caller.handle({ in: "start" }, 0);
  let sent = 0;
  for (let i = 0; i < 100; i++) {
    caller.answered(180, { toTag: `early${i}` }, i);
    sent += caller.answered(200, { ...won, toTag: `fork${i}` }, i).filter(({ out }) => out === "send").length;
  }
  t.equal(sent, 15, "one leg and fifteen BYEs");
});
