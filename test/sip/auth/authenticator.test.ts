import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { answerChallenge } from "../../../src/sip/auth/answerChallenge.ts";
import { Authenticator } from "../../../src/sip/auth/authenticator.ts";
import { credentialsText, type DigestAlgorithm, digestResponse, parseChallenge } from "../../../src/sip/auth/digest.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { request } from "../transaction/messages.ts";

/** Where the requests come from. */
const source = "192.0.2.7";

const passwords: Record<string, string> = { "1001": "secret", "1002": "other" };

function authenticatorWith(options: { algorithms?: DigestAlgorithm[]; maxNonces?: number; seed?: number } = {}) {
  const { algorithms = ["MD5"], seed = 1, ...rest } = options;
  return new Authenticator({
    realm: "ponto.local",
    entropy: seededEntropy(seed),
    password: (user) => passwords[user],
    algorithms: () => algorithms,
    ...rest,
  });
}

const register = (headers: readonly string[] = [], uri = "sip:ponto.local"): SipRequest =>
  request({ method: "REGISTER", uri, headers });

interface Attempt {
  readonly username?: string;
  readonly password?: string;
  readonly nonce: string;
  readonly nc?: number;
  readonly uri?: string;
  readonly algorithm?: DigestAlgorithm;
  /** As RFC 2069 has it. */
  readonly withoutQop?: boolean;
  readonly realm?: string;
}

function attempt({ username = "1001", password = "secret", nonce, nc = 1, uri = "sip:ponto.local", ...rest }: Attempt) {
  const { algorithm = "MD5", withoutQop = false, realm = "ponto.local" } = rest;
  const qop = withoutQop ? undefined : { nc: nc.toString(16).padStart(8, "0"), cnonce: "c" };
  const unsigned = { username, realm, nonce, uri, algorithm, qop, opaque: undefined };
  const response = digestResponse(unsigned, password, "REGISTER");
  return register([`Authorization: ${credentialsText({ ...unsigned, response })}`]);
}

function nonceOf(authenticator: Authenticator, now = 0): string {
  const verdict = authenticator.check(register(), source, now);
  if (verdict.authenticated) throw new Error("authenticated by nothing");
  return parseChallenge(verdict.challenges[0]?.[1] ?? "")?.nonce ?? "";
}

t.test("a request without credentials is challenged, and the answer accepted", async (t) => {
  const authenticator = authenticatorWith();
  const verdict = authenticator.check(register(), source, 0);
  t.match(verdict, { authenticated: false, stale: false, refused: undefined });
  if (verdict.authenticated) return;
  t.equal(verdict.challenges.length, 1);
  t.match(verdict.challenges[0], [
    "WWW-Authenticate",
    /^Digest realm="ponto\.local", nonce="[0-9a-f]{60}", algorithm=MD5, qop="auth"$/,
  ]);
  const challenge = responseTo(register(), 401, undefined, { headers: verdict.challenges });
  const field = answerChallenge(challenge, register(), { username: "1001", password: "secret" }, seededEntropy(2));
  t.same(authenticator.check(register([`Authorization: ${field?.[1]}`]), source, 10), {
    authenticated: true,
    user: "1001",
  });
});

t.test("what does not authenticate", async (t) => {
  const cases: { name: string; attempt: Partial<Attempt>; refused?: string; stale?: boolean }[] = [
    { name: "wrong password", attempt: { password: "guess" }, refused: "1001" },
    { name: "another user's password", attempt: { username: "1002" }, refused: "1002" },
    { name: "unknown user", attempt: { username: "9999" }, refused: "9999" },
    { name: "a user named like a property", attempt: { username: "__proto__" }, refused: "__proto__" },
    { name: "another resource", attempt: { uri: "sip:elsewhere" }, refused: "1001" },
    { name: "another realm", attempt: { realm: "elsewhere" } },
    { name: "an algorithm that was not offered", attempt: { algorithm: "SHA-256" } },
    { name: "a nonce that is not ours", attempt: { nonce: "0".repeat(60) }, stale: true },
    {
      name: "a nonce that is not ours, and a wrong password",
      attempt: { nonce: "x", password: "guess" },
      stale: true,
    },
  ];
  for (const { name, attempt: fields, refused, stale = false } of cases) {
    const authenticator = authenticatorWith();
    const nonce = nonceOf(authenticator);
    const verdict = authenticator.check(attempt({ nonce, ...fields }), source, 0);
    t.match(verdict, { authenticated: false, refused, stale }, name);
    t.equal(!verdict.authenticated && /stale=true/.test(verdict.challenges[0]?.[1] ?? ""), stale, name);
  }
});

t.test("an unknown user cannot be told from a wrong password", async (t) => {
  const shapes = ["1001", "9999"].map((username) => {
    const authenticator = authenticatorWith();
    const verdict = authenticator.check(
      attempt({ nonce: nonceOf(authenticator), username, password: "guess" }),
      source,
      0,
    );
    return verdict;
  });
  const [known, unknown] = shapes.map((shape) => !shape.authenticated && shape.challenges);
  t.same(known, unknown, "with the same randomness even the bytes are equal");
});

t.test("an unknown user costs the same work as a wrong password", async (t) => {
  const { createHash } = crypto;
  const hashed: number[] = [];
  t.teardown(() => {
    crypto.createHash = createHash;
    syncBuiltinESMExports();
  });
  for (const username of ["1001", "9999"]) {
    const authenticator = authenticatorWith();
    const guess = attempt({ nonce: nonceOf(authenticator), username, password: "guess" });
    let count = 0;
    crypto.createHash = (...args) => {
      count++;
      return createHash(...args);
    };
    syncBuiltinESMExports();
    authenticator.check(guess, source, 0);
    hashed.push(count);
  }
  t.same(hashed, [3, 3], "both halves of the digest, and the digest");
});

t.test("nonces", async (t) => {
  await t.test("live for 300 s; then the answer is stale=true, whatever the password", async (t) => {
    const authenticator = authenticatorWith();
    const nonce = nonceOf(authenticator, 1000);
    t.match(authenticator.check(attempt({ nonce }), source, 301_000), { authenticated: true });
    t.match(authenticator.check(attempt({ nonce, nc: 2 }), source, 301_001), { authenticated: false, stale: true });
    t.match(authenticator.check(attempt({ nonce, nc: 2, password: "guess" }), source, 301_001), {
      stale: true,
      refused: undefined,
    });
  });

  await t.test("count strictly upwards (RFC 7616 §3.4)", async (t) => {
    const authenticator = authenticatorWith();
    const nonce = nonceOf(authenticator);
    const accepted = [1, 1, 3, 2, 3, 4, 255].map(
      (nc) => authenticator.check(attempt({ nonce, nc }), source, 1).authenticated,
    );
    t.same(accepted, [true, false, true, false, false, true, true]);
  });

  await t.test("a guess with a high count does not spend the count", async (t) => {
    const authenticator = authenticatorWith();
    const nonce = nonceOf(authenticator);
    authenticator.check(attempt({ nonce, nc: 1000, password: "guess" }), source, 1);
    t.ok(authenticator.check(attempt({ nonce, nc: 1 }), source, 1).authenticated);
  });

  await t.test("serve once without a count (RFC 2069)", async (t) => {
    const authenticator = authenticatorWith();
    const nonce = nonceOf(authenticator);
    t.ok(authenticator.check(attempt({ nonce, withoutQop: true }), source, 1).authenticated);
    t.match(authenticator.check(attempt({ nonce, withoutQop: true }), source, 1), {
      authenticated: false,
      stale: true,
    });
  });

  await t.test("serve the address that they were given to, and no other", async (t) => {
    const authenticator = authenticatorWith();
    const nonce = nonceOf(authenticator);
    for (const password of ["secret", "guess"])
      t.match(authenticator.check(attempt({ nonce, password }), "192.0.2.8", 1), {
        authenticated: false,
        stale: true,
        refused: undefined,
      });
    t.ok(authenticator.check(attempt({ nonce }), source, 1).authenticated);
  });

  await t.test("of another process are stale", async (t) => {
    const nonce = nonceOf(authenticatorWith({ seed: 2 }));
    t.match(authenticatorWith().check(attempt({ nonce }), source, 1), { authenticated: false, stale: true });
  });

  await t.test("that had to be forgotten are over: no replay slips through a full table", async (t) => {
    const authenticator = authenticatorWith({ maxNonces: 2 });
    const [first = "", second = "", third = ""] = [1, 2, 3].map((now) => nonceOf(authenticator, now));
    for (const nonce of [first, second, third]) t.ok(authenticator.check(attempt({ nonce }), source, 10).authenticated);
    t.match(authenticator.check(attempt({ nonce: first }), source, 11), { authenticated: false, stale: true });
    t.match(authenticator.check(attempt({ nonce: second }), source, 11), { authenticated: false, stale: true });
    t.ok(authenticator.check(attempt({ nonce: second, nc: 2 }), source, 11).authenticated, "those remembered go on");
  });
});

t.test("algorithms are offered as the settings say at that moment, one challenge each", async (t) => {
  const offered: DigestAlgorithm[] = ["SHA-256", "MD5"];
  const authenticator = authenticatorWith({ algorithms: offered });
  const algorithms = () => {
    const verdict = authenticator.check(register(), source, 0);
    return verdict.authenticated ? [] : verdict.challenges.map(([, value]) => parseChallenge(value)?.algorithm);
  };
  t.same(algorithms(), ["SHA-256", "MD5"]);
  const nonce = nonceOf(authenticator);
  t.ok(authenticator.check(attempt({ nonce, algorithm: "SHA-256" }), source, 1).authenticated);
  offered.pop();
  t.same(algorithms(), ["SHA-256"]);
  t.match(authenticator.check(attempt({ nonce: nonceOf(authenticator) }), source, 1), { authenticated: false });
});

t.test("the digest's URI as phones write it", async (t) => {
  const cases: [uri: string, requestUri: string, accepted: boolean][] = [
    ["sip:ponto.local", "sip:ponto.local;transport=tcp", true],
    ["sip:ponto.local:5060", "sip:ponto.local", true],
    ["sip:PONTO.local", "sip:ponto.local", true],
    ["sip:1001@ponto.local", "sip:ponto.local", false],
    ["sip:1001@ponto.local", "sip:1002@ponto.local", false],
    ["not a uri", "sip:ponto.local", false],
  ];
  for (const [uri, requestUri, accepted] of cases) {
    const authenticator = authenticatorWith();
    const signed = attempt({ nonce: nonceOf(authenticator), uri });
    const verdict = authenticator.check({ ...signed, uri: requestUri }, source, 1);
    t.equal(verdict.authenticated, accepted, `${uri} for ${requestUri}`);
  }
});

t.test("credentials beside those of other realms are found, but not among many", async (t) => {
  const foreign = 'Authorization: Digest username="x", realm="elsewhere", nonce="n", uri="sip:x", response="00"';
  for (const [count, accepted] of [
    [3, true],
    [4, false],
  ] as const) {
    const authenticator = authenticatorWith();
    const own = attempt({ nonce: nonceOf(authenticator) }).headers.get("Authorization");
    const headers = [...Array(count).fill(foreign), `Authorization: ${own}`];
    t.equal(authenticator.check(register(headers), source, 1).authenticated, accepted);
  }
});
