import fc from "fast-check";
import t from "tap";
import { parseDigestParams } from "../../../src/sip/auth/authParams.ts";
import {
  challengeText,
  credentialsText,
  type DigestCredentials,
  digestResponse,
  parseChallenge,
  parseCredentials,
  provesPassword,
} from "../../../src/sip/auth/digest.ts";

const mufasa = {
  username: "Mufasa",
  uri: "/dir/index.html",
  opaque: undefined,
} as const;

t.test("the examples of the RFCs", async (t) => {
  const cases = [
    {
      name: "RFC 2617 §3.5, MD5",
      credentials: {
        ...mufasa,
        realm: "testrealm@host.com",
        nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
        algorithm: "MD5",
        qop: { nc: "00000001", cnonce: "0a4f113b" },
      },
      password: "Circle Of Life",
      response: "6629fae49393a05397450978507c4ef1",
    },
    {
      name: "RFC 7616 §3.9.1, SHA-256",
      credentials: {
        ...mufasa,
        realm: "http-auth@example.org",
        nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        algorithm: "SHA-256",
        qop: { nc: "00000001", cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" },
      },
      password: "Circle of Life",
      response: "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    },
    {
      name: "RFC 7616 §3.9.1, MD5",
      credentials: {
        ...mufasa,
        realm: "http-auth@example.org",
        nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        algorithm: "MD5",
        qop: { nc: "00000001", cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" },
      },
      password: "Circle of Life",
      response: "8ca523f5e9506fed4657c9700eebdbec",
    },
    {
      name: "RFC 2069 §2.4 with its erratum: without qop",
      credentials: {
        ...mufasa,
        realm: "testrealm@host.com",
        nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
        algorithm: "MD5",
        qop: undefined,
      },
      password: "CircleOfLife",
      response: "1949323746fe6a43ef61f9606e7febea",
    },
  ] as const;
  for (const { name, credentials, password, response } of cases) {
    t.equal(digestResponse(credentials, password, "GET"), response, name);
    t.ok(provesPassword({ ...credentials, response }, password, "GET"), name);
    t.notOk(provesPassword({ ...credentials, response }, `${password}!`, "GET"), name);
    t.notOk(provesPassword({ ...credentials, response }, password, "REGISTER"), "another method");
    t.notOk(provesPassword({ ...credentials, response: response.slice(1) }, password, "GET"), "another length");
  }
});

t.test("parameters", async (t) => {
  const cases: [text: string, params: Record<string, string> | undefined][] = [
    ['Digest a=1, B="two, three"', { a: "1", b: "two, three" }],
    ['digest\ta = 1 ,\t b="x\\"y"', { a: "1", b: 'x\\"y' }],
    ["Digest ,, a=1,,", { a: "1" }],
    ["Digest uri=sip:1001@ponto.local", { uri: "sip:1001@ponto.local" }],
    ['Digest a=""', { a: "" }],
    ["Basic a=1", undefined],
    ["Digest", undefined],
    ["Digest a=1 b=2", undefined],
    ["Digest a=1, a=2", undefined],
    ['Digest a="1', undefined],
    ["Digest a", undefined],
    [`Digest a="${"x".repeat(3000)}"`, undefined],
  ];
  for (const [text, params] of cases) {
    const parsed = parseDigestParams(text);
    t.same(parsed && Object.fromEntries(parsed), params, text.slice(0, 40));
  }
});

t.test("garbage of any kind is undefined or a map, in a moment", async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'Digest =,"\\abc\t'), maxLength: 200 }), (text) => {
      parseDigestParams(`Digest ${text}`);
      parseCredentials(`Digest ${text}`);
      parseChallenge(`Digest ${text}`);
    }),
    { seed: 5 },
  );
  const started = process.cpuUsage().user;
  parseDigestParams(`Digest a="${"\\".repeat(2000)}`);
  parseDigestParams(`Digest ${",".repeat(2000)}`);
  parseDigestParams(`Digest${" ".repeat(2000)}`);
  t.ok(process.cpuUsage().user - started < 500_000, "no blow-up in the expression");
});

t.test("what is written is read back", async (t) => {
  const word = fc.string({ unit: fc.constantFrom(..."abcXYZ09-_./:@ ,=;"), minLength: 1, maxLength: 20 });
  const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 8, maxLength: 8 });
  const algorithm = fc.constantFrom("MD5" as const, "SHA-256" as const);
  fc.assert(
    fc.property(
      fc.record({
        username: word,
        realm: word,
        nonce: word,
        uri: word,
        algorithm,
        response: hex,
        qop: fc.option(fc.record({ nc: hex, cnonce: word }), { nil: undefined }),
        opaque: fc.option(word, { nil: undefined }),
      }),
      (credentials) => {
        t.same(parseCredentials(credentialsText(credentials)), credentials);
      },
    ),
    { seed: 6, numRuns: 50 },
  );
  fc.assert(
    fc.property(
      fc.record({
        realm: word,
        nonce: word,
        algorithm,
        qop: fc.boolean(),
        opaque: fc.option(word, { nil: undefined }),
        stale: fc.boolean(),
      }),
      (challenge) => {
        t.same(parseChallenge(challengeText(challenge)), challenge);
      },
    ),
    { seed: 6, numRuns: 50 },
  );
});

t.test("credentials as phones write them", async (t) => {
  const base = 'Digest username="1001", realm="r", nonce="n", uri="sip:r", response="AB"';
  const read = (rest: string): Partial<DigestCredentials> | undefined => parseCredentials(base + rest);
  t.match(read(""), { algorithm: "MD5", qop: undefined, response: "ab" });
  t.match(read(", algorithm=md5"), { algorithm: "MD5" });
  t.match(read(', algorithm="SHA-256"'), { algorithm: "SHA-256" });
  t.equal(read(", algorithm=MD5-sess"), undefined);
  t.match(read(', qop="auth", nc=00000001, cnonce="c"'), { qop: { nc: "00000001", cnonce: "c" } });
  t.equal(read(', qop=auth-int, nc=00000001, cnonce="c"'), undefined);
  t.equal(read(', qop=auth, nc=1, cnonce="c"'), undefined, "nc has 8 digits");
  t.equal(read(", qop=auth, nc=00000001"), undefined, "no cnonce");
  t.equal(parseCredentials('Digest username="1001", realm="r", nonce="n", uri="sip:r"'), undefined);
});

t.test("challenges as servers write them", async (t) => {
  t.match(parseChallenge('Digest realm="r", nonce="n"'), { algorithm: "MD5", qop: false, stale: false });
  t.match(parseChallenge('Digest realm="r", nonce="n", qop="auth,auth-int", stale=TRUE'), { qop: true, stale: true });
  t.equal(parseChallenge('Digest realm="r", nonce="n", qop="auth-int"'), undefined);
  t.equal(parseChallenge('Digest realm="r", nonce="n", algorithm=SHA-512-256'), undefined);
  t.equal(parseChallenge('Digest realm="r"'), undefined);
});
