import t from "tap";
import { authorize, digestParameters, digestResponse, proves } from "../../lab/sip/digest.ts";
import { hostIn, parameter, SipMessage, uriIn, userIn } from "../../lab/sip/message.ts";
import { answerDirection, type Direction, readSdp, writeSdp } from "../../lab/sip/sdp.ts";

t.test("digest: the examples of RFC 7616 §3.9.1", async (t) => {
  const credentials = { user: "Mufasa", password: "Circle of Life" };
  const answer = {
    realm: "http-auth@example.org",
    nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    method: "GET",
    uri: "/dir/index.html",
    quality: { qop: "auth", nc: "00000001", cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" },
  };
  t.equal(digestResponse(credentials, { ...answer, algorithm: "MD5" }), "8ca523f5e9506fed4657c9700eebdbec");
  t.equal(
    digestResponse(credentials, { ...answer, algorithm: "SHA-256" }),
    "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  );
});

t.test("digest: the strongest algorithm that we know is used, and its credentials prove the password", async (t) => {
  const challenges = ["SHA-512-256", "MD5", "SHA-256"].map(
    (algorithm) => `Digest realm="ponto", nonce="n", algorithm=${algorithm}, qop="auth", opaque="o"`,
  );
  const credentials = { user: "1001", password: "s" };
  const request = { method: "REGISTER", uri: "sip:ponto", cnonce: "c", count: 1 };
  const given = authorize(challenges, credentials, request) ?? "";
  t.match(Object.fromEntries(digestParameters(given)), { algorithm: "SHA-256", nc: "00000001", opaque: "o" });
  t.equal(proves(given, credentials, "REGISTER"), true);
  t.equal(proves(given, credentials, "INVITE"), false);
  t.equal(proves(given, { ...credentials, password: "t" }, "REGISTER"), false);
  t.equal(authorize([challenges[0]!], credentials, request), undefined);
});

t.test("a message is read and written, with compact names, folding and lists", async (t) => {
  const text = [
    "INVITE sip:1002@h SIP/2.0",
    "v: SIP/2.0/UDP a;branch=z9hG4bK1, SIP/2.0/UDP b;branch=z9hG4bK2",
    'f: "A, B" <sip:1001@h:5070>;tag=x',
    "Subject: one",
    "  two",
    "CSeq: 7 INVITE",
    "l: 4",
    "",
    "body",
  ].join("\r\n");
  const message = SipMessage.parse(text);
  t.equal(message.method, "INVITE");
  t.equal(message.status, undefined);
  t.strictSame(message.all("Via").length, 2);
  t.equal(message.branch, "z9hG4bK1");
  t.equal(message.get("subject"), "one two");
  t.strictSame(message.cseq, { number: 7, method: "INVITE" });
  t.equal(message.body, "body");
  t.equal(parameter(message.get("From"), "tag"), "x");
  t.equal(uriIn(message.get("From")), "sip:1001@h:5070");
  t.equal(userIn(message.get("From")), "1001");
  t.strictSame(hostIn(message.get("From")), { address: "h", port: 5070 });
  t.throws(() => SipMessage.parse("GET / HTTP/1.1\r\n\r\n"), /not SIP/);
});

t.test("a description is read as written", async (t) => {
  const audio = {
    address: "127.0.0.1",
    port: 4000,
    codecs: ["PCMU", "PCMA"],
    eventType: 97,
    ptime: 30,
    direction: "sendonly",
  } as const;
  t.strictSame(readSdp(writeSdp(audio, 1)), audio);
  t.equal(readSdp("v=0\r\nm=video 1 RTP/AVP 31\r\n"), undefined);
});

t.test("the direction of an answer (RFC 3264 §6.1)", async (t) => {
  const rows: readonly [Direction, Direction, Direction][] = [
    ["sendrecv", "sendrecv", "sendrecv"],
    ["sendonly", "sendrecv", "recvonly"],
    ["recvonly", "sendrecv", "sendonly"],
    ["inactive", "sendrecv", "inactive"],
    ["sendrecv", "sendonly", "sendonly"],
    ["sendonly", "sendonly", "inactive"],
  ];
  for (const [offered, wanted, answer] of rows) {
    t.equal(answerDirection(offered, wanted), answer, `${offered} offered, ${wanted} wanted`);
  }
});
