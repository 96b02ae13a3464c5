/** Legs with SRTP beside legs without: heard, recorded and mixed alike, and nothing else gets in. */
import t from "tap";
import { cryptoSuites } from "../../src/rtp/srtp/suites.ts";
import { keysOf, SecurePhone } from "./support/secure.ts";
import { shareAt, silence, tone } from "./support/signals.ts";
import { AGENT_LEG, CUSTOMER_LEG, FIRST_MONITOR_LEG, Stage } from "./support/stage.ts";

const hears = (samples: Int16Array, frequency: number): boolean => shareAt(samples, frequency) > 0.9;

for (const suite of cryptoSuites) {
  t.test(`${suite}: an encrypted customer and a clear agent, across the wrap of the sequence`, async (t) => {
    const stage = new Stage();
    const secure = new SecurePhone(stage, CUSTOMER_LEG, keysOf(suite), { address: "10.0.1.9", ssrc: 99 });
    stage.record();
    secure.phone.speak(tone(440));
    stage.agent.speak(tone(1000));
    stage.time.advance(2000);
    t.ok(hears(stage.agent.samples(500), 440));
    t.ok(hears(secure.phone.samples(500), 1000));
    t.ok(secure.phone.heard.length > 90, "it could open what came");
    t.equal(secure.refused, 0);
    t.ok(
      secure.phone.heard.some(({ sequence }) => sequence < 1000),
      "the sequence has begun anew",
    );
    t.ok(hears(stage.recording.channel(0).subarray(4000), 440));
    t.equal(stage.engine.stats().packetsRefused, 0);
    stage.time.advance(20_000);
    t.ok(secure.phone.reports.length > 1, "our reports come encrypted, too");
    await stage.end();
    secure.phone.close();
  });
}

t.test("an encrypted monitor hears and whispers", async (t) => {
  const stage = new Stage();
  stage.monitor("semi_active");
  const secure = new SecurePhone(stage, FIRST_MONITOR_LEG, keysOf("AEAD_AES_128_GCM"), {
    address: "10.0.2.9",
    ssrc: 98,
  });
  stage.customer.speak(tone(440));
  stage.agent.speak(silence);
  secure.phone.speak(tone(1800));
  stage.time.advance(2000);
  t.ok(hears(secure.phone.samples(500), 440));
  const agent = stage.agent.samples(500);
  t.ok(shareAt(agent, 440) > 0.3 && shareAt(agent, 1800) > 0.3, "the whisper lies over the customer's own stream");
  t.ok(shareAt(stage.customer.samples(500), 1800) < 1e-6);
  await stage.end();
  secure.phone.close();
});

t.test("two encrypted parties of different suites", async (t) => {
  const stage = new Stage();
  const customer = new SecurePhone(stage, CUSTOMER_LEG, keysOf("AES_CM_128_HMAC_SHA1_80", 1), { address: "10.0.1.8" });
  const agent = new SecurePhone(stage, AGENT_LEG, keysOf("AES_256_CM_HMAC_SHA1_32", 2), { address: "10.0.1.9" });
  customer.phone.speak(tone(440));
  agent.phone.speak(tone(1000));
  stage.time.advance(1500);
  t.ok(hears(agent.phone.samples(500), 440));
  t.ok(hears(customer.phone.samples(500), 1000));
  await stage.end();
  customer.phone.close();
  agent.phone.close();
});

t.test("what is forged, repeated or in the clear is neither played nor recorded, and counted", async (t) => {
  const stage = new Stage();
  const secure = new SecurePhone(stage, CUSTOMER_LEG, keysOf("AES_CM_128_HMAC_SHA1_80"), {
    address: "10.0.1.9",
    ssrc: 99,
    sequence: 100,
  });
  stage.record();
  stage.agent.speak(silence);
  secure.phone.speak(tone(440));
  stage.time.advance(1000);
  secure.phone.mute();
  stage.time.advance(200);
  const before = stage.engine.stats().packetsRefused;
  const heard = stage.agent.heard.length;
  // From the phone's own socket, so that the source is the leg's: only SRTP stands in the way.
  for (let i = 0; i < 20; i++) {
    const replay = secure.sent.filter(({ length }) => length === 182).at(-1 - i)!;
    secure.sendRaw(Buffer.from(replay));
    const forged = Buffer.from(replay);
    forged.writeUInt16BE(500 + i, 2);
    secure.sendRaw(forged);
    const clear = Buffer.alloc(172, 0x2a);
    clear.writeUInt32BE(0x8008_0000 + 600 + i, 0);
    clear.writeUInt32BE(99, 8);
    secure.sendRaw(clear);
    stage.time.advance(20);
  }
  t.equal(stage.engine.stats().packetsRefused - before, 60);
  t.equal(stage.agent.heard.length, heard, "none was passed on");
  const recorded = stage.recording.channel(0);
  t.ok(
    recorded.subarray(1200 * 8).every((sample) => Math.abs(sample) <= 8),
    "nor recorded",
  );
  await stage.end();
  secure.phone.close();
});

t.test("a renewed description with the same keys goes on, with new ones begins anew", async (t) => {
  const stage = new Stage();
  const keys = keysOf("AES_CM_128_HMAC_SHA1_80");
  const secure = new SecurePhone(stage, CUSTOMER_LEG, keys, { address: "10.0.1.9", ssrc: 99 });
  stage.agent.speak(tone(1000));
  secure.phone.speak(tone(440));
  stage.time.advance(2000);
  secure.agree({ ...keys, sendKey: keys.sendKey.slice(), receiveKey: keys.receiveKey.slice() }, false);
  stage.time.advance(1000);
  t.equal(secure.refused, 0, "our rollover counter went on");
  t.equal(stage.engine.stats().packetsRefused, 0, "and the peer's");
  const last = stage.agent.heard.length;
  secure.agree(keysOf("AEAD_AES_256_GCM", 5));
  stage.time.advance(1000);
  t.ok(stage.agent.heard.length > last + 45);
  t.ok(hears(secure.phone.samples(2500), 1000));
  t.ok(stage.engine.stats().packetsRefused <= 1, "what was under way under the old key was opened with that");
  await stage.end();
  secure.phone.close();
});
