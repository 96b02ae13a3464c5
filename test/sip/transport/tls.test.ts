import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import {
  type ConnectionOptions,
  createServer as createTlsServer,
  type TLSSocket,
  connect as tlsConnect,
} from "node:tls";
import t, { type Test } from "tap";
import type { Log } from "../../../src/kernel/log.ts";
import { callIdOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import type { TransportOptions } from "../../../src/sip/transport/createTransport.ts";
import { type TlsFiles, TlsIdentity } from "../../../src/sip/transport/tlsIdentity.ts";
import type { SendFailure } from "../../../src/sip/transport/transport.ts";
import { type Certificate, TestAuthority } from "../../support/certificate.ts";
import { temporaryFolder } from "../../support/server.ts";
import { type Bench, bench, options, reader } from "./wire.ts";

const VIA = "SIP/2.0/TLS phone.example;branch=z9hG4bK1";

const pem = ({ certificate, key }: Certificate) => ({ cert: readFileSync(certificate), key: readFileSync(key) });

function identityOf(files: TlsFiles): TlsIdentity {
  const identity = TlsIdentity.load(files);
  if (!identity.ok) throw new Error(identity.error.message);
  return identity.value;
}

interface SecureBench extends Bench {
  readonly authority: TestAuthority;
  readonly identity: TlsIdentity;
  readonly files: TlsFiles & Certificate;
  readonly tlsPort: number;
}

/** A transport with TLS, whose certificate is that of ponto.example; it trusts the authority. */
async function secureBench(t: Test, more: Partial<TransportOptions> = {}): Promise<SecureBench> {
  const authority = await TestAuthority.create(t);
  const files = { ...authority.issue("DNS:ponto.example"), authorities: authority.path };
  const identity = identityOf(files);
  const opened = await bench(t, { tls: { port: 0, identity }, ...more });
  return { ...opened, authority, identity, files, tlsPort: opened.transport.tlsPort! };
}

/** A phone's end, which knows the authority. */
async function phone(t: Test, { authority, tlsPort }: SecureBench, more: ConnectionOptions = {}) {
  const ca = readFileSync(authority.path);
  const socket = tlsConnect({ port: tlsPort, host: "127.0.0.1", servername: "ponto.example", ca, ...more });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  t.teardown(() => socket.destroy());
  await once(socket, "secureConnect");
  return { socket, closed, read: reader(socket) };
}

/** A carrier's end that listens with a certificate. */
async function carrier(t: Test, certificate: Certificate, more: object = {}) {
  const server = createTlsServer({ ...pem(certificate), ...more });
  const sockets: TLSSocket[] = [];
  server.on("secureConnection", (socket) => {
    socket.on("error", () => undefined);
    sockets.push(socket);
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { port, sockets, accepted: async () => (await once(server, "secureConnection"))[0] as TLSSocket };
}

function request(): SipRequest {
  const parsed = parseMessage(Buffer.from(options(VIA)));
  if (!parsed.ok) throw new Error(parsed.error.reason);
  return parsed.value as SipRequest;
}

const callId = async ({ arrivals }: Bench): Promise<string> => callIdOf((await arrivals.next()).message);

t.test("a phone connects, and is answered along the way it came", async (t) => {
  const at = await secureBench(t);
  const { socket, read } = await phone(t, at);
  t.not(at.tlsPort, at.transport.port, "on a port of its own");
  socket.write(options(VIA));
  const { message, flow } = await at.arrivals.next();
  t.match(flow, {
    transport: "tls",
    address: "127.0.0.1",
    port: socket.localPort,
    localPort: at.tlsPort,
    connection: Number,
  });
  t.match(message.headers.get("Via"), /;received=127\.0\.0\.1$/);
  at.transport.sendBack(responseTo(message as SipRequest, 200), flow, () => t.fail());
  t.match(await read(/\r\n\r\n/), /^SIP\/2\.0 200 OK\r\n/);
  const target = { transport: "tls", host: "127.0.0.1", port: 1, connection: flow.connection! } as const;
  at.transport.send(message, target, () => t.fail());
  t.match(await read(/\r\n\r\n/), /^OPTIONS sip:/, "a request goes over the phone's own connection");
  t.same(
    at.transport.localFor(target),
    { address: "127.0.0.1", port: at.tlsPort },
    "Via and Contact name the TLS port",
  );
  t.same(at.counted, ["in tls OPTIONS", "out tls 200", "out tls OPTIONS"]);
});

t.test("split, pipelined and pinged, as over TCP", async (t) => {
  const at = await secureBench(t);
  const { socket, read } = await phone(t, at);
  const text = options(VIA, "split", "body");
  for (let i = 0; i < text.length; i += 11) socket.write(text.slice(i, i + 11));
  t.equal(await callId(at), "split");
  socket.write(`\r\n\r\n${options(VIA, "one")}\r\n${options(VIA, "two")}`);
  t.equal(await read(/\r\n/), "\r\n");
  t.same([await callId(at), await callId(at)], ["one", "two"]);
});

t.test("what does not shake hands is closed, and harms nobody", async (t) => {
  const at = await secureBench(t);
  const lively = await phone(t, at);
  lively.socket.write(options(VIA, "before"));
  t.equal(await callId(at), "before");
  const ended = async (write: string | undefined): Promise<void> => {
    const socket = connect(at.tlsPort, "127.0.0.1");
    socket.on("error", () => undefined);
    const closed = once(socket, "close");
    await once(socket, "connect");
    if (write !== undefined) socket.write(write);
    else {
      // The transport has it, too, before the time passes.
      const behind = await phone(t, at);
      behind.socket.destroy();
      at.time.advance(10_000);
    }
    await closed;
  };
  await ended(options(VIA));
  t.pass("plain text on the TLS port");
  await ended(undefined);
  t.pass("silence");
  await t.rejects(
    phone(t, at, { minVersion: "TLSv1.1", maxVersion: "TLSv1.1" }),
    /alert|protocol/i,
    "TLS 1.1 is refused",
  );
  lively.socket.write(options(VIA, "after"));
  t.equal(await callId(at), "after");
});

t.test("as a client: the carrier must be who it should be", async (t) => {
  const lines: { reason?: string }[] = [];
  const ignore = (): void => undefined;
  const log: Log = { debug: ignore, info: ignore, error: ignore, warn: (fields) => void lines.push(fields) };
  const at = await secureBench(t, { log });
  const stranger = await TestAuthority.create(t);
  const good = await carrier(t, at.authority.issue("DNS:sip.carrier.example,IP:127.0.0.1"));
  const target = (port: number, serverName?: string) =>
    ({ transport: "tls", host: "127.0.0.1", port, ...(serverName === undefined ? {} : { serverName }) }) as const;

  const first = good.accepted();
  at.transport.send(request(), target(good.port, "sip.carrier.example"), (cause) => t.fail(cause));
  at.transport.send(request(), target(good.port, "SIP.carrier.example"), (cause) => t.fail(cause));
  await reader(await first)(/OPTIONS sip:.*OPTIONS sip:/s);
  t.equal(good.sockets.length, 1, "one connection for both");
  const second = good.accepted();
  at.transport.send(request(), target(good.port), (cause) => t.fail(cause));
  await reader(await second)(/OPTIONS sip:/);
  t.equal(good.sockets.length, 2, "another for the address, since this connection has proved the name only");

  const refusals: [name: string, port: number, serverName: string, reason: RegExp][] = [
    [
      "another's name",
      good.port,
      "sip.other.example",
      /is for sip\.carrier\.example, 127\.0\.0\.1, not for sip\.other\.example/,
    ],
    [
      "a wildcard",
      (await carrier(t, at.authority.issue("DNS:*.carrier.example"))).port,
      "sip.carrier.example",
      /not for/,
    ],
    [
      "an unknown authority",
      (await carrier(t, stranger.issue("DNS:sip.carrier.example"))).port,
      "sip.carrier.example",
      /verify|issuer|self.signed/,
    ],
    [
      "TLS 1.1",
      (
        await carrier(t, at.authority.issue("DNS:sip.carrier.example"), {
          minVersion: "TLSv1",
          maxVersion: "TLSv1.1",
          ciphers: "DEFAULT@SECLEVEL=0",
        })
      ).port,
      "sip.carrier.example",
      /version|alert|protocol/i,
    ],
  ];
  for (const [name, port, serverName, reason] of refusals) {
    const cause = await new Promise<SendFailure>((resolve) =>
      at.transport.send(request(), target(port, serverName), resolve),
    );
    t.equal(cause, "unreachable", name);
    t.match(lines.at(-1)?.reason, reason, `${name}: ${lines.at(-1)?.reason}`);
    at.time.advance(1_000);
  }
  const silent = createServer((socket) => socket.on("error", ignore));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  const connected = once(silent, "connection");
  const lost = new Promise((resolve) => at.transport.send(request(), target(port, "sip.carrier.example"), resolve));
  const [socket] = await connected;
  t.teardown(() => {
    socket.destroy();
    silent.close();
  });
  at.time.advance(5_000);
  t.equal(await lost, "unreachable", "a handshake that does not end");
  t.match(lines.at(-1)?.reason, "no connection within 5 s");
});

t.test("without TLS nothing is sent by it", async (t) => {
  const { transport, time } = await bench(t);
  const cause = new Promise((resolve) =>
    transport.send(request(), { transport: "tls", host: "127.0.0.1", port: 5061 }, resolve),
  );
  time.advance(0);
  t.equal(await cause, "unreachable");
});

t.test("a renewed certificate is for new connections, and a broken one for none", async (t) => {
  const at = await secureBench(t);
  const serial = async () => {
    const { socket } = await phone(t, at);
    return { socket, serial: socket.getPeerCertificate().serialNumber };
  };
  const old = await serial();
  const { certificate, key } = at.authority.issue("DNS:ponto.example");
  copyFileSync(certificate, at.files.certificate);
  t.match(at.identity.reload(), { ok: false, error: { file: "key", message: "is not the key of the certificate" } });
  t.equal((await serial()).serial, old.serial, "half renewed: the old one stays");
  copyFileSync(key, at.files.key);
  t.match(at.identity.reload(), { ok: true });
  const renewed = await serial();
  t.not(renewed.serial, old.serial);
  old.socket.write(options(VIA, "still-here"));
  t.equal(await callId(at), "still-here", "the old connection lives on");
});

t.test("files that do not do", async (t) => {
  const authority = await TestAuthority.create(t);
  const folder = await temporaryFolder(t);
  const good = authority.issue("DNS:ponto.example");
  const other = authority.issue("DNS:ponto.example");
  const missing = `${folder}/missing.pem`;
  const text = `${folder}/text.pem`;
  writeFileSync(text, "not PEM\n");
  const table: [name: string, files: Partial<TlsFiles>, fault: { file: keyof TlsFiles; message: RegExp }][] = [
    ["no certificate file", { certificate: missing }, { file: "certificate", message: /cannot be read: ENOENT/ }],
    ["no key file", { key: missing }, { file: "key", message: /cannot be read: ENOENT/ }],
    ["a folder", { key: folder }, { file: "key", message: /cannot be read: EISDIR/ }],
    ["no certificate", { certificate: text }, { file: "certificate", message: /no certificate/ }],
    ["the key as certificate", { certificate: good.key }, { file: "certificate", message: /no certificate/ }],
    ["no key", { key: text }, { file: "key", message: /no private key/ }],
    ["another's key", { key: other.key }, { file: "key", message: /not the key of the certificate/ }],
    ["no authorities", { authorities: missing }, { file: "authorities", message: /ENOENT/ }],
    ["not an authority", { authorities: text }, { file: "authorities", message: /no certificate/ }],
  ];
  for (const [name, files, fault] of table)
    t.match(TlsIdentity.load({ ...good, ...files }), { ok: false, error: fault }, name);
  t.match(TlsIdentity.load(good), { ok: true });
});
