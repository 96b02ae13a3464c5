import t from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { silentLog } from "../../src/kernel/log.ts";
import type { TransactionUser } from "../../src/sip/api.ts";
import { topVia } from "../../src/sip/message/access.ts";
import { responseTo } from "../../src/sip/message/build.ts";
import { Headers } from "../../src/sip/message/headers.ts";
import { noBody, type SipMessage, type SipRequest } from "../../src/sip/message/message.ts";
import { createStack } from "../../src/sip/stack.ts";
import type { SendFailure, Transport } from "../../src/sip/transport/transport.ts";
import { VirtualTime } from "../support/virtualTime.ts";
import { answer, flowOver, request, targetOver } from "./transaction/messages.ts";

const flow = flowOver("udp");
const target = targetOver("udp");

/** A stack between a transport that keeps what it is given and a TU that writes down what it is told. */
function stackOn(reactions: Partial<TransactionUser> = {}) {
  const time = new VirtualTime();
  const sent: { message: SipMessage; failed: (cause: SendFailure) => void }[] = [];
  const told: string[] = [];
  let depth = 0;
  const transport: Transport & { closed: boolean } = {
    closed: false,
    localFor: (to) => ({ address: to.host.includes(":") ? "2001:db8::1" : "192.0.2.100", port: 5060 }),
    send: (message, _target, failed) => sent.push({ message, failed }),
    keepAlive: () => undefined,
    sendBack: (message, _flow, failed) => sent.push({ message, failed }),
    async close() {
      this.closed = true;
    },
  };
  const stack = createStack({ scheduler: time, entropy: seededEntropy(3), log: silentLog });
  /** Writes down what the TU is told, and that it is never told two things at once. */
  const tell = (word: string, react: () => void): void => {
    if (depth++ > 0) throw new Error("the TU is called from within a call of its own");
    told.push(word);
    react();
    depth--;
  };
  const user: TransactionUser = {
    onRequest: (tx, message, from) => tell(`request ${message.method}`, () => reactions.onRequest?.(tx, message, from)),
    onAck: (message, from) => tell("ack", () => reactions.onAck?.(message, from)),
    onCancel: (tx, message) => tell(`cancel ${tx}`, () => reactions.onCancel?.(tx, message)),
    onResponse: (tx, response) => tell(`response ${response.status}`, () => reactions.onResponse?.(tx, response)),
    onFailure: (tx, cause) => tell(`failure ${cause}`, () => reactions.onFailure?.(tx, cause)),
    onServerFailure: (tx, cause) => tell(`serverFailure ${cause}`, () => reactions.onServerFailure?.(tx, cause)),
  };
  stack.start(transport, user);
  const lines = () => sent.map(({ message }) => (message.kind === "request" ? message.method : `${message.status}`));
  return { time, stack, transport, sent, told, lines };
}

const bare = (method: string): SipRequest => ({
  kind: "request",
  method,
  uri: "sip:1001@192.0.2.1",
  headers: Headers.of([
    ["From", "<sip:ponto@ponto.local>;tag=a"],
    ["To", "<sip:1001@ponto.local>"],
    ["Call-ID", "c1"],
    ["CSeq", `1 ${method}`],
  ]),
  body: noBody,
});

t.test("a request gets a Via of its own, with rport, and Max-Forwards", async (t) => {
  const { stack, sent } = stackOn();
  const invite = bare("INVITE");
  stack.request(invite, target);
  stack.request(bare("BYE"), { transport: "tcp", host: "2001:db8::2", port: 5060 });
  stack.ack(bare("ACK"), target);
  const [first, second, third] = sent.map(({ message }) => message);
  if (first === undefined || second === undefined || third === undefined) throw new Error("not sent");
  t.match(first.headers.get("Via"), /^SIP\/2\.0\/UDP 192\.0\.2\.100:5060;rport;branch=z9hG4bK[0-9a-f]{24}$/);
  t.match(second.headers.get("Via"), /^SIP\/2\.0\/TCP \[2001:db8::1\]:5060;/);
  t.equal(first.headers.get("Max-Forwards"), "70");
  t.equal(invite.headers.get("Via"), undefined, "the request given stays as it is");
  t.equal(new Set([first, second, third].map((each) => topVia(each).branch)).size, 3, "each has its own branch");
});

t.test("an INVITE from the wire: 100 at once, then what the TU says, even from within its callback", async (t) => {
  const invite = request();
  const rig = stackOn({
    onRequest: (tx) => {
      rig.stack.respond(tx, responseTo(invite, 180, undefined, { toTag: "u" }));
      rig.stack.respond(tx, responseTo(invite, 486, undefined, { toTag: "u" }));
    },
  });
  rig.stack.receive(invite, flow);
  t.same(rig.lines(), ["100", "180", "486"]);
  rig.stack.receive(request({ method: "ACK", toTag: "u" }), flow);
  t.same(rig.told, ["request INVITE"]);
  rig.time.runUntilIdle();
  t.match(rig.stack.counts(), { clientTransactions: 0, serverTransactions: 0, timers: 0 });
  t.equal(rig.time.pending, 0, "no wake-up is left");
});

t.test("an ACK for a 2xx and a CANCEL reach the TU", async (t) => {
  const { stack, told, lines } = stackOn();
  stack.receive(request(), flow);
  stack.receive(request({ method: "CANCEL" }), flow);
  stack.receive(request({ method: "ACK", toTag: "u", branch: "z9hG4bKack" }), flow);
  t.same(told, ["request INVITE", "cancel 1", "ack"]);
  t.same(lines(), ["100", "200"]);
});

t.test("timers run on the scheduler, with one wake-up at a time", async (t) => {
  const { stack, time, told, lines } = stackOn();
  for (let i = 0; i < 20; i++) stack.request(bare("OPTIONS"), target);
  t.equal(time.pending, 1);
  time.advance(500);
  t.equal(lines().length, 40);
  t.equal(time.pending, 1);
  time.advance(31_500);
  t.equal(told.filter((word) => word === "failure timeout").length, 20);
  t.equal(time.pending, 0);
});

t.test("what the TU itself causes it is told later, never within its call", async (t) => {
  const rig = stackOn({
    onResponse: () => {
      // Time has passed the deadline of the first request: the layer notices it within this call.
      rig.stack.request(bare("BYE"), target);
    },
  });
  rig.stack.request(bare("OPTIONS"), target);
  rig.time.advance(31_999);
  const late = bare("INFO");
  rig.stack.request(late, target);
  t.same(rig.told, []);
  const info = rig.sent.at(-1)?.message;
  if (info?.kind !== "request") throw new Error("not sent");
  rig.stack.receive(answer(info, 200), flow);
  t.same(rig.told, ["response 200"]);
  rig.time.advance(1);
  t.same(rig.told, ["response 200", "failure timeout"]);
});

t.test("news that a call of the TU uncovers comes at the next turn", async (t) => {
  const time = new VirtualTime();
  const told: string[] = [];
  let late = 0;
  // A clock that runs ahead of the wake-ups, as a busy process has it.
  const scheduler = {
    now: () => time.now() + late,
    wall: () => time.wall(),
    at: (when: number, work: () => void) => time.at(when - late, work),
  };
  const stack = createStack({ scheduler, entropy: seededEntropy(3), log: silentLog });
  const { transport } = stackOn();
  const ignore = () => undefined;
  const user = { onRequest: ignore, onAck: ignore, onCancel: ignore, onResponse: ignore, onServerFailure: ignore };
  stack.start(transport, { ...user, onFailure: (_tx, cause) => told.push(cause) });
  stack.request(bare("OPTIONS"), target);
  late = 32_000;
  stack.request(bare("INFO"), target);
  t.same(told, []);
  time.advance(500);
  t.same(told, ["timeout"], "the wake-up that is late tells it");
});

t.test("a message that cannot be sent", async (t) => {
  const { stack, sent, told } = stackOn();
  stack.request(bare("INVITE"), target);
  sent[0]?.failed("unreachable");
  stack.ack(bare("ACK"), target);
  sent[1]?.failed("unreachable");
  stack.receive(request({ method: "BYE", toTag: "u" }), flow);
  stack.respond(2, responseTo(request({ method: "BYE", toTag: "u" }), 200));
  sent[2]?.failed("closed");
  t.same(told, ["failure transport", "request BYE", "serverFailure transport"]);
  t.match(stack.counts(), { clientTransactions: 0, serverTransactions: 0, timers: 0 });
});

t.test("numbers of transactions that are over, or never were, are ignored", async (t) => {
  const { stack, lines } = stackOn();
  stack.cancel(99);
  stack.respond(99, responseTo(request(), 200));
  t.same(lines(), []);
});

t.test("a stack that is closed says and does nothing more", async (t) => {
  const { stack, transport, time, told, lines } = stackOn();
  stack.request(bare("INVITE"), target);
  await stack.close();
  stack.receive(request(), flow);
  stack.request(bare("BYE"), target);
  t.equal(time.pending, 0);
  t.ok(transport.closed);
  t.same(told, []);
  t.same(lines(), ["INVITE"]);
});

t.test("before its start it drops what comes, and it starts once", async (t) => {
  const time = new VirtualTime();
  const stack = createStack({ scheduler: time, entropy: seededEntropy(3), log: silentLog });
  stack.receive(request(), flow);
  t.equal(stack.counts().serverTransactions, 0);
  t.throws(() => stack.localFor(target), /started/);
  const { transport } = stackOn();
  stack.start(transport, {} as TransactionUser);
  t.throws(() => stack.start(transport, {} as TransactionUser), /before/);
});
