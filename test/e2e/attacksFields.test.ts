/** Fields that a body may not have (mass assignment): every route that writes refuses them by name, wherever they stand. */
import t from "tap";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { centre } from "../support/centre.ts";
import { documentedRoutes, isWrite } from "../support/documented.ts";
import { furnish } from "../support/furniture.ts";

type Fields = Record<string, unknown>;

/** What would make more of somebody than was meant, or change what every object inherits. */
const foreign: readonly (readonly [name: string, value: unknown])[] = [
  ["role", "administrator"],
  ["id", "user_000000000000000000000000"],
  ["accountId", "main"],
  ["userId_", "user_000000000000000000000000"],
  ["passwordHash", "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"],
  ["createdAt", "2020-01-01T00:00:00.000Z"],
  ["isAdmin", true],
  ["__proto__", { polluted: true, role: "administrator" }],
  ["constructor", { prototype: { polluted: true } }],
  ["prototype.polluted", true],
  ["", true],
];

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body with one more field in each of its objects, one after the other. */
function* withForeign(body: Fields, name: string, value: unknown, at = ""): Generator<{ body: Fields; path: string }> {
  if (!Object.hasOwn(body, name)) {
    const more = { ...body };
    // An assignment to `__proto__` would not make a field of that name.
    Object.defineProperty(more, name, { value, enumerable: true });
    yield { body: more, path: `${at}${name}` };
  }
  for (const [key, inner] of Object.entries(body)) {
    if (!isFields(inner)) continue;
    for (const { body: changed, path } of withForeign(inner, name, value, `${at}${key}.`))
      yield { body: { ...body, [key]: changed }, path };
  }
}

t.test("fields that are nobody's to set", async (t) => {
  const c = await centre(t);
  const ids = await furnish(c);
  const user = await c.admin.post<User>("/v1/users", {
    email: "eva@example.com",
    name: "Eva",
    password: "salada de frutas 7",
  });
  const lists = [
    "users",
    "agents",
    "trunks",
    "numbers",
    "groups",
    "routes",
    "api-keys",
    "settings",
    "calls",
    "monitorings",
  ];
  // How the call sounds is measured anew all the time.
  const measured = (name: string, value: unknown) => (name === "mos" ? undefined : value);
  const state = async () =>
    JSON.stringify(await Promise.all(lists.map((name) => c.admin.get(`/v1/${name}`))), measured, 1);
  const before = await state();

  const writes = (await documentedRoutes(c.admin)).filter((route) => isWrite(route) && isFields(route.body));
  t.ok(writes.length > 25);
  for (const { method, path, body } of writes) {
    await t.test(`${method} ${path}`, async (t) => {
      const [, noun = ""] = /^\/v1\/([^/]+)/.exec(path) ?? [];
      const address = path.replace("{id}", ids[noun] ?? "");
      for (const [name, value] of foreign) {
        for (const tried of withForeign(body as Fields, name, value)) {
          const answer = await c.admin.request<{ code: string; errors?: { path: string }[] }>(
            method,
            address,
            tried.body,
          );
          t.equal(answer.status, 400, tried.path);
          t.ok(
            answer.body.errors?.some((error) => error.path === tried.path),
            `${tried.path} is named: ${JSON.stringify(answer.body)}`,
          );
        }
      }
    });
  }

  await t.test("what a body inherits in the server is as before", async (t) => {
    const { body } = await c.admin.request<{ errors: unknown[] }>("POST", "/v1/users", {});
    t.equal(body.errors.length, 3, "nothing that is required is there by itself");
    t.notMatch(await c.admin.get("/v1/me"), { polluted: true });
    t.equal((await c.clara.api.request("GET", "/v1/users")).status, 403, "nor is anybody an administrator by it");
  });

  await t.test("a user cannot raise themselves", async (t) => {
    const eva = await c.server.now.api.signIn(user.email, "salada de frutas 7");
    const rights = { screens: { agentsDashboard: true }, monitoring: { active: true }, profiles: { analytics: true } };
    t.equal((await eva.request("PATCH", `/v1/users/${user.id}`, rights)).status, 403);
    t.equal((await eva.request("POST", `/v1/users/${user.id}/administrator`)).status, 403);
    t.equal((await eva.request("POST", "/v1/api-keys", { name: "x", userId: c.clara.user.id })).status, 403);
    const own = await c.clara.api.request("PATCH", `/v1/agents/${c.clara.agent.id}/voip`, { enabled: true });
    t.equal(own.status, 403, "of the own phone only what is theirs to change");
    for (const field of ["token", "extension", "email"]) {
      const { status } = await c.clara.api.request("PATCH", `/v1/agents/${c.clara.agent.id}/voip`, { [field]: "1" });
      t.equal(status, 400, field);
    }
    const made = await c.admin.post<User>("/v1/users?role=administrator&profiles[analytics]=true", {
      email: "flavio@example.com",
      name: "Flavio",
      password: "salada de frutas 7",
    });
    t.match(made, { role: "restricted", profiles: { analytics: false } }, "the address of a request is no body");
    await c.admin.delete(`/v1/users/${made.id}`);
  });

  await t.test("nor by a file", async (t) => {
    const headers = { "Content-Type": "text/csv" };
    for (const column of [
      "id",
      "accountId",
      "passwordHash",
      "__proto__",
      "constructor",
      "profiles.__proto__",
      "toString",
    ]) {
      const file = `email,name,${column}\r\n${user.email},Eva,administrator\r\n`;
      const answer = await c.admin.request("POST", "/v1/imports/users", file, headers);
      t.match(answer, { status: 400, body: { code: "invalid_request", errors: [{ path: column }] } }, column);
    }
    const raised = `email,role\r\n${user.email},administrator\r\n`;
    t.match(await c.admin.request("POST", "/v1/imports/users", raised, headers), {
      status: 400,
      body: { errors: [{ path: "role" }] },
    });
  });

  t.equal(await state(), before, "and everything is as it was");
});
