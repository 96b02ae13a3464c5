/** Strangers who flood, forge and stall, from another address of this machine, while people talk on the built server. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import t, { type Test } from "tap";
import type { AudioPort } from "../../lab/media/audioPort.ts";
import { TestPhone } from "../../lab/phone/phone.ts";
import { voipOf } from "../../lab/ponto/account.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { type Centre, centre } from "../support/centre.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";
import { metric } from "../support/metrics.ts";

/** Of this machine too, but no phone or trunk of ours is there. */
const STRANGER = "127.0.0.9";

/** What `ear` gets while something goes on: whether each packet followed the one before. */
async function hearsWithoutGap(t: Test, ear: AudioPort, meanwhile: () => Promise<unknown>): Promise<void> {
  const from = ear.received.length;
  await meanwhile();
  const numbers = ear.received.slice(from).map(({ sequence }) => sequence);
  const gaps = numbers.slice(1).filter((number, i) => ((number - numbers[i]!) & 0xffff) !== 1);
  t.ok(numbers.length > 25, `${numbers.length} packets`);
  t.strictSame(gaps, [], "not one is missing");
}

async function stranger(t: Test) {
  const socket = createSocket("udp4");
  socket.bind(0, STRANGER);
  await once(socket, "listening");
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(data.toString("latin1")));
  socket.on("error", () => {});
  t.teardown(() => socket.close());
  const { port } = socket.address();
  let last = 0;
  const request = (method: string, user: string, more: readonly string[] = []): string =>
    [
      `${method} sip:${user}@ponto.local SIP/2.0`,
      `Via: SIP/2.0/UDP ${STRANGER}:${port};rport;branch=z9hG4bK${++last}`,
      "Max-Forwards: 70",
      `From: <sip:${user}@ponto.local>;tag=${last}`,
      `To: <sip:${user}@ponto.local>`,
      `Call-ID: ${last}`,
      `CSeq: ${last} ${method}`,
      ...more,
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
  const send = (text: string | Buffer, to: Peer): Promise<void> =>
    new Promise((resolve) => socket.send(text, to.port, to.address, () => resolve()));
  return { request, send, heard };
}

/** Connections of the stranger's; they end with the test. */
function connector(t: Test) {
  const open: Socket[] = [];
  t.teardown(() => {
    for (const socket of open) socket.destroy();
  });
  return async ({ address, port }: Peer, bytes: string | Buffer): Promise<Socket> => {
    const socket = connect({ host: address, port, localAddress: STRANGER });
    open.push(socket);
    socket.on("error", () => {});
    socket.resume();
    await once(socket, "connect");
    socket.write(bytes);
    return socket;
  };
}

const works = async (c: Centre): Promise<boolean> => (await c.ana.phone.register()).status === 200;

t.test("a call goes on, whatever strangers send", async (t) => {
  const authority = await TestAuthority.create(t);
  const c = await centre(t, { server: { env: tlsSettings(authority.issue("IP:127.0.0.1")) } });
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  const { sip, sipTls } = c.server.now;
  const call = await c.call();
  const ear = call.customer.audio;
  const entropy = seededEntropy(3);
  const noise = (bytes: number): Buffer => Buffer.from(entropy.hex(bytes), "hex");

  await t.test("datagrams of 64 kB, and of noise", async (t) => {
    const { request, send } = await stranger(t);
    const huge = request("REGISTER", "1001", [`X-Padding: ${"x".repeat(65_000 - 400)}`]);
    await hearsWithoutGap(t, ear, async () => {
      for (let i = 0; i < 30; i++) await send(i % 3 === 0 ? huge : noise(200 + 400 * (i % 5)), sip);
      await ear.pass(800);
    });
    t.ok(await works(c));
  });

  await t.test("connections with noise, half a message, half a handshake, and nothing", async (t) => {
    const open = connector(t);
    const half = "REGISTER sip:ponto.local SIP/2.0\r\nVia: SIP/2.0/TCP x;branch=z9hG4bK1\r\nContent-Le";
    const hello = Buffer.concat([Buffer.from("1603010200010001fc0303", "hex"), noise(60)]);
    await hearsWithoutGap(t, ear, async () => {
      for (let i = 0; i < 20; i++)
        for (const bytes of [half, hello, noise(500), ""]) {
          await open(sip, bytes);
          await open(sipTls, bytes);
        }
      await ear.pass(800);
    });
    t.ok(await works(c));
    const eva = await c.seat("Eva", "1005", {
      ...{ transport: "tls", server: sipTls, authority: readFileSync(authority.path, "utf8") },
    });
    t.equal((await eva.phone.register()).status, 200, "and TLS serves on");
  });

  await t.test("a flood of REGISTERs is cut off before it is read, and those who guess are banned", async (t) => {
    const { request, send, heard } = await stranger(t);
    await hearsWithoutGap(t, ear, async () => {
      for (let i = 0; i < 3000; i++) await send(request("REGISTER", `${1000 + (i % 200)}`), sip);
      await ear.pass(800);
    });
    t.ok((await metric(c.admin, "ponto_sip_rate_limited_total")) > 0, "rate limited");
    // Phones that all ask at once when the power returns get a moment to prove themselves; this one goes on.
    await eventually(async () => {
      await send(request("REGISTER", "1001"), sip);
      return (await metric(c.admin, "ponto_sip_banned_sources")) === 1;
    }, "the ban");
    t.ok(heard.length < 800, `${heard.length} answers to 3000 requests`);
    const before = heard.length;
    await send(request("OPTIONS", "ponto"), sip);
    t.ok(await works(c), "who is not the stranger is served");
    t.equal(heard.length, before, "the stranger is not, not even OPTIONS");
    t.ok(c.server.now.logs.some(({ msg }) => msg === `SIP source banned: ${STRANGER}`));
    const open = connector(t);
    const barred = await open(sip, request("OPTIONS", "ponto"));
    await new Promise((resolve) => barred.once("close", resolve));
  });

  t.strictSame([await hears(call.customer.audio), await hears(call.agent.audio)], ["agent", "customer"]);
  await call.customer.bye();
  t.equal(await call.agent.ended(), "theirs");
});

t.test("a phone behind NAT, and one that names hosts of its choice", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  const agent = (await c.seat("Bruno", "1002")).agent;
  const { extension, token } = await voipOf(c.admin, agent);
  const options = { user: extension, password: token, server: c.server.now.sip };

  await t.test("its Contact and its SDP name a private address: it is called, and heard, where it is", async (t) => {
    const phone = await TestPhone.start({ ...options, voice: voiceOf("agent") });
    t.teardown(() => phone.close());
    Object.defineProperty(phone, "contact", { value: `<sip:${extension}@192.168.77.7:5062>` });
    await phone.register();
    const call = await (await phone.dial("1001", { sdp: { address: "192.168.77.7" } })).answered();
    const ana = await c.ana.phone.incoming();
    ana.audio.speak(voiceOf("customer"));
    // The stream is taken from where signalling comes from once half a second has shown nothing at the address that SDP names.
    await ana.audio.pass(700);
    t.equal(await hears(ana.audio), "agent");
    await ana.bye();
    t.equal(await call.ended(), "theirs", "the BYE comes through the NAT");
    await phone.unregister();
  });

  await t.test("Contact, Route and maddr of an INVITE lead nowhere else", async (t) => {
    const trap = createSocket("udp4");
    trap.bind(0, STRANGER);
    await once(trap, "listening");
    t.teardown(() => trap.close());
    let caught = 0;
    trap.on("message", () => caught++);
    const elsewhere = `${STRANGER}:${trap.address().port}`;
    const phone = await TestPhone.start(options);
    t.teardown(() => phone.close());
    Object.defineProperty(phone, "contact", { value: `<sip:1002@${elsewhere};maddr=${STRANGER}>` });
    await phone.register();
    const headers = [["Route", `<sip:${elsewhere};lr>`]] as const;
    const call = await (await phone.dial(`sip:1001@${phone.domain};maddr=${STRANGER}`, { headers })).answered();
    const ana = await c.ana.phone.incoming();
    await ana.bye();
    t.equal(await call.ended(), "theirs");
    const back = await c.ana.phone.dial("1002");
    t.equal((await phone.incoming()).state, "ringing", "it is called at its own address");
    await back.cancel();
    t.equal(caught, 0, "not a packet");
  });
});
