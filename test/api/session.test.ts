/** Signing in: tokens, the cookie, and what other sites may not do with it. */
import t from "tap";
import { problem } from "../../src/kernel/problem.ts";
import { err } from "../../src/kernel/result.ts";
import { openOffice } from "./support/office.ts";
import { tokenOf } from "./support/people.ts";

const credentials = { email: "ana@example.com", password: "secret" };

t.test("a sign-in answers a token and sets a cookie that scripts cannot read", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask(undefined, "POST", "/v1/session", { body: credentials });
  t.equal(answer.json().token, tokenOf("ana"));
  t.equal(answer.json().user.email, "ana@example.com");
  const [cookie] = answer.cookies as { name: string; httpOnly: boolean; sameSite: string; secure?: boolean }[];
  t.match(cookie, { value: tokenOf("ana"), httpOnly: true, sameSite: "Lax", path: "/" });
  t.notOk(cookie?.secure, "plain HTTP");
  t.equal(answer.headers["cache-control"], "no-store");
  const me = await office.ask(undefined, "GET", "/v1/me", { headers: { cookie: `ponto_session=${tokenOf("ana")}` } });
  t.equal(me.json().id, "user_ana");
  t.match(
    me.json().monitoring,
    { purpose: "optional", failureNotice: "requester" },
    "and what the account wants of monitors",
  );
});

t.test("wrong credentials", async (t) => {
  const office = await openOffice(t);
  for (const body of [
    { ...credentials, password: "wrong" },
    { email: "no e-mail", password: "x" },
  ]) {
    const answer = await office.ask(undefined, "POST", "/v1/session", { body });
    t.equal(answer.statusCode, 401);
    t.equal(answer.json().code, "wrong_credentials");
    t.equal(answer.headers["set-cookie"], undefined);
  }
});

t.test("signing out ends the token and the cookie", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("ana", "DELETE", "/v1/session");
  t.match(answer.headers["set-cookie"], /^ponto_session=;.*(Expires=Thu, 01 Jan 1970|Max-Age=0)/);
  t.equal((await office.ask("ana", "GET", "/v1/me")).statusCode, 401);
});

t.test("authorization headers that name nobody", async (t) => {
  const office = await openOffice(t);
  const cookie = `ponto_session=${tokenOf("ana")}`;
  for (const authorization of ["Bearer nobody", "Bearer"]) {
    const answer = await office.ask(undefined, "GET", "/v1/me", { headers: { authorization } });
    t.equal(answer.statusCode, 401, authorization);
  }
  const both = await office.ask(undefined, "GET", "/v1/me", { headers: { authorization: "Bearer nobody", cookie } });
  t.equal(both.statusCode, 401, "a token that is given counts, the cookie does not save it");
});

const origins: readonly (readonly [origin: string | undefined, host: string, status: number])[] = [
  ["http://ponto.test:8080", "ponto.test:8080", 200],
  ["http://PONTO.test:8080", "ponto.TEST:8080", 200],
  ["http://ponto.test", "ponto.test:80", 200],
  ["https://ponto.test", "ponto.test", 200],
  ["http://[::1]:8080", "[::1]:8080", 200],
  [undefined, "ponto.test:8080", 403],
  ["null", "ponto.test:8080", 403],
  ["http://ponto.test:8081", "ponto.test:8080", 403],
  ["http://evil.test:8080", "ponto.test:8080", 403],
  ["http://ponto.test.evil.test:8080", "ponto.test:8080", 403],
  ["http://ponto.test:8080@evil.test", "ponto.test:8080", 403],
  ["ftp://ponto.test:8080", "ponto.test:8080", 403],
  ["file://", "ponto.test:8080", 403],
];

for (const [origin, host, status] of origins) {
  t.test(`a cookie-borne write to ${host} from ${origin}`, async (t) => {
    const office = await openOffice(t);
    const cookie = `ponto_session=${tokenOf("ana")}`;
    const headers = { cookie, host, ...(origin === undefined ? {} : { origin }) };
    const answer = await office.ask(undefined, "POST", "/v1/calls/call_1/hold", { headers });
    t.equal(answer.statusCode, status);
    if (status === 403) t.equal(answer.json().code, "forbidden");
    t.same(office.calls.asked, status === 200 ? ["hold call_1"] : []);
    t.equal((await office.ask(undefined, "GET", "/v1/me", { headers })).statusCode, 200, "reading needs no Origin");
    const bearer = await office.ask("ana", "POST", "/v1/calls/call_1/hold", { headers });
    t.equal(bearer.statusCode, 200, "a token needs no Origin");
  });
}

t.test("who guesses is told when it is worth trying again", async (t) => {
  const office = await openOffice(t);
  office.accounts.signIn = async () => err({ ...problem("too_many_requests"), retryAfterSeconds: 4 });
  const answer = await office.ask(undefined, "POST", "/v1/session", { body: credentials });
  t.equal(answer.statusCode, 429);
  t.equal(answer.headers["retry-after"], "4");
  t.match(answer.json(), { code: "too_many_requests", retryAfterSeconds: 4 });
});

t.test("a problem of the store is passed on", async (t) => {
  const office = await openOffice(t);
  office.accounts.signIn = async () => err(problem("unavailable"));
  const answer = await office.ask(undefined, "POST", "/v1/session", { body: credentials });
  t.equal(answer.statusCode, 503);
});
