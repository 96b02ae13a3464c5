import fc from "fast-check";
import t from "tap";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { answer, flowOver, type RequestFields, request } from "./messages.ts";
import { nothingLeft, Rig } from "./rig.ts";

const ours = (method = "INVITE", headers: readonly string[] = []) =>
  request({ method, branch: "z9hG4bKours", sentBy: "192.0.2.100:5060", headers });
const respond = (rig: Rig, tx: number, to: SipRequest, status: number, toTag = "u") =>
  rig.give({ in: "respond", tx, response: responseTo(to, status, undefined, { toTag }) });

t.test("client", async (t) => {
  await t.test("responses are told apart by branch and method (§17.1.3)", async (t) => {
    const rig = new Rig();
    const invite = ours();
    const { tx } = rig.open(invite);
    t.same(rig.receive(answer(request({ branch: "z9hG4bKother" }), 200)), []);
    t.same(rig.receive(answer(ours("BYE"), 200)), []);
    t.equal(rig.layer.counts.strays, 2);
    t.same(rig.receive(answer(invite, 180)), ["response 180"]);
    t.match(rig.log.at(-1)?.output, { out: "response", tx });
  });

  await t.test("a response with two Via is dropped (§8.1.3.3)", async (t) => {
    const rig = new Rig();
    const invite = ours();
    rig.open(invite);
    const response = answer(invite, 180);
    response.headers.append("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKx");
    t.same(rig.receive(response), []);
  });

  await t.test("a failure is acknowledged as often as it comes, and told once (§17.1.1.2)", async (t) => {
    const rig = new Rig();
    const invite = ours("INVITE", ["Route: <sip:192.0.2.7;lr>", "Route: <sip:192.0.2.8;lr>"]);
    const { reply } = rig.open(invite);
    t.same(reply(486), ["send ACK", "response 486"]);
    t.same(reply(486), ["send ACK"]);
    t.same(reply(200), [], "the final response was another");
    const sent = rig.log.filter(({ output }) => output.out === "send").at(-1)?.output;
    if (sent?.out !== "send") throw new Error("nothing sent");
    // §17.1.1.3
    const { headers, uri } = sent.request;
    t.equal(uri, invite.uri);
    t.same(headers.all("Via"), [invite.headers.get("Via")]);
    t.same(headers.all("Route"), ["<sip:192.0.2.7;lr>", "<sip:192.0.2.8;lr>"]);
    t.equal(headers.get("From"), invite.headers.get("From"));
    t.equal(headers.get("To"), `${invite.headers.get("To")};tag=t1`);
    t.equal(headers.get("Call-ID"), "call-1");
    t.equal(headers.get("CSeq"), "1 ACK");
  });

  await t.test(
    "every 2xx is told, other forks' and retransmitted ones; the ACK is the TU's (RFC 6026 §7.2)",
    async (t) => {
      const rig = new Rig();
      const invite = ours();
      rig.open(invite);
      t.same(rig.receive(answer(invite, 200, "a")), ["response 200"]);
      t.same(rig.receive(answer(invite, 200, "a")), ["response 200"]);
      t.same(rig.receive(answer(invite, 200, "b")), ["response 200"]);
      t.same(rig.receive(answer(invite, 486, "c")), []);
      t.same(rig.receive(answer(invite, 180, "d")), []);
    },
  );

  await t.test("a final response to another method is told once", async (t) => {
    const rig = new Rig();
    const { reply } = rig.open(ours("BYE"));
    t.same(reply(200), ["response 200"]);
    t.same(reply(200), []);
  });

  await t.test("what cannot be sent fails (§17.1.4), but not after the final response", async (t) => {
    for (const method of ["INVITE", "BYE"]) {
      const rig = new Rig();
      const { tx } = rig.open(ours(method));
      t.same(rig.give({ in: "undelivered", tx }), ["failure transport"]);
      t.same(rig.settle(), nothingLeft);
    }
    const rig = new Rig();
    const { tx, reply } = rig.open(ours());
    reply(486);
    t.same(rig.give({ in: "undelivered", tx }), [], "only its ACK was lost");
    t.same(rig.settle(), nothingLeft);
  });
});

t.test("CANCEL by us (§9.1)", async (t) => {
  await t.test("waits for a provisional response", async (t) => {
    const rig = new Rig();
    const invite = ours("INVITE", ["Route: <sip:192.0.2.7;lr>"]);
    const { tx, reply } = rig.open(invite);
    t.same(rig.give({ in: "cancel", tx }), []);
    t.same(reply(100), ["response 100", "send CANCEL"]);
    t.same(reply(180), ["response 180"], "one CANCEL is enough");
    t.same(rig.give({ in: "cancel", tx }), []);
    const sent = rig.log
      .map(({ output }) => output)
      .find((each) => each.out === "send" && each.request.method === "CANCEL");
    if (sent?.out !== "send") throw new Error("no CANCEL");
    t.equal(sent.request.uri, invite.uri);
    for (const name of ["Via", "To", "From", "Call-ID", "Route"])
      t.same(sent.request.headers.all(name), invite.headers.all(name), name);
    t.equal(sent.request.headers.get("CSeq"), "1 CANCEL");
    t.same(rig.receive(answer(sent.request, 200)), [], "its answer is nobody's business");
    t.same(reply(487), ["send ACK", "response 487"]);
    t.same(rig.settle(), nothingLeft);
  });

  await t.test("goes at once when one has come, and not at all after the final response", async (t) => {
    const rig = new Rig();
    const { tx, reply } = rig.open(ours());
    reply(180);
    t.same(rig.give({ in: "cancel", tx }), ["send CANCEL"]);
    t.same(reply(200), ["response 200"], "the answer crossed it: the TU must end the dialog");
    const other = new Rig();
    const late = other.open(ours());
    late.reply(200);
    t.same(other.give({ in: "cancel", tx: late.tx }), []);
  });

  await t.test("asked for before any response: a final one makes it needless", async (t) => {
    const rig = new Rig();
    const { tx, reply } = rig.open(ours());
    rig.give({ in: "cancel", tx });
    t.same(rig.advanceTo(600), ["0.5 send INVITE"], "A goes on");
    t.same(reply(404), ["send ACK", "response 404"]);
    t.same(rig.settle(), nothingLeft);
  });
});

t.test("server", async (t) => {
  await t.test(
    "an INVITE gets 100 at once, retransmissions the latest response, the TU the request once",
    async (t) => {
      const rig = new Rig();
      const invite = request({ headers: ["Timestamp: 54"] });
      t.same(rig.receive(invite), ["back 100", "request INVITE"]);
      const trying = rig.log[0]?.output;
      t.equal(trying?.out === "sendBack" && trying.response.headers.get("Timestamp"), "54");
      t.equal(trying?.out === "sendBack" && trying.response.headers.get("To"), invite.headers.get("To"), "no tag");
      t.same(rig.receive(invite), ["back 100"]);
      t.same(respond(rig, 1, invite, 180), ["back 180"]);
      t.same(rig.receive(invite), ["back 180"]);
      t.same(respond(rig, 1, invite, 486), ["back 486"]);
      t.same(rig.receive(invite), ["back 486"]);
      t.same(respond(rig, 1, invite, 200), [], "one final response");
      t.same(rig.receive(request({ method: "ACK", toTag: "u" })), [], "absorbed");
      t.same(rig.receive(invite), [], "a late retransmission is absorbed too");
      t.same(rig.settle(), nothingLeft);
    },
  );

  await t.test("after our 2xx a retransmitted INVITE is absorbed and ACKs go to the TU (RFC 6026 §7.1)", async (t) => {
    const rig = new Rig();
    const invite = request();
    rig.receive(invite);
    t.same(respond(rig, 1, invite, 200), ["back 200"]);
    t.same(respond(rig, 1, invite, 200), ["back 200"], "the TU repeats it");
    t.same(rig.receive(invite), []);
    t.same(rig.receive(request({ method: "ACK", toTag: "u", branch: "z9hG4bKack" })), ["ack ACK"]);
    t.same(rig.receive(request({ method: "ACK", toTag: "u" })), ["ack ACK"], "also under the INVITE's branch");
    t.same(rig.settle(), nothingLeft);
  });

  await t.test("another method: no 100, silence in Trying, the final response again", async (t) => {
    const rig = new Rig();
    const bye = request({ method: "BYE", toTag: "u" });
    t.same(rig.receive(bye), ["request BYE"]);
    t.same(rig.receive(bye), []);
    t.same(respond(rig, 1, bye, 200), ["back 200"]);
    t.same(rig.receive(bye), ["back 200"]);
    t.same(respond(rig, 1, bye, 500), [], "discarded (§17.2.2)");
  });

  await t.test("a challenge leaves nothing behind, but that of an INVITE (§8.2.7)", async (t) => {
    const rig = new Rig();
    const register = request({ method: "REGISTER" });
    for (const tx of [1, 2]) {
      t.same(rig.receive(register), ["request REGISTER"]);
      t.same(respond(rig, tx, register, 401), ["back 401"]);
      t.match(rig.layer.counts, nothingLeft);
    }
    const invite = request();
    rig.receive(invite);
    respond(rig, 3, invite, 401);
    t.same(rig.receive(invite), ["back 401"], "repeated until it is acknowledged");
  });

  await t.test("a NAT that gave the peer another port is followed, another address is not", async (t) => {
    const rig = new Rig();
    const bye = request({ method: "BYE", toTag: "u" });
    const [home, moved, elsewhere] = [
      flowOver("udp"),
      { ...flowOver("udp"), port: 40_000 },
      { ...flowOver("udp"), address: "192.0.2.66" },
    ];
    rig.give({ in: "received", message: bye, flow: home });
    rig.give({ in: "respond", tx: 1, response: responseTo(bye, 200) });
    for (const flow of [moved, elsewhere]) rig.give({ in: "received", message: bye, flow });
    const flows = rig.log.flatMap(({ output }) => (output.out === "sendBack" ? [output.flow] : []));
    t.strictSame(flows, [home, moved, moved]);
  });

  await t.test("which request belongs to which transaction (§17.2.3)", async (t) => {
    const first: RequestFields = {};
    const same = "retransmission";
    const cases: { name: string; first?: RequestFields; next: RequestFields; is: string }[] = [
      { name: "identical", next: first, is: same },
      { name: "cookie in other case", next: { branch: "Z9HG4bKabc" }, is: same },
      {
        name: "host in other case, default port",
        first: { sentBy: "A.example.com:5060" },
        next: { sentBy: "a.EXAMPLE.com" },
        is: same,
      },
      { name: "other sent-by", next: { sentBy: "192.0.2.2:5060", callId: "b" }, is: "new" },
      { name: "other port of sent-by", next: { sentBy: "192.0.2.1:5062", callId: "b" }, is: "new" },
      { name: "other branch", next: { branch: "z9hG4bKb", callId: "b" }, is: "new" },
      { name: "a branch used again for another Call-ID", next: { callId: "b" }, is: "new" },
      { name: "a branch used again for another CSeq", next: { cseq: 2 }, is: "new" },
      { name: "other method", next: { method: "OPTIONS" }, is: "new" },
      { name: "same fields, other branch: it came twice", next: { branch: "z9hG4bKb" }, is: "merged" },
      {
        name: "other branch within a dialog",
        first: { toTag: "u" },
        next: { branch: "z9hG4bKb", toTag: "u" },
        is: "new",
      },
      { name: "RFC 2543: identical", first: { branch: "" }, next: { branch: "" }, is: same },
      { name: "RFC 2543: branch without cookie", first: { branch: "1" }, next: { branch: "1" }, is: same },
      { name: "the cookie alone is none", first: { branch: "z9hg4bk" }, next: { branch: "z9hg4bk" }, is: same },
      {
        name: "the cookie alone tells nobody apart",
        first: { branch: "z9hg4bk" },
        next: { branch: "z9hg4bk", callId: "b" },
        is: "new",
      },
      { name: "RFC 2543: other CSeq", first: { branch: "" }, next: { branch: "", cseq: 2 }, is: "new" },
      { name: "RFC 2543: other From tag", first: { branch: "" }, next: { branch: "", fromTag: "g" }, is: "new" },
      { name: "RFC 2543: other Call-ID", first: { branch: "" }, next: { branch: "", callId: "b" }, is: "new" },
      {
        name: "RFC 2543: other Request-URI",
        first: { branch: "" },
        next: { branch: "", uri: "sip:x@y" },
        is: "merged",
      },
    ];
    for (const { name, first = {}, next, is } of cases) {
      const rig = new Rig();
      rig.receive(request(first));
      const method = next.method ?? "INVITE";
      const caused = rig.receive(request(next));
      const expected =
        is === same
          ? ["back 100"]
          : is === "merged"
            ? ["back 482"]
            : [...(method === "INVITE" ? ["back 100"] : []), `request ${method}`];
      t.same(caused, expected, name);
    }
  });

  await t.test("RFC 2543: the ACK of a failure is known by the tag of our response", async (t) => {
    for (const { name, invite, ack, absorbed } of [
      { name: "our tag", invite: {}, ack: { toTag: "u" }, absorbed: true },
      { name: "another tag", invite: {}, ack: { toTag: "v" }, absorbed: false },
      { name: "within a dialog", invite: { toTag: "u" }, ack: { toTag: "u" }, absorbed: true },
      { name: "another Via", invite: {}, ack: { toTag: "u", sentBy: "192.0.2.2" }, absorbed: false },
    ]) {
      const rig = new Rig();
      const received = request({ branch: "", ...invite });
      rig.receive(received);
      respond(rig, 1, received, 486);
      t.same(rig.receive(request({ method: "ACK", branch: "", ...ack })), absorbed ? [] : ["ack ACK"], name);
    }
  });

  await t.test("a response that cannot be delivered is told (§17.2.4)", async (t) => {
    const rig = new Rig();
    const bye = request({ method: "BYE", toTag: "u" });
    rig.receive(bye);
    respond(rig, 1, bye, 200);
    t.same(rig.give({ in: "undelivered", tx: 1 }), ["serverFailure transport"]);
    t.same(rig.settle(), nothingLeft);
  });
});

t.test("CANCEL by the peer (§9.2)", async (t) => {
  const cancel = request({ method: "CANCEL" });
  await t.test("is answered 200 with the tag of our responses, and told once", async (t) => {
    const rig = new Rig();
    const invite = request();
    rig.receive(invite);
    respond(rig, 1, invite, 180, "ourtag");
    t.same(rig.receive(cancel), ["back 200", "cancel CANCEL"]);
    const sent = rig.log.find(({ output }) => output.out === "sendBack" && output.response.status === 200)?.output;
    t.equal(sent?.out === "sendBack" && sent.response.headers.get("To"), "<sip:1001@ponto.local>;tag=ourtag");
    t.match(rig.log.at(-1)?.output, { out: "cancel", tx: 1 });
    t.same(rig.receive(cancel), ["back 200"], "retransmitted");
    respond(rig, 1, invite, 487);
    rig.receive(request({ method: "ACK", toTag: "ourtag" }));
    t.same(rig.settle(), nothingLeft);
  });
  await t.test("has no effect after the final response", async (t) => {
    const rig = new Rig();
    const invite = request();
    rig.receive(invite);
    respond(rig, 1, invite, 200);
    t.same(rig.receive(cancel), ["back 200"]);
  });
  await t.test("of nothing is 481", async (t) => {
    const rig = new Rig();
    t.same(rig.receive(cancel), ["back 481"]);
    t.same(rig.settle(), nothingLeft);
  });
  await t.test("RFC 2543", async (t) => {
    const rig = new Rig();
    rig.receive(request({ branch: "" }));
    t.same(rig.receive(request({ method: "CANCEL", branch: "" })), ["back 200", "cancel CANCEL"]);
  });
});

t.test("above the limit new requests get 503; those within a dialog a little later", async (t) => {
  const rig = new Rig("udp", 4);
  const numbered = (i: number, fields: RequestFields = {}) =>
    request({ method: "OPTIONS", branch: `z9hG4bK${i}`, callId: `call-${i}`, ...fields });
  for (let i = 0; i < 4; i++) t.same(rig.receive(numbered(i)), ["request OPTIONS"]);
  t.same(rig.receive(numbered(4)), ["back 503"]);
  t.same(rig.receive(numbered(4)), ["back 503"]);
  const [first, again] = rig.log
    .slice(-2)
    .map(({ output }) => output.out === "sendBack" && output.response.headers.get("To"));
  t.equal(first, again, "§8.2.7: a stateless answer has the same To tag each time");
  t.match(first, /;tag=/);
  t.same(rig.receive(numbered(0)), [], "known transactions go on");
  t.same(rig.receive(numbered(5, { toTag: "u", method: "BYE" })), ["request BYE"]);
  t.same(rig.receive(numbered(6, { toTag: "u", method: "BYE" })), ["back 503"]);
  t.equal(rig.layer.counts.refused, 3);
});

t.test("whatever comes in whatever order, it never throws and nothing is left in the end", async (t) => {
  const methods = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS"];
  const branches = ["", "1", "z9hg4bk", "z9hG4bKa", "z9hG4bKb"];
  const requestArb = fc.record({
    method: fc.constantFrom(...methods),
    branch: fc.constantFrom(...branches),
    cseq: fc.constantFrom(1, 2),
    callId: fc.constantFrom("a", "b"),
  });
  const status = fc.constantFrom(100, 180, 200, 302, 486, 603);
  const stepArb = fc.oneof(
    fc.record({ do: fc.constant("receive" as const), fields: requestArb }),
    fc.record({ do: fc.constant("answered" as const), fields: requestArb, status }),
    fc.record({
      do: fc.constant("open" as const),
      method: fc.constantFrom("INVITE", "BYE", "REGISTER"),
      branch: fc.constantFrom("z9hG4bKc", "z9hG4bKd"),
    }),
    fc.record({ do: fc.constant("respond" as const), tx: fc.nat(12), status }),
    fc.record({ do: fc.constant("cancel" as const), tx: fc.nat(12) }),
    fc.record({ do: fc.constant("undelivered" as const), tx: fc.nat(12) }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0, 100, 5_000, 40_000) }),
  );
  fc.assert(
    fc.property(
      fc.array(stepArb, { maxLength: 40 }),
      fc.constantFrom("udp" as const, "tcp" as const),
      (steps, transport) => {
        const rig = new Rig(transport, 8);
        const opened = new Set<string>();
        for (const each of steps) {
          switch (each.do) {
            case "receive":
              rig.receive(request(each.fields));
              break;
            case "answered":
              rig.receive(answer(request(each.fields), each.status));
              break;
            case "open": {
              // A branch of ours is never used twice.
              const branch = `${each.branch}${opened.size}`;
              opened.add(branch);
              rig.open(request({ method: each.method, branch }));
              break;
            }
            case "respond":
              respond(rig, each.tx, request(), each.status);
              break;
            case "wait":
              rig.advanceTo(rig.now + each.ms);
              break;
            default:
              rig.give({ in: each.do, tx: each.tx });
          }
        }
        // The TU does its duty: everything is answered, and what rings is given up.
        for (let tx = 1; tx <= 100; tx++) {
          respond(rig, tx, request(), 480);
          rig.give({ in: "cancel", tx });
        }
        for (const branch of opened) rig.receive(answer(request({ branch }), 100));
        t.same(rig.settle(), nothingLeft);
      },
    ),
    { seed: 7, numRuns: 400 },
  );
});
