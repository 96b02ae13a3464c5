/** Text that is meant to be read as something else: as SQL, a header, a line of the log, a part of a SIP message. */
import t from "tap";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { SignIn } from "../../src/accounts/account.ts";
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
      for (const text of sql) {
        const answer = await c.admin.request(method, path.replace("{id}", encodeURIComponent(text)), body);
        t.strictSame([answer.status, answer.body], [missing.status, missing.body], `${method} ${path}: ${text}`);
      }
    }
  });

  await t.test("in every parameter of a query", async (t) => {
    for (const { path, query } of routes.filter((route) => !isWrite(route))) {
      for (const name of query) {
        const ask = (text: string) =>
          c.admin.request<{ items?: unknown[] }>(
            "GET",
            `${path.replace("{id}", MISSING)}?${name}=${encodeURIComponent(text)}`,
          );
        const nothing = await ask("nothing-of-that-name");
        for (const text of sql) {
          const answer = await ask(text);
          t.equal(answer.status, nothing.status, `${path}?${name}=${text}`);
          if (answer.status === 200) t.strictSame(answer.body, nothing.body, `${path}?${name}=${text}`);
        }
      }
    }
  });

  await t.test("in cursors that nobody gave out", async (t) => {
    const places = [
      ...sql.flatMap((text) => [[text], [text, text], [text, "1"]]),
      [{ $ne: "" }],
      [["x"]],
      [null],
      {},
      "x",
      7,
    ];
    const forged = [...places.map(cursorOf), "%00", "not base64!", cursorOf(["x".repeat(400)]), ""];
    for (const { path } of routes.filter(({ query }) => query.includes("cursor"))) {
      const all = new Set((await c.admin.list(path)).map((item) => JSON.stringify(item)));
      for (const cursor of forged) {
        const { status, body } = await c.admin.request<{ items: unknown[] }>(
          "GET",
          `${path}?cursor=${encodeURIComponent(cursor)}`,
        );
        t.ok(status === 400 || status === 200, `${path}?cursor=${cursor} is answered ${status}`);
        if (status === 200 && path !== "/v1/calls" && path !== "/v1/agents/live")
          t.ok(
            body.items.every((item) => all.has(JSON.stringify(item))),
            `${path}: nothing but what it lists anyhow`,
          );
      }
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

t.test("names that would be headers, and the log", async (t) => {
  const c = await centre(t, { server: { env: { PONTO_LOG_LEVEL: "trace" } } });
  const { url } = c.server.now;
  const bruno = await c.seat("Bruno", "1002");
  const call = await c.call();

  const names = [
    'Ana" <sip:evil@evil.example>;x="',
    "back\\slash\\",
    '"; tag=evil, <sip:evil@evil.example>',
    "<sip:evil@evil.example>",
    "José “Zé” 日本 🎧",
    "\u202eevil\u2028Via: x\u2029",
    "%0d%0aVia: SIP/2.0/UDP evil.example",
    "🎧".repeat(90),
  ];
  for (const name of names) {
    await t.test(`an agent called ${name.slice(0, 40)}`, async (t) => {
      await c.admin.patch(`/v1/agents/${bruno.agent.id}`, { name });
      const dialled = await bruno.phone.dial("1003");
      const leg = await c.clara.phone.incoming();
      const { invite } = leg;
      const from = invite.all("From");
      t.equal(from.length, 1);
      t.match(from[0], /^"(?:[^"\\\p{Cc}\p{Cf}\p{Cs}\ufffd]|\\["\\])*" <sip:1002@[^<>\s]+>;tag=[\w.-]+$/u);
      t.notMatch(JSON.stringify([invite.all("Via"), invite.all("Contact")]), /evil/);
      await (await dialled.answered()).bye();
      await leg.ended();
    });
    await t.test(`a monitor's caller name ${name.slice(0, 40)}`, async (t) => {
      await c.admin.patch("/v1/settings", { monitoring: { callerName: name } });
      const { id, leg } = await c.monitor(call, "passive");
      t.match(leg.invite.all("From"), [
        /^"(?:[^"\\\p{Cc}\p{Cf}\p{Cs}\ufffd]|\\["\\])*" <sip:1130003000@[^<>\s]+>;tag=[\w.-]+$/u,
      ]);
      t.match(leg.invite.all("P-Asserted-Identity"), [/^(?:"(?:[^"\\]|\\["\\])*" )?<sip:1130003000@[^<>\s]+>$/u]);
      await c.clara.api.delete(`/v1/monitorings/${id}`);
      await leg.ended();
    });
  }

  await t.test("line breaks, NUL and half characters are no part of any name", async (t) => {
    for (const bad of ["a\r\nVia: evil", "a\nb", "a\u0000b", "a\tb", "a\u007fb", "a\ud800b"])
      for (const [method, path, body, field] of [
        ["PATCH", `/v1/agents/${bruno.agent.id}`, { name: bad }, "name"],
        ["PATCH", `/v1/users/${c.clara.user.id}`, { name: bad }, "name"],
        ["POST", "/v1/groups", { name: bad, strategy: "all", agentIds: [] }, "name"],
        ["POST", "/v1/api-keys", { name: bad }, "name"],
        ["POST", "/v1/trunks", { name: bad, host: "127.0.0.1", transport: "udp", auth: "ip" }, "name"],
        ["POST", "/v1/trunks", { name: "x", host: bad, transport: "udp", auth: "ip" }, "host"],
        ["PATCH", "/v1/settings", { monitoring: { callerName: bad } }, "monitoring.callerName"],
        ["PATCH", "/v1/settings", { monitoring: { callerId: bad } }, "monitoring.callerId"],
        ["PATCH", "/v1/settings", { holdMusic: bad }, "holdMusic"],
        ["PATCH", `/v1/agents/${bruno.agent.id}/voip`, { forwardTo: { busy: bad } }, "voip.forwardTo.busy"],
      ] as const) {
        const answer = await c.admin.request<{ errors?: { path: string }[] }>(method, path, body);
        t.equal(answer.status, 400, `${path} ${field} ${JSON.stringify(bad)}`);
        t.ok(
          answer.body.errors?.some((error) => field.endsWith(error.path)),
          `${path} ${field} ${JSON.stringify(bad)}: ${JSON.stringify(answer.body)}`,
        );
      }
  });

  await t.test("files are named by us", async (t) => {
    for (const path of ["/v1/agents", "/v1/users", "/v1/numbers", "/v1/audit", "/v1/reports/calls"]) {
      const { headers } = await c.admin.download(path, { Accept: "text/csv" });
      t.match(headers.get("content-disposition"), /^attachment; filename="[\w.-]+"$/, path);
    }
  });

  await t.test("a User-Agent that is long and strange is kept as it is, or less of it", async (t) => {
    const agent = `Mozilla/5.0 <script>alert(1)</script> ${"é".repeat(4_000)}`;
    const headers = { "User-Agent": agent };
    const credentials = { email: adminEmail, password: "segredo-do-teste" };
    t.equal((await c.server.now.api.request("POST", "/v1/session", credentials, headers)).status, 200);
    const [latest] = await c.admin
      .list<SignIn>("/v1/sign-ins")
      .then((all) => all.filter((one) => one.userAgent?.includes("script")));
    t.ok(agent.startsWith(latest!.userAgent!), latest!.userAgent!.slice(0, 80));
    t.ok(latest!.userAgent!.length <= 500, `${latest!.userAgent!.length} characters`);
  });

  await t.test("every line of the log is one line, and none holds a secret", async (t) => {
    const api = c.server.now.api;
    const [wrong, fieldOfAnother] = ["ein-falsches-kennwort", "wird-nie-geloggt"];
    await api.request("POST", "/v1/session", { email: adminEmail, password: wrong });
    await api.request("POST", "/v1/session", { email: adminEmail, password: wrong, token: fieldOfAnother });
    await api.request("POST", "/v1/session", `{"password": "${fieldOfAnother}"`);
    await api.request("GET", `/v1/events?token=${fieldOfAnother}`);
    await api.as(fieldOfAnother).request("GET", "/v1/me");
    await api.request("GET", `/v1/agents/${fieldOfAnother.padEnd(200, "x")}`);
    const { token } = await api.post<{ token: string }>("/v1/session", {
      email: adminEmail,
      password: "segredo-do-teste",
    });
    const { key } = await c.admin.post<{ key: string }>("/v1/api-keys", { name: "robot" });
    await api.as(key).get("/v1/agents");
    await c.admin.post("/v1/trunks", {
      name: "Provider",
      host: "127.0.0.1",
      transport: "udp",
      auth: "register",
      username: "ponto",
      password: "senha-do-tronco",
    });
    await c.admin.request("PATCH", `/v1/users/${c.clara.user.id}`, { password: "uma-senha-nova-inteira" });
    const voip = await c.admin.get<{ token: string }>(`/v1/agents/${bruno.agent.id}/voip`);
    const stranger = await c.stranger(bruno.agent, "not-the-token");
    await t.rejects(stranger.register());
    const renewed = await c.admin.post<{ token: string }>(`/v1/agents/${bruno.agent.id}/voip/token`);
    const digests = [c.ana.phone, bruno.phone, stranger].flatMap(({ log }) =>
      log
        .requests("REGISTER")
        .flatMap((request) => /response="?(\w+)/.exec(request.get("Authorization") ?? "")?.[1] ?? []),
    );
    t.ok(digests.length > 2);
    const secrets = {
      passwords: ["segredo-do-teste", "senha-do-teste", wrong, "senha-do-tronco", "uma-senha-nova-inteira"],
      tokens: [token, key, fieldOfAnother],
      phones: [voip.token, renewed.token, "not-the-token"],
      digests,
    };
    await call.customer.bye();
    await c.report(call.id);
    const { lines } = c.server.now;
    for (const [kind, texts] of Object.entries(secrets))
      for (const text of texts)
        t.notOk(
          lines.some((line) => line.includes(text)),
          `${kind}: ${text}`,
        );
    const broken = lines.filter(
      (line) => !/^\{.*\}$/.test(line) && !/^(REST API|SIP for phones|Administrator) {2,}/.test(line),
    );
    t.strictSame(broken, [], "nobody else's text begins a line");
    t.ok(lines.length > 10 && url !== "");
  });
});
