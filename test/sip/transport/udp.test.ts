import { connect } from "node:net";
import t from "tap";
import { silentLog } from "../../../src/kernel/log.ts";
import { topVia } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import { createTransport } from "../../../src/sip/transport/createTransport.ts";
import type { SendFailure } from "../../../src/sip/transport/transport.ts";
import { udp } from "../../../src/system/udp.ts";
import { withoutIpv6 } from "../../support/ipv6.ts";
import { bench, options, udpEnd } from "./wire.ts";

const never = (cause: SendFailure): void => {
  throw new Error(`failed: ${cause}`);
};

const parsed = (text: string): SipRequest | SipResponse => {
  const result = parseMessage(Buffer.from(text));
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

t.test("the source is written into the top Via", async (t) => {
  const { transport, arrivals } = await bench(t, { tcp: false });
  const end = await udpEnd(t);
  const port = end.socket.port;
  const table: [via: string, stamped: string][] = [
    [`SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK1`, `SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK1`],
    ["SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK1", "SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK1;received=127.0.0.1"],
    ["SIP/2.0/UDP phone.local;branch=z9hG4bK1", "SIP/2.0/UDP phone.local;branch=z9hG4bK1;received=127.0.0.1"],
    [
      "SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK1",
      `SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1;received=127.0.0.1;rport=${port}`,
    ],
    [
      "SIP/2.0/UDP 127.0.0.1;received=8.8.8.8;rport=53;branch=z9hG4bK1",
      `SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1;received=127.0.0.1;rport=${port}`,
    ],
    [
      'SIP/2.0/UDP h;x=";received=8.8.8.8";branch=z9hG4bK1',
      'SIP/2.0/UDP h;x=";received=8.8.8.8";branch=z9hG4bK1;received=127.0.0.1',
    ],
  ];
  for (const [via, stamped] of table) {
    end.send(options(via), transport.port);
    const { message, flow } = await arrivals.next();
    t.equal(message.headers.get("Via"), stamped);
    t.same(flow, {
      transport: "udp",
      address: "127.0.0.1",
      port,
      localAddress: "127.0.0.1",
      localPort: transport.port,
    });
  }
});

t.test("a response goes to the source, at the port of §18.2.2 or RFC 3581", async (t) => {
  const { transport, arrivals } = await bench(t, { tcp: false });
  const from = await udpEnd(t);
  const listening = await udpEnd(t);
  const there = listening.socket.port;
  const table: [via: string, to: "source" | "sent-by"][] = [
    [`SIP/2.0/UDP 127.0.0.1:${there};branch=z9hG4bK1`, "sent-by"],
    [`SIP/2.0/UDP 127.0.0.1:${there};branch=z9hG4bK1;rport`, "source"],
    [`SIP/2.0/UDP 127.0.0.1:${there};branch=z9hG4bK1;maddr=10.1.2.3`, "sent-by"],
    [`SIP/2.0/UDP 192.168.1.5:${there};branch=z9hG4bK1`, "source"],
    [`SIP/2.0/UDP victim.example:${there};branch=z9hG4bK1;received=192.0.2.7`, "source"],
  ];
  for (const [via, to] of table) {
    from.send(options(via), transport.port);
    const { message, flow } = await arrivals.next();
    transport.sendBack(responseTo(message as SipRequest, 200), flow, never);
    const end = to === "source" ? from : listening;
    t.match(await end.inbox.next(), /^SIP\/2\.0 200 OK\r\n/, `${via} → ${to}`);
  }
  t.same([from.inbox.left, listening.inbox.left], [[], []], "once each");
});

t.test("requests go where they are sent", async (t) => {
  const { transport, time } = await bench(t, { tcp: false });
  const end = await udpEnd(t);
  const request = parsed(options("SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1"));
  const port = end.socket.port;
  transport.send(request, { transport: "udp", host: "127.0.0.1", port }, never);
  t.match(await end.inbox.next(), /^OPTIONS /);

  const failure = (host: string, at: number): Promise<SendFailure> =>
    new Promise((resolve) => {
      let later = false;
      transport.send(request, { transport: "udp", host, port: at }, (cause) => {
        t.ok(later, "never from within send");
        resolve(cause);
      });
      later = true;
      time.advance(0);
    });
  t.equal(await failure("trunk.example", port), "unreachable", "names are the locator's business");
  t.equal(await failure("::1", port), "unreachable", "the socket is of the other family");
  t.equal(await failure("127.0.0.1", 0), "unreachable");
  const tcp = new Promise((resolve) => transport.send(request, { transport: "tcp", host: "127.0.0.1", port }, resolve));
  time.advance(0);
  t.equal(await tcp, "unreachable", "no TCP here");
});

t.test("what cannot be read is answered when it can be, and never harms", async (t) => {
  const { transport, arrivals, counted } = await bench(t, { tcp: false });
  const end = await udpEnd(t);
  const good = options("SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK1");
  const refused: [name: string, text: string, status: RegExp][] = [
    ["CSeq", good.replace("CSeq: 1 OPTIONS", "CSeq: one OPTIONS"), /^SIP\/2\.0 400 Malformed CSeq\r\n/],
    ["version", good.replace("SIP/2.0\r\n", "SIP/3.0\r\n"), /^SIP\/2\.0 505 Version Not Supported\r\n/],
    ["scheme", good.replace("OPTIONS sip:", "OPTIONS xmpp:"), /^SIP\/2\.0 416 Unsupported URI Scheme\r\n/],
    [
      "a header without a colon",
      good.replace("Max-Forwards: 70", "Max-Forwards 70"),
      /^SIP\/2\.0 400 Malformed header/,
    ],
  ];
  for (const [name, text, status] of refused) {
    end.send(text, transport.port);
    const answer = await end.inbox.next();
    t.match(answer, status, name);
    t.match(answer, /\r\nTo: <sip:ponto.local>;tag=[0-9a-f]{16}\r\n/, "with a tag");
    end.send(text, transport.port);
    t.equal(await end.inbox.next(), answer, "a retransmission gets the same");
  }
  const silent = [
    "\r\n\r\n",
    "",
    "\0\0\0\0",
    "hello",
    `${"x".repeat(60_000)}`,
    good.replace(/OPTIONS/g, "ACK").replace("Max-Forwards: 70", "Max-Forwards: 700"),
    good.replace("OPTIONS sip:ponto.local SIP/2.0", "SIP/2.0 999 What"),
    good.replace("Call-ID: c1\r\n", "\r\n"),
    good
      .replace("OPTIONS sip:ponto.local SIP/2.0", "SIP/2.0 200 OK")
      .replace("Via:", "Via: SIP/2.0/UDP 255.255.255.255\r\nVia:"),
  ];
  for (const text of silent) end.send(text, transport.port);
  end.send(good, transport.port);
  t.equal((await arrivals.next()).message.kind, "request", "the good one after them all");
  t.same([arrivals.left, end.inbox.left], [[], []], "the rest was neither passed on nor answered");
  t.equal(counted.filter((entry) => entry === "in udp malformed").length, 14);
  t.equal(counted.at(-1), "in udp OPTIONS");
});

t.test("a flood of garbage is answered a hundred times a second, and told of once", async (t) => {
  const lines: string[] = [];
  const tell = (_: object, message: string): void => void lines.push(message);
  const log = { debug: tell, info: tell, warn: tell, error: tell };
  const { transport, arrivals } = await bench(t, { tcp: false, log });
  const end = await udpEnd(t);
  const bad = options("SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK1").replace("70", "x");
  for (let i = 0; i < 150; i++) end.send(bad, transport.port);
  end.send(options("SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1"), transport.port);
  await arrivals.next();
  for (let i = 0; i < 100; i++) await end.inbox.next();
  t.equal(lines.length, 1);
  t.same(end.inbox.left, []);
});

t.test("what keeps a NAT open is an empty line or two, and never fails", async (t) => {
  const { transport } = await bench(t, { tcp: false });
  const end = await udpEnd(t);
  transport.keepAlive({ transport: "tcp", host: "127.0.0.1", port: end.socket.port });
  transport.keepAlive({ transport: "udp", host: "nowhere.example", port: 5060 });
  transport.keepAlive({ transport: "udp", host: "127.0.0.1", port: end.socket.port });
  t.equal(await end.inbox.next(), "\r\n\r\n");
  t.same(end.inbox.left, []);
});

t.test("what a peer is told of us", async (t) => {
  const named = await bench(t, { tcp: false, publicAddress: "203.0.113.7" });
  const target = { transport: "udp", host: "127.0.0.1", port: 5060 } as const;
  t.same(named.transport.localFor(target), { address: "203.0.113.7", port: named.transport.port });
  const wild = await bench(t, { tcp: false, host: "0.0.0.0" });
  t.same(wild.transport.localFor(target), { address: "127.0.0.1", port: wild.transport.port });
  t.not(wild.transport.localFor({ ...target, host: "not.yet.resolved" }).address, "0.0.0.0", "never a wildcard");
});

t.test("UDP and TCP share their port, or nothing is bound", async (t) => {
  const { transport, arrivals, time } = await bench(t);
  t.ok(transport.port > 0);
  const end = await udpEnd(t);
  end.send(options("SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1"), transport.port);
  t.equal(topVia((await arrivals.next()).message).transport, "UDP");
  const again = await createTransport({
    host: "127.0.0.1",
    port: transport.port,
    datagrams: udp,
    scheduler: time,
    log: silentLog,
    onMessage: () => undefined,
  });
  t.equal(again.ok ? undefined : again.error.code, "EADDRINUSE");
});

t.test("after the close sending fails, and fails later", async (t) => {
  const { transport, time } = await bench(t, { tcp: false });
  await transport.close();
  let cause: SendFailure | undefined;
  const request = parsed(options("SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1"));
  transport.send(request, { transport: "udp", host: "127.0.0.1", port: 5060 }, (failure) => {
    cause = failure;
  });
  t.equal(cause, undefined);
  time.advance(0);
  t.equal(cause, "closed");
});

t.test("both families on one transport", { skip: withoutIpv6 }, async (t) => {
  const { transport, arrivals } = await bench(t, { host: "::", publicAddress: "203.0.113.7" });
  for (const host of ["127.0.0.1", "::1"]) {
    const end = await udpEnd(t, host);
    const bracketed = host.includes(":") ? `[${host}]` : host;
    end.send(options(`SIP/2.0/UDP ${bracketed};rport;branch=z9hG4bK1`), transport.port);
    const { message, flow } = await arrivals.next();
    t.match(flow, { address: host, port: end.socket.port });
    t.match(message.headers.get("Via"), `received=${host};rport=${end.socket.port}`);
    transport.sendBack(responseTo(message as SipRequest, 200), flow, never);
    t.match(await end.inbox.next(), /^SIP\/2\.0 200 OK\r\n/);
    const target = { transport: "udp", host, port: end.socket.port } as const;
    const told = host === "::1" ? "::1" : "203.0.113.7";
    t.equal(transport.localFor(target).address, told, "the public address is for its own family");

    const connected = connect(transport.port, host);
    t.teardown(() => connected.destroy());
    connected.write(options(`SIP/2.0/TCP ${bracketed};branch=z9hG4bK2`));
    t.match((await arrivals.next()).flow, { transport: "tcp", address: host });
  }
});
