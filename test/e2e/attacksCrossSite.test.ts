/** What the pages of other sites may do with the cookie of somebody who is signed in: nothing. */
import t from "tap";
import { adminEmail } from "../../lab/ponto/server.ts";
import { Browser } from "../support/browser.ts";
import { documentedRoutes, isWrite } from "../support/documented.ts";
import { RawConnection } from "../support/rawHttp.ts";
import { startServer } from "../support/server.ts";

const PASSWORD = "segredo-do-teste";

t.test("another site's page, in the browser of the administrator", async (t) => {
  const server = await startServer(t);
  const { url } = server.now;
  const { host, port } = new URL(url);
  const admin = await server.now.administrator();
  const browser = new Browser(url);
  t.equal(await browser.signIn(adminEmail, PASSWORD), 200);
  const routes = await documentedRoutes(admin);
  const agent = await admin.post<{ id: string }>("/v1/agents", { name: "Ana", email: "ana@example.com" });
  const group = { name: "Sales", strategy: "all", agentIds: [agent.id] };
  const forged = { body: group, headers: { origin: "https://evil.example" } };
  /** Everything that a write could have changed. */
  const state = async () => {
    const lists = ["users", "agents", "trunks", "numbers", "groups", "routes", "api-keys", "settings"];
    return JSON.stringify(await Promise.all(lists.map((name) => admin.get(`/v1/${name}`))));
  };
  const before = await state();

  const origins: readonly (readonly [name: string, headers: Readonly<Record<string, string>>])[] = [
    ["that names no Origin", {}],
    ["of another host", { origin: "https://evil.example" }],
    ["in a sandbox", { origin: "null" }],
    ["on another port", { origin: `http://127.0.0.1:${Number(port) + 1}` }],
    ["on the same port of another name", { origin: `http://localhost:${port}` }],
    ["of a sub-domain", { origin: `http://evil.${host}` }],
    ["of a domain that begins alike", { origin: `http://${host}.evil.example` }],
    ["that hides its host behind a user", { origin: `http://${host}@evil.example` }],
    ["of another scheme", { origin: `ftp://${host}` }],
    ["that only claims to be referred", { referer: `${url}/` }],
    ["that names two", { origin: `${url}, https://evil.example` }],
  ];
  for (const [name, headers] of origins) {
    await t.test(`a write from a page ${name}`, async (t) => {
      const answer = await browser.send("POST", "/v1/groups", { body: group, headers });
      t.equal(answer.status, 403);
      t.match(await answer.json(), { code: "forbidden" });
    });
  }

  await t.test("every write there is", async (t) => {
    for (const { method, path, body } of routes.filter(isWrite)) {
      if (path === "/v1/session" && method === "POST") continue;
      const address = path.replace("{id}", agent.id);
      t.equal(await browser.status(method, address, { ...forged, body }), 403, `${method} ${path}`);
    }
  });

  await t.test("a form", async (t) => {
    const forms = {
      "text/plain": JSON.stringify(group),
      "application/x-www-form-urlencoded": "name=Sales&strategy=all",
      "multipart/form-data; boundary=x": '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nSales\r\n--x--\r\n',
    };
    for (const [type, body] of Object.entries(forms)) {
      const headers = { "content-type": type };
      t.equal(await browser.status("POST", "/v1/groups", { body, headers }), 403, type);
      const own = { ...headers, origin: url };
      t.equal(await browser.status("POST", "/v1/groups", { body, headers: own }), 415, `${type}, even of our own page`);
    }
    t.equal(
      await browser.status("POST", "/v1/groups", { body: group, headers: { origin: url } }),
      201,
      "JSON of our own",
    );
    const [made] = await admin.list<{ id: string }>("/v1/groups");
    await admin.delete(`/v1/groups/${made!.id}`);
  });

  await t.test("links and pictures: reading changes nothing, whatever it asks for", async (t) => {
    const headers = { origin: "https://evil.example", "x-http-method-override": "DELETE", "x-method-override": "POST" };
    for (const { path } of routes.filter((route) => !isWrite(route))) {
      if (path === "/v1/events") continue;
      for (const method of ["GET", "HEAD"])
        await browser.status(method, `${path.replace("{id}", agent.id)}?_method=DELETE`, { headers });
    }
    t.equal(await browser.status("GET", "/v1/me"), 200, "nor does it sign out");
  });

  await t.test("its preflight gets no permission", async (t) => {
    for (const path of new Set(routes.map((route) => route.path.replace("{id}", agent.id)))) {
      const headers = {
        origin: "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      };
      const answer = await browser.send("OPTIONS", path, { headers });
      t.strictSame(
        [...answer.headers.keys()].filter((name) => name.startsWith("access-control-")),
        [],
        path,
      );
    }
  });

  await t.test("a WebSocket, which no preflight guards, is not opened", async (t) => {
    for (const path of ["/v1/events", "/v1/me", "/"]) {
      const connection = await RawConnection.open(t, url);
      connection.send(
        [
          `GET ${path} HTTP/1.1`,
          `Host: ${host}`,
          `Cookie: ${browser.cookie}`,
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Origin: https://evil.example\r\n\r\n",
        ].join("\r\n"),
      );
      t.notMatch(await connection.until(/\r\n\r\n/), /^HTTP\/1\.1 101/, path);
      connection.destroy();
    }
  });

  await t.test("it cannot sign its visitor in as somebody else", async (t) => {
    const credentials = { email: adminEmail, password: PASSWORD };
    const victim = new Browser(url, browser.cookie);
    for (const [type, body] of [
      ["text/plain", JSON.stringify(credentials)],
      ["application/x-www-form-urlencoded", `email=${adminEmail}&password=${PASSWORD}`],
    ] as const)
      t.equal(await victim.status("POST", "/v1/session", { body, headers: { "content-type": type } }), 415, type);
    const headers = { origin: "https://evil.example" };
    t.equal(await victim.status("POST", "/v1/session", { body: credentials, headers }), 200, "a token, and no cookie");
    t.equal(victim.cookie, browser.cookie);
    t.equal(await victim.status("GET", "/v1/me"), 200, "nor is the visitor signed out");
  });

  t.equal(await state(), before, "and nothing has changed");
});

t.test("a token that was given beforehand is never adopted (session fixation)", async (t) => {
  const server = await startServer(t);
  const { url } = server.now;
  const credentials = { email: adminEmail, password: PASSWORD };
  const chosen = "0123456789abcdef0123456789abcdef";
  const answers = async (cookie: string) => new Browser(url, cookie).status("GET", "/v1/me");
  const bearer = async (token: string) => (await server.now.api.as(token).request("GET", "/v1/me")).status;

  const withCookie = new Browser(url, `ponto_session=${chosen}`);
  t.equal(await withCookie.signIn(adminEmail, PASSWORD), 200);
  t.not(withCookie.cookie, `ponto_session=${chosen}`);
  t.equal(await answers(`ponto_session=${chosen}`), 401, "by cookie");

  const withHeader = new Browser(url);
  const headers = { authorization: `Bearer ${chosen}`, origin: url };
  t.equal(await withHeader.status("POST", "/v1/session", { body: credentials, headers }), 200);
  t.equal(await bearer(chosen), 401, "by header");

  const inBody = new Browser(url);
  const answer = await inBody.send("POST", "/v1/session", { body: { ...credentials, token: chosen } });
  t.equal(answer.status, 400);
  t.match(await answer.json(), { errors: [{ path: "token" }] });
  await inBody.send("POST", `/v1/session?token=${chosen}`, { body: credentials });
  t.equal(await bearer(chosen), 401, "by body or query");

  const attacker = new Browser(url);
  await attacker.signIn(adminEmail, PASSWORD);
  const victim = new Browser(url, attacker.cookie);
  await victim.signIn(adminEmail, PASSWORD);
  t.not(victim.cookie, attacker.cookie);
  t.equal(
    await answers(attacker.cookie!),
    401,
    "one that was valid, planted in a browser, is over once its visitor signs in",
  );
  t.equal(await answers(victim.cookie!), 200);
});
