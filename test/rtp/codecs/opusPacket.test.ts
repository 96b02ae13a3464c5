import fc from "fast-check";
import t from "tap";
import { celtToc, joinPackets, packetSamples } from "../../../src/rtp/codecs/opus/packet.ts";

const count = (...bytes: readonly number[]): number => packetSamples(Uint8Array.from([7, ...bytes]), 1, bytes.length);
const toc = (config: number, layout: number): number => (config << 3) | layout;
const filled = (length: number): number[] => Array(length).fill(0);
const MS = 16;

t.test("RFC 6716 table 2: how long a frame of each configuration lasts", async (t) => {
  const silk = [10, 20, 40, 60];
  const celt = [2.5, 5, 10, 20];
  const durations = [...silk, ...silk, ...silk, 10, 20, 10, 20, ...celt, ...celt, ...celt, ...celt];
  for (const [config, ms] of durations.entries()) {
    t.equal(count(toc(config, 0)), ms * MS, `configuration ${config}`);
    t.equal(count(toc(config, 0) | 4, 1, 2), ms * MS, "stereo lasts as long");
  }
});

const SILK_20 = 9;
const cases: readonly { readonly says: string; readonly packet: readonly number[]; readonly ms: number }[] = [
  { says: "nothing at all (R1)", packet: [], ms: -1 },
  { says: "the longest frame", packet: [toc(SILK_20, 0), ...filled(1275)], ms: 20 },
  { says: "a longer frame (R2)", packet: [toc(SILK_20, 0), ...filled(1276)], ms: -1 },
  { says: "two equal frames", packet: [toc(SILK_20, 1), 1, 2, 3, 4], ms: 40 },
  { says: "two empty frames", packet: [toc(SILK_20, 1)], ms: 40 },
  { says: "two frames that cannot be equal (R3)", packet: [toc(SILK_20, 1), 1, 2, 3], ms: -1 },
  { says: "two equal frames that are too long (R2)", packet: [toc(SILK_20, 1), ...filled(2552)], ms: -1 },
  { says: "two different frames", packet: [toc(SILK_20, 2), 1, 9, 8, 8], ms: 40 },
  { says: "the second empty", packet: [toc(SILK_20, 2), 1, 9], ms: 40 },
  { says: "two frames without a length (R4)", packet: [toc(SILK_20, 2)], ms: -1 },
  { says: "a length beyond the end (R4)", packet: [toc(SILK_20, 2), 3, 9, 9], ms: -1 },
  { says: "half a length (R4)", packet: [toc(SILK_20, 2), 252], ms: -1 },
  { says: "a length of two bytes: 252 + 4", packet: [toc(SILK_20, 2), 252, 1, ...filled(256)], ms: 40 },
  { says: "one byte short of it", packet: [toc(SILK_20, 2), 252, 1, ...filled(255)], ms: -1 },
  { says: "two frames of 60 ms", packet: [toc(3, 1)], ms: 120 },
  { says: "many without a count (R6)", packet: [toc(SILK_20, 3)], ms: -1 },
  { says: "no frames of many (R5)", packet: [toc(SILK_20, 3), 0], ms: -1 },
  { says: "three equal ones", packet: [toc(SILK_20, 3), 3, 1, 1, 2, 2, 3, 3], ms: 60 },
  { says: "three that cannot be equal (R6)", packet: [toc(SILK_20, 3), 3, 1, 1, 2, 2, 3], ms: -1 },
  { says: "120 ms", packet: [toc(SILK_20, 3), 6], ms: 120 },
  { says: "140 ms (R5)", packet: [toc(SILK_20, 3), 7], ms: -1 },
  { says: "48 frames of 2.5 ms", packet: [toc(16, 3), 48], ms: 120 },
  { says: "49 of them (R5)", packet: [toc(16, 3), 49], ms: -1 },
  { says: "padding", packet: [toc(SILK_20, 3), 0x41, 2, 5, 0, 0], ms: 20 },
  { says: "padding alone", packet: [toc(SILK_20, 3), 0x41, 2, 0, 0], ms: 20 },
  { says: "padding beyond the end (R6)", packet: [toc(SILK_20, 3), 0x41, 3, 0, 0], ms: -1 },
  { says: "no length of padding (R6)", packet: [toc(SILK_20, 3), 0x41], ms: -1 },
  { says: "long padding", packet: [toc(SILK_20, 3), 0x41, 255, 1, 5, ...filled(255)], ms: 20 },
  { says: "long padding beyond the end", packet: [toc(SILK_20, 3), 0x41, 255, 1, ...filled(254)], ms: -1 },
  { says: "endless padding", packet: [toc(SILK_20, 3), 0x41, 255, 255, 255], ms: -1 },
  { says: "frames of lengths of their own", packet: [toc(SILK_20, 3), 0x83, 1, 2, 1, 2, 2, 3], ms: 60 },
  { says: "lengths beyond the end (R7)", packet: [toc(SILK_20, 3), 0x83, 1, 2, 1, 2], ms: -1 },
  { says: "a length missing (R7)", packet: [toc(SILK_20, 3), 0x83, 0], ms: -1 },
];
for (const { says, packet, ms } of cases) {
  t.equal(count(...packet), ms < 0 ? -1 : ms * MS, says);
}

t.test("any bytes are answered with a length within 120 ms, or refused", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const samples = packetSamples(bytes, 0, bytes.length);
      return samples === -1 || (samples >= 2.5 * MS && samples <= 120 * MS && samples % 40 === 0);
    }),
    { numRuns: 2000 },
  );
});

t.test("packets of one frame are joined to one of many, which lasts as long as all of them", async () => {
  const frame = fc.uint8Array({ maxLength: 600 });
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1, maxLength: 11 }), (frames) => {
      const packets = frames.map((bytes) => Uint8Array.from([toc(8, 0), ...bytes]));
      const out = new Uint8Array(8000);
      const size = joinPackets(packets, packets.length, out, 3);
      const content = frames.flatMap((bytes) => [...bytes]);
      return (
        packetSamples(out, 3, size) === frames.length * 10 * MS &&
        Buffer.from(content).equals(out.subarray(3 + size - content.length, 3 + size)) &&
        joinPackets(packets, packets.length, out, 8001 - size) === 0
      );
    }),
  );
});

t.test("a frame of another configuration goes as an empty one", async (t) => {
  const out = new Uint8Array(20);
  const size = joinPackets(
    [Uint8Array.of(toc(8, 0), 1), Uint8Array.of(toc(4, 0), 2), Uint8Array.of(toc(8, 0), 3)],
    3,
    out,
    0,
  );
  t.strictSame([...out.subarray(0, size)], [toc(8, 3), 0x83, 1, 0, 1, 3]);
});

t.test("the first byte of a CELT frame", async (t) => {
  t.strictSame(
    ([0, 1, 2, 3] as const).map((size) => count(celtToc(size, 0xff))),
    [40, 80, 160, 320],
  );
  t.equal(celtToc(0, toc(9, 0) | 4) & 4, 4);
});
