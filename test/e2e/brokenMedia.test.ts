/** What broken phones and strangers send to the media ports of the built server: calls with Opus, G.711 and SRTP go on, and their recordings with them. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import t, { type Test } from "tap";
import { writeRtp } from "../../lab/media/rtp.ts";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { forms } from "../../lab/sound/coding.ts";
import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";
import { centre, type LiveCall } from "../support/centre.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { hearsRoughly, voiceOf } from "../support/hearing.ts";
import { metric } from "../support/metrics.ts";

/** Of this machine too, but no phone or trunk of ours is there. */
const STRANGER = "127.0.0.2";
/** For how many frames of 20 ms they are at it. */
const FRAMES = 75;
const PACKETS_A_FRAME = 10;

/** @returns a socket, and how many datagrams were sent to it. */
async function socketAt(t: Test, address: string): Promise<readonly [Socket, () => number]> {
  const socket = createSocket("udp4").bind(0, address);
  await once(socket, "listening");
  let heard = 0;
  // ICMP errors are nobody's business.
  socket.on("error", () => {}).on("message", () => heard++);
  t.teardown(() => socket.close());
  return [socket, () => heard];
}

/** Payload types that flap, SSRCs and numbers that jump, sounds, events and noise that are cut short, headers that lie. */
function nonsense({ audio }: PhoneCall, entropy: Entropy): Buffer {
  const below = (limit: number): number => entropy.uint32() % limit;
  const { payloadType } = audio.agreed!;
  const types = [
    payloadType,
    payloadType,
    ...Object.values(forms).map((form) => form.payloadType),
    13,
    101,
    below(128),
  ];
  const own = audio.sent.at(-1)!;
  const header = {
    marker: below(2) === 0,
    payloadType: types[below(types.length)]!,
    sequence: below(3) === 0 ? below(65_536) : own.readUInt16BE(2),
    timestamp: below(3) === 0 ? entropy.uint32() : own.readUInt32BE(4),
    ssrc: below(3) === 0 ? entropy.uint32() : audio.ssrc,
  };
  const octets = [0, 1, 2, 3, 4, 33, 160, 320, 1488, 1600, 9000][below(11)]!;
  const packet = writeRtp(header, Buffer.from(entropy.hex(octets), "hex"));
  if (below(4) === 0) packet[0] = 0x80 | below(64);
  return below(6) === 0 ? packet.subarray(0, below(16)) : packet;
}

/** Each frame, `send` is given what to send. */
async function whileTalking(call: LiveCall, entropy: Entropy, send: (leg: PhoneCall, packet: Buffer) => void) {
  for (let frame = 0; frame < FRAMES; frame++) {
    await call.customer.audio.pass(20);
    for (const leg of [call.customer, call.agent])
      for (let i = 0; i < PACKETS_A_FRAME; i++) send(leg, nonsense(leg, entropy));
  }
}

async function heard({ customer, agent }: LiveCall, monitor: PhoneCall): Promise<readonly string[]> {
  return Promise.all([customer, agent, monitor].map(({ audio }) => hearsRoughly(audio)));
}

const asEver = ["agent monitor", "customer monitor", "customer agent"];

t.test("strangers and broken phones send junk into an active monitoring of Opus and A-law", async (t) => {
  const c = await centre(t, { agent: { codecs: ["opus"], voice: voiceOf("agent") } });
  c.trunk.voice = voiceOf("customer");
  c.clara.phone.voice = voiceOf("monitor");
  const call = await c.call();
  const { leg } = await c.monitor(call, "active");
  t.strictSame(await heard(call, leg), asEver);
  const entropy = seededEntropy(4);
  const [near, toNear] = await socketAt(t, "127.0.0.1");
  const [far, toFar] = await socketAt(t, STRANGER);

  await t.test("from other ports and addresses: nobody hears a thing of it", async (t) => {
    const from = call.customer.audio.received.length;
    const listening = heard(call, leg);
    await whileTalking(call, entropy, ({ audio }, packet) => {
      const { address, port } = audio.agreed!;
      near.send(packet, port, address);
      far.send(packet, port, address);
      // RTCP BYE in the party's name (RFC 3550 §6.6), and what is no RTCP.
      const ssrc = audio.ssrc.toString(16).padStart(8, "0");
      far.send(Buffer.from(`81cb0001${ssrc}`, "hex"), port + 1, address);
      near.send(packet, port + 1, address);
    });
    t.strictSame(await listening, asEver);
    const numbers = call.customer.audio.received.slice(from).map(({ sequence }) => sequence);
    t.ok(
      numbers.slice(1).every((number, i) => ((number - numbers[i]!) & 0xffff) === 1),
      "not one frame more or less",
    );
    t.ok((await metric(c.admin, "ponto_rtp_packets_total", { direction: "foreign" })) > 2 * FRAMES * PACKETS_A_FRAME);
  });

  await t.test("from the parties' own phones: when it is over they are heard as before", async (t) => {
    await whileTalking(call, entropy, ({ audio }, packet) => audio.transmit(packet));
    t.strictSame([call.customer.state, call.agent.state, leg.state], ["connected", "connected", "connected"]);
    // Strange SSRCs and jumps are forgotten with the next packets.
    await call.customer.audio.pass(1000);
    t.strictSame(await heard(call, leg), asEver);
  });

  await call.customer.bye();
  await leg.ended();
  t.strictSame([toNear(), toFar()], [0, 0], "nothing was ever sent to a stranger");
  const { row, wav } = await c.recording(call.id);
  t.match(row, { state: "complete", missingMs: 0 });
  t.ok(wav.tracks.every((track) => track.length === wav.tracks[0]!.length));
  t.ok((await c.report(call.id)).quality !== undefined);
  await eventually(async () => (await metric(c.admin, "ponto_rtp_ports_in_use")) === 0, "the ports to be given back");
  const complaints = c.server.now.logs.filter(({ level, event }) => Number(level) >= 50 || event === "fault");
  t.strictSame(complaints, [], "no defect showed");
});

t.test("SRTP: junk, clear packets and repetitions, from the phone's own address too", async (t) => {
  const authority = await TestAuthority.create(t);
  const c = await centre(t, { server: { env: tlsSettings(authority.issue("IP:127.0.0.1")) } });
  const eva = await c.seat("Eva", "1005", {
    ...{ transport: "tls", server: c.server.now.sipTls, authority: readFileSync(authority.path, "utf8") },
    ...{ voice: voiceOf("customer"), srtp: true, codecs: ["opus"] },
  });
  await c.admin.patch(`/v1/agents/${eva.agent.id}`, { voip: { srtp: "required" } });
  c.ana.phone.voice = voiceOf("agent");
  const customer = await (await eva.phone.dial("1001")).answered();
  const agent = await c.ana.phone.incoming();
  const call: LiveCall = { id: (await c.calls())[0]!.id, customer, agent };
  const entropy = seededEntropy(5);
  const listening = Promise.all([customer, agent].map(({ audio }) => hearsRoughly(audio)));
  const forged = writeRtp(
    { marker: false, payloadType: 8, sequence: 1, timestamp: 1, ssrc: 1 },
    Buffer.alloc(160, 0x2a),
  );
  await whileTalking(call, entropy, (leg, packet) => {
    if (leg !== customer) return;
    leg.audio.transmit(packet);
    leg.audio.transmit(leg.audio.sent.at(-1)!);
    leg.audio.transmit(forged);
  });
  t.strictSame(await listening, ["agent", "customer"], "not a thing of it is heard");
  t.equal(customer.audio.refused, 0);
  t.ok((await metric(c.admin, "ponto_rtp_packets_total", { direction: "refused" })) > FRAMES);
  await customer.bye();
  await agent.ended();
  t.match((await c.recording(call.id)).row, { state: "complete", missingMs: 0 });
  const complaints = c.server.now.logs.filter(({ level, event }) => Number(level) >= 50 || event === "fault");
  t.strictSame(complaints, [], "no defect showed");
});
