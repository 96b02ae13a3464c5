/** What strangers send: nothing of it is heard, recorded or felt, and none of it tells them anything. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import t, { type Test } from "tap";
import { writeRtp } from "../../lab/media/rtp.ts";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { TestPhone } from "../../lab/phone/phone.ts";
import type { PontoServer } from "../../lab/ponto/server.ts";
import { reservePorts } from "../../lab/ports.ts";
import type { SipMessage } from "../../lab/sip/message.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { encode } from "../../lab/sound/g711.ts";
import { take, tone } from "../../lab/sound/signals.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { type Centre, CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";
import { mutated } from "../support/mutations.ts";

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const INJECTED_HZ = 2500;
const tones = [CUSTOMER_HZ, AGENT_HZ, INJECTED_HZ];

/** For how many frames of 20 ms strangers are at it. */
const FRAMES = 100;
const MESSAGES_PER_FRAME = 12;
const SEED = 20_261_122;

async function socketOf(t: Test): Promise<Socket> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  // ICMP errors and answers to junk are nobody's business.
  socket.on("error", () => undefined).on("message", () => undefined);
  t.teardown(() => socket.close());
  return socket;
}

/** No defect showed, and nothing that pino would call an error. */
function noComplaints(t: Test, server: PontoServer): void {
  const complaints = server.logs.filter(({ level, event }) => Number(level) >= 50 || event === "fault");
  t.strictSame(complaints, [], "no error in the log");
  t.notMatch(server.lines.join("\n"), /\n\s+at .*:\d+:\d+/, "no stack trace");
}

/** Valid messages about the live call and others, for damaging. */
async function templates(t: Test, c: Centre, call: PhoneCall): Promise<readonly Buffer[]> {
  const stranger = await TestPhone.start({ user: "1001", server: c.server.now.sip, seed: SEED });
  t.teardown(() => stranger.close());
  const { contact } = stranger;
  const uri = `sip:1001@${stranger.domain}`;
  const sdp = { headers: [["Content-Type", "application/sdp"] as const], body: call.invite.body };
  return [
    stranger.compose("REGISTER", `sip:${stranger.domain}`, { headers: [["Contact", contact]] }),
    stranger.compose("INVITE", uri, { ...sdp, headers: [["Contact", contact], ...sdp.headers] }),
    stranger.compose("OPTIONS", uri),
    // In the live call's name, but without the tags that only its ends know.
    stranger.compose("BYE", uri, { callId: call.id, to: `<${uri}>;tag=guess`, cseq: 99 }),
    stranger.compose("INVITE", uri, { callId: call.id, to: `<${uri}>;tag=guess`, cseq: 100, ...sdp }),
    stranger.compose("CANCEL", uri, { callId: call.id }),
  ].map((message) => Buffer.from(message.toString()));
}

t.test("a call goes on undisturbed while strangers send junk to every port of it", async (t) => {
  const c = await centre(t);
  const server = c.server.now;
  c.ana.phone.voice = tone(AGENT_HZ);
  const call = await c.call();
  call.customer.audio.speak(tone(CUSTOMER_HZ));
  const [sip, media] = [await socketOf(t), await socketOf(t)];
  const entropy = seededEntropy(SEED);
  const valid = await templates(t, c, call.customer);
  const streams = connect({ host: server.sip.address, port: server.sip.port });
  streams.on("error", () => undefined);
  t.teardown(() => streams.destroy());
  const injected = encode("PCMA", take(tone(INJECTED_HZ, 20_000), 20));

  const heard = Promise.all([call.customer, call.agent].map(({ audio }) => audio.hear(FRAMES * 20)));
  for (let frame = 0; frame < FRAMES; frame++) {
    await call.customer.audio.pass(20);
    for (let i = 0; i < MESSAGES_PER_FRAME; i++) {
      const junk = mutated(valid[entropy.uint32() % valid.length]!, entropy);
      sip.send(junk, server.sip.port, server.sip.address);
      if (i === 0 && streams.writable) streams.write(junk);
    }
    for (const { audio } of [call.customer, call.agent]) {
      const { address, port } = audio.agreed!;
      // The very packet that the party has just sent, but for its sound.
      const sent = audio.sent.at(-1)!;
      const [sequence, timestamp] = [sent.readUInt16BE(2) + 1, sent.readUInt32BE(4) + 160];
      media.send(
        writeRtp({ marker: true, payloadType: 8, sequence, timestamp, ssrc: audio.ssrc }, injected),
        port,
        address,
      );
      media.send(mutated(sent, entropy), port, address);
      media.send(mutated(Buffer.from(`81c9000700000001${entropy.hex(24)}`, "hex"), entropy), port + 1, address);
      // RTCP BYE in the party's name (RFC 3550 §6.6).
      media.send(Buffer.from(`81cb0001${audio.ssrc.toString(16).padStart(8, "0")}`, "hex"), port + 1, address);
    }
  }
  const [customer, agent] = await heard;
  t.strictSame(tonesIn(customer!, tones), [AGENT_HZ], "the customer hears the agent and nothing else");
  t.strictSame(tonesIn(agent!, tones), [CUSTOMER_HZ], "and the agent the customer");
  t.strictSame(call.customer.requests, [], "no message reached the customer's dialog");

  await call.customer.bye();
  await call.agent.ended();
  t.match(await c.report(call.id), { disposition: "answered", hungUpBy: "customer" });
  const { row, wav } = await c.recording(call.id);
  t.match(row, { state: "complete", missingMs: 0 });
  t.strictSame(
    wav.tracks.map((track) => tonesIn(track, tones)),
    [[CUSTOMER_HZ], [AGENT_HZ]],
    "nothing that was injected is recorded",
  );
  const malformed = await metric(c.admin, "ponto_sip_messages_total", { kind: "malformed" });
  t.ok(malformed > FRAMES, `${malformed} messages were malformed`);
  const foreign = await metric(c.admin, "ponto_rtp_packets_total", { direction: "foreign" });
  t.ok(foreign >= 2 * FRAMES, `${foreign} packets were foreign`);
  const again = await c.call();
  await again.customer.bye();
  noComplaints(t, server);
});

/** An answer without what differs from answer to answer: nonce, tags, branch, received port, times. */
const bare = (answer: SipMessage): string =>
  answer
    .toString()
    .replace(/(nonce|opaque)="[^"]*"/g, '$1=""')
    .replace(/tag=[\w.-]+/g, "tag=")
    .replace(/branch=[\w.-]+/g, "branch=")
    .replace(/rport=\d+/g, "rport=")
    .replace(/^(Call-ID|CSeq|Contact|From|To|Via):.*$/gm, (line) =>
      line.replace(/\b(1001|1999|4711)\b/g, "EXT").replace(/:\d{4,5}\b/g, ":PORT"),
    )
    .replace(/^Call-ID:.*$/m, "Call-ID: ID");

t.test("a stranger learns nothing of who exists", async (t) => {
  const c = await centre(t);
  const answersTo = async (user: string, password: string, ask: (phone: TestPhone) => SipMessage): Promise<string> => {
    const phone = await TestPhone.start({ user, password, server: c.server.now.sip });
    t.teardown(() => phone.close());
    await phone.ask(ask(phone));
    return phone.log.entries
      .filter(({ direction, message }) => direction === "received" && (message.status ?? 0) >= 200)
      .map(({ message }) => bare(message))
      .join("\n");
  };
  const register = (phone: TestPhone): SipMessage =>
    phone.compose("REGISTER", `sip:${phone.domain}`, { to: `<${phone.aor}>`, headers: [["Contact", phone.contact]] });
  const invite = (phone: TestPhone): SipMessage =>
    phone.compose("INVITE", `sip:1003@${phone.domain}`, { headers: [["Contact", phone.contact]] });
  const options = (phone: TestPhone): SipMessage => phone.compose("OPTIONS", phone.aor);
  for (const [name, ask] of Object.entries({ register, invite, options })) {
    const known = await answersTo("1001", "wrong", ask);
    t.ok(known.length > 0, name);
    t.equal(await answersTo("1999", "wrong", ask), known, `${name}: a user who does not exist`);
  }
  t.match(await answersTo("1999", "wrong", register), /^SIP\/2.0 401/, "and is refused");
});

t.test("when every RTP port is in use a caller hears so, and calls work again after a hang-up", async (t) => {
  const range = await reservePorts();
  t.teardown(() => range.release());
  const env = { PONTO_RTP_PORT_MIN: String(range.min), PONTO_RTP_PORT_MAX: String(range.min + 3) };
  const c = await centre(t, { server: { env } });
  const bruno = await c.seat("Bruno", "1002");
  const call = await c.call();

  const refused = await bruno.phone.dial("1003");
  t.equal(await refused.ended(), 503);
  await c.server.now.logged(
    ({ msg }) => /every RTP port is in use \(PONTO_RTP_PORT_MIN, PONTO_RTP_PORT_MAX\)/.test(String(msg)),
    "a line that says so",
  );
  const { status, body } = await c.clara.api.request<{ id: string }>("POST", "/v1/monitorings", {
    callId: call.id,
    mode: "passive",
  });
  t.equal(status, 202);
  t.match(await c.monitoring(body.id, "failed"), { reason: "unreachable", sipStatus: null });
  t.equal(call.customer.state, "connected", "the call never noticed");

  await call.customer.bye();
  await eventually(
    async () => {
      const again = await c.trunk.call(NUMBER, CUSTOMER);
      const answered = await again.answered().catch(() => undefined);
      await answered?.bye();
      return answered !== undefined;
    },
    "a call to be answered again",
    20_000,
  );
  noComplaints(t, c.server.now);
});
