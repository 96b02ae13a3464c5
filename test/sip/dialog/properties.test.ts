import fc from "fast-check";
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { InviteUsage } from "../../../src/sip/dialog/inviteUsage.ts";
import type { RequestToken, UsageInput, UsageOutput, UsageTimer } from "../../../src/sip/dialog/usage.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
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
} from "./messages.ts";

/** What a stranger, the network and the call may do, in any order. */
type Act =
  | { readonly act: "input"; readonly input: UsageInput }
  | { readonly act: "request"; readonly method: string; readonly sketch: Sketch }
  /** A PRACK for the reliable provisional that came last. */
  | { readonly act: "prack"; readonly sketch: Sketch }
  | { readonly act: "ack"; readonly sketch: Sketch }
  | { readonly act: "respond"; readonly token: number; readonly status: number; readonly sketch: Sketch }
  | { readonly act: "fail"; readonly token: number }
  | { readonly act: "wait"; readonly ms: number };

const timers: readonly UsageTimer[] = [
  "2xx",
  "ack",
  "glare",
  "cancel",
  "ring",
  "prack",
  "refresh",
  "expire",
  "notify",
  "farewell",
  "linger",
];
const sdp = fc.option(fc.constant(offer), { nil: undefined });
const tag = fc.constantFrom("alice1", "alice2", "");
const sketch: fc.Arbitrary<Sketch> = fc
  .record({
    seq: fc.integer({ min: 0, max: 6 }),
    fromTag: fc.constantFrom("alice1", "alice2"),
    toTag: fc.constant("us1"),
    contact: fc.constantFrom("<sip:alice@192.168.1.20:5062>", "<sip:alice@198.51.100.7:5070>", "<tel:+5511>", ""),
    sdp,
    headers: fc.constantFrom<HeaderList[]>(
      [],
      [["Require", "x"]],
      [["Content-Encoding", "gzip"]],
      [
        ["Supported", "timer"],
        ["Session-Expires", "90"],
        ["Allow", "UPDATE"],
      ],
      [["Session-Expires", "4;refresher=uac"]],
      [["Refer-To", "<sip:1003@ponto.local>"]],
      [
        ["Event", "refer"],
        ["Expires", "0"],
      ],
    ),
  })
  .map(({ sdp, ...rest }) => (sdp === undefined ? rest : { ...rest, sdp }));
const answers: fc.Arbitrary<Sketch> = fc
  .record({
    toTag: tag,
    sdp,
    contact: fc.constantFrom("<sip:alice@192.168.1.20>", "<tel:+5511>"),
    headers: fc.constantFrom<HeaderList[]>(
      [],
      [["Min-SE", "3600"]],
      [["Session-Expires", "90;refresher=uac"]],
      [
        ["Session-Expires", "90;refresher=uas"],
        ["Allow", "UPDATE"],
      ],
      ...["1", "2", "3"].map(
        (rseq): HeaderList => [
          ["Require", "100rel"],
          ["RSeq", rseq],
        ],
      ),
    ),
  })
  .map(({ toTag, sdp, contact, headers }) => ({
    headers,
    ...(toTag === "" ? {} : { toTag }),
    ...(sdp === undefined ? {} : { sdp }),
    contact,
  }));
const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .constantFrom<UsageInput[]>(
      { in: "start" },
      { in: "ring", status: 180 },
      { in: "ring", status: 183, sdp: answer },
      { in: "accept", sdp: answer },
      { in: "refuse", status: 486 },
      { in: "hangUp" },
      { in: "answerOffer", sdp: answer },
      { in: "refuseOffer", status: 488 },
      { in: "offer", sdp: offer },
      { in: "cancelled" },
      { in: "acceptReferral", id: 3 },
      { in: "refuseReferral", id: 3, status: 603 },
      { in: "reportReferral", id: 3, status: 180, reason: "Ringing" },
      { in: "reportReferral", id: 3, status: 200, reason: "OK" },
      ...timers.map((name) => ({ in: "timer", name }) as const),
    )
    .map((input) => ({ act: "input", input }) as const),
  fc.record({
    act: fc.constant("request" as const),
    method: fc.constantFrom(
      "BYE",
      "INVITE",
      "UPDATE",
      "INFO",
      "OPTIONS",
      "PRACK",
      "CANCEL",
      "NOTIFY",
      "REFER",
      "SUBSCRIBE",
    ),
    sketch,
  }),
  fc.record({ act: fc.constant("prack" as const), sketch }),
  fc.record({ act: fc.constant("ack" as const), sketch }),
  fc.record({
    act: fc.constant("respond" as const),
    token: fc.nat(3),
    status: fc.constantFrom(100, 180, 183, 200, 202, 302, 401, 407, 408, 422, 481, 486, 487, 491, 503, 603),
    sketch: answers,
  }),
  fc.record({ act: fc.constant("fail" as const), token: fc.nat(3) }),
  fc.record({ act: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
);

/** Plays acts against a usage, keeping the books of a driver: timers, requests under way, answers owed. */
class Bench {
  readonly usage: InviteUsage;
  readonly outputs: UsageOutput[] = [];
  readonly timers = new Map<UsageTimer, number>();
  readonly #sent = new Map<RequestToken, SipRequest>();
  readonly #final = new Set<RequestToken>();
  /** The final status of each server transaction. */
  readonly #owed = new Map<number, { readonly request: SipRequest; status: number | undefined }>();
  /** Of the last reliable provisional. */
  #rseq = "0";
  /** Offers of ours: asked for, and concluded. */
  #offers = 0;
  #concluded = 0;
  #now = 0;
  #tx = 1;

  constructor(usage: InviteUsage, calledWith: SipRequest | undefined) {
    this.usage = usage;
    if (calledWith !== undefined) this.#owed.set(1, { request: calledWith, status: undefined });
  }

  play(act: Act): void {
    switch (act.act) {
      case "input":
        this.#handle(act.input);
        break;
      case "request":
        this.#request(act.method, act.sketch);
        break;
      case "prack":
        this.#request("PRACK", { ...act.sketch, headers: [["RAck", `${this.#rseq} 1 INVITE`]] });
        break;
      case "ack":
        this.#handle({ in: "ack", request: fromPeer("ACK", act.sketch) });
        break;
      case "respond":
        this.#respond(act.token, act.status, act.sketch);
        break;
      case "fail":
        this.#fail(act.token);
        break;
      case "wait":
        this.#wait(act.ms);
    }
  }

  /** The call hangs up, the peer is gone, and every transaction and timer runs out. */
  finish(): void {
    this.#handle({ in: "hangUp" });
    for (let round = 0; round < 50 && !this.usage.closed; round++) {
      [...this.#sent.keys()].forEach((_, i) => {
        this.#fail(i);
      });
      this.#wait(64_000);
    }
  }

  get unanswered(): string[] {
    return [...this.#owed.values()].filter(({ status }) => status === undefined).map(({ request }) => request.method);
  }

  get pending(): string[] {
    return [...this.#sent.keys()].filter((token) => !this.#final.has(token));
  }

  #request(method: string, sketch: Sketch): void {
    this.#tx += 1;
    const request = fromPeer(method, sketch);
    // A driver has no use of a closed usage: it answers 481 itself.
    if (!this.usage.closed) this.#owed.set(this.#tx, { request, status: undefined });
    this.#handle({ in: "request", tx: this.#tx, request });
  }

  #respond(index: number, status: number, sketch: Sketch): void {
    const [token, request] = [...this.#sent][index] ?? ["bye:77", fromPeer("BYE")];
    if (this.#final.has(token) && (request.method !== "INVITE" || status < 200 || status > 299)) return;
    if (status >= 200) this.#final.add(token);
    this.#handle({ in: "response", token, response: peerAnswers(request, status, sketch) });
  }

  #fail(index: number): void {
    const token = [...this.#sent.keys()][index] ?? "bye:77";
    if (this.#final.has(token)) return;
    this.#final.add(token);
    this.#handle({ in: "failed", token, cause: "timeout" });
  }

  #wait(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.timers].filter(([, at]) => at <= end).sort(([, a], [, b]) => a - b);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next[1]);
      this.timers.delete(next[0]);
      this.#handle({ in: "timer", name: next[0] });
    }
    this.#now = end;
  }

  #handle(input: UsageInput): void {
    if (input.in === "offer") this.#offers += 1;
    if (input.in === "timer") this.timers.delete(input.name);
    // An INVITE that is cancelled, or of a dialog that is gone, is not waited for longer than that (§9.1).
    if (input.in === "timer" && input.name === "cancel")
      for (const [token, { method }] of this.#sent) if (method === "INVITE") this.#final.add(token);
    for (const output of this.usage.handle(input, this.#now)) {
      this.outputs.push(output);
      this.#note(output);
    }
  }

  #note(output: UsageOutput): void {
    if (output.out === "setTimer") this.timers.set(output.name, output.at);
    if (output.out === "clearTimer") this.timers.delete(output.name);
    if (output.out === "send") {
      this.#final.delete(output.token);
      this.#sent.set(output.token, output.request);
    }
    if (output.out === "respond") this.#answered(output.tx, output.response);
    if (output.out === "offerAnswered" || output.out === "offerRefused") this.#concluded += 1;
    if (this.#concluded > this.#offers) throw new Error("an offer that was never made is concluded");
  }

  #answered(tx: number, response: SipResponse): void {
    const { status } = response;
    const owed = this.#owed.get(tx);
    if (owed === undefined) throw new Error(`${status} to a transaction that never was`);
    const { method } = owed.request;
    const repeated2xx = method === "INVITE" && owed.status === 200 && status === 200;
    if (owed.status !== undefined && !repeated2xx) throw new Error(`${method}: ${owed.status}, then ${status}`);
    if (status >= 200) owed.status = status;
    else this.#rseq = response.headers.get("RSeq") ?? this.#rseq;
    // Only INVITE can get an offer for its answer (RFC 3261 §13.2.1, RFC 3262 §5, RFC 3311 §5.2).
    if (method !== "INVITE" && response.body.length > 0 && owed.request.body.length === 0)
      throw new Error(`${method}: an answer without an offer`);
    if (method === "UPDATE" && status === 200 && response.body.length === 0 && owed.request.body.length > 0)
      throw new Error("an offer without an answer");
  }
}

const invites: readonly [title: string, invite: Sketch][] = [
  ["called", { sdp: offer }],
  ["called with 100rel", { sdp: offer, headers: [["Supported", "100rel, timer"]] }],
  ["called with 100rel required", { sdp: offer, headers: [["Require", "100rel"]] }],
  ["called without an offer", { headers: [["Supported", "100rel"]] }],
];

const sides: readonly [title: string, make: () => Bench][] = [
  ...invites.map(([title, sketch]): [string, () => Bench] => [
    title,
    () => {
      const invite = fromPeer("INVITE", sketch);
      const options = { tx: 1, invite, target: phone, localTag: "us1", contact: ourContact };
      return new Bench(InviteUsage.uas(options, seededEntropy(1)), invite);
    },
  ]),
  [
    "calling",
    () =>
      new Bench(
        InviteUsage.uac(
          {
            ...ourCall,
            authorize: (challenge) => (challenge.status === 407 ? undefined : ["Authorization", "Digest x"]),
          },
          seededEntropy(1),
        ),
        undefined,
      ),
  ],
];

const books = (usage: Bench): Record<string, unknown> => {
  const count = (...kinds: string[]) => usage.outputs.filter(({ out }) => kinds.includes(out)).length;
  return {
    ends: count("ended", "refused"),
    closed: count("closed"),
    last: usage.outputs.at(-1)?.out,
    timers: [...usage.timers.keys()],
    pending: usage.pending,
    unanswered: usage.unanswered,
    answers: Math.min(count("answered"), 1) === count("answered"),
  };
};

for (const [title, make] of sides)
  t.test(`${title}: whatever happens, in any order, the leg ends once and leaves nothing`, async (t) => {
    const property = fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const bench = make();
      // Half of the legs are brought to life first, so that what follows meets an established dialog.
      if (acts.length % 2 === 0) {
        bench.play({ act: "input", input: title !== "calling" ? { in: "accept", sdp: answer } : { in: "start" } });
        if (title === "calling")
          bench.play({ act: "respond", token: 0, status: 200, sketch: { toTag: "alice1", sdp: answer } });
        else bench.play({ act: "ack", sketch: { seq: 1, toTag: "us1" } });
      }
      for (const each of acts) bench.play(each);
      bench.finish();
      const expected = { ends: 1, closed: 1, last: "closed", timers: [], pending: [], unanswered: [], answers: true };
      const found = books(bench);
      if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(JSON.stringify(found));
    });
    const result = fc.check(property, { seed: 20_261_122, numRuns: 1500 });
    t.equal(result.failed ? fc.defaultReportMessage(result) : "holds", "holds");
  });
