/** Guessing at the door, and looking for secrets where they should not be: answers tell nothing, and no list holds a token, key or password. */
import t from "tap";
import { emailOf, ensureSupervisor, voipOf } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { Browser } from "../support/browser.ts";
import { centre } from "../support/centre.ts";
import { documentedRoutes, isWrite } from "../support/documented.ts";
import { furnish } from "../support/furniture.ts";

/** By then a guesser has to wait, however slow the machine. */
const MOST_GUESSES = 9;

t.test("a wrong password and an unknown e-mail are answered alike, to the byte", async (t) => {
  const c = await centre(t);
  const { id: userId } = await ensureSupervisor(c.admin, "Flavio", "senha-do-teste");
  const answerTo = async (email: string) => {
    // A client of ours would wait as long as it is told to.
    const answer = await new Browser(c.server.now.url).send("POST", "/v1/session", {
      body: { email, password: "palpite" },
    });
    // How long one has to wait is a matter of how often one has guessed, and when.
    const headers = [...answer.headers].filter(([name]) => !["date", "retry-after", "content-length"].includes(name));
    const text = `${JSON.stringify(headers)} ${await answer.text()}`.replace(
      /"retryAfterSeconds":\d+/,
      '"retryAfterSeconds":n',
    );
    return { status: answer.status, text };
  };
  const first = new Map<number, string>();
  for (const email of [emailOf("Flavio"), "nobody@example.com", emailOf("Clara")]) {
    const statuses: number[] = [];
    while (statuses.at(-1) !== 429 && statuses.length < MOST_GUESSES) {
      const { status, text } = await answerTo(email);
      statuses.push(status);
      t.equal(text, first.get(status) ?? text, `${email}: ${status}`);
      first.set(status, text);
    }
    t.strictSame(
      [statuses[0], statuses.at(-1)],
      [401, 429],
      `${email}: at first as often as one mistypes, then slower`,
    );
    t.equal((await answerTo(email.toUpperCase())).status, 429, "another case begins nothing anew");
  }
  t.equal((await c.clara.api.request("GET", "/v1/me")).status, 200, "whoever is signed in stays so");
  t.match(await c.admin.get(`/v1/users/${userId}/sign-ins`), { items: [] });
});

t.test("tokens that nobody was given are nobody's", async (t) => {
  const c = await centre(t);
  const { key } = await c.admin.post<{ key: string }>("/v1/api-keys", { name: "robot" });
  const { token } = await voipOf(c.admin, c.ana.agent);
  const last = key.at(-1) === "A" ? "B" : "A";
  const guesses = [
    key.slice(0, -1),
    `${key}A`,
    `${key.slice(0, -1)}${last}`,
    key.toUpperCase(),
    "ponto_",
    "null",
    token,
    "0",
  ];
  for (const guess of guesses) t.equal((await c.server.now.api.as(guess).request("GET", "/v1/me")).status, 401, guess);
  t.equal((await c.server.now.api.as(key).request("GET", "/v1/me")).status, 200);
  const phone = await c.stranger(c.ana.agent, key);
  await t.rejects(phone.register(), "nor does a key open a phone");
});

t.test("secrets are shown where they are asked for, and nowhere else", async (t) => {
  const c = await centre(t);
  const ids = await furnish(c);
  const { key } = await c.admin.post<{ key: string }>("/v1/api-keys", { name: "another" });
  await c.admin.post("/v1/trunks", {
    name: "Provider",
    ...{ host: "127.0.0.1", transport: "udp", auth: "register", username: "ponto", password: "senha-do-tronco" },
  });
  const { token } = await voipOf(c.admin, c.ana.agent);
  const secrets = { token, key, trunk: "senha-do-tronco", password: "segredo-do-teste", hash: "$argon2id" };
  const callers: Readonly<Record<string, Api>> = { administrator: c.admin, supervisor: c.clara.api };
  const reads = (await documentedRoutes(c.admin)).filter((route) => !isWrite(route) && route.path !== "/v1/events");
  for (const { path } of reads) {
    if (path === "/v1/agents/{id}/voip") continue;
    const [, noun = ""] = /^\/v1\/([^/]+)/.exec(path) ?? [];
    for (const [who, api] of Object.entries(callers))
      for (const Accept of ["application/json", "text/csv"]) {
        const { body } = await api.download(path.replace("{id}", ids[noun] ?? "missing_1"), { Accept });
        const found = Object.entries(secrets).filter(([, secret]) => body.includes(secret));
        t.strictSame(found, [], `${who}: ${path} as ${Accept}`);
      }
  }
  t.equal((await c.clara.api.request("GET", `/v1/agents/${c.ana.agent.id}/voip`)).status, 403, "not another agent's");
  t.equal((await c.clara.api.request("GET", `/v1/agents/${c.clara.agent.id}/voip`)).status, 200, "but the own one");
});
