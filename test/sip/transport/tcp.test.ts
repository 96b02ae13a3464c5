import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import t, { type Test } from "tap";
import { callIdOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import type { SendFailure } from "../../../src/sip/transport/transport.ts";
import { type Bench, bench, options, reader, tcpEnd } from "./wire.ts";

const VIA = "SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK1";

const ignore = (): void => undefined;

/** A peer that listens; its connections are destroyed when the test ends. */
async function listener(t: Test): Promise<{ port: number; accepted: () => Promise<Socket>; close: () => void }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets: Socket[] = [];
  server.on("connection", (socket) => {
    socket.on("error", ignore);
    sockets.push(socket);
  });
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  t.teardown(close);
  const { port } = server.address() as { port: number };
  return { port, close, accepted: async () => (await once(server, "connection"))[0] as Socket };
}

const callId = async ({ arrivals }: Bench): Promise<string> => callIdOf((await arrivals.next()).message);

t.test("messages that are split, pipelined, and padded with empty lines", async (t) => {
  const at = await bench(t);
  const { socket } = await tcpEnd(t, at.transport.port);
  socket.setNoDelay(true);
  const text = options(VIA, "split", "body");
  for (let i = 0; i < text.length; i += 7) socket.write(text.slice(i, i + 7));
  t.equal(await callId(at), "split");
  socket.write(`${options(VIA, "one", "é")}${options(VIA, "two")}\r\n${options(VIA, "three")}`);
  t.same([await callId(at), await callId(at), await callId(at)], ["one", "two", "three"]);
});

t.test("a response goes back over the connection", async (t) => {
  const { transport, arrivals, counted } = await bench(t);
  const { socket, read } = await tcpEnd(t, transport.port);
  socket.write(options("SIP/2.0/TCP elsewhere.example:9;branch=z9hG4bK1;maddr=10.0.0.1"));
  const { message, flow } = await arrivals.next();
  t.match(message.headers.get("Via"), /;received=127\.0\.0\.1$/);
  t.match(flow, { transport: "tcp", address: "127.0.0.1", port: socket.localPort, connection: Number });
  transport.sendBack(responseTo(message as SipRequest, 200), flow, () => t.fail());
  t.match(await read(/\r\n\r\n/), /^SIP\/2\.0 200 OK\r\n/);
  t.same(counted, ["in tcp OPTIONS", "out tcp 200"]);

  transport.send(message, { transport: "tcp", host: "10.255.255.1", port: 1, connection: flow.connection! }, () =>
    t.fail(),
  );
  t.match(await read(/\r\n\r\n/), /^OPTIONS sip:/, "a request to a phone behind NAT goes over its connection");
});

t.test("a ping is answered with a pong (RFC 5626 §4.4.1)", async (t) => {
  const at = await bench(t);
  const { socket, read } = await tcpEnd(t, at.transport.port);
  socket.write("\r\n\r\n");
  t.equal(await read(/\r\n/), "\r\n");
  socket.write(`\r\n\r\n${options(VIA, "after")}`);
  t.equal(await read(/\r\n/), "\r\n");
  t.equal(await callId(at), "after");
});

t.test("a request that is merely wrong is refused, and the connection goes on", async (t) => {
  const at = await bench(t);
  const { socket, read } = await tcpEnd(t, at.transport.port);
  socket.write(options(VIA, "bad").replace("70", "x") + options(VIA, "good"));
  t.equal(await read(/\r\n/), "SIP/2.0 400 Malformed Max-Forwards\r\n");
  t.equal(await callId(at), "good");
});

t.test("where the next message begins is unknown, the connection ends", async (t) => {
  const answered: [name: string, text: string, answer: string][] = [
    ["two", options(VIA).replace("\r\n\r\n", "\r\nl: 5\r\n\r\n"), "400 Repeated Content-Length"],
    ["negative", options(VIA).replace("Length: 0", "Length: -1"), "400 Malformed Content-Length"],
    ["huge body", options(VIA).replace("Length: 0", "Length: 999999"), "513 Message Too Large"],
    [
      "huge head",
      options(VIA).replace("\r\n\r\n", `\r\n${`X: ${"x".repeat(1000)}\r\n`.repeat(70)}`),
      "513 Message Too Large",
    ],
    ["request line", options(VIA).replace(" SIP/2.0", " SIP/2.0 "), "400 Malformed start line"],
  ];
  const silent: [name: string, text: string][] = [
    ["HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["noise", `${"\0\r\n\r\n".repeat(10)}`],
    ["an endless line", "x".repeat(70_000)],
  ];
  const { transport, arrivals } = await bench(t);
  for (const [name, text, answer] of answered) {
    const { socket, read, closed } = await tcpEnd(t, transport.port);
    socket.write(text + options(VIA, "smuggled"));
    t.equal(await read(/\r\n/), `SIP/2.0 ${answer}\r\n`, name);
    await closed;
  }
  for (const [name, text] of silent) {
    const { socket, closed } = await tcpEnd(t, transport.port);
    socket.on("error", ignore);
    socket.write(text);
    await closed;
    t.pass(`${name}: closed`);
  }
  t.same(arrivals.left, [], "nothing behind the fault was read");
});

t.test("a message without Content-Length is taken, as the last of its connection (RFC 2543)", async (t) => {
  const at = await bench(t);
  const { socket, closed } = await tcpEnd(t, at.transport.port);
  socket.write(options(VIA, "old").replace(/Content-Length.*\r\n/, "") + options(VIA, "smuggled"));
  t.equal(await callId(at), "old");
  await closed;
  t.same(at.arrivals.left, []);
});

t.test("peers that are slow or silent are closed", async (t) => {
  const at = await bench(t);
  const { transport, time } = at;
  const silent = await tcpEnd(t, transport.port);
  const slow = await tcpEnd(t, transport.port);
  const lively = await tcpEnd(t, transport.port);
  const short = await tcpEnd(t, transport.port);
  slow.socket.write(options(VIA, "whole") + options(VIA, "half").slice(0, 50));
  short.socket.write(options(VIA, "whole") + options(VIA, "short", "body").slice(0, -1));
  lively.socket.write(options(VIA, "whole"));
  t.same([await callId(at), await callId(at), await callId(at)], ["whole", "whole", "whole"]);
  time.advance(10_000);
  t.equal(await short.read(/\r\n/), "SIP/2.0 400 Content-Length exceeds what came\r\n");
  await Promise.all([silent.closed, slow.closed, short.closed]);
  lively.socket.write(options(VIA, "still"));
  t.equal(await callId(at), "still");
  time.advance(66 * 60_000);
  await lively.closed;
});

t.test("a stranger's connection ends after two minutes of pings, that of a registered phone does not", async (t) => {
  const at = await bench(t);
  const { transport, arrivals, time } = at;
  const stranger = await tcpEnd(t, transport.port);
  const phone = await tcpEnd(t, transport.port);
  const asker = await tcpEnd(t, transport.port);
  /** Sends what is to be answered, and answers it with 200. */
  const served = async ({ socket, read }: typeof phone, method: string): Promise<void> => {
    socket.write(options(VIA).replaceAll("OPTIONS", method));
    const { message, flow } = await arrivals.next();
    transport.sendBack(responseTo(message as SipRequest, 200), flow, () => t.fail());
    await read(/\r\n\r\n/);
  };
  await served(phone, "REGISTER");
  await served(asker, "OPTIONS");
  stranger.socket.write(options(VIA));
  await arrivals.next();
  for (let minute = 0; minute < 60; minute++) {
    for (const { socket, read } of [stranger, phone, asker]) {
      if (socket.destroyed) continue;
      socket.write("\r\n\r\n");
      if (minute < 2 || socket === phone.socket) await read(/\r\n/);
    }
    time.advance(60_000);
    if (minute === 3) await Promise.all([stranger.closed, asker.closed]);
  }
  phone.socket.write(options(VIA, "still-here"));
  t.equal(await callId(at), "still-here");
});

t.test("requests use one connection to a peer, and open it when there is none", async (t) => {
  const at = await bench(t);
  const { transport, arrivals } = at;
  const peer = await listener(t);
  const { socket } = await tcpEnd(t, transport.port);
  socket.write(options(VIA));
  const { message } = await arrivals.next();
  const first = peer.accepted();
  const target = { transport: "tcp", host: "127.0.0.1", port: peer.port } as const;
  transport.send(message, target, () => t.fail());
  transport.send(message, { ...target, connection: 999 }, () => t.fail());
  const connection = await first;
  await reader(connection)(/OPTIONS sip:.*OPTIONS sip:/s);
  t.pass("both over the first connection");
  connection.write(options(VIA, "other-side"));
  t.equal((await arrivals.next()).flow.port, peer.port, "what comes over it is of that peer");

  connection.destroy();
  let again = false;
  void peer.accepted().then(() => {
    again = true;
  });
  // Until its close is noticed, what is sent may still go into the old connection.
  while (!again) {
    transport.send(message, target, ignore);
    await new Promise((resolve) => setImmediate(resolve));
  }
  t.pass("a new connection after the old one closed");
});

t.test("a connection that cannot be made is unreachable", async (t) => {
  const { transport, arrivals, time } = await bench(t);
  const peer = await listener(t);
  const { socket } = await tcpEnd(t, transport.port);
  socket.write(options(VIA));
  const { message } = await arrivals.next();
  peer.close();
  const refused = await new Promise<SendFailure>((resolve) =>
    transport.send(message, { transport: "tcp", host: "127.0.0.1", port: peer.port }, resolve),
  );
  t.equal(refused, "unreachable", "refused");
  const lost = new Promise((resolve) =>
    transport.send(message, { transport: "tcp", host: "192.0.2.1", port: 5060 }, resolve),
  );
  time.advance(5_000);
  t.equal(await lost, "unreachable", "no answer in five seconds");
  const noPort = new Promise((resolve) =>
    transport.send(message, { transport: "tcp", host: "127.0.0.1", port: 0 }, resolve),
  );
  time.advance(0);
  t.equal(await noPort, "unreachable", "no such port");
});

t.test("a peer that does not read is closed before it costs memory", async (t) => {
  const { transport, arrivals } = await bench(t);
  const { socket, closed } = await tcpEnd(t, transport.port);
  socket.write(options(VIA));
  const { message, flow } = await arrivals.next();
  socket.pause();
  const large = { ...(message as SipRequest), body: Buffer.alloc(60_000) };
  await new Promise<void>((resolve) => {
    const failed = (cause: SendFailure): void => {
      if (cause === "closed") resolve();
    };
    for (let i = 0; i < 1000; i++) transport.send(large, { ...flow, host: flow.address }, failed);
  });
  t.pass("whoever waits is told");
  socket.resume();
  await closed;
});

t.test("one address may have so many connections of strangers and no more", async (t) => {
  const { transport, arrivals } = await bench(t);
  const ends = [];
  for (let i = 0; i < 256; i++) ends.push(await tcpEnd(t, transport.port));
  const oneMore = await tcpEnd(t, transport.port);
  await oneMore.closed;
  t.ok(ends.every(({ socket }) => !socket.destroyed));

  ends[0]!.socket.write(options(VIA).replaceAll("OPTIONS", "REGISTER"));
  const { message, flow } = await arrivals.next();
  transport.sendBack(responseTo(message as SipRequest, 200), flow, () => t.fail());
  await ends[0]!.read(/\r\n\r\n/);
  const allowed = await tcpEnd(t, transport.port);
  allowed.socket.write(options(VIA, "allowed"));
  t.equal(callIdOf((await arrivals.next()).message), "allowed", "a phone that registered makes room");
});
