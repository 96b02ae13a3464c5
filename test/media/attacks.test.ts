/** Who sends to a leg's ports without being its peer changes nothing: not what is heard, not what is recorded, not where we send. */
import t, { type Test } from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { HEADER_LENGTH, writeHeader } from "../../src/rtp/packet.ts";
import { noise, silence } from "./support/signals.ts";
import { CUSTOMER_LEG, Stage } from "./support/stage.ts";

/** Port of the customer's leg on the stage. */
const PORT = 20_000 + 2 * CUSTOMER_LEG;
const LOUD = 0x2a;

/** A packet as the customer's own would be: its SSRC, its next number and time stamp. */
function forged(stage: Stage): Buffer {
  const last = stage.customer.said.length;
  const packet = Buffer.alloc(HEADER_LENGTH + 160, LOUD);
  writeHeader(packet, false, 8, 65_500 + last, 0xffff_0000 + 160 * last, 11);
  return packet;
}

class Attacker {
  readonly #stage: Stage;
  readonly #socket: ReturnType<Stage["net"]["socket"]>;
  /** What it was sent. */
  answers = 0;

  constructor(stage: Stage, address: string, port: number) {
    this.#stage = stage;
    this.#socket = stage.net.socket(address, port, () => this.answers++);
  }

  send(packet: Buffer, port = PORT): void {
    this.#socket.send(packet, 0, packet.length, port, this.#stage.address);
  }

  close(): void {
    this.#socket.close();
  }
}

/** A-law has no zero: the silence of two parties is up to three of its smallest steps. */
const isQuiet = (samples: Int16Array): boolean => samples.every((sample) => Math.abs(sample) <= 24);

/** A call whose customer says nothing that is heard; whatever sounds is the attacker's. */
function quietCall(): Stage {
  const stage = new Stage();
  stage.record();
  stage.monitor("passive");
  stage.customer.speak(silence);
  stage.agent.speak(silence);
  stage.time.advance(500);
  return stage;
}

async function isUntouched(t: Test, stage: Stage, attacker: Attacker): Promise<void> {
  t.equal(attacker.answers, 0, "nothing was sent to it");
  attacker.close();
  for (const phone of [stage.agent, ...stage.monitors]) t.ok(isQuiet(phone.samples()), "not played, not mixed");
  t.equal(stage.told("mediaTimeout").length, 0);
  await stage.end();
  t.ok(isQuiet(stage.recording.samples), "not recorded");
  t.equal(stage.net.open, 0);
}

for (const [whence, address, port] of [
  ["a stranger", "10.9.9.9", 5000],
  ["another port of the customer's own address", "10.0.1.1", 6000],
] as const) {
  t.test(`forged packets with the right SSRC, number and time stamp, from ${whence}`, async (t) => {
    const stage = quietCall();
    const attacker = new Attacker(stage, address, port);
    for (let i = 0; i < 200; i++) {
      attacker.send(forged(stage));
      stage.time.advance(20);
    }
    const heard = stage.customer.heard.length;
    stage.time.advance(1000);
    t.ok(stage.customer.heard.length > heard + 40, "the customer still hears");
    await isUntouched(t, stage, attacker);
  });
}

t.test("a race before the lock: the first packets are a stranger's, the peer's lock all the same", async (t) => {
  const stage = new Stage();
  stage.record();
  const attacker = new Attacker(stage, "10.9.9.9", 5000);
  stage.agent.speak(silence);
  for (let i = 0; i < 100; i++) {
    attacker.send(forged(stage));
    stage.time.advance(20);
  }
  stage.customer.speak(noise(3));
  stage.time.advance(1000);
  t.ok(stage.customer.heard.length > 40, "the customer hears the agent from the beginning");
  t.ok(stage.agent.heard.length >= 49 && stage.agent.heard.length <= 51, "and is heard; nobody else is");
  t.equal(attacker.answers, 0);
  attacker.close();
  await stage.end();
});

t.test("after ten seconds of silence a third address is as strange as before; the peer comes back", async (t) => {
  const stage = quietCall();
  stage.customer.mute();
  const attacker = new Attacker(stage, "10.9.9.9", 5000);
  for (let i = 0; i < 600; i++) {
    attacker.send(forged(stage));
    stage.time.advance(20);
  }
  const heard = stage.agent.heard.length;
  stage.customer.speak(silence);
  stage.time.advance(1000);
  t.ok(stage.agent.heard.length > heard + 40, "the customer is heard again");
  await isUntouched(t, stage, attacker);
});

t.test("RTCP from a stranger: BYE, and a flood, neither end nor keep anything", async (t) => {
  const stage = quietCall();
  stage.engine.handle({
    op: "describeLeg",
    call: 1,
    leg: CUSTOMER_LEG,
    described: stage.customer.described,
    mediaTimeoutMs: 3000,
  });
  // An empty receiver report and a goodbye of the customer's SSRC (RFC 3550 §6.6).
  const bye = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 11, 0x81, 203, 0, 1, 0, 0, 0, 11]);
  const attacker = new Attacker(stage, "10.9.9.9", 5001);
  attacker.send(bye, PORT + 1);
  stage.time.advance(1000);
  const entropy = seededEntropy(7);
  for (let i = 0; i < 5000; i++) {
    attacker.send(i % 2 === 0 ? Buffer.from(bye) : Buffer.from(entropy.hex(40), "hex"), PORT + 1);
    if (i % 50 === 0) stage.time.advance(1);
  }
  t.equal(stage.told("mediaTimeout").length, 0, "the customer still sends");
  const heard = stage.agent.heard.length;
  stage.time.advance(1000);
  t.ok(stage.agent.heard.length > heard + 40, "and is heard");
  stage.customer.mute();
  for (let i = 0; i < 200; i++) {
    attacker.send(Buffer.from(bye), PORT + 1);
    stage.time.advance(20);
  }
  t.equal(stage.told("mediaTimeout").length, 1, "a stranger's RTCP keeps no dead call alive");
  stage.events.length = 0;
  await isUntouched(t, stage, attacker);
});

t.test("the peer's own RTCP BYE ends nothing: signalling does", async (t) => {
  const stage = quietCall();
  stage.customer.sendRtcp(Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 11, 0x81, 203, 0, 1, 0, 0, 0, 11]));
  const heard = stage.agent.heard.length;
  stage.time.advance(1000);
  t.ok(stage.agent.heard.length > heard + 40);
  await stage.end();
});

t.test("a new description of the same address, while the peer is behind NAT: we send where we sent", async (t) => {
  const stage = new Stage();
  const { described } = stage.customer;
  const behind = { ...described, rtpPort: 7000, rtcpPort: 7001 };
  const describe = (): void =>
    stage.engine.handle({ op: "describeLeg", call: 1, leg: CUSTOMER_LEG, described: behind, mediaTimeoutMs: 0 });
  describe();
  stage.agent.speak(noise(4));
  stage.customer.speak(silence);
  stage.time.advance(1000);
  t.ok(stage.customer.heard.length > 15, "locked after 500 ms");
  for (let refresh = 0; refresh < 3; refresh++) {
    describe();
    const attacker = new Attacker(stage, stage.customer.address, 6000 + refresh);
    const heard = stage.customer.heard.length;
    for (let i = 0; i < 50; i++) {
      attacker.send(forged(stage));
      attacker.send(forged(stage));
      stage.time.advance(20);
    }
    t.ok(stage.customer.heard.length >= heard + 49, "without a gap");
    t.equal(attacker.answers, 0, "and to nobody else of that address");
    attacker.close();
  }
  t.ok(isQuiet(stage.agent.samples()));
  await stage.end();
});
