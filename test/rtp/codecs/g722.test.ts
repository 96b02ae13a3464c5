import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import t from "tap";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import { HigherBand, LowerBand } from "../../../src/rtp/codecs/g722/bands.ts";
import { g722 } from "../../../src/rtp/codecs/g722/g722.ts";

const reference = fileURLToPath(new URL("../../../../shared/reference/g722/", import.meta.url));
const skip = existsSync(reference) ? false : `no reference data: ${reference}`;
/** ITU-T G.722 Appendix II: words of 16 bits, the first byte the higher one; bit 0 set is a reset. */
const RESET = 1;

function words(file: string): number[] {
  const bytes = readFileSync(`${reference}${file}`);
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16BE(2 * i));
}

/** What comes out of `step` for each word of a sequence, with the resets passed on. */
function run(sequence: readonly number[], reset: () => void, step: (word: number) => number): number[] {
  return sequence.map((word) => {
    if ((word & RESET) === 0) return step(word);
    reset();
    return RESET;
  });
}

for (const [samples, codes] of [
  ["bt1c1.xmt", "bt2r1.cod"],
  ["bt1c2.xmt", "bt2r2.cod"],
] as const) {
  t.test(`the bands' encoders turn ${samples} into ${codes}`, { skip }, async (t) => {
    const [lower, higher] = [new LowerBand(), new HigherBand()];
    const reset = () => {
      lower.reset();
      higher.reset();
    };
    const coded = run(words(samples), reset, (word) => {
      const byte = (higher.encode(word >> 1) << 6) | lower.encode(word >> 1);
      return (byte << 24) >> 16;
    });
    t.strictSame(coded, words(codes));
  });
}

for (const [codes, decoded] of [
  ["bt2r1.cod", "1"],
  ["bt2r2.cod", "2"],
  ["bt1d3.cod", "3"],
] as const) {
  for (const mode of [1, 2, 3] as const) {
    t.test(`the lower band decodes ${codes} in mode ${mode}`, { skip }, async (t) => {
      const lower = new LowerBand();
      const samples = run(
        words(codes),
        () => lower.reset(),
        (word) => lower.decode((word >> 8) & 63, mode) << 1,
      );
      t.strictSame(samples, words(`bt3l${decoded}.rc${mode}`));
    });
  }
  t.test(`the higher band decodes ${codes}`, { skip }, async (t) => {
    const higher = new HigherBand();
    const samples = run(
      words(codes),
      () => higher.reset(),
      (word) => higher.decode((word >> 14) & 3) << 1,
    );
    t.strictSame(samples, words(`bt3h${decoded}.rc0`));
  });
}

const FRAME = 320;
/** Both filters together. */
const DELAY = 22;

/** Two tones, one in each band, and their beat. */
function sound(n: number): Int16Array {
  return Int16Array.from({ length: n }, (_, i) =>
    Math.round(
      (1 + Math.sin(i / 900)) * (4000 * Math.sin((2 * Math.PI * 440 * i) / 16_000) + 1500 * Math.sin(i * 2.1)),
    ),
  );
}

/** dB of the signal over its difference from what came out `delay` later. */
function signalToNoise(sent: Int16Array, received: Int16Array, delay: number): number {
  let [signal, noise] = [0, 0];
  for (let i = 0; i + delay < received.length; i++) {
    signal += sent[i]! ** 2;
    noise += (sent[i]! - received[i + delay]!) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

t.test("what is encoded and decoded in frames of any length is the same sound, 22 samples later", async (t) => {
  const sent = sound(12_000);
  const [encoder, decoder] = [g722.encoder(), g722.decoder()];
  const received = new Int16Array(12_000);
  const payload = new Uint8Array(1000);
  const lengths = [2, 160, 320, 480, 960, 20, 1920];
  for (let at = 0, k = 0; at < 12_000; k++) {
    const n = Math.min(lengths[k % lengths.length]!, 12_000 - at);
    const bytes = encoder.encode(sent, at, n, payload, 5);
    t.equal(bytes, n / 2);
    t.equal(g722.count(payload, 5, bytes), n);
    t.equal(decoder.decode(payload, 5, bytes, received, at), n);
    at += n;
  }
  t.ok(signalToNoise(sent.subarray(500), received.subarray(500), DELAY) > 18, "both bands are there");
});

t.test("the widest swing does not overflow", async (t) => {
  const square = Int16Array.from({ length: 3200 }, (_, i) => (i % 53 < 26 ? 32_767 : -32_768));
  const payload = new Uint8Array(1600);
  g722.encoder().encode(square, 0, 3200, payload, 0);
  const received = new Int16Array(3200);
  g722.decoder().decode(payload, 0, 1600, received, 0);
  const wrong = square.filter((sample, i) => i > 200 && i % 53 > 4 && i % 53 < 22 && received[i + DELAY]! * sample < 0);
  t.equal(wrong.length, 0);
});

t.test("an encoder that follows joins forwarded frames without a seam", async (t) => {
  const frames = 20;
  const sent = sound(frames * FRAME);
  const peer = g722.encoder();
  const forwarded = Array.from({ length: frames }, (_, i) => {
    const payload = new Uint8Array(FRAME / 2);
    peer.encode(sent, i * FRAME, FRAME, payload, 0);
    return payload;
  });
  /** Energy of the first 5 ms that differ from the forwarded stream, as it is heard where we take over at frame 10. */
  const seam = (follows: boolean): number => {
    const [ours, listener, encoder] = [g722.decoder(), g722.decoder(), g722.encoder()];
    const [heard, decoded] = [new Int16Array(frames * FRAME), new Int16Array(frames * FRAME)];
    for (const [i, payload] of forwarded.entries()) {
      if (i === 10 && follows) encoder.follow(ours);
      ours.decode(payload, 0, payload.length, decoded, i * FRAME);
      const again = new Uint8Array(FRAME / 2);
      if (i >= 10) encoder.encode(decoded, i * FRAME, FRAME, again, 0);
      listener.decode(i < 10 ? payload : again, 0, payload.length, heard, i * FRAME);
    }
    let energy = 0;
    for (let i = 10 * FRAME + DELAY; i < 10 * FRAME + DELAY + 80; i++) energy += (heard[i]! - decoded[i - DELAY]!) ** 2;
    return energy;
  };
  t.ok(seam(true) * 10 < seam(false), `${seam(true)} instead of ${seam(false)}`);
});

t.test("after a reset a decoder is as a new one", async (t) => {
  const payload = Uint8Array.from({ length: 160 }, (_, i) => (i * 37) & 255);
  const [fresh, again] = [new Int16Array(320), new Int16Array(320)];
  const decoder = g722.decoder();
  decoder.decode(payload, 0, 160, fresh, 0);
  decoder.reset();
  decoder.decode(payload, 0, 160, again, 0);
  t.strictSame(again, fresh);
});

t.test("names and lengths", async (t) => {
  t.equal(codecNamed("G722"), g722);
  t.equal(g722.clockRate, 8000, "RFC 3551 §4.5.2: the clock rate remains 8,000 Hz");
  t.equal(g722.payloadType, 9);
  t.equal(g722.count(new Uint8Array(0), 0, 0), 0);
  t.equal(g722.count(new Uint8Array(1600), 0, 1600), 3200);
  t.equal(g722.count(new Uint8Array(1601), 0, 1601), -1);
});
