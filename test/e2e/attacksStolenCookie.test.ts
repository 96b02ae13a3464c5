/** A cookie that somebody copied: whatever ends the sign-in ends all that is done with it, at once, streams and downloads under way too. */
import { readdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import t, { type Test } from "tap";
import { accountCommand, makeAccount } from "../../lab/ponto/accountCommand.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { SignIn } from "../../src/accounts/account.ts";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { Browser } from "../support/browser.ts";
import { type Centre, centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { RawConnection } from "../support/rawHttp.ts";

const PASSWORD = "salada de frutas 7";
/** More than a connection holds on its way, bytes. */
const LONG_RECORDING = 200_000_000;

/** A recording that takes its time. @returns its id */
async function longRecording(c: Centre): Promise<string> {
  const call = await c.call();
  await call.customer.bye();
  const { row } = await c.recording(call.id);
  const folder = join(c.server.dataDir, "recordings");
  const file = (await readdir(folder, { recursive: true })).find((name) => name.includes(row.id));
  await truncate(join(folder, file!), LONG_RECORDING);
  return row.id;
}

/** Somebody who asks with the cookie, and takes what comes only when told to. */
async function thief(t: Test, url: string, cookie: string, path: string): Promise<RawConnection> {
  const connection = await RawConnection.open(t, url);
  const head = ["Host: ponto", `Cookie: ${cookie}`, "Connection: close"].join("\r\n");
  connection.send(`GET ${path} HTTP/1.1\r\n${head}\r\n\r\n`);
  t.match(await connection.until(/\r\n\r\n/), /^HTTP\/1\.1 200 /, path);
  connection.pause();
  return connection;
}

/** A user in two browsers, of which one's cookie was stolen. */
interface Theft {
  readonly user: User;
  readonly stolen: Browser;
  readonly other: Browser;
}

const ends: readonly (readonly [name: string, end: (c: Centre, theft: Theft) => Promise<number>])[] = [
  ["its owner signs out", (c, { stolen }) => own(c, stolen, "DELETE", "/v1/session")],
  ["its owner signs out everywhere", (c, { other }) => own(c, other, "DELETE", "/v1/sign-ins")],
  [
    "its owner ends that sign-in",
    async (c, { other }) => {
      const { items } = (await (await other.send("GET", "/v1/sign-ins")).json()) as {
        items: readonly (SignIn & { current: boolean })[];
      };
      return own(c, other, "DELETE", `/v1/sign-ins/${items.find(({ current }) => !current)!.id}`);
    },
  ],
  [
    "its owner changes the password",
    (c, { other }) =>
      own(c, other, "PUT", "/v1/me/password", { current: PASSWORD, password: "outra salada de frutas" }),
  ],
  ["the administrator signs its owner out", (c, { user }) => admin(c, "DELETE", `/v1/users/${user.id}/sign-ins`)],
  [
    "the administrator sets a new password",
    (c, { user }) => admin(c, "PATCH", `/v1/users/${user.id}`, { password: "outra salada de frutas" }),
  ],
  ["its owner is deleted", (c, { user }) => admin(c, "DELETE", `/v1/users/${user.id}`)],
];

const own = (c: Centre, browser: Browser, method: string, path: string, body?: unknown) =>
  browser.status(method, path, { ...(body === undefined ? {} : { body }), headers: { origin: c.server.now.url } });

const admin = async (c: Centre, method: string, path: string, body?: unknown) =>
  (await c.admin.request(method, path, body)).status;

t.test("a stolen cookie is worth nothing, and what was begun with it ends, once", async (t) => {
  const c = await centre(t);
  const { url } = c.server.now;
  const recording = await longRecording(c);
  for (const [i, [name, end]] of ends.entries()) {
    await t.test(name, async (t) => {
      const email = `vera${i}@example.com`;
      const rights = { profiles: { analytics: true }, screens: { agentsDashboard: true } };
      const user = await c.admin.post<User>("/v1/users", { email, name: "Vera", password: PASSWORD, ...rights });
      const [stolen, other] = [new Browser(url), new Browser(url)];
      t.equal(await stolen.signIn(email, PASSWORD), 200);
      t.equal(await other.signIn(email, PASSWORD), 200);
      const stream = await thief(t, url, stolen.cookie!, "/v1/events");
      const download = await thief(t, url, stolen.cookie!, `/v1/recordings/${recording}/audio`);
      const cookie = stolen.cookie!;
      t.ok([200, 204].includes(await end(c, { user, stolen, other })));
      stream.resume();
      await stream.closed();
      download.resume();
      t.ok((await download.closed()).length < LONG_RECORDING, "the download under way is cut off");
      for (const path of ["/v1/me", "/v1/calls", "/v1/events", `/v1/recordings/${recording}`])
        t.equal(await new Browser(url, cookie).status("GET", path), 401, path);
      t.equal(await new Browser(url, cookie).status("DELETE", "/v1/session", { headers: { origin: url } }), 401);
    });
  }

  await t.test("a key of machines is taken back", async (t) => {
    const { id, key } = await c.admin.post<{ id: string; key: string }>("/v1/api-keys", { name: "robot" });
    const robot = c.server.now.api.as(key);
    const events = await RawConnection.open(t, url);
    events.send(`GET /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    await events.until(/\r\n\r\n/);
    await c.admin.delete(`/v1/api-keys/${id}`);
    await events.closed();
    t.equal((await robot.request("GET", "/v1/me")).status, 401);
  });

  await t.test("its owner hands the administration over", async (t) => {
    const stolen = new Browser(url);
    t.equal(await stolen.signIn(adminEmail, "segredo-do-teste"), 200);
    t.equal(await stolen.status("GET", "/v1/audit"), 200);
    await c.admin.post(`/v1/users/${c.clara.user.id}/administrator`);
    for (const path of ["/v1/audit", "/v1/users", "/v1/settings", "/v1/api-keys"])
      t.equal(await stolen.status("GET", path), 403, path);
    t.equal(await own(c, stolen, "POST", "/v1/agents", { name: "Eva", email: "eva@example.com" }), 403);
    t.equal((await c.clara.api.request("GET", "/v1/audit")).status, 200);
  });
});

t.test("a stolen cookie is worth nothing once its account is disabled", async (t) => {
  const c = await centre(t);
  const { url } = c.server.now;
  const other = await makeAccount(c.server.dataDir, "other.example");
  const stolen = new Browser(url);
  await eventually(
    async () => (await stolen.signIn(other.email, other.password, other.domain)) === 200,
    "the account to open",
  );
  const stream = await thief(t, url, stolen.cookie!, "/v1/events");
  t.match(await accountCommand(c.server.dataDir, ["disable", other.id]), { code: 0 });
  stream.resume();
  await stream.closed();
  t.equal(await stolen.status("GET", "/v1/me"), 401);
  t.equal((await c.admin.request("GET", "/v1/me")).status, 200, "other accounts go on");
});
