/** People and their keys, over a real account: what a stolen, planted or narrow bearer is good for. */
import t, { type Test } from "tap";
import { createApi } from "../../src/api/api.ts";
import { Desks } from "../../src/api/desk.ts";
import { defaultLimits } from "../../src/api/options.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { ok } from "../../src/kernel/result.ts";
import { adminEmail, adminPassword, TestAccount } from "../accounts/support/testAccount.ts";
import { FakeCalls } from "./support/fakeCalls.ts";

const password = "vento de agosto";
const HOUR = 3_600_000;
const origin = "http://ponto.test:8080";

async function openCompany(t: Test) {
  const test = await TestAccount.create(t);
  const account = test.accounts;
  const desks = new Desks({ clock: test.time, entropy: seededEntropy(2), limits: defaultLimits });
  desks.open({
    account,
    calls: new FakeCalls(),
    trunkState: () => ({ registered: null, reachable: null, lastError: null }),
  });
  const app = createApi({
    accounts: {
      async authenticate(token, attended) {
        const bearer = await account.authenticate(token, attended);
        return bearer === undefined ? undefined : { account, ...bearer };
      },
      async signIn({ email, password }, from) {
        const signedIn = await account.signIn(email, password, from);
        return signedIn.ok ? ok({ account, ...signedIn.value }) : signedIn;
      },
    },
    desks,
    clock: test.time,
    entropy: seededEntropy(1),
    log: silentLog,
    version: "1.2.3",
    sip: { registrar: () => ({ host: "192.0.2.1", port: 5060 }), transports: ["udp", "tcp"] },
    metrics: async () => "",
    health: () => ({ ready: true, reasons: [] }),
  });
  t.teardown(() => app.close());
  const ask = (
    token: string | undefined,
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    url: string,
    body?: object,
  ) =>
    app.inject({
      method,
      url,
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      ...(body === undefined ? {} : { payload: body }),
    });
  const signIn = async (email: string, password: string, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method: "POST", url: "/v1/session", payload: { email, password }, headers });
    return { status: answer.statusCode, token: answer.json().token as string, headers: answer.headers };
  };
  const withCookie = (token: string, method: "GET" | "POST" | "PATCH", url: string, body?: object) =>
    app.inject({
      method,
      url,
      headers: { cookie: `ponto_session=${token}`, host: "ponto.test:8080", origin },
      ...(body === undefined ? {} : { payload: body }),
    });
  const admin = (await signIn(adminEmail, adminPassword)).token;
  const user = async (name: string, more: object = {}) =>
    (await ask(admin, "POST", "/v1/users", { email: `${name}@example.com`, name, password, ...more })).json();
  return { test, app, ask, signIn, withCookie, admin, user };
}

t.test("a token that was planted in the browser is not the one that a sign-in gives", async (t) => {
  const { signIn, withCookie, ask, user } = await openCompany(t);
  await user("bia");
  await user("caio");
  const planted = await signIn("caio@example.com", password);
  for (const cookie of [planted.token, "chosen-by-somebody-else"]) {
    const { token, headers } = await signIn("bia@example.com", password, { cookie: `ponto_session=${cookie}` });
    t.not(token, cookie);
    t.match(headers["set-cookie"], new RegExp(`^ponto_session=${token};`));
    t.equal((await ask(token, "GET", "/v1/me")).json().email, "bia@example.com");
    t.equal((await withCookie(cookie, "GET", "/v1/me")).statusCode, 401, "what was there before is over");
  }
});

t.test("a stolen cookie is worth nothing once its user has signed out, here or from elsewhere", async (t) => {
  const { signIn, withCookie, ask, user, admin } = await openCompany(t);
  const { id } = await user("bia");
  const stolen = async () => (await signIn("bia@example.com", password)).token;
  const own = (await signIn("bia@example.com", password)).token;
  const ways: readonly (readonly [name: string, out: (token: string) => Promise<{ statusCode: number }>])[] = [
    ["out of this one", (token) => ask(token, "DELETE", "/v1/session")],
    ["out everywhere else", () => ask(own, "DELETE", "/v1/sign-ins")],
    ["by the administrator", () => ask(admin, "DELETE", `/v1/users/${id}/sign-ins`)],
    ["by a new password", () => ask(admin, "PATCH", `/v1/users/${id}`, { password: "agosto ao vento" })],
  ];
  for (const [name, out] of ways) {
    const token = await stolen();
    t.equal((await withCookie(token, "GET", "/v1/me")).statusCode, 200, name);
    const { statusCode } = await out(token);
    t.ok(statusCode < 300, name);
    t.equal((await withCookie(token, "GET", "/v1/me")).statusCode, 401, name);
  }
});

t.test("sign-ins are listed and ended one by one, each user's own", async (t) => {
  const { signIn, ask, user } = await openCompany(t);
  await user("bia");
  await user("caio");
  const first = (await signIn("bia@example.com", password, { "user-agent": "Phone" })).token;
  const second = (await signIn("bia@example.com", password, { "user-agent": "Desk" })).token;
  const { items } = (await ask(second, "GET", "/v1/sign-ins")).json();
  t.match(items, [
    { userAgent: "Desk", current: true, ip: "127.0.0.1" },
    { userAgent: "Phone", current: false },
  ]);
  const url = `/v1/sign-ins/${items[1].id}`;
  const caio = (await signIn("caio@example.com", password)).token;
  t.equal((await ask(caio, "DELETE", url)).statusCode, 404, "not of another user");
  t.equal((await ask(second, "DELETE", url)).statusCode, 204);
  t.equal((await ask(second, "DELETE", url)).statusCode, 404);
  t.equal((await ask(first, "GET", "/v1/me")).statusCode, 401);
  t.equal((await ask(second, "GET", "/v1/me")).statusCode, 200);
});

t.test("who changes the own password shows the present one, and goes on", async (t) => {
  const { signIn, ask, user, admin } = await openCompany(t);
  await user("bia");
  const token = (await signIn("bia@example.com", password)).token;
  const change = (body: object) => ask(token, "PUT", "/v1/me/password", body);
  const cases: readonly (readonly [body: object, path: string])[] = [
    [{ current: "wrong one", password: "agosto ao vento" }, "current"],
    [{ current: password, password: "qwertyuiop" }, "password"],
    [{ current: password, password: "short" }, "password"],
    [{ password: "agosto ao vento" }, "current"],
  ];
  for (const [body, path] of cases) {
    const answer = await change(body);
    t.equal(answer.statusCode, 400);
    t.match(answer.json(), { code: "invalid_request", errors: [{ path, message: /./ }] });
  }
  t.equal((await change({ current: password, password: "agosto ao vento" })).statusCode, 204);
  t.equal((await ask(token, "GET", "/v1/me")).statusCode, 200);
  t.equal((await signIn("bia@example.com", password)).status, 401);
  const own = (await ask(admin, "GET", "/v1/me")).json().id;
  const reset = await ask(admin, "PATCH", `/v1/users/${own}`, { password: "agosto ao vento" });
  t.equal(reset.json().code, "conflict", "the administrator's takes the present one, too");
});

t.test("nobody is given the role, an id or an account by what a body names besides", async (t) => {
  const { ask, admin, user, signIn } = await openCompany(t);
  const { id } = await user("bia");
  const bia = (await signIn("bia@example.com", password)).token;
  const extra = [{ role: "administrator" }, { id: "user_1" }, { accountId: "acc_1" }, { password_hash: "x" }];
  for (const field of extra) {
    const [path] = Object.keys(field);
    const refused = { code: "invalid_request", errors: [{ path }] };
    const input = { email: "x@example.com", name: "X", password, ...field };
    t.match((await ask(admin, "POST", "/v1/users", input)).json(), refused, `POST ${path}`);
    t.match((await ask(admin, "PATCH", `/v1/users/${id}`, field)).json(), refused, `PATCH ${path}`);
    t.match((await ask(admin, "POST", "/v1/api-keys", { name: "x", ...field })).json(), refused, `key ${path}`);
    t.equal((await ask(bia, "PATCH", `/v1/users/${id}`, field)).statusCode, 403);
  }
  t.match((await ask(admin, "GET", `/v1/users/${id}`)).json(), { role: "restricted" });
  const nested = await ask(admin, "PATCH", `/v1/users/${id}`, { monitoring: { everything: true } });
  t.match(nested.json(), { code: "invalid_request", errors: [{ path: "monitoring.everything" }] });
});

t.test("the administration is handed over, and the former administrator is one no more at once", async (t) => {
  const { ask, admin, user, signIn } = await openCompany(t);
  const { id } = await user("bia");
  const bia = (await signIn("bia@example.com", password)).token;
  const former = (await ask(admin, "GET", "/v1/me")).json();
  t.equal((await ask(bia, "POST", `/v1/users/${id}/administrator`)).statusCode, 403);
  const answer = await ask(admin, "POST", `/v1/users/${id}/administrator`);
  t.match([answer.statusCode, answer.json()], [200, { id, role: "administrator" }]);
  t.equal((await ask(admin, "GET", "/v1/users")).statusCode, 403);
  t.match((await ask(admin, "GET", "/v1/me")).json(), { role: "restricted", monitoring: former.monitoring });
  t.equal((await ask(bia, "DELETE", `/v1/users/${id}`)).statusCode, 409, "nor can the new one go");
  t.equal((await ask(bia, "PATCH", `/v1/users/${former.id}`, { screens: null })).statusCode, 200);
});

t.test("a key with scopes makes no key that reaches further, and touches nobody's person", async (t) => {
  const { ask, admin, user } = await openCompany(t);
  const { id } = await user("bia");
  const keyWith = async (scopes: readonly string[]) =>
    (await ask(admin, "POST", "/v1/api-keys", { name: "narrow", scopes })).json().key as string;
  const narrow = await keyWith(["api-keys:write", "reports:write", "users:write"]);
  const make = async (body: object) => (await ask(narrow, "POST", "/v1/api-keys", { name: "x", ...body })).statusCode;
  t.equal(await make({}), 403, "everything");
  t.equal(await make({ scopes: null }), 403);
  t.equal(await make({ scopes: ["calls:read"] }), 403);
  t.equal(await make({ scopes: ["reports:read", "reports:write", "api-keys:read"] }), 201);
  t.equal((await ask(narrow, "POST", `/v1/users/${id}/administrator`)).statusCode, 403);
  t.equal((await ask(narrow, "PUT", "/v1/me/password", { current: adminPassword, password })).statusCode, 403);
  t.equal((await ask(narrow, "GET", "/v1/sign-ins")).statusCode, 403);
  t.equal((await ask(await keyWith(["users:read"]), "DELETE", `/v1/users/${id}/sign-ins`)).statusCode, 403);
});

t.test("agents see how their phone is set up, and decide on do-not-disturb and forwarding", async (t) => {
  const { test, ask, admin, user, signIn } = await openCompany(t);
  const bia = await test.agent("bia", { email: "BIA@example.com" });
  const caio = await test.agent("caio");
  await user("bia");
  const token = (await signIn("bia@example.com", password)).token;
  t.match((await ask(token, "GET", "/v1/me")).json(), {
    agent: { id: bia.id, extension: bia.extension },
    account: { id: "main", domain: "ponto.test", timeZone: "America/Sao_Paulo" },
  });
  t.equal((await ask(admin, "GET", "/v1/me")).json().agent, null);
  const url = `/v1/agents/${bia.id}/voip`;
  t.same((await ask(token, "GET", url)).json(), {
    extension: bia.extension,
    user: bia.extension,
    token: test.accounts.directory.voipToken(bia.extension),
    displayName: "bia",
    realm: "ponto.test",
    sipUri: `sip:${bia.extension}@ponto.test`,
    server: "192.0.2.1",
    port: 5060,
    registrar: "192.0.2.1:5060",
    transports: ["udp", "tcp"],
    srtp: "off",
    voip: bia.voip,
    registered: true,
    reachable: false,
    unreachable: "monitor_busy",
  });
  const patch = { doNotDisturb: true, forwardTo: { noAnswer: "1130003000" } };
  const changed = await ask(token, "PATCH", url, patch);
  t.match([changed.statusCode, changed.json()], [200, { voip: patch }]);
  t.match(test.accounts.directory.agent(bia.id)?.voip, patch);
  for (const body of [{ enabled: false }, { srtp: "required" }, { doNotDisturb: false, autoAnswer: "all" }])
    t.equal((await ask(token, "PATCH", url, body)).statusCode, 403, JSON.stringify(body));
  t.match(test.accounts.directory.agent(bia.id)?.voip, patch, "not by half");
  t.equal((await ask(token, "PATCH", `/v1/agents/${caio.id}/voip`, { doNotDisturb: true })).statusCode, 404);
  t.equal((await ask(admin, "PATCH", url, { autoAnswer: "all" })).json().voip.autoAnswer, "all");
  const refused = (await ask(token, "PATCH", url, { forwardTo: { busy: "nobody" } })).json();
  t.match(refused, { code: "invalid_request", detail: /^forwardTo\.busy /, errors: [{ path: "forwardTo.busy" }] });
  t.equal((await ask(admin, "PATCH", url, { forwardTo: { noAnswer: "sip:x@y" } })).statusCode, 400);
});

t.test("what a page asks of its own accord does not keep a sign-in alive", async (t) => {
  const { test, app, user, signIn, ask } = await openCompany(t);
  await user("bia");
  const { token } = await signIn("bia@example.com", password);
  const byItself = async () => {
    const headers = { authorization: `Bearer ${token}`, "ponto-unattended": "true" };
    return (await app.inject({ method: "GET", url: "/v1/me", headers })).statusCode;
  };
  test.time.advance(8 * HOUR);
  t.equal(await byItself(), 200);
  test.time.advance(3 * HOUR);
  t.equal((await ask(token, "GET", "/v1/me")).statusCode, 200, "somebody is there");
  test.time.advance(11 * HOUR);
  t.equal(await byItself(), 200);
  test.time.advance(HOUR);
  t.equal(await byItself(), 401);
});
