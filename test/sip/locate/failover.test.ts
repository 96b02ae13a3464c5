/** Requests to a name with several servers, through the stack, in virtual time (RFC 3263 §4.3). */
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { TransactionUser } from "../../../src/sip/api.ts";
import { createLocator } from "../../../src/sip/locate/locator.ts";
import { topVia } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import type { SipMessage, SipRequest } from "../../../src/sip/message/message.ts";
import { createStack } from "../../../src/sip/stack.ts";
import type { SendFailure, Target, Transport } from "../../../src/sip/transport/transport.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { flowOver } from "../transaction/messages.ts";
import { srv, zoneDns } from "./zone.ts";

const trunk: Target = { transport: "udp", host: "carrier.example", port: 5060, locate: "srv" };
const A = "192.0.2.1";
const B = "192.0.2.2";
const zone = {
  srv: { "_sip._udp.carrier.example": [srv(1, 0, "a.example"), srv(2, 0, "b.example")] },
  a: { "a.example": [A], "b.example": [B] },
};

interface Sent {
  readonly message: SipMessage;
  readonly target: Target;
  readonly failed: (cause: SendFailure) => void;
}

function office() {
  const time = new VirtualTime();
  const entropy = seededEntropy(3);
  const sent: Sent[] = [];
  const told: string[] = [];
  const transport = {
    localFor: () => ({ address: "192.0.2.100", port: 5060 }),
    send: (message: SipMessage, target: Target, failed: Sent["failed"]) => sent.push({ message, target, failed }),
    sendBack: () => undefined,
    close: async () => undefined,
  } as unknown as Transport;
  const user: TransactionUser = {
    onRequest: () => undefined,
    onAck: () => undefined,
    onCancel: () => undefined,
    onServerFailure: () => undefined,
    onResponse: (tx, { status }) => told.push(`${tx} ${status}`),
    onFailure: (tx, cause) => told.push(`${tx} ${cause}`),
  };
  const dns = zoneDns(zone);
  const locator = createLocator({ dns, scheduler: time, entropy, families: [4], transports: ["udp", "tcp"] });
  const stack = createStack({ scheduler: time, entropy, log: silentLog, locator });
  stack.start(transport, user);
  /** The first transmissions, as `METHOD host`. */
  const first = (): string[] => {
    const seen = new Set<string>();
    return sent.flatMap(({ message, target }) => {
      if (message.kind !== "request") return [];
      const line = `${message.method} ${target.host}`;
      const key = `${line} ${topVia(message).branch}`;
      return seen.has(key) ? [] : [seen.add(key) && line];
    });
  };
  /** The server that got the latest request of the method answers it. */
  const answer = (host: string, method: string, status: number, headers: [string, string][] = []): void => {
    const request = sent.findLast(
      ({ message, target }) => message.kind === "request" && message.method === method && target.host === host,
    )!.message as SipRequest;
    const response = responseTo(request, status, undefined, {
      ...(status > 100 ? { toTag: `tag-${host}` } : {}),
      headers,
    });
    stack.receive(response, { ...flowOver("udp"), address: host });
  };
  return { time, stack, sent, told, first, answer, dns };
}

const invite = (method = "INVITE", callId = "c1", toTag = ""): SipRequest => ({
  kind: "request",
  method,
  uri: "sip:551130004000@carrier.example",
  headers: Headers.of([
    ["From", "<sip:1001@ponto.example>;tag=f"],
    ["To", `<sip:551130004000@carrier.example>${toTag && `;tag=${toTag}`}`],
    ["Call-ID", callId],
    ["CSeq", `1 ${method}`],
  ]),
  body: Buffer.alloc(0),
});

/** Lets promises settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

t.test("the next server is tried when", async (t) => {
  const rows: readonly [string, (at: ReturnType<typeof office>) => void][] = [
    ["the first cannot be reached", ({ sent }) => sent[0]!.failed("unreachable")],
    ["the first answers 503", ({ answer }) => answer(A, "INVITE", 503)],
    ["the first says nothing for four seconds", ({ time }) => time.advance(4_000)],
  ];
  for (const [name, happens] of rows) {
    const at = office();
    const tx = at.stack.request(invite(), trunk);
    await settle();
    t.same(at.first(), [`INVITE ${A}`], `${name}: the first`);
    happens(at);
    t.same(
      at.first().filter((line) => line.startsWith("INVITE")),
      [`INVITE ${A}`, `INVITE ${B}`],
      name,
    );
    t.same(at.told, [], `${name}: the TU hears nothing of it`);
    at.answer(B, "INVITE", 200);
    t.same(at.told, [`${tx} 200`], `${name}: one transaction to the TU`);

    at.stack.request(invite("INVITE", "c2"), trunk);
    await settle();
    t.equal(at.first().at(-1), `INVITE ${B}`, `${name}: the next call goes to the one that works`);
    at.time.runUntilIdle();
    t.equal(at.stack.counts().clientTransactions, 0, `${name}: nothing is left`);
  }
});

t.test("the TU sees the last outcome when none is left", async (t) => {
  const at = office();
  const first = at.stack.request(invite(), trunk);
  await settle();
  at.answer(A, "INVITE", 503);
  at.answer(B, "INVITE", 503);
  t.same(at.told, [`${first} 503`]);
  const second = at.stack.request(invite("OPTIONS", "c2"), trunk);
  await settle();
  for (const { failed } of at.sent.slice(-1)) failed("unreachable");
  for (const { failed } of at.sent.slice(-1)) failed("unreachable");
  t.same(at.told.slice(1), [`${second} transport`]);
  at.dns.zone = {};
  const nowhere = at.stack.request(invite("OPTIONS", "c3"), { ...trunk, host: "nowhere.example" });
  await settle();
  t.equal(at.told.at(-1), `${nowhere} transport`);
});

t.test("a server that rings keeps the call, whatever it answers", async (t) => {
  const at = office();
  const tx = at.stack.request(invite(), trunk);
  await settle();
  at.answer(A, "INVITE", 180);
  at.time.advance(20_000);
  at.answer(A, "INVITE", 503);
  t.same(at.told, [`${tx} 180`, `${tx} 503`]);
  t.same(new Set(at.first()), new Set([`INVITE ${A}`, `ACK ${A}`]));
});

t.test("every attempt has a branch of its own, and nothing else changes", async (t) => {
  const at = office();
  at.stack.request(invite(), trunk);
  await settle();
  at.sent[0]!.failed("unreachable");
  const [one, two] = at.sent.map(({ message }) => message as SipRequest);
  t.not(topVia(one!).branch, topVia(two!).branch);
  for (const name of ["From", "To", "Call-ID", "CSeq"]) t.equal(one!.headers.get(name), two!.headers.get(name), name);
  t.equal(one!.uri, two!.uri);
});

t.test("CANCEL goes where the INVITE went", async (t) => {
  const at = office();
  const tx = at.stack.request(invite(), trunk);
  await settle();
  at.answer(A, "INVITE", 503);
  at.answer(B, "INVITE", 180);
  at.stack.cancel(tx);
  t.equal(at.first().at(-1), `CANCEL ${B}`);
  at.answer(B, "INVITE", 487);
  t.same(at.told, [`${tx} 180`, `${tx} 487`]);
});

t.test("what is cancelled tries nothing more", async (t) => {
  const at = office();
  const located = at.stack.request(invite(), trunk);
  await settle();
  at.stack.cancel(located);
  at.time.advance(10_000);
  at.sent[0]!.failed("unreachable");
  t.same(at.first(), [`INVITE ${A}`]);
  t.same(at.told, [`${located} transport`]);

  const unlocated = at.stack.request(invite("INVITE", "c2"), trunk);
  at.stack.cancel(unlocated);
  at.time.advance(0);
  await settle();
  t.same(at.first(), [`INVITE ${A}`], "nothing was sent of it");
  t.same(at.told.at(-1), `${unlocated} transport`);
});

t.test("a server that was given up and answers after all has the call; the other one stops ringing", async (t) => {
  const at = office();
  const tx = at.stack.request(invite(), trunk);
  await settle();
  at.time.advance(4_000);
  at.answer(B, "INVITE", 180);
  at.answer(A, "INVITE", 200);
  t.same(at.told, [`${tx} 180`, `${tx} 200`]);
  t.equal(at.first().at(-1), `CANCEL ${B}`);
  at.stack.ack(invite("ACK", "c1", `tag-${A}`), trunk);
  t.equal(at.first().at(-1), `ACK ${A}`, "whose 2xx it is, its ACK");
});

t.test("a server that was given up is told so as soon as it speaks", async (t) => {
  const at = office();
  at.stack.request(invite(), trunk);
  await settle();
  at.time.advance(4_000);
  at.answer(A, "INVITE", 180);
  t.equal(at.first().at(-1), `CANCEL ${A}`);
  t.same(at.told, [], "and nobody hears that it rang");
});

t.test("a conversation stays with the server that answered", async (t) => {
  const at = office();
  at.stack.request(invite(), trunk);
  await settle();
  at.sent[0]!.failed("unreachable");
  at.answer(B, "INVITE", 200);
  at.stack.ack(invite("ACK", "c1", `tag-${B}`), trunk);
  at.time.advance(300_000);
  at.stack.request(invite("BYE", "c1", `tag-${B}`), trunk);
  await settle();
  t.same(at.first().slice(-2), [`ACK ${B}`, `BYE ${B}`]);

  at.stack.request(invite("INVITE", "c2"), trunk);
  await settle();
  t.equal(at.first().at(-1), `INVITE ${A}`, "others begin with the first again, once it was left alone for a while");
});

t.test("Retry-After of a 503 is obeyed, up to five minutes", async (t) => {
  for (const [asked, stillAvoided, over] of [
    ["120", 119_000, 121_000],
    ["100000", 299_000, 301_000],
  ] as const) {
    const at = office();
    at.stack.request(invite(), trunk);
    await settle();
    at.answer(A, "INVITE", 503, [["Retry-After", asked]]);
    at.answer(B, "INVITE", 486);
    for (const [after, host] of [
      [stillAvoided, B],
      [over, A],
    ] as const) {
      at.time.advanceTo(after);
      at.stack.request(invite("INVITE", `at ${after}`), trunk);
      await settle();
      t.equal(at.first().at(-1), `INVITE ${host}`, `Retry-After: ${asked}, at ${after}`);
      at.answer(host, "INVITE", 486);
    }
  }
});

t.test("a large request goes by TCP, and by UDP where there is none (§18.1.1)", async (t) => {
  const at = office();
  const big = { ...invite(), body: Buffer.alloc(1_500, "a") };
  const tx = at.stack.request(big, { transport: "udp", host: A, port: 5060 });
  const by = () =>
    at.sent.map(({ message, target }) => [target.transport, (message as SipRequest).headers.get("Via")!.slice(0, 11)]);
  t.same(by(), [["tcp", "SIP/2.0/TCP"]]);
  at.sent[0]!.failed("unreachable");
  t.same(by()[1], ["udp", "SIP/2.0/UDP"]);
  at.answer(A, "INVITE", 200);
  t.same(at.told, [`${tx} 200`]);

  at.stack.request({ ...big, headers: invite("INVITE", "c2").headers }, { transport: "udp", host: A, port: 5060 });
  at.answer(A, "INVITE", 503);
  t.equal(at.told.at(-1)?.split(" ")[1], "503", "a place that answers is not asked again by other means");
});

t.test("the addresses of known peers are kept at hand", async (t) => {
  const time = new VirtualTime();
  const dns = zoneDns(zone);
  const at = { dns, scheduler: time, entropy: seededEntropy(1), families: [4] as const, transports: ["udp"] as const };
  const locator = createLocator(at);
  t.same(locator.addressesOf("192.0.2.7"), ["192.0.2.7"]);
  t.same(locator.addressesOf("Carrier.example"), [], "not known yet");
  await settle();
  t.same(locator.addressesOf("carrier.example"), [A, B], "of its SRV records");
  dns.zone = { a: { "carrier.example": [B] } };
  time.advance(120_000);
  await settle();
  t.same(locator.addressesOf("carrier.example"), [B], "it moved");
  dns.zone = { srv: { "_sip._udp.carrier.example": "silent" }, a: { "carrier.example": "silent" } };
  time.advance(600_000);
  await settle();
  t.same(locator.addressesOf("carrier.example"), [B], "a dead DNS says nothing of it");
  locator.close();
  t.equal(time.pending, 0);
});
