/**
 * Every route, asked by every kind of caller, on the built server with a call under way: nobody, tokens that no longer hold, another
 * account's administrator, users with one right each, an agent's own user, the administrator, and keys with one scope each.
 */
import t from "tap";
import { emailOf } from "../../lab/ponto/account.ts";
import { makeAccount } from "../../lab/ponto/accountCommand.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { allScopes } from "../../src/accounts/people/scopes.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const PASSWORD = "uma senha qualquer";

/** Users with one right each, and with none. */
const rights = {
  nobody: {},
  analytics: { profiles: { analytics: true } },
  financial: { profiles: { financial: true } },
  dashboard: { screens: { agentsDashboard: true } },
  passive: { monitoring: { passive: true } },
  semiActive: { monitoring: { semiActive: true } },
  active: { monitoring: { active: true } },
} as const;

const strangers = ["nobody signed in", "a made-up token", "a signed-out token", "an expired key"] as const;
/** `ana` is the user of the agent in the call, without any right; `clara` a supervisor who monitors it. */
const people = [...(Object.keys(rights) as (keyof typeof rights)[]), "ana", "clara", "administrator"] as const;
const foreign = "another account's administrator";
const unlimited = "a key without limits";
const keyOf = (scope: string) => `a key for ${scope}`;

type PersonName = (typeof people)[number];

/** What an allowed caller is answered; of a list with exceptions by caller. */
type Statuses = number | (Partial<Record<PersonName, number>> & { readonly others: number });

interface Row {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who may; the administrator always. */
  readonly who: "anyone" | "operator" | "everybody" | readonly PersonName[];
  readonly allowed: Statuses;
  /** What the others are answered: 403 unless told. */
  readonly refused?: Statuses;
  /** What the other account's administrator is answered: as in an account where the thing is not. */
  readonly foreign: number;
  /** The scope that a key needs; null: none is asked for; `out of reach`: no limited key may. */
  readonly scope: string | null | "out of reach";
  /** A key stands for the administrator, who is answered otherwise than a person is. */
  readonly key?: number;
}

const missing = "missing_1";

/** The rows of one thing that the administrator looks after. A body that is empty, and a thing that is not there, change nothing. */
const things = (area: string, readers: readonly PersonName[] = []): Row[] => {
  const one = `/v1/${area}/${missing}`;
  const scopes = { read: `${area}:read`, write: `${area}:write` };
  return [
    { method: "GET", path: `/v1/${area}`, who: readers, allowed: 200, foreign: 200, scope: scopes.read },
    { method: "POST", path: `/v1/${area}`, body: {}, who: [], allowed: 400, foreign: 400, scope: scopes.write },
    { method: "GET", path: one, who: readers, allowed: 404, foreign: 404, scope: scopes.read },
    { method: "PATCH", path: one, body: {}, who: [], allowed: 404, foreign: 404, scope: scopes.write },
    { method: "DELETE", path: one, who: [], allowed: 404, foreign: 404, scope: scopes.write },
  ];
};

const dashboard: readonly PersonName[] = ["dashboard", "clara"];
/** Who may see agents and calls is told that this one is not theirs; to others it is not there. */
const others = { dashboard: 403, clara: 403, others: 404 } as const;

/** @param ids of the call under way, Ana's agent, and Clara's monitoring of it */
function table({ call, ana, anasUser, monitoring }: Record<"call" | "ana" | "anasUser" | "monitoring", string>): Row[] {
  const onCall = (action: string, allowed: Statuses, body?: unknown): Row => ({
    method: "POST",
    path: `/v1/calls/${call}/${action}`,
    ...(body === undefined ? {} : { body }),
    who: ["ana"],
    allowed,
    refused: others,
    foreign: 404,
    scope: "calls:write",
  });
  const anyone = (method: string, path: string, status: number, body?: unknown): Row => ({
    method,
    path,
    ...(body === undefined ? {} : { body }),
    who: "anyone",
    allowed: status,
    foreign: status,
    scope: null,
  });
  return [
    anyone("GET", "/v1/session", 200),
    anyone("POST", "/v1/session", 400, {}),
    anyone("GET", "/healthz", 200),
    anyone("GET", "/readyz", 200),
    anyone("GET", "/v1/openapi.json", 200),
    { method: "GET", path: "/metrics", who: "operator", allowed: 200, foreign: 200, scope: null },
    // Deleting the sign-in that asks is tried by itself, below.
    { method: "GET", path: "/v1/me", who: "everybody", allowed: 200, foreign: 200, scope: null },
    {
      method: "PUT",
      path: "/v1/me/password",
      body: {},
      who: "everybody",
      allowed: 400,
      foreign: 400,
      scope: "out of reach",
    },
    { method: "GET", path: "/v1/sign-ins", who: "everybody", allowed: 200, foreign: 200, scope: "out of reach" },
    {
      method: "DELETE",
      path: `/v1/sign-ins/${missing}`,
      who: "everybody",
      allowed: 404,
      foreign: 404,
      scope: "out of reach",
    },
    ...things("users"),
    {
      method: "POST",
      path: `/v1/users/${missing}/administrator`,
      body: {},
      who: [],
      allowed: 404,
      foreign: 404,
      scope: "out of reach",
    },
    {
      method: "GET",
      path: `/v1/users/${anasUser}/sign-ins`,
      who: [],
      allowed: 200,
      foreign: 404,
      scope: "users:read",
    },
    {
      method: "DELETE",
      path: `/v1/users/${missing}/sign-ins`,
      who: [],
      allowed: 404,
      foreign: 404,
      scope: "users:write",
    },
    ...things("agents", dashboard),
    { method: "GET", path: "/v1/agents/live", who: dashboard, allowed: 200, foreign: 200, scope: "agents:read" },
    {
      method: "GET",
      path: `/v1/agents/${ana}/voip`,
      who: ["ana"],
      allowed: 200,
      refused: others,
      foreign: 404,
      scope: "agents:read",
    },
    {
      method: "PATCH",
      path: `/v1/agents/${ana}/voip`,
      body: { doNotDisturb: false },
      who: ["ana"],
      allowed: 200,
      refused: others,
      foreign: 404,
      scope: "agents:write",
    },
    ...things("trunks"),
    ...things("numbers"),
    ...things("groups"),
    ...things("routes"),
    {
      method: "GET",
      path: "/v1/routes/lookup?number=011988887777",
      who: [],
      allowed: 200,
      foreign: 200,
      scope: "routes:read",
    },
    { method: "GET", path: "/v1/settings", who: [], allowed: 200, foreign: 200, scope: "settings:read" },
    { method: "PATCH", path: "/v1/settings", body: {}, who: [], allowed: 200, foreign: 200, scope: "settings:write" },
    { method: "GET", path: "/v1/api-keys", who: [], allowed: 200, foreign: 200, scope: "api-keys:read" },
    { method: "POST", path: "/v1/api-keys", body: {}, who: [], allowed: 400, foreign: 400, scope: "api-keys:write" },
    {
      method: "GET",
      path: `/v1/api-keys/${missing}`,
      who: [],
      allowed: 404,
      foreign: 404,
      scope: "api-keys:read",
    },
    {
      method: "DELETE",
      path: `/v1/api-keys/${missing}`,
      who: [],
      allowed: 404,
      foreign: 404,
      scope: "api-keys:write",
    },
    ...(["agents", "users", "numbers"] as const).map(
      (what): Row => ({
        method: "POST",
        path: `/v1/imports/${what}?dryRun=true`,
        body: "nonsense\n",
        headers: { "Content-Type": "text/csv" },
        who: [],
        allowed: 200,
        foreign: 200,
        scope: "imports:write",
      }),
    ),
    { method: "GET", path: "/v1/calls", who: dashboard, allowed: 200, foreign: 200, scope: "calls:read" },
    { method: "GET", path: `/v1/calls/${call}`, who: dashboard, allowed: 200, foreign: 404, scope: "calls:read" },
    {
      method: "POST",
      path: "/v1/calls",
      // To nowhere: whoever may is told so.
      body: { agentId: ana, to: "7" },
      who: ["ana"],
      allowed: 400,
      refused: others,
      foreign: 404,
      scope: "calls:write",
    },
    onCall("hold", 200),
    onCall("resume", 200),
    onCall("recording/pause", 200),
    onCall("recording/resume", 200),
    onCall("transfer", 422, { to: "7", type: "blind" }),
    onCall("transfer/complete", 409),
    onCall("transfer/cancel", 409),
    { method: "GET", path: "/v1/monitorings", who: "everybody", allowed: 200, foreign: 200, scope: "monitorings:read" },
    {
      method: "POST",
      path: "/v1/monitorings",
      body: { callId: call, mode: "passive" },
      who: ["clara"],
      // She monitors the call already; the administrator has no phone.
      allowed: { clara: 200, others: 422 },
      foreign: 404,
      scope: "monitorings:write",
    },
    {
      method: "GET",
      path: `/v1/monitorings/${monitoring}`,
      who: ["clara"],
      allowed: 200,
      refused: 404,
      foreign: 404,
      scope: "monitorings:read",
    },
    {
      method: "PATCH",
      path: `/v1/monitorings/${monitoring}`,
      body: { mode: "passive" },
      who: ["clara"],
      // The administrator reads it, and changes it no more than anybody else.
      allowed: { clara: 200, others: 403 },
      refused: 404,
      foreign: 404,
      scope: "monitorings:write",
    },
    {
      method: "DELETE",
      path: `/v1/monitorings/${missing}`,
      who: "everybody",
      allowed: 404,
      foreign: 404,
      scope: "monitorings:write",
    },
    { method: "GET", path: "/v1/reports/calls", who: ["analytics"], allowed: 200, foreign: 200, scope: "reports:read" },
    {
      method: "GET",
      path: "/v1/reports/summary",
      who: ["analytics"],
      allowed: 200,
      foreign: 200,
      scope: "reports:read",
    },
    {
      method: "GET",
      path: "/v1/reports/usage?by=number",
      who: ["financial"],
      allowed: 200,
      foreign: 200,
      scope: "reports:read",
    },
    { method: "GET", path: "/v1/recordings", who: ["analytics"], allowed: 200, foreign: 200, scope: "recordings:read" },
    ...["", "/marks", "/audio"].map(
      (part): Row => ({
        method: "GET",
        path: `/v1/recordings/${missing}${part}`,
        who: ["analytics"],
        allowed: 404,
        foreign: 404,
        scope: "recordings:read",
      }),
    ),
    { method: "GET", path: "/v1/audit", who: [], allowed: 200, foreign: 200, scope: "audit:read" },
    { method: "GET", path: "/v1/audit/verification", who: [], allowed: 200, foreign: 200, scope: "audit:read" },
    {
      method: "POST",
      path: "/v1/privacy/exports",
      body: {},
      who: [],
      allowed: 400,
      foreign: 400,
      scope: "privacy:write",
    },
    {
      method: "POST",
      path: "/v1/privacy/erasures",
      body: {},
      who: [],
      allowed: 400,
      foreign: 400,
      scope: "privacy:write",
    },
  ];
}

/** Tried when no more calls are made: Ana's phone cannot register any more. */
const newToken = (ana: string): Row => ({
  method: "POST",
  path: `/v1/agents/${ana}/voip/token`,
  who: ["ana"],
  allowed: 200,
  refused: others,
  foreign: 404,
  scope: "agents:write",
});

/** Tried by themselves: a stream does not end, a sign-in and a call end once. */
const elsewhere = new Set(["GET /v1/events", "DELETE /v1/session", "DELETE /v1/sign-ins", "DELETE /v1/calls/{id}"]);

/** Status by caller. */
function expected(row: Row, caller: string): number {
  const { who, allowed, refused = 403 } = row;
  const of = (statuses: Statuses, name: string): number =>
    typeof statuses === "number" ? statuses : (statuses[name as PersonName] ?? statuses.others);
  if (who === "anyone" || who === "operator") return of(allowed, caller);
  if ((strangers as readonly string[]).includes(caller)) return 401;
  if (caller === foreign) return row.foreign;
  if (caller === unlimited) return of(allowed, "administrator");
  const scope = allScopes.find((one) => keyOf(one) === caller);
  if (scope !== undefined) return reaches(scope, row.scope) ? of(allowed, "administrator") : 403;
  if (caller === "administrator" || who === "everybody") return of(allowed, caller);
  return of(who.includes(caller as PersonName) ? allowed : refused, caller);
}

const reaches = (scope: string, needed: Row["scope"]): boolean =>
  needed === null || scope === needed || (needed.endsWith(":read") && scope === needed.replace(":read", ":write"));

/** Each caller's API. */
async function callers(c: Centre): Promise<Map<string, Api>> {
  const { api } = c.server.now;
  const apis = new Map<string, Api>([
    ["nobody signed in", api],
    ["a made-up token", api.as("made-up")],
  ]);
  for (const [name, given] of Object.entries(rights)) {
    const email = emailOf(name);
    await c.admin.post<User>("/v1/users", { email, name, password: PASSWORD, ...given });
    apis.set(name, await api.signIn(email, PASSWORD));
  }
  await c.admin.post<User>("/v1/users", { email: emailOf("Ana"), name: "Ana", password: PASSWORD });
  apis.set("ana", await api.signIn(emailOf("Ana"), PASSWORD));
  apis.set("clara", c.clara.api);
  apis.set("administrator", c.admin);

  const signedOut = await api.signIn(emailOf("nobody"), PASSWORD);
  await signedOut.delete("/v1/session");
  apis.set("a signed-out token", signedOut);
  const key = async (more: object) => {
    const { key } = await c.admin.post<{ key: string }>("/v1/api-keys", { name: "robot", ...more });
    return api.as(key);
  };
  const soon = await key({ expiresAt: new Date(Date.now() + 1_000).toISOString() });
  apis.set(unlimited, await key({}));
  for (const scope of allScopes) apis.set(keyOf(scope), await key({ scopes: [scope] }));
  apis.set(foreign, await otherAccount(c));
  await eventually(async () => (await soon.request("GET", "/v1/me")).status === 401, "the key to have expired");
  apis.set("an expired key", soon);
  return apis;
}

/** The administrator of another company on the same server. */
async function otherAccount(c: Centre): Promise<Api> {
  const { email, password, domain } = await makeAccount(c.server.dataDir, "other.example");
  const { api } = c.server.now;
  return eventually(() => api.signIn(email, password, domain).catch(() => undefined), "the other account to be open");
}

t.test("who may do what", async (t) => {
  const c = await centre(t, { server: { env: { PONTO_HTTP_REQUESTS_PER_MINUTE: "1000000" } } });
  const apis = await callers(c);
  const live = await c.call();
  const { id: monitoring } = await c.monitor(live, "passive");
  const { id: anasUser } = await apis.get("ana")!.get<User>("/v1/me");
  const lastOfAll = newToken(c.ana.agent.id);
  const rows = table({ call: live.id, ana: c.ana.agent.id, anasUser, monitoring });

  const tryRow = (row: Row) =>
    t.test(`${row.method} ${row.path.replace(/_[0-9a-f]{8,}/g, "")}`, async (t) => {
      const answers = [...apis].map(async ([caller, api]) => {
        const { status, body } = await api.request(row.method, row.path, row.body, row.headers);
        t.equal(status, expected(row, caller), `${caller}: ${JSON.stringify(body).slice(0, 160)}`);
      });
      await Promise.all(answers);
    });
  for (const row of rows) await tryRow(row);

  await t.test("a stream of events", async (t) => {
    for (const [caller, api] of apis) {
      const isStranger = (strangers as readonly string[]).includes(caller);
      const scope = allScopes.find((one) => keyOf(one) === caller);
      const wanted = isStranger ? 401 : scope === undefined || reaches(scope, "events:read") ? 200 : 403;
      t.equal(await statusOfStream(api), wanted, caller);
    }
  });

  await t.test("hanging up", async (t) => {
    for (const [caller, api] of apis) {
      const own = ["ana", "administrator", unlimited, keyOf("calls:write")].includes(caller);
      const call: LiveCall = own ? await c.call() : live;
      const { status } = await api.request("DELETE", `/v1/calls/${call.id}`);
      const refused = caller === "dashboard" || caller === "clara" || caller.startsWith("a key") ? 403 : 404;
      const wanted = (strangers as readonly string[]).includes(caller) ? 401 : own ? 204 : refused;
      t.equal(status, wanted, caller);
      if (own) await call.customer.until(() => call.customer.state === "ended", `${caller}'s call to be over`);
    }
  });

  await tryRow(lastOfAll);

  await t.test("signing out, here and everywhere", async (t) => {
    for (const [caller, api] of apis) {
      const isStranger = (strangers as readonly string[]).includes(caller);
      const scope = allScopes.find((one) => keyOf(one) === caller);
      const everywhere = await api.request("DELETE", "/v1/sign-ins");
      t.equal(everywhere.status, isStranger ? 401 : scope === undefined ? 204 : 403, `${caller}, everywhere`);
    }
    for (const [caller, api] of apis) {
      if (caller.startsWith("a key") || caller === "administrator") continue;
      const isStranger = (strangers as readonly string[]).includes(caller);
      t.equal((await api.request("DELETE", "/v1/session")).status, isStranger ? 401 : 204, `${caller}, here`);
      t.equal((await api.request("GET", "/v1/me")).status, 401, `${caller}, afterwards`);
    }
  });

  await t.test("no route is missing from the table", async (t) => {
    const { paths } = await c.server.now.api.get<{ paths: Record<string, Record<string, unknown>> }>(
      "/v1/openapi.json",
    );
    const tried = new Set([...rows, lastOfAll].map(({ method, path }) => `${method} ${path.split("?")[0]}`));
    for (const [template, methods] of Object.entries(paths))
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        if (elsewhere.has(`${method} ${template}`) || method === "HEAD") continue;
        const shape = new RegExp(`^${method} ${template.replace(/\{\w+\}/g, "[^/]+")}$`);
        t.ok(
          [...tried].some((one) => shape.test(one)),
          `${method} ${template}`,
        );
      }
  });
});

/** Of an event stream, which is left at once. */
async function statusOfStream(api: Api): Promise<number> {
  try {
    (await api.events()).close();
    return 200;
  } catch (error) {
    return Number(/answered (\d+)/.exec(String(error))?.[1]);
  }
}
