import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { answerChallenge } from "../../../src/sip/auth/answerChallenge.ts";
import { parseCredentials, provesPassword } from "../../../src/sip/auth/digest.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { request } from "../transaction/messages.ts";

const account = { username: "trunk", password: "secret" };
const md5 = 'Digest realm="carrier", nonce="n1", algorithm=MD5, qop="auth"';
const sha = 'Digest realm="carrier", nonce="n2", algorithm=SHA-256, qop="auth"';

function challenged(texts: readonly string[], status = 401, to: SipRequest = request()) {
  const name = status === 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
  return responseTo(to, status, undefined, { headers: texts.map((text) => [name, text] as const) });
}
const answered = (texts: readonly string[], who: { username: string; password: string; realm?: string } = account) => {
  const field = answerChallenge(challenged(texts), request(), who, seededEntropy(1));
  return field && parseCredentials(field[1]);
};

t.test("the answer proves the password for this request", async (t) => {
  const invite = request();
  for (const [status, name] of [
    [401, "Authorization"],
    [407, "Proxy-Authorization"],
  ] as const) {
    const field = answerChallenge(challenged([md5], status), invite, account, seededEntropy(1));
    t.equal(field?.[0], name);
    const credentials = parseCredentials(field?.[1] ?? "");
    t.match(credentials, {
      username: "trunk",
      realm: "carrier",
      nonce: "n1",
      uri: invite.uri,
      qop: { nc: "00000001" },
    });
    t.ok(credentials && provesPassword(credentials, "secret", "INVITE"));
  }
});

t.test("which challenge is answered", async (t) => {
  t.equal(answered([md5, sha])?.algorithm, "SHA-256", "the strongest, whatever the order");
  t.equal(answered(['Digest realm="x", nonce="n", algorithm=SHA-512-256', md5])?.algorithm, "MD5");
  t.equal(answered(["Basic realm=x", md5])?.nonce, "n1");
  t.equal(answered(['Digest realm="other", nonce="o"', md5], { ...account, realm: "carrier" })?.nonce, "n1");
  t.equal(answered([md5], { ...account, realm: "other" }), undefined);
  t.equal(answered([]), undefined);
  t.equal(answered([...Array(8).fill("Basic realm=x"), md5]), undefined, "no more than eight are read");
  t.equal(answered(['Digest realm="r", nonce="n", opaque="o"'])?.opaque, "o");
  t.equal(answered(['Digest realm="r", nonce="n"'])?.qop, undefined, "RFC 2069 where no qop is offered");
  t.equal(answered([md5], { username: 'a"\r\nX: y', password: "p" }), undefined, "a name cannot write fields");
});

t.test("credentials that were refused are not given again, unless only the nonce was old", async (t) => {
  const tried = request({
    headers: [`Authorization: Digest username="trunk", realm="carrier", nonce="n0", uri="sip:x", response="00"`],
  });
  const again = (text: string) => answerChallenge(challenged([text], 401, tried), tried, account, seededEntropy(1));
  t.equal(again(md5), undefined);
  t.match(again(`${md5}, stale=true`), ["Authorization", /nonce="n1"/]);
  t.match(answerChallenge(challenged([md5], 407, tried), tried, account, seededEntropy(1)), ["Proxy-Authorization"]);
});
