/** Session descriptions by a grammar that is mostly obeyed. */
import type { Dice } from "./dice.ts";

const addresses = ["10.1.0.9", "10.1.0.9", "0.0.0.0", "::", "2001:db8::1", "2001:DB8:0::1"];
const strangeAddresses = ["host.example", "", "10.1.0.9/127", "999.1.1.1", "10.1.0.9 x"];
const ports = ["40000", "40002", "40004", "0", "1", "65535"];
const strangePorts = ["65536", "-1", "", "40000/2", "99999999999", "x"];
const formats = ["0", "8", "8 101", "8 0 101", "96 97 98", "8 8 8", "18 3 0 8 111", "111 9 8 0 13 101 110", "9 13 19"];
const strangeFormats = ["", "128", "-1", "x", "8  0", "8,0"];
const attributes = [
  ...[
    "rtpmap:8 PCMA/8000",
    "rtpmap:0 PCMU/8000",
    "rtpmap:101 telephone-event/8000",
    "rtpmap:8 opus/48000/2",
    "rtpmap:111 opus/48000/2",
    "rtpmap:96 OPUS/48000",
    "rtpmap:9 G722/16000",
    "rtpmap:97 g722/8000",
    "rtpmap:13 CN/8000",
    "rtpmap:98 CN/16000",
    "rtpmap:110 telephone-event/48000",
    "rtpmap:",
    "rtpmap:x y",
  ],
  ...[
    "rtpmap:96 PCMA/8000/1",
    "rtpmap:97 pcma/8000",
    "fmtp:101 0-15",
    "fmtp:101",
    "fmtp:111 minptime=10;useinbandfec=1;maxaveragebitrate=20000",
    "fmtp:111 maxplaybackrate=99999999999;maxaveragebitrate=-1;usedtx=2;;=;",
    "fmtp:96 useinbandfec",
    "fmtp:* x",
    "ptime:20",
    "ptime:0",
    "ptime:-5",
    "ptime:x",
    "maxptime:40",
  ],
  ...[
    "sendrecv",
    "sendonly",
    "recvonly",
    "inactive",
    "rtcp:40003",
    "rtcp:40003 IN IP4 10.1.0.9",
    "rtcp:",
    "crypto:1 AES x",
    `crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${"A".repeat(40)}`,
    `crypto:2 AEAD_AES_128_GCM inline:${"B".repeat(38)}|2^31|1:4`,
    `crypto:3 AES_CM_128_HMAC_SHA1_32 inline:${"C".repeat(40)} UNENCRYPTED_SRTP`,
    `crypto:999999999 AES_256_CM_HMAC_SHA1_80 inline:${"D".repeat(62)}==|2^48 WSH=64`,
    "candidate:1 1 UDP",
  ],
  ...["ssrc:1 cname:x", "group:BUNDLE a b", "mid:a", "\0", "é", ""],
];

const connection = (dice: Dice): string =>
  `c=IN ${dice.mostly(["IP4", "IP6"], ["IP5", ""])} ${dice.mostly(addresses, strangeAddresses, 10)}`;

const line = (dice: Dice): string => {
  switch (dice.below(12)) {
    case 0:
      return connection(dice);
    case 1:
      return dice.pick([
        "b=AS:64",
        "k=clear:x",
        "i=x",
        "e=x@y",
        "z=0 0",
        "r=7d 1h",
        "u=x",
        "m=",
        "v=1",
        "=",
        "x",
        "m=audio",
      ]);
    default:
      return `a=${dice.pick(attributes)}`;
  }
};

const media = (dice: Dice): string[] => {
  const type = dice.mostly(["audio", "audio", "audio", "video", "image"], ["x", ""]);
  const protocol = dice.mostly(
    ["RTP/AVP", "RTP/AVP", "RTP/SAVP", "RTP/AVPF"],
    ["udptl", "", "TCP/RTP/AVP", "constructor"],
    10,
  );
  const port = dice.mostly(ports, strangePorts, 20);
  return [
    `m=${type} ${port} ${protocol} ${dice.mostly(formats, strangeFormats, 20)}`,
    ...dice.some(0, 6, () => line(dice)),
  ];
};

export function description(dice: Dice): string {
  const lines = [
    dice.mostly(["v=0"], ["v=1", "", "v=0 "]),
    dice.mostly([`o=- 1 ${dice.below(5)} IN IP4 10.1.0.9`], ["o=", "o=- x y IN IP4 a", ""], 10),
    "s=-",
    ...(dice.once(10) ? [] : [connection(dice)]),
    dice.mostly(["t=0 0"], ["t=", "t=x y", "t=0"], 10),
    ...dice.some(0, 2, () => line(dice)),
    ...media(dice),
    ...dice.some(0, dice.once(50) ? 40 : 2, () => media(dice)).flat(),
  ];
  if (dice.once(20)) lines.splice(dice.below(lines.length), 1);
  const end = dice.mostly(["\r\n"], ["\n", "\r", ""], 10);
  const text = lines.join(end) + end;
  return dice.once(100) ? `${text}a=${"x".repeat(20_000)}${end}` : text;
}
