/** RFC 3264 §8.3.2: what a payload type means does not change while a dialog lives. */
import t from "tap";
import { acceptAnswer, makeOffer } from "../../../src/rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../../src/rtp/sdp/parse.ts";
import { PayloadTypes } from "../../../src/rtp/sdp/payloadTypes.ts";
import type { RemoteAudio } from "../../../src/rtp/sdp/remoteAudio.ts";

const ours = {
  address: "192.0.2.9",
  port: 20_000,
  sessionId: 1,
  sessionVersion: 1,
  codecs: ["opus", "G722", "PCMA", "PCMU"],
  comfortNoise: true,
} as const;

function peer(formats: Readonly<Record<number, string>>): RemoteAudio {
  const maps = Object.entries(formats).map(([type, encoding]) => `a=rtpmap:${type} ${encoding}\r\n`);
  const m = `m=audio 4000 RTP/AVP ${Object.keys(formats).join(" ")}\r\n`;
  const read = parseSdp(
    `v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n${m}${maps.join("")}`,
  );
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

/** The numbers of an offer of ours in its order: opus, G722, PCMA, PCMU, noise, events at 8 and at 48 kHz. */
const offered = (types: PayloadTypes): string | undefined =>
  /^m=audio \d+ \S+ (.*)\r$/m.exec(makeOffer(ours, types))?.[1];

t.test("the usual numbers, the same each time", async (t) => {
  const types = new PayloadTypes();
  t.equal(offered(types), "111 9 8 0 13 101 110");
  t.equal(offered(types), "111 9 8 0 13 101 110");
});

for (const [what, formats, expected] of [
  [
    "numbers that the peer has given are ours, too",
    { 96: "opus/48000/2", 97: "telephone-event/8000" },
    "96 9 8 0 13 97 110",
  ],
  ["a number that means something else is left to it", { 111: "speex/16000", 8: "PCMA/8000" }, "96 9 8 0 13 101 110"],
  ["two of them change places", { 101: "opus/48000/2", 111: "telephone-event/8000" }, "101 9 8 0 13 111 110"],
  ["a static number that was taken for another codec", { 8: "opus/48000/2", 0: "iLBC/8000" }, "8 9 96 97 13 101 110"],
  [
    "the dynamic numbers are used up",
    Object.fromEntries(Array.from({ length: 32 }, (_, i) => [96 + i, `x${i}/8000`])),
    "35 9 8 0 13 36 37",
  ],
] as const)
  t.test(what, async (t) => {
    const types = new PayloadTypes();
    types.heed(peer(formats));
    t.equal(offered(types), expected);
    t.equal(offered(types), expected, "and stay so");
  });

t.test(
  "an answer in other numbers than ours: each is sent what it has named, and our offers keep theirs",
  async (t) => {
    const types = new PayloadTypes();
    t.equal(offered(types), "111 9 8 0 13 101 110");
    const answer = peer({ 120: "opus/48000/2", 121: "telephone-event/48000" });
    const agreed = acceptAnswer(ours, types, answer);
    t.match(agreed, {
      value: { sendPayloadType: 120, receivePayloadType: 111, sendEventType: 121, receiveEventType: 110 },
    });
    types.heed(answer);
    t.equal(offered(types), "111 9 8 0 13 101 110");
  },
);

t.test("what a number has meant once it means, though the peer gives it away later", async (t) => {
  const types = new PayloadTypes();
  types.heed(peer({ 96: "opus/48000/2" }));
  types.heed(peer({ 96: "PCMA/8000" }));
  t.equal(offered(types), "96 9 8 0 13 101 110");
});

t.test("noise and events that were not offered are not agreed", async (t) => {
  const types = new PayloadTypes();
  const answer = peer({ 8: "PCMA/8000", 13: "CN/8000", 101: "telephone-event/48000" });
  t.strictSame(acceptAnswer({ ...ours, codecs: ["PCMA"], comfortNoise: false }, types, answer), {
    ok: true,
    value: {
      address: "192.0.2.1",
      rtpPort: 4000,
      rtcpPort: 4001,
      codec: "PCMA",
      sendPayloadType: 8,
      receivePayloadType: 8,
      ptime: 20,
      sends: true,
      receives: true,
    },
  });
});
