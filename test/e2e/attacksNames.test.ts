/** Names that are meant to be read as something else: a header, a part of a SIP message, a line of the log; and what the log holds. */
import t from "tap";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { SignIn } from "../../src/accounts/account.ts";
import { centre } from "../support/centre.ts";

/** Fit to be printed. */
const title = (text: string): string => encodeURIComponent(text).slice(0, 40);

t.test("names that would be headers, and the log", async (t) => {
  const c = await centre(t, { server: { env: { PONTO_LOG_LEVEL: "trace" } } });
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
    await t.test(`an agent called ${title(name)}`, async (t) => {
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
    // The settings' own bound.
    if (name.length > 64) continue;
    await t.test(`a monitor's caller name ${title(name)}`, async (t) => {
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
      log.entries.flatMap(({ message }) => /response="?(\w+)/.exec(message.get("Authorization") ?? "")?.[1] ?? []),
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
      (line) => !/^\{.*\}$/.test(line) && !/^(Dashboard|REST API|SIP for phones|Administrator) {2,}/.test(line),
    );
    t.strictSame(broken, [], "nobody else's text begins a line");
    t.ok(lines.length > 3);
  });
});
