/** Nobody may ask without end, and answers say what browsers must hold to. */
import type { Server } from "node:net";
import { promisify } from "node:util";
import t from "tap";
import { allScopes, areas } from "../../src/accounts/people/scopes.ts";
import { areaOf, scopeRefusal } from "../../src/api/callers/areas.ts";
import { eventually } from "../support/eventually.ts";
import { RawConnection } from "../support/rawHttp.ts";
import { openOffice } from "./support/office.ts";

t.test("a user who asks too often is told when to ask again; others are not concerned", async (t) => {
  const office = await openOffice(t, { requests: 3 });
  for (let i = 0; i < 3; i++) t.equal((await office.ask("nemo", "GET", "/v1/me")).statusCode, 200);
  const refused = await office.ask("nemo", "GET", "/v1/me");
  t.equal(refused.statusCode, 429);
  t.equal(refused.json().code, "too_many_requests");
  t.ok(Number(refused.headers["retry-after"]) > 0);
  t.equal((await office.ask("ana", "GET", "/v1/me")).statusCode, 200);
});

t.test("a stranger who tries tokens is stopped by network, whoever is signed in there is not", async (t) => {
  const office = await openOffice(t, { strangersRequests: 2 });
  const tryOne = (token: string, remoteAddress: string) =>
    office.ask(undefined, "GET", "/v1/me", { headers: { authorization: `Bearer ${token}` }, remoteAddress });
  t.equal((await tryOne("a", "2001:db8::1")).statusCode, 401);
  t.equal((await tryOne("b", "2001:db8::2")).statusCode, 401);
  t.equal((await tryOne("c", "2001:db8::3")).statusCode, 429);
  t.equal((await tryOne("c", "2001:db8:0:1::3")).statusCode, 401, "a neighbour");
  t.equal((await office.ask("nemo", "GET", "/v1/me", { remoteAddress: "2001:db8::1" })).statusCode, 200);
});

t.test("no other site's script may read, unless the server is told so", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("nemo", "GET", "/v1/me", { headers: { origin: "https://elsewhere.example" } });
  t.notOk(answer.headers["access-control-allow-origin"]);
  const preflight = await office.ask(undefined, "OPTIONS", "/v1/users", {
    headers: { origin: "https://elsewhere.example", "access-control-request-method": "POST" },
  });
  t.equal(preflight.statusCode, 404);
  t.notOk(preflight.headers["access-control-allow-origin"]);
});

t.test("the origins that are told so may, without the cookie", async (t) => {
  const office = await openOffice(t, {}, undefined, { corsOrigins: ["https://desk.example"] });
  const preflight = await office.ask(undefined, "OPTIONS", "/v1/users", {
    headers: { origin: "https://desk.example", "access-control-request-method": "POST" },
  });
  t.equal(preflight.headers["access-control-allow-origin"], "https://desk.example");
  t.notOk(preflight.headers["access-control-allow-credentials"]);
  const other = await office.ask("nemo", "GET", "/v1/me", { headers: { origin: "https://elsewhere.example" } });
  t.not(other.headers["access-control-allow-origin"], "https://elsewhere.example");
});

t.test("what every answer says", async (t) => {
  const office = await openOffice(t);
  const { headers } = await office.ask("nemo", "GET", "/v1/me");
  t.match(headers, {
    "x-content-type-options": "nosniff",
    "x-frame-options": /SAMEORIGIN|DENY/,
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
  });
  t.match(headers["content-security-policy"], /default-src 'self'/);
  t.notOk(headers["strict-transport-security"], "RFC 6797: not over an insecure connection");
});

t.test("every part of the API is one that a key can be limited to, or is nobody else's", async (t) => {
  const paths: string[] = [];
  await openOffice(t, {}, (app) => app.addHook("onRoute", ({ url }) => void paths.push(url)));
  const found = new Set(paths.filter((path) => path.startsWith("/v1/")).map((path) => areaOf(path)));
  for (const area of areas) t.ok(found.has(area), `there are routes of ${area}`);
  t.throws(() => areaOf("/v1/surprises"), /belongs to no part/);
});

t.test("what scopes reach", (t) => {
  t.equal(scopeRefusal(null, "users", false), undefined, "not limited");
  t.equal(scopeRefusal(["calls:read"], "calls", true), undefined);
  t.match(scopeRefusal(["calls:read"], "calls", false)?.detail, /calls:write/);
  t.equal(scopeRefusal(["calls:write"], "calls", true), undefined, "who may write may read");
  t.match(scopeRefusal(allScopes, "person", true), { code: "forbidden" }, "one's password is not a machine's");
  t.equal(scopeRefusal([], "self", true), undefined);
  t.match(scopeRefusal([], "events", true), { code: "forbidden" });
  t.end();
});

t.test("connections are bounded, and whoever goes makes room", async (t) => {
  const { app } = await openOffice(t, { connections: 2 });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const ask = async () => {
    const connection = await RawConnection.open(t, url);
    connection.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
    return connection;
  };
  const [first, second] = [await ask(), await ask()];
  for (const connection of [first, second]) await connection.until(/^HTTP\/1.1 200 /);
  const third = await ask();
  t.equal(await third.closed(), "", "hung up on");
  t.notOk(second.isClosed, "the others are not concerned");
  first.destroy();
  await eventually(() => connections(app.server).then((open) => open < 2), "the first to be gone");
  await (await ask()).until(/^HTTP\/1.1 200 /);
});

const connections = promisify((server: Server, done: (error: Error | null, count: number) => void) =>
  server.getConnections(done),
);
