/** A company is disabled and enabled while the calls of another go on. */
import t from "tap";
import { TestPhone } from "../../lab/phone/phone.ts";
import { Refused } from "../../lab/phone/refused.ts";
import { voipOf } from "../../lab/ponto/account.ts";
import { accountCommand } from "../../lab/ponto/accountCommand.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { anotherCompany, mainCentre } from "../support/companies.ts";
import { eventually } from "../support/eventually.ts";

const HZ = 1000;

t.test("a company is disabled in the middle of its calls, and enabled again", async (t) => {
  const a = await mainCentre(t);
  const { account, centre: b } = await anotherCompany(t, a, "bravo.example");
  const { now: server } = a.server;
  a.ana.phone.voice = tone(HZ);
  const [callA, callB] = [await a.call(), await b.call()];
  const monitoring = await b.monitor(callB, "active");
  const events = await fetch(`${server.url}/v1/events`, {
    headers: { Authorization: `Bearer ${await tokenOf(server)}` },
  });
  const { key } = await b.admin.post<{ key: string }>("/v1/api-keys", { name: "robot" });
  const { extension, token } = await voipOf(b.admin, b.ana.agent);

  t.match(await accountCommand(a.server.dataDir, ["disable", "BRAVO.example"]), { code: 0, stdout: /was told/ });
  const ends = await Promise.all([callB.customer.ended(), callB.agent.ended(), monitoring.leg.ended()]);
  t.strictSame(ends, ["theirs", "theirs", "theirs"], "every leg gets a BYE");
  await events.text();
  t.pass("the event stream has ended");
  await server.logged((line) => line.event === "account_closed" && line.account === account.id, "the account to close");
  for (const api of [b.admin, b.clara.api, server.api.as(key)])
    t.match(await api.request("GET", "/v1/me"), { status: 401 }, "sign-ins and keys stop working");
  await t.rejects(server.api.signIn(adminEmail, account.password, account.domain), { code: "wrong_credentials" });
  const phone = await TestPhone.start({ user: extension, password: token, server: server.sip, domain: account.domain });
  t.teardown(() => phone.close());
  await t.rejects(phone.register(), Refused);

  t.strictSame(tonesIn(await callA.customer.audio.hear(300), [HZ]), [HZ], "the other company's call goes on");
  t.match(await a.calls(), [{ id: callA.id, state: "answered" }]);
  await a.call("11911112222").then((another) => another.customer.bye());

  t.match(await accountCommand(a.server.dataDir, ["enable", account.id]), { code: 0 });
  const again = await eventually(
    () => server.api.signIn(adminEmail, account.password, account.domain).catch(() => undefined),
    "the account to be served again",
  );
  t.equal((await b.admin.request("GET", "/v1/me")).status, 200, "who was signed in is again");
  await phone.register();
  const rows = await again.list<{ callId: string }>("/v1/reports/calls");
  t.match(rows, [{ callId: callB.id, disposition: "answered", hungUpBy: "system" }]);
  t.match(await again.list("/v1/recordings"), [{ callId: callB.id, state: "complete", missingMs: 0 }]);
  await callA.customer.bye();

  async function tokenOf(to: typeof server): Promise<string> {
    const credentials = { email: adminEmail, password: account.password, domain: account.domain };
    return (await to.api.post<{ token: string }>("/v1/session", credentials)).token;
  }
});
