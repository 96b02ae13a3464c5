/** Text that is meant to be read as SQL, wherever a request can hold text: it is text. */
import t from "tap";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import { centre } from "../support/centre.ts";
import { documentedRoutes, isWrite } from "../support/documented.ts";
import { furnish } from "../support/furniture.ts";

const sql = [
  "'",
  "' OR '1'='1",
  "'; DROP TABLE users; --",
  '" OR ""="',
  "1) UNION SELECT password FROM users --",
  "\\'; --",
  "%' OR 1=1 --",
  "x'||sqlite_version()||'",
  "a\u0000' OR 1=1 --",
  "_%",
];

/** As long as an id, so that it is judged as one. */
const MISSING = "missing_1";

const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What an answer has found: the look-up of routes also says back the number that it was asked for. */
const found = (path: string, body: unknown): unknown =>
  path === "/v1/routes/lookup" ? { ...(body as object), number: undefined } : body;

t.test("SQL in all that a request can hold", async (t) => {
  const c = await centre(t);
  const ids = await furnish(c);
  const routes = await documentedRoutes(c.admin);
  const lists = ["users", "agents", "trunks", "numbers", "groups", "routes", "api-keys", "settings", "monitorings"];
  const state = async () => Promise.all(lists.map((name) => c.admin.get(`/v1/${name}`)));
  const before = await state();

  await t.test("in every path", async (t) => {
    for (const { method, path, body } of routes.filter((route) => route.path.includes("{"))) {
      const missing = await c.admin.request(method, path.replace("{id}", MISSING), body);
      const tries = sql.map(async (text) => {
        const answer = await c.admin.request(method, path.replace("{id}", encodeURIComponent(text)), body);
        t.strictSame([answer.status, answer.body], [missing.status, missing.body], `${method} ${path}: ${text}`);
      });
      await Promise.all(tries);
    }
  });

  await t.test("in every parameter of a query", async (t) => {
    for (const { path, query } of routes.filter((route) => !isWrite(route))) {
      for (const name of query) {
        const ask = (text: string) =>
          c.admin.request("GET", `${path.replace("{id}", MISSING)}?${name}=${encodeURIComponent(text)}`);
        const nothing = await ask("nothing-of-that-name");
        const tries = sql.map(async (text) => {
          const answer = await ask(text);
          t.equal(answer.status, nothing.status, `${path}?${name}=${text}`);
          if (answer.status === 200)
            t.strictSame(found(path, answer.body), found(path, nothing.body), `${path}?${name}=${text}`);
        });
        await Promise.all(tries);
      }
    }
  });

  await t.test("in cursors that nobody gave out", async (t) => {
    const places = [
      ...sql.slice(0, 5).flatMap((text) => [[text], [text, text]]),
      [{ $ne: "" }],
      [["x"]],
      [null],
      {},
      7,
    ];
    const forged = [...places.map(cursorOf), "%00", "not base64!", cursorOf(["x".repeat(400)]), ""];
    const moving = ["/v1/calls", "/v1/agents/live"];
    for (const { path } of routes.filter((route) => route.query.includes("cursor") && !moving.includes(route.path))) {
      const all = new Set((await c.admin.list(path)).map((item) => JSON.stringify(item)));
      const tries = forged.map(async (cursor) => {
        const address = `${path}?cursor=${encodeURIComponent(cursor)}`;
        const { status, body } = await c.admin.request<{ items: unknown[] }>("GET", address);
        t.ok(status === 400 || status === 200, `${address} is answered ${status}`);
        if (status !== 200) return;
        const others = body.items.filter((item) => !all.has(JSON.stringify(item)));
        t.strictSame(others, [], `${address}: nothing but what it lists anyhow`);
      });
      await Promise.all(tries);
    }
  });

  await t.test("at the door", async (t) => {
    for (const text of sql) {
      const { status } = await c.server.now.api.request("POST", "/v1/session", { email: text, password: text });
      t.equal(status, 401, `as an e-mail: ${text}`);
    }
    for (const text of sql.slice(1, 4)) {
      const { status } = await c.server.now.api.request("POST", "/v1/session", { email: adminEmail, password: text });
      t.equal(status, 401, `as a password: ${text}`);
    }
    for (const text of sql.filter((one) => !one.includes("\u0000"))) {
      for (const headers of [
        { Authorization: `Bearer ${text}` },
        { cookie: `ponto_session=${encodeURIComponent(text)}` },
      ])
        t.equal(
          (await c.server.now.api.request("GET", "/v1/me", undefined, headers)).status,
          401,
          JSON.stringify(headers),
        );
    }
  });

  await t.test("in headers", async (t) => {
    for (const text of sql.filter((one) => !one.includes("\u0000"))) {
      const common = {
        "X-Forwarded-For": text,
        "User-Agent": text,
        "Accept-Language": text,
        Accept: text,
        Range: text,
      };
      const get = await c.admin.request("GET", `/v1/agents/${ids.agents}`, undefined, {
        ...common,
        "Last-Event-ID": text,
      });
      t.equal(get.status, 200, text);
      const patch = await c.admin.request("PATCH", `/v1/agents/${ids.agents}`, {}, { ...common, "If-Match": text });
      t.equal(patch.status, 412, text);
      const post = await c.admin.request("POST", "/v1/agents", {}, { ...common, "Idempotency-Key": text });
      t.equal(post.status, 400, text);
    }
  });

  await t.test("in names it is a name, from JSON and from a file", async (t) => {
    const names = sql.filter((one) => !one.includes("\u0000"));
    for (const [i, name] of names.entries()) {
      const made = await c.admin.post<Agent>("/v1/agents", { name, email: `json${i}@example.com` });
      t.equal((await c.admin.get<Agent>(`/v1/agents/${made.id}`)).name, name);
    }
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const file = ["email,name", ...names.map((name, i) => `csv${i}@example.com,${cell(name)}`)].join("\r\n");
    const headers = { "Content-Type": "text/csv" };
    t.match(await c.admin.request("POST", "/v1/imports/agents", file, headers), {
      status: 200,
      body: { created: names.length },
    });
    const agents = await c.admin.list<Agent>("/v1/agents");
    for (const [i, name] of names.entries())
      t.equal(
        agents.find(({ email }) => email === `csv${i}@example.com`)?.name,
        name.replace(/^'(?=[=+\-@])/, ""),
        name,
      );
    for (const { id, email } of agents) if (/^(json|csv)\d/.test(email)) await c.admin.delete(`/v1/agents/${id}`);
  });

  t.strictSame(await state(), before, "and every table is as it was");
  t.match(await c.admin.get("/v1/audit/verification"), { intact: true });
  t.strictSame(
    c.server.now.logs.filter(({ level }) => Number(level) >= 50),
    [],
    "the server failed at nothing",
  );
});
