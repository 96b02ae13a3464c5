import fc from "fast-check";
import t from "tap";
import { makeAnswer } from "../../../src/rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../../src/rtp/sdp/parse.ts";

const lines = (...text: string[]): string => `${text.join("\r\n")}\r\n`;
const head = ["v=0", "o=alice 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0"];
const audio = (...attributes: string[]): string => lines(...head, "m=audio 4000 RTP/AVP 8 0 101", ...attributes);

function parsed(text: string) {
  const result = parseSdp(text);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

t.test("an offer of a common phone", async (t) => {
  const offer = audio(
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:101 telephone-event/8000",
    "a=ptime:20",
  );
  t.match(parsed(offer), {
    address: "192.0.2.1",
    rtpPort: 4000,
    rtcpPort: 4001,
    direction: "sendrecv",
    ptime: 20,
    codecs: [
      { name: "PCMA", payloadType: 8 },
      { name: "PCMU", payloadType: 0 },
    ],
    events: { 8000: 101 },
    mediaIndex: 0,
  });
});

for (const [what, text, expected] of [
  [
    "static types need no rtpmap; a dynamic one without has no meaning",
    audio(),
    { codecs: [{ name: "PCMA" }, { name: "PCMU" }], events: {} },
  ],
  [
    "dynamic numbers",
    lines(...head, "m=audio 4000 RTP/AVP 97 98", "a=rtpmap:97 pcmu/8000/1", "a=rtpmap:98 Telephone-Event/8000"),
    { codecs: [{ name: "PCMU", payloadType: 97 }], events: { 8000: 98 } },
  ],
  [
    "a static number that an rtpmap gives to another codec",
    audio("a=rtpmap:8 opus/48000/2"),
    {
      codecs: [
        { name: "opus", payloadType: 8 },
        { name: "PCMU", payloadType: 0 },
      ],
    },
  ],
  [
    "stereo or wideband G.711 is another codec",
    audio("a=rtpmap:8 PCMA/8000/2", "a=rtpmap:0 PCMU/16000"),
    { codecs: [] },
  ],
  ["events at the clock of Opus", audio("a=rtpmap:101 telephone-event/48000"), { events: { 48000: 101 } }],
  ["events at a clock of neither", audio("a=rtpmap:101 telephone-event/16000"), { events: {} }],
  ["no codec of ours", lines(...head, "m=audio 4000 RTP/AVP 18 3"), { codecs: [] }],
  ["an address of the stream's own", audio("c=IN IP4 198.51.100.3"), { address: "198.51.100.3" }],
  ["IPv6, made canonical", audio("c=IN IP6 2001:DB8:0:0::1"), { address: "2001:db8::1" }],
  ["a port for RTCP", audio("a=rtcp:5555 IN IP4 192.0.2.1"), { rtcpPort: 5555 }],
  ["a port for RTCP that is none", audio("a=rtcp:0"), { rtcpPort: 4001 }],
  ["LF alone ends lines", audio("a=sendonly").replaceAll("\r\n", "\n"), { direction: "sendonly" }],
  ["direction of the stream", audio("a=recvonly"), { direction: "recvonly" }],
  ["direction of the session", lines(...head, "a=inactive", "m=audio 4000 RTP/AVP 8"), { direction: "inactive" }],
  [
    "the stream's own goes before the session's",
    lines(...head, "a=inactive", "m=audio 4000 RTP/AVP 8", "a=sendrecv"),
    { direction: "sendrecv" },
  ],
  ["§8.4 a null address holds", audio("c=IN IP4 0.0.0.0"), { direction: "sendonly", address: "0.0.0.0" }],
  ["a null address and recvonly leave nothing", audio("c=IN IP4 0.0.0.0", "a=recvonly"), { direction: "inactive" }],
  ["packet time", audio("a=ptime:30"), { ptime: 30 }],
  ["a packet time between two of ours", audio("a=ptime:25"), { ptime: 20 }],
  ["a packet time too long for us", audio("a=ptime:200"), { ptime: 60 }],
  ["a packet time of nonsense", audio("a=ptime:0"), { ptime: 20 }],
  ["a maximum goes before it", audio("a=ptime:60", "a=maxptime:40"), { ptime: 40 }],
  ["audio after video", lines(...head, "m=video 5000 RTP/AVP 31", "m=audio 4000 RTP/AVP 8"), { mediaIndex: 1 }],
  [
    "audio that was refused is passed over",
    lines(...head, "m=audio 0 RTP/AVP 8", "m=audio 4002 RTP/AVP 0"),
    { mediaIndex: 1, rtpPort: 4002 },
  ],
  ["SRTP is passed over", lines(...head, "m=audio 4000 RTP/SAVP 8", "m=audio 4002 RTP/AVP 0"), { rtpPort: 4002 }],
  [
    "formats that are no numbers are left out",
    lines(...head, "m=audio 4000 RTP/AVP 8 x 999 -1 0"),
    { codecs: [{ payloadType: 8 }, { payloadType: 0 }] },
  ],
] as const) {
  t.test(what, async (t) => {
    t.match(parsed(text), expected);
  });
}

for (const [what, text, code] of [
  ["nothing", "", "not_sdp"],
  ["something else", "hello", "not_sdp"],
  ["another version", audio().replace("v=0", "v=1"), "not_sdp"],
  ["a malformed m-line", lines(...head, "m=audio"), "not_sdp"],
  ["no media", lines(...head), "no_audio"],
  ["video alone", lines(...head, "m=video 5000 RTP/AVP 31"), "no_audio"],
  ["port zero", lines(...head, "m=audio 0 RTP/AVP 8"), "no_audio"],
  ["a port that is none", lines(...head, "m=audio 70000 RTP/AVP 8"), "no_audio"],
  ["another protocol", lines(...head, "m=audio 4000 constructor 8"), "no_audio"],
  ["SRTP alone", lines(...head, "m=audio 4000 RTP/SAVP 8"), "media_security"],
  ["a host name", audio("c=IN IP4 phone.example.com"), "bad_address"],
  ["no address", audio().replace("c=IN IP4 192.0.2.1\r\n", ""), "bad_address"],
  ["an address cut short", audio("c=IN IP4 192.0.2"), "bad_address"],
  ["too many formats", lines(...head, `m=audio 4000 RTP/AVP${" 8".repeat(65)}`), "too_large"],
  ["too many streams", lines(...head, ...Array.from({ length: 17 }, () => "m=audio 4000 RTP/AVP 8")), "too_large"],
  ["too many lines", audio(...Array.from({ length: 1024 }, () => "a=x")), "too_large"],
  ["too much", audio(`a=${"x".repeat(16_384)}`), "too_large"],
] as const) {
  t.test(`refused: ${what}`, async (t) => {
    t.match(parseSdp(text), { ok: false, error: { code, detail: String } });
  });
}

t.test("text made to be slow is not", async (t) => {
  const simulcast = `a=simulcast:send ${"send".repeat(4000)}!`;
  t.ok(parseSdp(audio(simulcast)).ok, "a grammar's pattern would take a second");
  const times = `m=audio 4000 RTP/AVP ${"8 ".repeat(60)}`;
  t.ok(parseSdp(lines(...head, times, ...Array.from({ length: 1000 }, () => "a=rtpmap:1 x"))).ok);
});

const word = fc.oneof(
  fc.constantFrom(
    "audio",
    "RTP/AVP",
    "0",
    "8",
    "101",
    "4000",
    "IN",
    "IP4",
    "IP6",
    "192.0.2.1",
    "::1",
    "fe80::1%eth0",
    "PCMA/8000",
    "telephone-event/8000",
    "telephone-event/48000",
    "opus/48000/2",
    "G722/8000",
    "CN/8000",
    "9",
    "13",
    "96",
    "111",
    "useinbandfec=1;maxaveragebitrate=1e9",
    "__proto__",
    "1e3",
    "-1",
    "99999999999999999999",
    "Infinity",
  ),
  fc.string({ maxLength: 8 }),
);
const line = fc
  .tuple(
    fc.constantFrom(
      "v=",
      "o=",
      "s=",
      "c=",
      "t=",
      "m=",
      "m=audio ",
      "a=",
      "a=rtpmap:",
      "a=rtcp:",
      "a=ptime:",
      "a=maxptime:",
      "a=fmtp:",
      "a=sendonly",
      "b=",
      "z=",
    ),
    fc.array(word, { maxLength: 6 }),
  )
  .map(([key, words]) => key + words.join(" "));

t.test("any text: a value comes back, and an answer to it can be read", async () => {
  const ours = {
    address: "192.0.2.9",
    port: 20_000,
    sessionId: 1,
    sessionVersion: 1,
    codecs: ["PCMA", "PCMU", "G722", "opus"],
  } as const;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), fc.boolean(), (body, wellBegun) => {
      const offer = parseSdp(lines(...(wellBegun ? head : []), ...body));
      if (!offer.ok) return true;
      const answer = makeAnswer(offer.value, ours);
      if (!answer.ok) return answer.error.code === "no_common_codec";
      const back = parseSdp(answer.value.sdp);
      if (!back.ok) return false;
      // Every number of the answer means there what it means in the offer.
      const meant = new Map(offer.value.mappings.map(({ payloadType, encoding }) => [payloadType, encoding]));
      const kept = back.value.mappings.every(({ payloadType, encoding }) => meant.get(payloadType) === encoding);
      const sameMedia = back.value.media.every(({ type }, i) => type === offer.value.media[i]?.type);
      const sends = answer.value.agreed.sendPayloadType === back.value.codecs[0]?.payloadType;
      const one = back.value.codecs.length === 1 && back.value.media.length === offer.value.media.length;
      return one && kept && sameMedia && sends && back.value.mediaIndex === offer.value.mediaIndex;
    }),
    { numRuns: 3000 },
  );
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => typeof parseSdp(`v=0\n${text}`).ok === "boolean"));
});
