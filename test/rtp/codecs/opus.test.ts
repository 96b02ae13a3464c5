import fc from "fast-check";
import t from "tap";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import { complexity, encodeComplexity, followLoad, setComplexity } from "../../../src/rtp/codecs/opus/complexity.ts";
import { opus } from "../../../src/rtp/codecs/opus/opus.ts";

const RATE = 16_000;
const MS = 16;
const payload = new Uint8Array(1500);

/** Something like a voice: a pitch with overtones, in syllables. */
function voice(n: number, from = 0): Int16Array {
  return Int16Array.from({ length: n }, (_, k) => {
    const time = (from + k) / RATE;
    let sum = 0;
    for (let overtone = 1; overtone <= 12; overtone++) sum += Math.sin(2 * Math.PI * 140 * overtone * time) / overtone;
    return Math.round(4000 * (1.1 + Math.sin(2 * Math.PI * 3 * time)) * sum);
  });
}

/** What a listener hears of `sound` sent in packets of `ms`, and the bytes of each packet. */
function throughOpus(sound: Int16Array, ms: number, wishes = {}): { heard: Int16Array; bytes: number[] } {
  const [encoder, decoder] = [opus.encoder(wishes), opus.decoder()];
  const heard = new Int16Array(sound.length);
  const bytes: number[] = [];
  for (let at = 0; at + ms * MS <= sound.length; at += ms * MS) {
    const length = encoder.encode(sound, at, ms * MS, payload, 4);
    bytes.push(length);
    decoder.decode(payload, 4, length, heard, at);
  }
  return { heard, bytes };
}

/** The greatest correlation of two sounds, one up to 20 ms later than the other. */
function likeness(sent: Int16Array, heard: Int16Array): number {
  let best = 0;
  for (let delay = 0; delay <= 20 * MS; delay++) {
    let [product, a, b] = [0, 0, 0];
    for (let i = 0; i + delay < heard.length; i++) {
      product += sent[i]! * heard[i + delay]!;
      a += sent[i]! ** 2;
      b += heard[i + delay]! ** 2;
    }
    best = Math.max(best, product / Math.sqrt(a * b));
  }
  return best;
}

function energy(samples: Int16Array): number {
  return samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
}

for (const ms of [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]) {
  t.test(`packets of ${ms} ms are as long as they say, and sound the same`, async (t) => {
    const [encoder, decoder] = [opus.encoder(), opus.decoder()];
    const sound = voice(8 * ms * MS);
    const heard = new Int16Array(sound.length);
    for (let at = 0; at < sound.length; at += ms * MS) {
      const length = encoder.encode(sound, at, ms * MS, payload, 4);
      t.equal(opus.count(payload, 4, length), ms * MS);
      t.equal(decoder.decode(payload, 4, length, heard, at), ms * MS);
    }
    t.ok(likeness(sound, heard) > 0.8, `${likeness(sound, heard)}`);
  });
}

t.test("a length that libopus would end the process for is refused before", async (t) => {
  for (const n of [0, -160, 1, 159, 161, 321, 2080]) {
    t.equal(opus.encoder().encode(voice(2400), 0, n, payload, 0), 0, `${n} samples`);
  }
});

t.test("a party's packets that are mixed keep any length that Opus has", async (t) => {
  for (const ms of [2.5, 5, 7.5, 15, 22.5, 30, 5, 62.5, 117.5, 20]) {
    const length = opus.encoder().encode(voice(1920), 0, ms * MS, payload, 0);
    t.equal(opus.count(payload, 0, length), ms * MS, `${ms} ms`);
  }
  const encoder = opus.encoder();
  const lengths = [320, 480, 80, 160, 40, 320, 240].map((n) =>
    opus.count(payload, 0, encoder.encode(voice(960), 0, n, payload, 0)),
  );
  t.strictSame(lengths, [320, 480, 80, 160, 40, 320, 240], "one encoder, one after the other");
});

t.test("a packet that has no room is not written", async (t) => {
  for (const ms of [20, 30]) {
    const small = new Uint8Array(12).fill(7);
    t.equal(opus.encoder().encode(voice(960), 0, ms * MS, small, 4), 0);
    t.ok(small.every((byte) => byte === 7));
  }
});

t.test("whatever arrives, decoding gives the length that was counted, or nothing, and never throws", async () => {
  const decoder = opus.decoder();
  const out = new Int16Array(3000);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      const counted = opus.count(bytes, 0, bytes.length);
      out.fill(77);
      const written = decoder.decode(bytes, 0, bytes.length, out, 500);
      return counted < 0 || ((written === counted || written === 0) && out.subarray(0, 500).every((s) => s === 77));
    }),
    { numRuns: 500 },
  );
});

t.test("a stereo packet is decoded to mono", async (t) => {
  const out = new Int16Array(400);
  t.equal(opus.decoder().decode(Uint8Array.of((31 << 3) | 4, 0xff, 0xfe, 1, 2, 3), 0, 6, out, 0), 320);
});

t.test("concealment has the length asked for, goes on like the sound, and fades out", async (t) => {
  const sound = voice(50 * 320);
  const [encoder, decoder] = [opus.encoder(), opus.decoder()];
  const out = new Int16Array(6400);
  for (let at = 0; at < sound.length; at += 320) {
    decoder.decode(payload, 0, encoder.encode(sound, at, 320, payload, 0), out, 0);
  }
  const before = energy(out.subarray(0, 320));
  for (const n of [320, 160, 80, 40, 40, 480, 200, 100]) {
    out.fill(77);
    t.equal(decoder.conceal(n, out, 10), n);
    t.ok(out[9] === 77 && out[10 + n] === 77, `${n} samples and no other`);
    if (n === 320) t.ok(energy(out.subarray(10, 330)) > before / 4, "it is heard");
  }
  for (let i = 0; i < 10; i++) decoder.conceal(3200, out, 0);
  t.ok(energy(out.subarray(0, 3200)) < before / 100, "for long it is not");
  t.equal(opus.decoder().conceal(320, out, 0), 320);
  t.ok(
    out.subarray(0, 320).every((sample) => sample === 0),
    "without a sound before it there is silence",
  );
});

t.test("the peer's wishes are obeyed", async (t) => {
  const sound = voice(3 * RATE);
  const rate = (wishes: object): number => {
    const { bytes } = throughOpus(sound, 20, wishes);
    return (bytes.reduce((a, b) => a + b) * 8) / 3;
  };
  const most = rate({});
  t.ok(rate({ maxAverageBitrate: 10_000 }) < Math.min(11_000, most / 1.2), "maxaveragebitrate");
  t.equal(rate({ maxAverageBitrate: 500_000 }), most, "not more than speech needs");
  t.ok(rate({ maxAverageBitrate: 1 }) > 2000, "libopus can do no less than 6 kbit/s");
  const config = (wishes: object): number => {
    opus.encoder(wishes).encode(sound, 0, 320, payload, 0);
    return payload[0]! >> 3;
  };
  t.ok([1, 17].includes(config({ maxPlaybackRate: 8000 })), "maxplaybackrate: narrowband");
  t.ok([5, 9].includes(config({ maxPlaybackRate: 12_000 })) && config({ maxPlaybackRate: 12_000 }) === 5, "mediumband");
  t.ok([9, 21].includes(config({})), "wideband");
});

t.test("silence costs nothing where DTX is wished", async (t) => {
  const quiet = new Int16Array(RATE);
  const tiny = (wishes: object): number => throughOpus(quiet, 20, wishes).bytes.filter((n) => n <= 2).length;
  t.ok(tiny({ dtx: true }) > 20);
  t.equal(tiny({}), 0);
});

t.test("redundancy is sent to a peer that can use it", async (t) => {
  // RFC 6716 §4.2.3 and §4.2.4: after the voice activity of its one frame, a mono SILK packet of 20 ms says whether it has redundancy (LBRR).
  const second = (wishes: object): number => {
    const encoder = opus.encoder(wishes);
    const sound = voice(20 * 320);
    let redundant = 0;
    for (let at = 0; at < sound.length; at += 320) {
      encoder.encode(sound, at, 320, payload, 0);
      if ((payload[1]! & 0x40) !== 0) redundant++;
    }
    return redundant;
  };
  t.ok(second({ inbandFec: true }) > 10);
  t.equal(second({}), 0);
});

t.test("after forwarded packets a new start is heard as it should be", async (t) => {
  const sound = voice(40 * 320);
  const taken = 30 * 320;
  /** Energy of what is wrong in the first 20 ms that are ours, over that of the sound. */
  const seam = (follows: boolean): number => {
    const [peer, ours, encoder, listener] = [opus.encoder(), opus.decoder(), opus.encoder(), opus.decoder()];
    const [decoded, heard] = [new Int16Array(sound.length), new Int16Array(sound.length)];
    // The encoder has coded something else before, as after an earlier whisper.
    for (let i = 0; i < 10; i++) encoder.encode(sound, 700 * i, 320, payload, 0);
    for (let at = 0; at < sound.length; at += 320) {
      const length = peer.encode(sound, at, 320, payload, 0);
      if (at === taken && follows) encoder.follow(ours);
      ours.decode(payload, 0, length, decoded, at);
      const sent = at < taken ? length : encoder.encode(decoded, at, 320, payload, 0);
      listener.decode(payload, 0, sent, heard, at);
    }
    const errors = Array.from({ length: 240 }, (_, delay) => {
      const late = decoded.subarray(taken - delay, taken - delay + 320);
      return energy(late.map((sample, i) => sample - heard[taken + i]!)) / energy(late);
    });
    return Math.min(...errors);
  };
  t.ok(seam(true) < 0.4, `${seam(true)}`);
  t.ok(seam(true) < seam(false) / 2, `${seam(true)}, and ${seam(false)} without`);
});

t.test("a decoder that is reset is as a new one", async (t) => {
  const [used, fresh] = [opus.decoder(), opus.decoder()];
  const [a, b] = [new Int16Array(320), new Int16Array(320)];
  const encoder = opus.encoder();
  for (let at = 0; at < 10; at++)
    used.decode(payload, 0, encoder.encode(voice(320, at * 320), 0, 320, payload, 0), a, 0);
  used.reset();
  const length = opus.encoder().encode(voice(320), 0, 320, payload, 0);
  used.decode(payload, 0, length, a, 0);
  fresh.decode(payload, 0, length, b, 0);
  t.strictSame(a, b);
});

t.test("the busier the thread, the less the encoders work; and they do not flap", async (t) => {
  const before = complexity();
  t.teardown(() => setComplexity(before));
  t.strictSame(
    [0, 0.3, 0.5, 0.7, 0.9, 1, 5].map((load) => encodeComplexity(load, 10)),
    [9, 9, 5, 2, 0, 0, 0],
  );
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 2, 5, 9), (load, now) => {
      const next = encodeComplexity(load, now);
      // What the change brings of load, or takes, up to a tenth, does not change it back.
      const back = encodeComplexity(load + (next > now ? 0.1 : -0.1), next);
      return next === now || (next > now ? back >= next : back <= next);
    }),
  );
  setComplexity(5);
  followLoad(0.95);
  t.equal(complexity(), 0);
  followLoad(0.95);
  t.equal(complexity(), 0);
  followLoad(0.1);
  t.equal(complexity(), 9);
  setComplexity(99);
  t.equal(complexity(), 10);
  const encoder = opus.encoder();
  const sound = voice(320 * 10);
  /** The same frame, encoded at a complexity after nine at another. */
  const frame = (first: number, then: number): string => {
    encoder.reset();
    for (let i = 0; i < 10; i++) {
      setComplexity(i < 9 ? first : then);
      encoder.encode(sound, i * 320, 320, payload, 0);
    }
    return Buffer.from(payload.subarray(0, 60)).toString("hex");
  };
  t.equal(frame(9, 9), frame(9, 9));
  t.not(frame(9, 9), frame(9, 0), "an encoder obeys at its next frame");
});

t.test("names", async (t) => {
  t.equal(codecNamed("opus"), opus);
  t.equal(opus.clockRate, 48_000, "RFC 7587 §4.1");
  t.equal(opus.sampleRate, RATE);
  t.equal(opus.payloadType, undefined);
});
