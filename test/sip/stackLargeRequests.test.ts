/** RFC 3261 §18.1.1 on real sockets: what is too large for a datagram goes by TCP, and by UDP where there is no TCP. */
import { once } from "node:events";
import { createServer } from "node:net";
import t, { type Test } from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { silentLog } from "../../src/kernel/log.ts";
import type { TransactionUser } from "../../src/sip/api.ts";
import { responseTo } from "../../src/sip/message/build.ts";
import { Headers } from "../../src/sip/message/headers.ts";
import type { SipMessage, SipRequest } from "../../src/sip/message/message.ts";
import { parseMessage } from "../../src/sip/message/parse.ts";
import { serialize } from "../../src/sip/message/serialize.ts";
import { createStack } from "../../src/sip/stack.ts";
import { bench, Inbox, reader, udpEnd } from "./transport/wire.ts";

const inviteOf = (bodyBytes: number): SipRequest => ({
  kind: "request",
  method: "INVITE",
  uri: "sip:1001@127.0.0.1",
  headers: Headers.of([
    ["From", "<sip:ponto@ponto.local>;tag=a"],
    ["To", "<sip:1001@ponto.local>"],
    ["Call-ID", "c1"],
    ["CSeq", "1 INVITE"],
  ]),
  body: Buffer.alloc(bodyBytes, "x"),
});

const parsed = (text: string): SipMessage => {
  const message = parseMessage(Buffer.from(text));
  if (!message.ok) throw new Error(message.error.reason);
  return message.value;
};

/** A stack on a transport of the machine's, and what its TU is told. */
async function stackOnWire(t: Test) {
  const told = new Inbox<string>();
  const ignore = (): void => undefined;
  let receive: ReturnType<typeof createStack>["receive"] = ignore;
  const { transport, time } = await bench(t, { onMessage: (message, flow) => receive(message, flow) });
  const stack = createStack({ scheduler: time, entropy: seededEntropy(5), log: silentLog });
  receive = stack.receive;
  const user: TransactionUser = {
    ...{ onRequest: ignore, onAck: ignore, onCancel: ignore, onServerFailure: ignore },
    onResponse: (_, response) => told.put(`${response.status}`),
    onFailure: (_, cause) => told.put(cause),
  };
  stack.start(transport, user);
  t.teardown(() => stack.close());
  return { stack, told };
}

t.test("a large INVITE goes by TCP, and its ACK the same way", async (t) => {
  const { stack, told } = await stackOnWire(t);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  const accepted = once(server, "connection");
  stack.request(inviteOf(1300), { transport: "udp", host: "127.0.0.1", port });
  const [socket] = await accepted;
  t.teardown(() => socket.destroy());
  const read = reader(socket);
  const invite = parsed((await read(/\r\n\r\n/)) + (await read(/x{1300}/))) as SipRequest;
  t.match(invite.headers.get("Via"), /^SIP\/2\.0\/TCP /, "as the Via says");
  socket.write(serialize(responseTo(invite, 486, undefined, { toTag: "b" })));
  t.equal(await told.next(), "486");
  t.match(await read(/\r\n\r\n/), /^ACK sip:.*SIP\/2\.0\/TCP /s);
});

t.test("where there is no TCP, by UDP after all", async (t) => {
  const { stack, told } = await stackOnWire(t);
  const end = await udpEnd(t);
  const target = { transport: "udp", host: "127.0.0.1", port: end.socket.port } as const;
  stack.request(inviteOf(1300), target);
  const invite = parsed(await end.inbox.next()) as SipRequest;
  t.match(invite.headers.get("Via"), /^SIP\/2\.0\/UDP /);
  const port = Number(/:(\d+);/.exec(invite.headers.get("Via")!)![1]);
  end.send(serialize(responseTo(invite, 486, undefined, { toTag: "b" })).toString(), port);
  t.equal(await told.next(), "486", "the TU sees one transaction");
  t.match(await end.inbox.next(), /^ACK sip:.*SIP\/2\.0\/UDP /s);
});

t.test("a small one stays on UDP, and so does a large one to a phone behind NAT", async (t) => {
  const { stack } = await stackOnWire(t);
  const end = await udpEnd(t);
  const target = { transport: "udp", host: "127.0.0.1", port: end.socket.port } as const;
  for (const [bytes, hop] of [
    [500, target],
    [1300, { ...target, behindNat: true }],
  ] as const) {
    stack.request(inviteOf(bytes), hop);
    t.match(await end.inbox.next(), /SIP\/2\.0\/UDP /, `${bytes} bytes`);
  }
});
