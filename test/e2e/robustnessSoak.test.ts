/** A hundred short calls in a row, watched and logged in every detail: nothing is left of them, and no secret is told. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import t from "tap";
import { voipOf } from "../../lab/ponto/account.ts";
import { digestParameters } from "../../lab/sip/digest.ts";
import { type Centre, centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";

const CALLS = 100;
/** Every so many calls somebody listens in. */
const WATCHED = 5;
/** The first calls open what stays open: database, connections, buffers. */
const WARM_UP = 5;

const gauges = ["ponto_calls", "ponto_monitorings", "ponto_legs", "ponto_rtp_ports_in_use", "ponto_registrations"];

async function figures(c: Centre): Promise<Record<string, number>> {
  const read = gauges.map(async (name): Promise<[string, number]> => [name, await metric(c.admin, name)]);
  return Object.fromEntries(await Promise.all(read));
}

/** What the process has open, but for the connections of this test's own requests. */
async function openFiles(pid: number): Promise<number> {
  const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return fds.length;
}

async function shortCall(c: Centre, watched: boolean): Promise<void> {
  const call = await c.call();
  const monitoring = watched ? await c.monitor(call, "active") : undefined;
  await call.customer.bye();
  await Promise.all([call.agent.ended(), monitoring?.leg.ended()]);
}

t.test("what was open before a hundred calls is open after them, and no more", { timeout: 110_000 }, async (t) => {
  // Two legs and a monitor a call, whose ports rest for two seconds each.
  const c = await centre(t, { server: { rtpPorts: 1000 }, phones: { keep: 50 } });
  for (let i = 0; i < WARM_UP; i++) await shortCall(c, true);
  const settled = { ponto_calls: 0, ponto_monitorings: 0, ponto_legs: 0, ponto_rtp_ports_in_use: 0 };
  const before = await eventually(async () => {
    const now = await figures(c);
    return Object.entries(settled).every(([name, value]) => now[name] === value) ? now : undefined;
  }, "the first calls to be over");
  const files = await openFiles(c.server.now.pid);

  for (let i = 1; i <= CALLS; i++) await shortCall(c, i % WATCHED === 0);

  const after = await eventually(async () => {
    const now = await figures(c);
    return now.ponto_legs === 0 && now.ponto_rtp_ports_in_use === 0 ? now : undefined;
  }, "the last call to be over");
  t.strictSame(after, before);
  // A request of this test's may be on another connection than before.
  await eventually(async () => (await openFiles(c.server.now.pid)) <= files + 2, "the files to be closed");
  t.equal((await c.admin.list("/v1/reports/calls")).length, CALLS + WARM_UP, "a row for each call");
  t.equal((await c.admin.list("/v1/recordings")).length, CALLS + WARM_UP, "and a recording");
  t.equal(await c.server.now.stop(), 0);
});

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

t.test("no secret reaches the log, however talkative it is", async (t) => {
  const password = "segredo-que-ninguem-le";
  const c = await centre(t, { server: { password, env: { PONTO_LOG_LEVEL: "trace" } } });
  const { token } = await voipOf(c.admin, c.ana.agent);
  const stranger = await c.stranger(c.ana.agent, "palpite-errado");
  await stranger.register().catch(() => undefined);
  await c.server.now.api.request("POST", "/v1/session", { email: "admin@ponto.local", password: "palpite-de-senha" });
  const { body: session } = await c.server.now.api.request<{ token: string }>("POST", "/v1/session", {
    email: "admin@ponto.local",
    password,
  });
  const { body: key } = await c.admin.request<Record<string, unknown>>("POST", "/v1/api-keys", { name: "relatórios" });
  await c.server.now.api.as("ponto-bearer-inventado").request("GET", "/v1/me");
  await shortCall(c, true);
  t.equal(await c.server.now.stop(), 0);

  const responses = [c.ana.phone, stranger].flatMap(({ log }) =>
    log.entries.flatMap(({ message }) => digestParameters(message.get("Authorization")).get("response") ?? []),
  );
  const ha1 = md5(`1001:ponto.local:${token}`);
  const keyFile = (await readFile(join(c.server.dataDir, "secrets.key"), "utf8")).trim();
  const apiKeys = Object.values(key).filter((value): value is string => typeof value === "string" && value.length > 30);
  const secrets = {
    "the administrator's password": [password],
    "a password that was tried": ["palpite-de-senha"],
    "a VoIP token": [token, "palpite-errado"],
    "a digest response": responses,
    "the hash of a VoIP token": [ha1],
    "a session token": [session.token, "ponto-bearer-inventado"],
    "an API key": apiKeys,
    "the key of the secrets": [keyFile],
  };
  const printed = c.server.now.lines.join("\n");
  t.match(printed, /"REGISTER"/, "the log is talkative");
  for (const [what, values] of Object.entries(secrets)) {
    t.ok(values.length > 0 && values.every((value) => value.length > 8), `${what}: there is one`);
    for (const value of values) t.notOk(printed.includes(value), `${what} is not in the log`);
  }
});
