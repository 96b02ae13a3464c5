import t from "tap";
import { EventClock } from "../../../src/rtp/dtmf/eventClock.ts";
import { writeEvent } from "../../../src/rtp/dtmf/events.ts";
import { type KeyListener, KeyRelay, type TakesKeys } from "../../../src/rtp/dtmf/keyRelay.ts";
import { KEYS, type Press } from "../../../src/rtp/dtmf/keys.ts";
import { addTones } from "../../../src/rtp/dtmf/toneGenerator.ts";

const clock = new EventClock();

/** Writes down what it is told: `5` at its beginning, `5:160` at its end. */
class Listener implements KeyListener {
  readonly told: string[] = [];
  busy = false;
  readonly takes: TakesKeys;

  constructor(takes: TakesKeys) {
    this.takes = takes;
  }

  begin({ code }: Press): void {
    this.told.push(KEYS[code]!);
  }

  finish({ code, lasts }: Press): void {
    this.told.push(`${KEYS[code]}:${Math.round(lasts / 10) * 10}`);
  }

  get keys(): string {
    return this.told.filter((word) => word.length === 1).join("");
  }
}

/** A party at its phone: time goes on as it does things. */
class Party {
  readonly relay = new KeyRelay();
  readonly to: Listener;
  now = 1000;
  passed = 0;
  #timestamp = 0;

  constructor(takes: TakesKeys, watchesTones = false) {
    this.to = new Listener(takes);
    this.relay.describe(watchesTones);
  }

  wait(ms: number): void {
    for (const end = this.now + ms; this.now < end; ) {
      this.now += 20;
      this.relay.step(this.now * 8, this.now);
    }
  }

  /** The packets of one press by RFC 4733, without those that are lost. */
  press(key: string, ms: number, lost: (packet: number) => boolean = () => false, during = (_ms: number) => {}): void {
    this.#timestamp += 16_000;
    const packets = ms / 20 + 2;
    for (let i = 1; i <= packets; i++) {
      const lasted = Math.min(20 * i, ms);
      const buf = Buffer.alloc(4);
      writeEvent(buf, 0, KEYS.indexOf(key), lasted * 8, lasted === ms);
      if (!lost(i) && this.relay.event(this.to, 7, this.#timestamp, buf, 0, 4, clock, this.now)) this.passed++;
      during(20 * i);
      this.wait(20);
    }
  }

  /** Speech, or a key's tones in it. @returns how much of it was passed on, ms */
  say(key: string | undefined, ms: number, during = (_ms: number) => {}): number {
    const samples = new Int32Array(ms * 8);
    if (key !== undefined) addTones(KEYS.indexOf(key), 0, samples.length, samples.length, samples, 1);
    let passed = 0;
    for (let at = 0; at < ms; at += 20) {
      const frame = Int16Array.from(samples.subarray(at * 8, (at + 20) * 8));
      if (!this.relay.audio(this.to, frame, 160, this.now * 8, this.now)) passed += 20;
      during(at);
      this.wait(20);
    }
    return passed;
  }

  info(key: string, ms: number): void {
    this.relay.info(this.to, KEYS.indexOf(key), ms, this.now);
  }
}

t.test("events go through to who takes events, and become what others take", async (t) => {
  const events = new Party("events");
  events.press("5", 100);
  t.same([events.passed, events.to.told], [7, []]);
  for (const takes of ["info", "tones"] as const) {
    const party = new Party(takes);
    party.press("5", 160);
    party.press("#", 40);
    t.equal(party.passed, 0);
    t.strictSame(party.to.told, ["5", "5:160", "#", "#:40"]);
  }
});

t.test("an event waits for the keys that are on their way already", async (t) => {
  const party = new Party("events");
  party.to.busy = true;
  party.press("5", 100);
  t.same([party.passed, party.to.told], [0, ["5", "5:100"]]);
});

t.test("a press whose end is lost ends as long as it was heard", async (t) => {
  const party = new Party("info");
  party.press("8", 200, (packet) => packet > 6);
  party.wait(300);
  t.strictSame(party.to.told, ["8", "8:120"]);
});

t.test("tones are told to who takes something else, and kept from it", async (t) => {
  for (const takes of ["events", "info"] as const) {
    const party = new Party(takes, true);
    party.say(undefined, 200);
    t.ok(party.say("4", 120) <= 20);
    party.say(undefined, 200);
    t.equal(party.to.keys, "4");
    t.match(party.to.told[1], /^4:1[123]0$/);
  }
});

t.test("tones go through to who takes tones", async (t) => {
  const party = new Party("tones", true);
  t.equal(party.say("4", 120) + party.say(undefined, 200), 320);
  t.strictSame(party.to.told, []);
});

t.test("INFO becomes what the other party takes", async (t) => {
  for (const takes of ["events", "tones", "info"] as const) {
    const party = new Party(takes);
    party.info("D", 250);
    t.strictSame(party.to.told, ["D", "D:250"]);
  }
});

t.test("a press that comes in two forms is one", async (t) => {
  for (const takes of ["events", "tones", "info"] as const) {
    // An INFO within the event, after it, before it, and half a second late for a loss.
    const within = new Party(takes);
    within.press("5", 100, undefined, (ms) => ms === 40 && within.info("5", 160));
    const after = new Party(takes);
    after.press("5", 100);
    after.info("5", 160);
    const late = new Party(takes);
    late.press("5", 100);
    late.wait(500);
    late.info("5", 160);
    const before = new Party(takes);
    before.info("5", 160);
    before.wait(40);
    before.press("5", 100);
    for (const [name, party] of Object.entries({ within, after, late, before })) {
      const once = party.to.keys.length + (party.passed > 0 ? 1 : 0);
      t.equal(once, 1, `${name} ${takes}`);
    }
    const tone = new Party(takes, true);
    tone.say("5", 120, (ms) => ms === 60 && tone.info("5", 160));
    tone.say(undefined, 200);
    t.equal(tone.to.keys, takes === "tones" ? "" : "5");
    const first = new Party(takes, true);
    first.info("5", 160);
    t.ok(first.say("5", 120) < 40, "the tone is not heard beside the key");
    first.say(undefined, 200);
    t.equal(first.to.keys, "5");
  }
});

t.test("a phone that tells each press twice may press twice", async (t) => {
  const party = new Party("info");
  for (let i = 0; i < 3; i++) {
    party.press("5", 80);
    party.info("5", 80);
    party.wait(40);
  }
  t.equal(party.to.keys, "555");
  const other = new Party("events");
  for (let i = 0; i < 3; i++) {
    other.info("7", 80);
    other.wait(100);
  }
  t.equal(other.to.keys, "777", "by INFO alone, too");
});

t.test("of a phone that tells each press twice an INFO may come late, but of none a press is swallowed", async (t) => {
  const party = new Party("events");
  party.press("4", 80);
  party.info("4", 80);
  party.press("5", 80);
  party.wait(3000);
  party.info("5", 80);
  t.strictSame(party.to.told, [], "passed as it came, and the INFO is the same press");
  const other = new Party("events");
  other.press("5", 80);
  other.wait(1000);
  other.info("5", 80);
  t.strictSame(other.to.told, ["5", "5:80"]);
});

t.test("what nobody may hear is told to nobody, in no form", async (t) => {
  const relay = new KeyRelay();
  const buf = Buffer.alloc(4);
  writeEvent(buf, 0, 5, 160, false);
  t.notOk(relay.event(undefined, 7, 1, buf, 0, 4, clock, 0));
  const back = new Listener("events");
  writeEvent(buf, 0, 5, 320, true);
  t.notOk(relay.event(back, 7, 1, buf, 0, 4, clock, 20), "not even its end");
  relay.info(back, 5, 100, 30);
  t.strictSame(back.told, []);
});

t.test("a hook's flash goes through to who takes events, and no bytes do harm", async (t) => {
  const relay = new KeyRelay();
  t.ok(relay.event(new Listener("events"), 7, 1, Buffer.from([16, 10, 0, 160]), 0, 4, clock, 0));
  t.notOk(relay.event(new Listener("info"), 7, 1, Buffer.from([16, 10, 0, 160]), 0, 4, clock, 0));
  for (const bytes of [[], [5], [5, 0], [5, 0, 1], [255, 255, 255, 255]]) {
    t.notOk(relay.event(new Listener("tones"), 7, 1, Buffer.from(bytes), 0, bytes.length, clock, 0));
  }
});
