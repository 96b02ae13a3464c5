import t from "tap";
import { responseTo } from "../../../src/sip/message/build.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import { noBody, type SipRequest, textBody } from "../../../src/sip/message/message.ts";
import { reasonPhrase } from "../../../src/sip/message/reasonPhrases.ts";
import { serialize } from "../../../src/sip/message/serialize.ts";

const request = (method: string, to = "<sip:b@c>"): SipRequest => ({
  kind: "request",
  method,
  uri: "sip:b@c",
  headers: Headers.of([
    ["Via", "SIP/2.0/UDP a;branch=z9hG4bK1"],
    ["Record-Route", "<sip:p1;lr>"],
    ["Via", "SIP/2.0/UDP b;branch=z9hG4bK2"],
    ["Record-Route", "<sip:p2;lr>"],
    ["From", "<sip:a@c>;tag=a"],
    ["To", to],
    ["Call-ID", "c1"],
    ["CSeq", `1 ${method}`],
    ["Timestamp", "54"],
    ["Subject", "x"],
  ]),
  body: textBody("offer"),
});

t.test("what a response copies (RFC 3261 §8.2.6.2)", async (t) => {
  const { headers, status, reason, body } = responseTo(request("INVITE"), 200, undefined, {
    toTag: "t",
    headers: [["Contact", "<sip:us>"]],
  });
  t.same([status, reason, body], [200, "OK", noBody]);
  t.same(headers.all("Via"), ["SIP/2.0/UDP a;branch=z9hG4bK1", "SIP/2.0/UDP b;branch=z9hG4bK2"]);
  t.same(headers.all("Record-Route"), ["<sip:p1;lr>", "<sip:p2;lr>"]);
  t.equal(headers.get("From"), "<sip:a@c>;tag=a");
  t.equal(headers.get("To"), "<sip:b@c>;tag=t");
  t.equal(headers.get("Call-ID"), "c1");
  t.equal(headers.get("CSeq"), "1 INVITE");
  t.equal(headers.get("Contact"), "<sip:us>");
  t.equal(headers.get("Timestamp"), undefined);
  t.equal(headers.get("Subject"), undefined);
});

t.test("where Record-Route and Timestamp belong", async (t) => {
  const copied = (method: string, status: number): number =>
    responseTo(request(method), status).headers.all("Record-Route").length;
  t.same([copied("INVITE", 100), copied("INVITE", 180), copied("INVITE", 486), copied("BYE", 200)], [0, 2, 0, 0]);
  t.equal(responseTo(request("INVITE"), 100).headers.get("Timestamp"), "54");
});

t.test("the tag of To", async (t) => {
  const to = (was: string, toTag?: string): string | undefined =>
    responseTo(request("BYE", was), 200, undefined, toTag === undefined ? {} : { toTag }).headers.get("To");
  t.equal(to("<sip:b@c>;tag=old", "new"), "<sip:b@c>;tag=old", "a tag stays");
  t.equal(to("sip:b@c", "new"), "sip:b@c;tag=new");
  t.equal(to("<sip:b@c>"), "<sip:b@c>");
  t.equal(to('"open <sip:b@c>', "new"), '"open <sip:b@c>', "what cannot be read goes back as it came");
});

t.test("phrases", async (t) => {
  t.same([486, 499, 299, 777].map(reasonPhrase), ["Busy Here", "Bad Request", "OK", ""]);
  t.equal(responseTo(request("BYE"), 481, "No such dialog").reason, "No such dialog");
});

t.test("Content-Length is that of the body, in bytes, whatever the fields say", async (t) => {
  const response = responseTo(request("INVITE"), 200, undefined, {
    body: textBody("é"),
    headers: [["Content-Length", "9"]],
  });
  t.match(serialize(response).toString(), /\r\nContent-Length: 2\r\n\r\né$/);
  t.equal(
    serialize(response)
      .toString()
      .match(/Content-Length/g)?.length,
    1,
  );
});

t.test("nothing of ours can write a field", async (t) => {
  const evil = "x\r\nInjected: y";
  t.throws(() => serialize(responseTo(request("BYE"), 200, evil)), /line end/);
  t.throws(() => serialize(responseTo(request("BYE"), 200, undefined, { headers: [["Subject", evil]] })), /line end/);
  t.throws(() => serialize({ ...request("BYE"), uri: "sip:a\n" }), /line end/);
});
