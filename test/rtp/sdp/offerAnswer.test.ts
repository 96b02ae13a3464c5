import t from "tap";
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";
import type { Direction } from "../../../src/rtp/sdp/direction.ts";
import { acceptAnswer, type LocalAudio, makeAnswer, makeOffer } from "../../../src/rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../../src/rtp/sdp/parse.ts";
import { PayloadTypes } from "../../../src/rtp/sdp/payloadTypes.ts";
import type { RemoteAudio } from "../../../src/rtp/sdp/remoteAudio.ts";

const ours: LocalAudio = {
  address: "192.0.2.9",
  port: 20_000,
  sessionId: 4711,
  sessionVersion: 3,
  codecs: ["PCMA", "PCMU"],
};

const theirs = (media: readonly string[], address = "192.0.2.1"): string =>
  ["v=0", "o=a 1 1 IN IP4 192.0.2.1", "s=-", `c=IN IP4 ${address}`, "t=0 0", ...media, ""].join("\r\n");

function read(text: string) {
  const result = parseSdp(text);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

function answered(media: readonly string[], local: Partial<LocalAudio> = {}, address?: string) {
  const result = makeAnswer(read(theirs(media, address)), { ...ours, ...local });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

const accepted = (codecs: readonly CodecName[], answer: RemoteAudio, direction: Direction = "sendrecv") =>
  acceptAnswer({ codecs, direction }, new PayloadTypes(), answer);

t.test("our offer, word for word", async (t) => {
  t.strictSame(makeOffer(ours, new PayloadTypes()).split("\r\n"), [
    "v=0",
    "o=- 4711 3 IN IP4 192.0.2.9",
    "s=-",
    "c=IN IP4 192.0.2.9",
    "t=0 0",
    "m=audio 20000 RTP/AVP 8 0 101",
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:101 telephone-event/8000",
    "a=fmtp:101 0-15",
    "a=ptime:20",
    "a=sendrecv",
    "",
  ]);
  t.match(
    makeOffer(
      { ...ours, address: "2001:db8::9", codecs: ["PCMU"], direction: "sendonly", ptime: 30 },
      new PayloadTypes(),
    ),
    /IN IP6 2001:db8::9\r\nt=/,
  );
});

t.test("the first of our codecs that the offer has", async (t) => {
  const media = ["m=audio 4000 RTP/AVP 0 8"];
  t.equal(answered(media).agreed.codec, "PCMA");
  t.equal(answered(media, { codecs: ["PCMU", "PCMA"] }).agreed.codec, "PCMU");
  t.match(answered(media).sdp, /m=audio 20000 RTP\/AVP 8\r\na=rtpmap:8 PCMA\/8000\r\na=ptime/);
});

t.test("no codec in common is 488", async (t) => {
  for (const media of [["m=audio 4000 RTP/AVP 9 18"], ["m=audio 4000 RTP/AVP 8"]]) {
    const result = makeAnswer(read(theirs(media)), { ...ours, codecs: ["PCMU"] });
    t.match(result, { ok: false, error: { code: "no_common_codec" } });
  }
});

t.test("the offer's own payload types are kept", async (t) => {
  const { sdp, agreed } = answered([
    "m=audio 4000 RTP/AVP 96 97",
    "a=rtpmap:96 PCMA/8000",
    "a=rtpmap:97 telephone-event/8000",
  ]);
  t.match(agreed, { sendPayloadType: 96, receivePayloadType: 96, sendEventType: 97, receiveEventType: 97 });
  t.match(sdp, "m=audio 20000 RTP/AVP 96 97\r\n");
});

t.test("events are answered only where they are offered", async (t) => {
  const { sdp, agreed } = answered(["m=audio 4000 RTP/AVP 8"]);
  t.notOk("sendEventType" in agreed || "receiveEventType" in agreed);
  t.notMatch(sdp, "telephone-event");
});

for (const [offered, address, local, answer, sends, receives] of [
  ["sendrecv", undefined, undefined, "sendrecv", true, true],
  ["sendonly", undefined, undefined, "recvonly", false, true],
  ["recvonly", undefined, undefined, "sendonly", true, false],
  ["inactive", undefined, undefined, "inactive", false, false],
  ["sendrecv", "0.0.0.0", undefined, "recvonly", false, true],
  ["inactive", "0.0.0.0", undefined, "inactive", false, false],
  ["sendrecv", undefined, "sendonly", "sendonly", true, false],
  ["sendonly", undefined, "sendonly", "inactive", false, false],
] as const) {
  t.test(
    `§6.1 ${offered}${address ? ` at ${address}` : ""} is answered ${answer}, by who is ${local ?? "sendrecv"}`,
    async (t) => {
      const { sdp, agreed } = answered(
        ["m=audio 4000 RTP/AVP 8", `a=${offered}`],
        local === undefined ? {} : { direction: local },
        address,
      );
      t.match(sdp, new RegExp(`a=${answer}\r\n$`));
      t.match(agreed, { sends, receives });
    },
  );
}

t.test("§6 every m-line is answered in its place; the others are refused with port zero", async (t) => {
  const { sdp } = answered([
    "m=video 5000 RTP/AVP 31 34",
    "m=audio 4000 RTP/AVP 8",
    "m=image 6000 udptl t38",
    "m=audio 4002 RTP/AVP 0",
  ]);
  t.strictSame(
    sdp.split("\r\n").filter((line) => line.startsWith("m=")),
    ["m=video 0 RTP/AVP 31 34", "m=audio 20000 RTP/AVP 8", "m=image 0 udptl t38", "m=audio 0 RTP/AVP 0"],
  );
});

t.test("§6 the time of the session is the offer's", async (t) => {
  const text = theirs(["m=audio 4000 RTP/AVP 8"]).replace("t=0 0", "t=100 200");
  const result = makeAnswer(read(text), ours);
  t.match(result.ok && result.value.sdp, "\r\nt=100 200\r\n");
});

t.test("where and how we send is what the peer asks for", async (t) => {
  t.match(answered(["m=audio 4000 RTP/AVP 8", "c=IN IP4 198.51.100.1", "a=rtcp:4444", "a=ptime:30"]).agreed, {
    address: "198.51.100.1",
    rtpPort: 4000,
    rtcpPort: 4444,
    ptime: 30,
  });
});

t.test("§5.1 in an answer to our offer each side sends with the other's payload types", async (t) => {
  const answer = read(
    theirs(["m=audio 4000 RTP/AVP 100 96", "a=rtpmap:100 PCMU/8000", "a=rtpmap:96 telephone-event/8000"]),
  );
  const result = accepted(["PCMA", "PCMU"], answer);
  t.match(result, {
    ok: true,
    value: { codec: "PCMU", sendPayloadType: 100, receivePayloadType: 0, sendEventType: 96, receiveEventType: 101 },
  });
});

t.test("an answer that takes nothing of our offer", async (t) => {
  t.match(accepted(["PCMA"], read(theirs(["m=audio 4000 RTP/AVP 0"]))), { error: { code: "no_common_codec" } });
});

t.test("what we offered limits what an answer agrees", async (t) => {
  const answer = read(theirs(["m=audio 4000 RTP/AVP 8", "a=sendrecv"]));
  t.match(accepted(["PCMA"], answer, "sendonly"), { value: { sends: true, receives: false } });
  t.match(accepted(["PCMA"], answer, "inactive"), { value: { sends: false, receives: false } });
  t.match(accepted(["PCMA"], answer), { value: { sends: true, receives: true } });
});

t.test("our answer to our own offer agrees with itself", async (t) => {
  const answer = makeAnswer(read(makeOffer(ours, new PayloadTypes())), {
    ...ours,
    address: "192.0.2.10",
    port: 20_010,
  });
  t.ok(answer.ok);
  if (!answer.ok) return;
  const agreed = accepted(["PCMA", "PCMU"], read(answer.value.sdp));
  t.match(agreed, { value: { address: "192.0.2.10", rtpPort: 20_010, codec: "PCMA", sendEventType: 101 } });
  t.equal(answer.value.agreed.rtpPort, 20_000);
});
