/** SIP over TLS on the built server: its settings, its phones, its certificate renewed while it runs. */
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import t, { type Test } from "tap";
import { voipOf } from "../../lab/ponto/account.ts";
import { parameter } from "../../lab/sip/message.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";
import { failedStart } from "../support/failedStart.ts";
import { temporaryFolder } from "../support/server.ts";

t.test("a phone over TLS and one over UDP call each other", async (t) => {
  const authority = await TestAuthority.create(t);
  const c = await centre(t, { server: { env: tlsSettings(authority.issue("IP:127.0.0.1")) } });
  const { now } = c.server;
  const eva = await c.seat("Eva", "1005", {
    ...{ transport: "tls", server: now.sipTls, authority: readFileSync(authority.path, "utf8"), voice: tone(700) },
  });
  c.ana.phone.voice = tone(1000);
  t.same((await voipOf(c.admin, eva.agent)).transports, ["udp", "tcp", "tls"]);
  t.ok(
    now.lines.some((line) => line.startsWith("SIP over TLS ") && line.includes(`:${now.sipTls.port}`)),
    "it is printed",
  );

  for (const scheme of ["sip", "sips"]) {
    const call = await (await eva.phone.dial(`${scheme}:1001@127.0.0.1`)).answered();
    const called = await c.ana.phone.incoming();
    t.strictSame(tonesIn(await call.audio.hear(300), [700, 1000]), [1000]);
    t.strictSame(tonesIn(await called.audio.hear(300), [700, 1000]), [700]);
    const contact = eva.phone.log.responses("INVITE").at(-1)!.get("Contact");
    const port = now.sipTls.port;
    t.equal(
      contact,
      scheme === "sip" ? `<sip:1001@127.0.0.1:${port};transport=tls>` : `<sips:1001@127.0.0.1:${port}>`,
      "what requests within the dialog are sent to",
    );
    await called.bye();
    t.equal(await call.ended(), "theirs", "the BYE comes over the phone's connection");
  }

  const back = await (await c.ana.phone.dial("1005")).answered();
  const ringing = await eva.phone.incoming();
  const invite = eva.phone.log.requests("INVITE").at(-1)!;
  t.match(invite.get("Via"), new RegExp(`^SIP/2\\.0/TLS 127\\.0\\.0\\.1:${now.sipTls.port};`));
  t.ok(parameter(invite.get("Via"), "branch"));
  await back.bye();
  t.equal(await ringing.ended(), "theirs");
});

/** The serial number of the certificate that a server shows to who connects now. */
async function serialAt(t: Test, { address, port }: Peer, ca: Buffer): Promise<string> {
  const socket = connect({ host: address, port, ca });
  t.teardown(() => socket.destroy());
  await once(socket, "secureConnect");
  return socket.getPeerCertificate().serialNumber;
}

t.test("SIGHUP reads the certificate again", async (t) => {
  const authority = await TestAuthority.create(t);
  const folder = await temporaryFolder(t);
  const files = { certificate: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  const renew = (): void => {
    const { certificate, key } = authority.issue("IP:127.0.0.1");
    copyFileSync(certificate, files.certificate);
    copyFileSync(key, files.key);
  };
  renew();
  const c = await centre(t, { server: { env: tlsSettings(files) } });
  const { now } = c.server;
  const ca = readFileSync(authority.path);
  const eva = await c.seat("Eva", "1005", { transport: "tls", server: now.sipTls, authority: ca.toString() });
  const first = await serialAt(t, now.sipTls, ca);

  renew();
  now.reload();
  await now.logged(({ event }) => event === "tls_reloaded", "the certificate to be read again");
  const second = await serialAt(t, now.sipTls, ca);
  t.not(second, first);

  writeFileSync(files.key, "no key any more");
  now.reload();
  const told = await now.logged(({ event }) => event === "tls_not_reloaded", "the broken key to be told of");
  t.match(told.reason, /key\.pem .*\(PONTO_SIP_TLS_KEY\)$/);
  t.equal(await serialAt(t, now.sipTls, ca), second, "the certificate stays as it was");

  const call = await (await c.ana.phone.dial("1005")).answered();
  const ringing = await eva.phone.incoming();
  await call.bye();
  t.equal(await ringing.ended(), "theirs", "the phone's old connection lives on");
});

t.test("a start that cannot have TLS says why", async (t) => {
  const authority = await TestAuthority.create(t);
  const dataDir = await temporaryFolder(t);
  const good = tlsSettings(authority.issue("IP:127.0.0.1"));
  const other = authority.issue("IP:127.0.0.1");
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  t.teardown(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const table: [name: string, env: Record<string, string>, line: RegExp][] = [
    [
      "the port is in use",
      { PONTO_SIP_TLS_PORT: `${port}` },
      /SIP over TLS cannot listen on 127\.0\.0\.1:\d+: another program does \(PONTO_SIP_TLS_PORT\)/,
    ],
    [
      "no such file",
      { PONTO_SIP_TLS_CERT: "/nowhere/cert.pem" },
      /\/nowhere\/cert\.pem cannot be read: ENOENT.*\(PONTO_SIP_TLS_CERT\)/,
    ],
    ["another's key", { PONTO_SIP_TLS_KEY: other.key }, /key is not the key of the certificate \(PONTO_SIP_TLS_KEY\)/],
    ["no authorities", { PONTO_SIP_TLS_CA: other.key }, /holds no certificate in PEM form \(PONTO_SIP_TLS_CA\)/],
    ["no key", { PONTO_SIP_TLS_KEY: "" }, /PONTO_SIP_TLS_KEY must be /],
  ];
  for (const [name, env, line] of table) {
    const { code, stderr } = await failedStart(dataDir, { ...good, ...env });
    t.equal(code, 1, name);
    t.match(stderr, line);
    t.match(stderr, /^ponto: [^\n]+\n$/, "one line");
  }
});
