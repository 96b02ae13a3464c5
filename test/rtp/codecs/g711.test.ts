import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import t from "tap";
import { codecNamed } from "../../../src/rtp/codecs/codecs.ts";
import { pcma, pcmu, transcode, transcodingTable } from "../../../src/rtp/codecs/g711.ts";

const reference = fileURLToPath(new URL("../../../../shared/reference/g711/", import.meta.url));
const skip = existsSync(reference) ? false : `no reference data: ${reference}`;
const everyCode = Uint8Array.from({ length: 256 }, (_, code) => code);
const everySample = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);

for (const [codec, file] of [
  [pcma, "alaw"],
  [pcmu, "ulaw"],
] as const) {
  t.test(`${codec.name} encodes each of the 65536 samples as ITU-T G.711 says`, { skip }, async (t) => {
    const codes = new Uint8Array(65_536);
    t.equal(codec.encode(everySample, 0, 65_536, codes, 0), 65_536);
    t.ok(readFileSync(`${reference}${file}_enc.bin`).equals(codes));
  });

  t.test(`${codec.name} decodes each code as ITU-T G.711 says`, { skip }, async (t) => {
    const samples = new Int16Array(256);
    t.equal(codec.decode(everyCode, 0, 256, samples, 0), 256);
    const expected = readFileSync(`${reference}${file}_dec_s16le.bin`);
    t.strictSame(
      [...samples],
      Array.from({ length: 256 }, (_, i) => expected.readInt16LE(2 * i)),
    );
  });

  t.test(`${codec.name} gives every code back, but for the second zero of µ-law`, async (t) => {
    const samples = new Int16Array(256);
    const codes = new Uint8Array(256);
    codec.decode(everyCode, 0, 256, samples, 0);
    codec.encode(samples, 0, 256, codes, 0);
    const changed = [...everyCode].filter((code) => codes[code] !== code);
    t.strictSame(changed, codec.name === "PCMU" ? [0x7f] : []);
  });

  t.test(`${codec.name} touches nothing outside the range given`, async (t) => {
    const samples = new Int16Array(6).fill(99);
    codec.decode(Uint8Array.of(1, 2, 3, 4), 1, 2, samples, 3);
    t.strictSame(
      [...samples].map((s) => s === 99),
      [true, true, true, false, false, true],
    );
    const bytes = new Uint8Array(6).fill(99);
    codec.encode(Int16Array.of(0, 1000, -1000, 0), 1, 2, bytes, 3);
    t.strictSame(
      [...bytes].map((b) => b === 99),
      [true, true, true, false, false, true],
    );
  });
}

t.test("known codes: idle, loudest, and the names", async (t) => {
  t.equal(pcma.compress[0], 0xd5);
  t.equal(pcmu.compress[0], 0xff);
  const codes = new Uint8Array(2);
  pcma.encode(Int16Array.of(32_767, -32_768), 0, 2, codes, 0);
  t.strictSame([...codes], [0xaa, 0x2a]);
  pcmu.encode(Int16Array.of(32_767, -32_768), 0, 2, codes, 0);
  t.strictSame([...codes], [0x80, 0x00]);
  t.equal(codecNamed("PCMA"), pcma);
  t.equal(codecNamed("PCMU"), pcmu);
});

t.test("transcoding is decoding and encoding, in place", async (t) => {
  t.equal(transcodingTable("PCMA", "PCMA"), undefined);
  t.equal(transcodingTable("PCMU", "PCMU"), undefined);
  for (const [from, to] of [
    [pcma, pcmu],
    [pcmu, pcma],
  ] as const) {
    const data = Uint8Array.from(everyCode);
    transcode(transcodingTable(from.name, to.name)!, data, 1, 254);
    const samples = new Int16Array(256);
    const expected = Uint8Array.from(everyCode);
    from.decode(everyCode, 1, 254, samples, 1);
    to.encode(samples, 1, 254, expected, 1);
    t.strictSame([...data], [...expected]);
  }
});
