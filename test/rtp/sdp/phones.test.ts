/** Offers as phones, gateways and exchanges in wide use make them, and what we agree with each. */
import t from "tap";
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";
import { makeAnswer } from "../../../src/rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../../src/rtp/sdp/parse.ts";

interface Row {
  readonly who: string;
  readonly offer: string;
  /** Its codecs of ours, in its order. */
  readonly codecs: string;
  /** What we take best first, and what comes of it. */
  readonly takes: readonly CodecName[];
  readonly agreed: object;
  /** The stream's lines of our answer. */
  readonly answer: readonly string[];
}

const described = (media: string): string =>
  `v=0\r\no=- 20001 20001 IN IP4 192.0.2.1\r\ns=SDP data\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n${media
    .trim()
    .split("\n")
    .map((line) => `${line.trim()}\r\n`)
    .join("")}`;

const rows: readonly Row[] = [
  {
    who: "a Yealink desk phone: G.722 first, G.729 among them, fmtp before direction",
    offer: described(`
      m=audio 11780 RTP/AVP 9 0 8 18 101
      a=rtpmap:9 G722/8000
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:18 G729/8000
      a=fmtp:18 annexb=no
      a=fmtp:101 0-15
      a=rtpmap:101 telephone-event/8000
      a=ptime:20
      a=sendrecv`),
    codecs: "9 G722, 0 PCMU, 8 PCMA",
    takes: ["G722", "PCMA"],
    agreed: { codec: "G722", sendPayloadType: 9, receivePayloadType: 9, sendEventType: 101, eventClockRate: 8000 },
    answer: [
      "m=audio 20000 RTP/AVP 9 101",
      "a=rtpmap:9 G722/8000",
      "a=rtpmap:101 telephone-event/8000",
      "a=fmtp:101 0-15",
    ],
  },
  {
    who: "a Snom phone: dynamic numbers from 97, SIP's own attributes, upper and lower case mixed",
    offer: described(`
      m=audio 58274 RTP/AVP 9 0 8 97 3 18 99 101
      a=rtpmap:9 g722/8000
      a=rtpmap:0 pcmu/8000
      a=rtpmap:8 pcma/8000
      a=rtpmap:97 opus/48000/2
      a=fmtp:97 maxplaybackrate=16000;sprop-maxcapturerate=16000;useinbandfec=1
      a=rtpmap:3 gsm/8000
      a=rtpmap:18 g729/8000
      a=rtpmap:99 AAL2-G726-32/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=ptime:20
      a=sendrecv`),
    codecs: "9 G722, 0 PCMU, 8 PCMA, 97 opus",
    takes: ["opus"],
    agreed: {
      codec: "opus",
      sendPayloadType: 97,
      receivePayloadType: 97,
      sendEventType: 101,
      eventClockRate: 8000,
      wishes: { maxPlaybackRate: 16_000, inbandFec: true },
    },
    answer: [
      "m=audio 20000 RTP/AVP 97 101",
      "a=rtpmap:97 opus/48000/2",
      "a=fmtp:97 useinbandfec=1",
      "a=rtpmap:101 telephone-event/8000",
      "a=fmtp:101 0-15",
    ],
  },
  {
    who: "Linphone: Opus, Speex, no rtpmap for static types, events at both clocks",
    offer: described(`
      m=audio 7078 RTP/AVP 96 97 98 0 8 101 99
      a=rtpmap:96 opus/48000/2
      a=fmtp:96 useinbandfec=1
      a=rtpmap:97 speex/16000
      a=fmtp:97 vbr=on
      a=rtpmap:98 speex/8000
      a=fmtp:98 vbr=on
      a=rtpmap:101 telephone-event/48000
      a=rtpmap:99 telephone-event/8000
      a=rtcp-fb:* trr-int 5000`),
    codecs: "96 opus, 0 PCMU, 8 PCMA",
    takes: ["opus"],
    agreed: { codec: "opus", sendPayloadType: 96, sendEventType: 101, receiveEventType: 101, eventClockRate: 48_000 },
    answer: [
      "m=audio 20000 RTP/AVP 96 101",
      "a=rtpmap:96 opus/48000/2",
      "a=fmtp:96 useinbandfec=1",
      "a=rtpmap:101 telephone-event/48000",
      "a=fmtp:101 0-15",
    ],
  },
  {
    who: "baresip: every parameter of Opus spelt out, ssrc and label",
    offer: described(`
      m=audio 26748 RTP/AVP 96 9 8 0 101
      b=AS:125
      a=rtpmap:96 opus/48000/2
      a=fmtp:96 stereo=0;sprop-stereo=0;maxaveragebitrate=28000
      a=rtpmap:9 G722/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:0 PCMU/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=rtcp-rsize
      a=ssrc:1466437404 cname:sip:1001@ponto.local
      a=minptime:20
      a=ptime:20
      a=label:1
      a=sendrecv`),
    codecs: "96 opus, 9 G722, 8 PCMA, 0 PCMU",
    takes: ["opus", "PCMA"],
    agreed: { codec: "opus", wishes: { maxAverageBitrate: 28_000 } },
    answer: [
      "m=audio 20000 RTP/AVP 96 101",
      "a=rtpmap:96 opus/48000/2",
      "a=fmtp:96 useinbandfec=1",
      "a=rtpmap:101 telephone-event/8000",
      "a=fmtp:101 0-15",
    ],
  },
  {
    who: "a gateway from WebRTC that has taken the keys away: comfort noise at 32, 16 and 8 kHz, events at four clocks",
    offer: described(`
      m=audio 30124 RTP/AVP 111 63 9 0 8 13 110 126
      a=rtpmap:111 opus/48000/2
      a=fmtp:111 minptime=10;useinbandfec=1
      a=rtpmap:63 red/48000/2
      a=fmtp:63 111/111
      a=rtpmap:9 G722/8000
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:13 CN/8000
      a=rtpmap:110 telephone-event/48000
      a=rtpmap:126 telephone-event/8000
      a=rtcp-mux
      a=ssrc:4110182402 cname:wk9kSsDaZ1`),
    codecs: "111 opus, 9 G722, 0 PCMU, 8 PCMA",
    takes: ["PCMU"],
    agreed: { codec: "PCMU", sendNoiseType: 13, receiveNoiseType: 13, sendEventType: 126, eventClockRate: 8000 },
    answer: [
      "m=audio 20000 RTP/AVP 0 13 126",
      "a=rtpmap:0 PCMU/8000",
      "a=rtpmap:13 CN/8000",
      "a=rtpmap:126 telephone-event/8000",
      "a=fmtp:126 0-15",
    ],
  },
  {
    who: "Asterisk: Opus as 107, a maxptime, 0-16",
    offer: described(`
      m=audio 17410 RTP/AVP 107 9 8 0 101
      a=rtpmap:107 opus/48000/2
      a=fmtp:107 useinbandfec=1
      a=rtpmap:9 G722/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:0 PCMU/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-16
      a=ptime:40
      a=maxptime:60
      a=sendrecv`),
    codecs: "107 opus, 9 G722, 8 PCMA, 0 PCMU",
    takes: ["PCMA"],
    agreed: { codec: "PCMA", ptime: 40, sendEventType: 101 },
    answer: [
      "m=audio 20000 RTP/AVP 8 101",
      "a=rtpmap:8 PCMA/8000",
      "a=rtpmap:101 telephone-event/8000",
      "a=fmtp:101 0-15",
    ],
  },
  {
    who: "FreeSWITCH: no rtpmap where none is needed, comfort noise at 8 kHz, a trailing space",
    offer: described(`
      m=audio 24338 RTP/AVP 102 9 0 8 103 101 13${" "}
      a=rtpmap:102 opus/48000/2
      a=fmtp:102 useinbandfec=1; maxaveragebitrate=30000; maxplaybackrate=48000; ptime=20; minptime=10; maxptime=40
      a=rtpmap:103 telephone-event/48000
      a=fmtp:103 0-16
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-16
      a=ptime:20`),
    codecs: "102 opus, 9 G722, 0 PCMU, 8 PCMA",
    takes: ["opus"],
    agreed: {
      codec: "opus",
      sendEventType: 103,
      sendNoiseType: undefined,
      wishes: { inbandFec: true, maxAverageBitrate: 30_000, maxPlaybackRate: 48_000 },
    },
    answer: [
      "m=audio 20000 RTP/AVP 102 103",
      "a=rtpmap:102 opus/48000/2",
      "a=fmtp:102 useinbandfec=1",
      "a=rtpmap:103 telephone-event/48000",
      "a=fmtp:103 0-15",
    ],
  },
  {
    who: "a Cisco border controller: events as 101 beside NSE as 100, comfort noise as 19 that is reserved, a second stream for fax",
    offer: described(`
      m=audio 16408 RTP/AVP 18 0 8 101 100 19
      c=IN IP4 192.0.2.33
      a=rtpmap:18 G729/8000
      a=fmtp:18 annexb=yes
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-16
      a=rtpmap:100 X-NSE/8000
      a=fmtp:100 192-194
      a=rtpmap:19 CN/8000
      a=ptime:20
      m=image 16410 udptl t38`),
    codecs: "0 PCMU, 8 PCMA",
    takes: ["opus", "G722", "PCMA", "PCMU"],
    agreed: { codec: "PCMA", address: "192.0.2.33", sendNoiseType: 19, sendEventType: 101 },
    answer: [
      "m=audio 20000 RTP/AVP 8 19 101",
      "a=rtpmap:8 PCMA/8000",
      "a=rtpmap:19 CN/8000",
      "a=rtpmap:101 telephone-event/8000",
      "a=fmtp:101 0-15",
    ],
  },
  {
    who: "a phone that writes Opus as one track",
    offer: described(`
      m=audio 4000 RTP/AVP 120 8
      a=rtpmap:120 OPUS/48000/1`),
    codecs: "120 opus, 8 PCMA",
    takes: ["opus"],
    agreed: { codec: "opus", sendPayloadType: 120, sendEventType: undefined },
    answer: ["m=audio 20000 RTP/AVP 120", "a=rtpmap:120 opus/48000/2", "a=fmtp:120 useinbandfec=1"],
  },
  {
    who: "a phone with dynamic numbers for everything, one codec twice",
    offer: described(`
      m=audio 4000 RTP/AVP 100 99 98 97
      a=rtpmap:97 telephone-event/8000/1
      a=rtpmap:98 PCMA/8000/1
      a=rtpmap:99 PCMA/8000
      a=rtpmap:100 G722/16000`),
    codecs: "99 PCMA, 98 PCMA",
    takes: ["G722", "PCMA"],
    agreed: { codec: "PCMA", sendPayloadType: 99, receivePayloadType: 99, sendEventType: 97 },
    answer: [
      "m=audio 20000 RTP/AVP 99 97",
      "a=rtpmap:99 PCMA/8000",
      "a=rtpmap:97 telephone-event/8000",
      "a=fmtp:97 0-15",
    ],
  },
];

for (const { who, offer, codecs, takes, agreed, answer } of rows)
  t.test(who, async (t) => {
    const read = parseSdp(offer);
    if (!read.ok) throw new Error(read.error.detail);
    t.equal(read.value.codecs.map(({ name, payloadType }) => `${payloadType} ${name}`).join(", "), codecs);
    const local = { address: "192.0.2.9", port: 20_000, sessionId: 1, sessionVersion: 1, codecs: takes };
    const answered = makeAnswer(read.value, local);
    if (!answered.ok) throw new Error(answered.error.detail);
    t.match(answered.value.agreed, agreed);
    const lines = answered.value.sdp.split("\r\n");
    const first = lines.findIndex((line) => line.startsWith("m=audio"));
    t.strictSame(lines.slice(first, lines.indexOf("a=ptime:20")), answer);
  });
