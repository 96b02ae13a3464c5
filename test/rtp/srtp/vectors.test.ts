/** The published test vectors: RFC 3711 appendix B, RFC 6188 §7, RFC 7714 §16 and §17. */
import t from "tap";
import { CounterModeRtp } from "../../../src/rtp/srtp/counterMode.ts";
import { GcmRtcp, GcmRtp } from "../../../src/rtp/srtp/gcm.ts";
import { KeyStream } from "../../../src/rtp/srtp/keyStream.ts";
import { type SessionKeys, sessionKeys } from "../../../src/rtp/srtp/sessionKeys.ts";
import { SrtpReceiver } from "../../../src/rtp/srtp/srtpReceiver.ts";
import { SrtpSender } from "../../../src/rtp/srtp/srtpSender.ts";

const hex = (text: string): Buffer => Buffer.from(text, "hex");
const shown = (data: Uint8Array): string => Buffer.from(data).toString("hex");

const MASTER_128 = hex("e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6");
const MASTER_256 = hex("f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b63b04803de51ee7c96423ab5b78d2");

t.test("key derivation", async (t) => {
  const b3 = sessionKeys("AES_CM_128_HMAC_SHA1_80", MASTER_128, "rtp");
  t.equal(shown(b3.cipherKey), "c61e7a93744f39ee10734afe3ff7a087", "RFC 3711 B.3: cipher key");
  t.equal(shown(b3.salt), "30cbbc08863d8c85d49db34a9ae1", "RFC 3711 B.3: salt");
  t.equal(shown(b3.authKey), "cebe321f6ff7716b6fd4ab49af256a156d38baa4", "RFC 3711 B.3: authentication key");
  const long = sessionKeys("AES_256_CM_HMAC_SHA1_80", MASTER_256, "rtp");
  t.equal(
    shown(long.cipherKey),
    "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4",
    "RFC 6188 §7.2: cipher key",
  );
  t.equal(shown(long.salt), "fa31791685ca444a9e07c6c64e93", "RFC 6188 §7.2: salt");
  t.equal(shown(long.authKey), "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05", "RFC 6188 §7.2: authentication key");
});

t.test("key stream", async (t) => {
  const rows = [
    {
      of: "RFC 3711 B.2",
      key: "2b7e151628aed2a6abf7158809cf4f3c",
      stream: "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0",
    },
    {
      of: "RFC 6188 §7.1",
      key: "57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98",
      stream: "92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac63c4868b7096d88421b563b8c94c9a31",
    },
  ];
  for (const { of, key, stream } of rows) {
    const out = Buffer.alloc(48);
    new KeyStream(hex(key), hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd")).apply(Buffer.alloc(48), 0, 48, 0, 0, 0, out);
    t.equal(shown(out), stream, of);
  }
});

t.test("a whole packet in counter mode, as other implementations have it", async (t) => {
  const clear = hex(`800f1234decafbadcafebabe${"ab".repeat(16)}`);
  const rows = [
    { suite: "AES_CM_128_HMAC_SHA1_80", key: MASTER_128, rest: "4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb" },
    { suite: "AES_256_CM_HMAC_SHA1_80", key: MASTER_256, rest: "f1d9de17ff251ff1aa007774b0b4b40da08d9d9a5b3a55d8873b" },
  ] as const;
  for (const { suite, key, rest } of rows) {
    const packet = Buffer.alloc(clear.length + 10);
    t.equal(new SrtpSender(suite, key).protect(clear, clear.length, packet), packet.length);
    t.equal(shown(packet), `800f1234decafbadcafebabe${rest}`, suite);
    t.equal(new SrtpReceiver(suite, key).unprotect(packet, packet.length), clear.length);
    t.same(packet.subarray(0, clear.length), clear, `${suite}, opened`);
  }
});

/** Keys of a session, as RFC 7714 gives them: "Quid pro quo" is the salt. */
const gcmKeys = (octets: number): SessionKeys => ({
  cipherKey: Uint8Array.from({ length: octets }, (_, i) => i),
  salt: hex("517569642070726f2071756f"),
  authKey: new Uint8Array(20),
});

t.test("RFC 7714 §16: SRTP", async (t) => {
  const header = "8040f17b8041f8d35501a0b2";
  const clear = hex(`${header}47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573`);
  const rows = [
    {
      octets: 16,
      rest: "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
    },
    {
      octets: 32,
      rest: "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13",
    },
  ];
  for (const { octets, rest } of rows) {
    const packet = Buffer.alloc(clear.length + 16);
    const cipher = new GcmRtp(gcmKeys(octets));
    t.equal(cipher.seal(clear, 12, clear.length, 0, packet), packet.length);
    t.equal(shown(packet), header + rest, `AES-${octets * 8}`);
    t.equal(cipher.open(packet, 12, packet.length, 0), clear.length);
    t.same(packet.subarray(0, clear.length), clear, `AES-${octets * 8}, opened`);
  }
});

t.test("RFC 7714 §17: SRTCP", async (t) => {
  const clear = hex(
    "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
  );
  const rows = [
    {
      octets: 16,
      sealed:
        "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
    },
    {
      octets: 32,
      sealed:
        "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4",
    },
  ];
  for (const { octets, sealed } of rows) {
    const cipher = new GcmRtcp(gcmKeys(octets));
    const packet = Buffer.alloc(clear.length + 20);
    cipher.seal(clear, clear.length, 0x5d4, packet);
    t.equal(shown(packet), sealed, `§17.${octets / 16}`);
    t.equal(cipher.open(packet, packet.length), clear.length);
    t.same(packet.subarray(0, clear.length), clear, `§17.${octets / 16}, opened`);
  }
  const tagged = hex(`${shown(clear)}841dd9683dd78ec92ae58790125f62b3000005d4`);
  t.equal(new GcmRtcp(gcmKeys(16)).open(tagged, tagged.length), clear.length, "§17.3: authenticated only");
  t.same(tagged.subarray(0, clear.length), clear);
});

t.test("a rollover counter of 32 bits goes into the key stream and the tag", async (t) => {
  const keys = sessionKeys("AES_CM_128_HMAC_SHA1_80", MASTER_128, "rtp");
  const cipher = new CounterModeRtp(keys, 10);
  const packet = Buffer.alloc(38);
  packet[0] = 0x80;
  cipher.seal(packet, 12, 28, 0xfedc_ba98, packet);
  t.equal(cipher.open(packet, 12, 38, 0xfedc_ba97), -1);
  t.equal(cipher.open(packet, 12, 38, 0xfedc_ba98), 28);
  t.same(packet.subarray(12, 28), Buffer.alloc(16));
});
