/** SRTP keys in offers and answers (RFC 4568). */
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { firstStreams, laterStreams, type MediaSecurity, OwnKeys, readCrypto } from "../../../src/rtp/sdp/crypto.ts";
import { acceptAnswer, type LocalAudio, makeAnswer, makeOffer } from "../../../src/rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../../src/rtp/sdp/parse.ts";
import { PayloadTypes } from "../../../src/rtp/sdp/payloadTypes.ts";
import { cryptoSuites, keyingLength } from "../../../src/rtp/srtp/suites.ts";

const KEY = Buffer.alloc(30, 7).toString("base64");
const line = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`;
const EITHER = ["encrypted", "clear"] as const;

const sdp = (...media: string[]): string =>
  ["v=0", "o=a 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", ...media, ""].join("\r\n");

const local = (seed: number, offers: MediaSecurity["offers"] = "clear"): LocalAudio => ({
  address: "192.0.2.9",
  port: 20_000,
  sessionId: 1,
  sessionVersion: 1,
  codecs: ["PCMA"],
  keys: new OwnKeys(seededEntropy(seed)),
  streams: firstStreams[offers],
});

function value<T>(result: { ok: true; value: T } | { ok: false; error: { detail: string } }): T {
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

t.test("which lines are taken", async (t) => {
  const rows: [string, string, boolean][] = [
    ["plain", line, true],
    ["a lifetime as a power of two", `${line}|2^20`, true],
    ["a lifetime as a number", `${line}|1048576`, true],
    ["a window size", `${line} WSH=256`, true],
    ["padding after the line", `${line}  `, true],
    ["an MKI", `${line}|2^20|1:4`, false],
    ["an MKI without a lifetime", `${line}|1:4`, false],
    ["two keys", `${line};inline:${KEY}`, false],
    ["no encryption", `${line} UNENCRYPTED_SRTP`, false],
    ["no encryption of RTCP", `${line} WSH=64 UNENCRYPTED_SRTCP`, false],
    ["no authentication", `${line} UNAUTHENTICATED_SRTP`, false],
    ["a key derivation rate", `${line} KDR=10`, false],
    ["an unknown parameter", `${line} X=1`, false],
    ["one that may be left alone", `${line} -X=1`, true],
    ["an unknown suite", line.replace("AES_CM_128", "F8_128"), false],
    ["a key too short", line.replace(KEY, Buffer.alloc(29).toString("base64")), false],
    ["a key too long", line.replace(KEY, Buffer.alloc(31).toString("base64")), false],
    ["no key", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:", false],
    ["a key that is no base64", line.replace(KEY, "!".repeat(40)), false],
    ["a tag that is no number", line.replace(":1 ", ":x "), false],
    ["a tag of ten digits", line.replace(":1 ", ":1234567890 "), false],
    ["another method than inline", line.replace("inline", "uri"), false],
  ];
  for (const [what, text, taken] of rows) t.equal(readCrypto([text]).length, taken ? 1 : 0, what);
  for (const suite of cryptoSuites) {
    const key = Buffer.alloc(keyingLength(suite), 3);
    t.match(readCrypto([`a=crypto:9 ${suite} inline:${key.toString("base64")}`]), [{ tag: "9", suite }], suite);
  }
  t.equal(readCrypto(new Array(1000).fill(line)).length, 16, "so many are read");
  const hostile = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}${" WSH=1".repeat(20)} ${" ".repeat(3000)}x`;
  t.same(readCrypto([hostile]), [], "and none takes long");
});

t.test("which stream of a description is taken", async (t) => {
  const savp = ["m=audio 4000 RTP/SAVP 8", line];
  const avp = ["m=audio 4002 RTP/AVP 8"];
  const avpWithKeys = [...avp, line];
  const rows = [
    { what: "SAVP", media: savp, either: 0, clear: undefined, encrypted: 0 },
    { what: "SAVPF", media: ["m=audio 4000 RTP/SAVPF 8", line], either: 0, clear: undefined, encrypted: 0 },
    { what: "SAVP without keys", media: ["m=audio 4000 RTP/SAVP 8"], either: undefined, clear: undefined },
    { what: "AVPF", media: ["m=audio 4000 RTP/AVPF 8"], either: -1, clear: 0, encrypted: undefined },
    { what: "AVP", media: avp, either: -1, clear: 0, encrypted: undefined },
    { what: "AVP with keys", media: avpWithKeys, either: 0, clear: 0, encrypted: 0 },
    { what: "two lines", media: [...savp, ...avp], either: 0, clear: 1, encrypted: 0 },
    { what: "two lines the other way round", media: [...avp, ...savp], either: 1, clear: 0, encrypted: 1 },
    { what: "keys of another stream", media: ["m=video 5000 RTP/SAVP 96", line, ...avp], clear: 1, either: -2 },
  ];
  for (const { what, media, either, clear, encrypted } of rows) {
    const index = (takes: readonly ("encrypted" | "clear")[]) => {
      const read = parseSdp(sdp(...media), takes);
      if (!read.ok) return t.equal(read.error.code, "media_security", what) ? undefined : NaN;
      // Clear streams are told by negative numbers.
      return read.value.crypto === undefined ? -1 - read.value.mediaIndex : read.value.mediaIndex;
    };
    t.equal(index(EITHER), either, `${what}: either`);
    t.equal(index(["clear"]), clear === undefined ? undefined : -1 - clear, `${what}: clear`);
    t.equal(index(["encrypted"]), encrypted, `${what}: encrypted`);
    t.equal(index([]), undefined, `${what}: nothing`);
  }
});

t.test("an answer of ours takes the first line it knows, under its tag, and the other stream is refused", async (t) => {
  const offer = sdp(
    "m=audio 4000 RTP/SAVP 8",
    "a=crypto:3 F8_128_HMAC_SHA1_80 inline:xyz",
    line.replace(":1 ", ":7 "),
    "m=audio 4002 RTP/AVP 8",
  );
  const ours = local(1);
  const { sdp: answer, agreed } = value(makeAnswer(value(parseSdp(offer, EITHER)), ours));
  t.match(answer, /m=audio 20000 RTP\/SAVP 8\r\na=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:[\w+/]{40}\r\n/);
  t.match(answer, /m=audio 0 RTP\/AVP 8\r\n$/);
  t.same(agreed.crypto, {
    suite: "AES_CM_128_HMAC_SHA1_80",
    sendKey: ours.keys?.of("AES_CM_128_HMAC_SHA1_80"),
    receiveKey: new Uint8Array(30).fill(7),
  });
  const clear = value(makeAnswer(value(parseSdp(offer, ["clear"])), ours));
  t.match(clear.sdp, /m=audio 0 RTP\/SAVP 8\r\nm=audio 20000 RTP\/AVP 8\r\n/);
  t.notMatch(clear.sdp, /crypto/);
  t.equal(clear.agreed.crypto, undefined);
});

t.test("AVPF and keys under RTP/AVP are answered under their own name", async (t) => {
  for (const protocol of ["RTP/AVP", "RTP/AVPF", "RTP/SAVPF"]) {
    const { sdp: answer } = value(
      makeAnswer(value(parseSdp(sdp(`m=audio 4000 ${protocol} 8`, line), EITHER)), local(1)),
    );
    t.match(answer, new RegExp(`m=audio 20000 ${protocol} 8\r\na=crypto:1 `));
  }
});

t.test("what we offer, and what comes of it", async (t) => {
  const rows = [
    { offers: "clear", lines: ["RTP/AVP"], keys: 0 },
    { offers: "best_effort", lines: ["RTP/AVP"], keys: 6 },
    { offers: "best_effort_two_lines", lines: ["RTP/SAVP", "RTP/AVP"], keys: 6 },
    { offers: "encrypted", lines: ["RTP/SAVP"], keys: 6 },
  ] as const;
  for (const { offers, lines, keys } of rows) {
    const ours = local(1, offers);
    const offer = makeOffer(ours, new PayloadTypes());
    t.same(
      [...offer.matchAll(/m=audio 20000 (\S+)/g)].map(([, protocol]) => protocol),
      lines,
      offers,
    );
    t.equal([...offer.matchAll(/a=crypto:/g)].length, keys);
    if (keys === 0) continue;
    const theirs = local(2);
    const answer = value(makeAnswer(value(parseSdp(offer, EITHER)), theirs));
    const agreed = value(acceptAnswer(ours, new PayloadTypes(), value(parseSdp(answer.sdp, EITHER))));
    t.ok(agreed.crypto);
    t.same(agreed.crypto?.sendKey, answer.agreed.crypto?.receiveKey, "crossed");
    t.same(agreed.crypto?.receiveKey, answer.agreed.crypto?.sendKey);
    const forged = answer.sdp.replace(/a=crypto:1/, "a=crypto:2");
    t.match(acceptAnswer(ours, new PayloadTypes(), value(parseSdp(forged, EITHER))), {
      ok: false,
      error: { code: "media_security" },
    });
    const later = makeOffer(
      { ...ours, streams: laterStreams(firstStreams[offers], 0, agreed.crypto?.suite) },
      new PayloadTypes(),
    );
    t.equal([...later.matchAll(/a=crypto:/g)].length, 1, "a later offer has the suite in use alone");
    t.match(later, offer.match(/a=crypto:1 .*/)?.[0], "and its key");
    t.equal([...later.matchAll(/^m=/gm)].length, lines.length, "no m-line goes");
    if (offers !== "encrypted") {
      const plain = value(makeAnswer(value(parseSdp(offer, ["clear"])), theirs));
      t.equal(value(acceptAnswer(ours, new PayloadTypes(), value(parseSdp(plain.sdp, EITHER)))).crypto, undefined);
    }
  }
});

t.test("keys are a leg's own", async (t) => {
  const keys = new OwnKeys(seededEntropy(1));
  const lines = keys.lines();
  t.equal(new Set(lines.map(({ key }) => Buffer.from(key).toString("hex"))).size, 6, "one a suite");
  t.same(keys.lines(), lines, "the same each time");
  t.notSame(new OwnKeys(seededEntropy(2)).lines(), lines, "and others on another leg");
});
