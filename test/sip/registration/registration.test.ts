/** Our registration at a registrar, as a table of what comes and what it does about it. */
import fc from "fast-check";
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { answerChallenge } from "../../../src/sip/auth/answerChallenge.ts";
import { cseqOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import {
  Registration,
  type RegistrationInput,
  type RegistrationOutput,
} from "../../../src/sip/registration/registration.ts";

const CONTACT = "<sip:ponto@10.0.0.1:5060>";
const account = { username: "ponto", password: "s3cret", realm: "carrier.example" };

/** The machine, the time, and the last REGISTER that it sent. */
function at(seed = 1) {
  const entropy = seededEntropy(seed);
  const machine = new Registration({
    registrar: "sip:carrier.example",
    aor: "<sip:ponto@carrier.example>",
    contact: () => CONTACT,
    callId: "registration-1",
    localTag: "ours",
    entropy,
    authorize: (challenge, request) => answerChallenge(challenge, request, account, entropy),
  });
  let now = 0;
  const sent: SipRequest[] = [];
  const timers = new Map<string, number>();
  const states: string[] = [];
  let closed = 0;
  const take = (outputs: RegistrationOutput[]): void => {
    for (const output of outputs) {
      if (output.out === "send") sent.push(output.request);
      else if (output.out === "setTimer") timers.set(output.name, output.at - now);
      else if (output.out === "clearTimer") timers.delete(output.name);
      else if (output.out === "closed") closed++;
      else states.push(`${output.registered} ${output.error}`);
    }
  };
  const give = (input: RegistrationInput): void => take(machine.handle(input, now));
  return {
    machine,
    sent,
    timers,
    states,
    give,
    get closed() {
      return closed;
    },
    get last() {
      return sent.at(-1)!;
    },
    /** The registrar's answer to the last REGISTER. */
    answer(status: number, headers: readonly (readonly [string, string])[] = []): void {
      give({ in: "response", response: responseTo(sent.at(-1)!, status, undefined, { toTag: "theirs", headers }) });
    },
    pass(ms: number): void {
      now += ms;
    },
    /** Lets a timer come due. */
    due(name: "register" | "lapse"): void {
      now += timers.get(name)!;
      timers.delete(name);
      give({ in: "timer", name });
    },
  };
}

const challenge = (realm = "carrier.example", nonce = "n1", more = "") =>
  ["WWW-Authenticate", `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${more}`] as const;
const granted = (seconds: number) => [["Contact", `${CONTACT};expires=${seconds}`]] as const;
const contacts = (...values: string[]) => values.map((value) => ["Contact", value] as const);
const registered = (seconds = 3600, seed = 1) => {
  const it = at(seed);
  it.give({ in: "register" });
  it.answer(200, granted(seconds));
  return it;
};

t.test("a REGISTER says who, where and for how long (RFC 3261 §10.2)", async (t) => {
  const it = at();
  it.give({ in: "register" });
  t.equal(it.last.uri, "sip:carrier.example");
  t.strictSame(
    [...it.last.headers],
    [
      ["From", "<sip:ponto@carrier.example>;tag=ours"],
      ["To", "<sip:ponto@carrier.example>"],
      ["Call-ID", "registration-1"],
      ["CSeq", "1 REGISTER"],
      ["Contact", CONTACT],
      ["Expires", "3600"],
    ],
  );
  it.give({ in: "register" });
  t.equal(it.sent.length, 1, "not twice at a time (§10.2)");
});

t.test("a challenge is answered, with the next CSeq and the same Call-ID", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.answer(401, [challenge()]);
  t.equal(it.sent.length, 2);
  t.match(it.last.headers.get("Authorization"), /username="ponto", realm="carrier.example"/);
  t.equal(cseqOf(it.last).number, 2);
  t.equal(it.last.headers.get("Call-ID"), "registration-1");
  it.answer(200, granted(1800));
  t.strictSame(it.states, ["true null"]);
});

t.test("a stale nonce is answered anew; at the refresh, too", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.answer(401, [challenge()]);
  it.answer(401, [challenge("carrier.example", "n2", ", stale=true")]);
  t.match(it.last.headers.get("Authorization"), /nonce="n2"/);
  it.answer(200, granted(600));
  it.due("register");
  it.answer(401, [challenge("carrier.example", "n3", ", stale=true")]);
  t.match(it.last.headers.get("Authorization"), /nonce="n3"/);
  it.answer(200, granted(600));
  t.strictSame(it.states, ["true null"], "all the while registered");
});

t.test("a challenge of another realm is not answered", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.answer(401, [challenge("stranger.example")]);
  t.equal(it.sent.length, 1);
  t.strictSame(it.states, ["false a challenge that is not answered: realm or algorithm (401 Unauthorized)"]);
});

t.test("a wrong password is told, and tried again ever more rarely", async (t) => {
  const it = at();
  it.give({ in: "register" });
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    const before = it.sent.length;
    it.answer(401, [challenge("carrier.example", `a${i}`)]);
    it.answer(401, [challenge("carrier.example", `b${i}`)]);
    t.equal(it.sent.length, before + 1, "once with credentials");
    waits.push(it.timers.get("register")!);
    it.due("register");
  }
  t.equal(it.states[0], "false user name or password refused (401 Unauthorized)");
  t.ok(waits[0]! >= 30_000 && waits[0]! <= 60_000, "at first a minute");
  t.ok(waits.every((wait) => wait <= 3_600_000) && waits.at(-1)! >= 1_800_000, "in the end an hour");
});

t.test("the refresh comes at 80 to 90 % of what is granted", async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 86_400 }), fc.integer({ min: 1 }), (seconds, seed) => {
      const { timers } = registered(seconds, seed);
      const share = timers.get("register")! / (seconds * 1000);
      t.ok(share >= 0.8 && share <= 0.9, `${share}`);
      t.equal(timers.get("lapse"), seconds * 1000);
    }),
  );
  t.equal(registered(1).timers.get("register"), 5_000, "a registrar cannot make us send more often");
});

/** What a 2xx lists, and how long we are registered by it. */
const listings: readonly [title: string, headers: readonly (readonly [string, string])[], seconds: number][] = [
  ["ours among others", contacts("<sip:x@10.9.9.9>;expires=50", `${CONTACT};expires=900`), 900],
  ["only one, rewritten on the way", contacts("<sip:ponto@203.0.113.9:1024>;expires=300"), 300],
  ["several, none of them ours", contacts("<sip:x@10.9.9.9>;expires=50", "<sip:y@10.9.9.8>;expires=60"), 3600],
  [
    "Expires instead of a parameter",
    [
      ["Contact", CONTACT],
      ["Expires", "120"],
    ],
    120,
  ],
  ["no Contact", [["Expires", "120"]], 120],
  ["nothing", [], 3600],
  ["nonsense", contacts(`${CONTACT};expires=soon`), 3600],
  ["for ever", contacts(`${CONTACT};expires=4294967295`), 86_400],
];
for (const [title, headers, seconds] of listings)
  t.test(`the registrar lists ${title}`, async (t) => {
    const it = at();
    it.give({ in: "register" });
    it.answer(200, headers);
    t.equal(it.timers.get("lapse"), seconds * 1000);
  });

t.test("423 is obeyed once (§10.3)", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.answer(423, [["Min-Expires", "7200"]]);
  t.equal(it.last.headers.get("Expires"), "7200");
  it.answer(423, [["Min-Expires", "7200"]]);
  t.equal(it.sent.length, 2);
  t.strictSame(it.states, ["false the registrar refuses (423 Interval Too Brief)"]);
  for (const nonsense of ["4294967295", "-1", "", "10"]) {
    const other = at();
    other.give({ in: "register" });
    other.answer(423, [["Min-Expires", nonsense]]);
    t.equal(other.sent.length, 1, `Min-Expires: ${nonsense}`);
  }
});

/** What ends an attempt, the words for it, and the bounds of the wait for the next, s. */
const failures: readonly [input: RegistrationInput | number, error: string, wait: [number, number]][] = [
  [{ in: "failed", cause: "timeout" }, "no answer (408)", [15, 30]],
  [{ in: "failed", cause: "transport" }, "not reachable (503)", [15, 30]],
  [503, "the registrar refuses (503 Service Unavailable)", [15, 30]],
  [500, "the registrar refuses (500 Server Internal Error)", [15, 30]],
  [403, "the registrar refuses (403 Forbidden)", [30, 60]],
  [404, "the registrar refuses (404 Not Found)", [30, 60]],
  [302, "the registrar refuses (302 Moved Temporarily)", [30, 60]],
  [603, "the registrar refuses (603 Decline)", [30, 60]],
];
for (const [input, error, [low, high]] of failures)
  t.test(`after ${JSON.stringify(input)}`, async (t) => {
    const it = at();
    it.give({ in: "register" });
    if (typeof input === "number") it.answer(input);
    else it.give(input);
    t.strictSame(it.states, [`false ${error}`]);
    const wait = it.timers.get("register")! / 1000;
    t.ok(wait >= low && wait <= high, `tried again after ${wait} s`);
    it.due("register");
    t.equal(it.sent.length, 2);
    it.answer(200, granted(600));
    t.equal(it.states.at(-1), "true null");
  });

t.test("waits double up to their bound and begin anew after a success", async (t) => {
  const it = at();
  it.give({ in: "register" });
  for (const bound of [30, 60, 120, 240, 480, 600, 600]) {
    it.give({ in: "failed", cause: "timeout" });
    const wait = it.timers.get("register")! / 1000;
    t.ok(wait >= bound / 2 && wait <= bound, `${wait} s`);
    it.due("register");
  }
  it.answer(200, granted(600));
  it.due("register");
  it.give({ in: "failed", cause: "timeout" });
  t.ok(it.timers.get("register")! <= 30_000);
});

t.test("Retry-After is waited out, within reason", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.answer(503, [["Retry-After", "300 (maintenance)"]]);
  t.equal(it.timers.get("register"), 300_000);
  it.due("register");
  it.answer(503, [["Retry-After", "99999999"]]);
  t.equal(it.timers.get("register"), 3_600_000);
});

t.test("a refresh that gets no answer leaves the binding until it lapses", async (t) => {
  const it = registered(600);
  it.due("register");
  it.give({ in: "failed", cause: "timeout" });
  t.strictSame(it.states, ["true null", "true no answer (408)"]);
  it.due("lapse");
  t.equal(it.states.at(-1), "false no answer (408)");
});

t.test("a refresh that is refused ends it", async (t) => {
  const it = registered(600);
  it.due("register");
  it.answer(403);
  t.equal(it.machine.registered, false);
  t.notOk(it.timers.has("lapse"));
});

t.test("the registrar is seen again: at once, without waiting", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.give({ in: "failed", cause: "timeout" });
  it.give({ in: "register" });
  t.equal(it.sent.length, 2);
  t.notOk(it.timers.has("register"));
});

t.test("a connection that is gone is made anew at once, but not again and again", async (t) => {
  const it = registered(600);
  it.give({ in: "lost" });
  t.equal(it.sent.length, 1);
  t.equal(it.timers.get("register"), 5_000, "it was only just made");
  it.due("register");
  it.answer(200, granted(600));
  it.pass(60_000);
  it.give({ in: "lost" });
  t.equal(it.sent.length, 3);
  it.give({ in: "lost" });
  t.equal(it.sent.length, 3, "not twice at a time");
});

t.test("to leave takes the binding away", async (t) => {
  const it = registered();
  it.give({ in: "leave" });
  t.match(it.last.headers.get("Expires"), "0");
  it.answer(401, [challenge()]);
  t.match(it.last.headers.get("Authorization"), /response=/);
  t.equal(it.closed, 0);
  it.answer(200);
  t.equal(it.closed, 1);
  t.equal(it.states.at(-1), "false null");
  t.equal(it.timers.size, 0);
  it.give({ in: "register" });
  t.equal(it.sent.length, 3, "and that is all");
});

t.test(
  "to leave what was never registered asks nobody; with a REGISTER under way it waits for its end (§10.2)",
  async (t) => {
    const idle = at();
    idle.give({ in: "leave" });
    t.equal(idle.sent.length, 0);
    t.equal(idle.closed, 1);

    const underWay = at();
    underWay.give({ in: "register" });
    underWay.give({ in: "leave" });
    t.equal(underWay.sent.length, 1);
    underWay.answer(200, granted(600));
    t.equal(underWay.last.headers.get("Expires"), "0");
    underWay.give({ in: "failed", cause: "timeout" });
    t.equal(underWay.closed, 1);

    const refused = at();
    refused.give({ in: "register" });
    refused.give({ in: "leave" });
    refused.answer(403);
    t.equal(refused.closed, 1);
  },
);

t.test(
  "whatever a registrar says, at most five REGISTERs come of one attempt, and one is never without a next",
  async (t) => {
    const status = fc.constantFrom(100, 200, 302, 401, 407, 403, 423, 500, 503, 603);
    const says = fc.record({
      status,
      nonce: fc.integer(),
      stale: fc.boolean(),
      seconds: fc.integer({ min: 0, max: 1e6 }),
    });
    fc.assert(
      fc.property(fc.array(says, { maxLength: 40 }), (script) => {
        const it = at();
        it.give({ in: "register" });
        let sends = 1;
        for (const { status, nonce, stale, seconds } of script) {
          const before = it.sent.length;
          const more = stale ? ", stale=true" : "";
          it.answer(status, [challenge("carrier.example", `n${nonce}`, more), ["Min-Expires", `${seconds}`]]);
          sends += it.sent.length - before;
          t.ok(sends <= 5);
          if (status < 200 || it.sent.length > before) continue;
          t.ok(it.timers.has("register"), "there is a next");
          it.due("register");
          sends = 1;
        }
        t.strictSame(
          it.sent.map((request) => cseqOf(request).number),
          it.sent.map((_, i) => i + 1),
          "CSeq grows by one (§10.2)",
        );
      }),
    );
  },
);

t.test("the password is in no REGISTER", async (t) => {
  const it = at();
  it.give({ in: "register" });
  it.answer(401, [challenge()]);
  t.notMatch(JSON.stringify(it.sent.map(({ headers }) => [...headers])), "s3cret");
});
