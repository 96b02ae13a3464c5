/** The things that the administrator looks after. */
import t from "tap";
import { openOffice } from "./support/office.ts";
import { tokenOf } from "./support/people.ts";

t.test("a created thing is answered with 201 and its place", async (t) => {
  const office = await openOffice(t);
  const body = { name: "Zé", email: "ze@example.com", password: "12345678", monitoring: { passive: true } };
  const answer = await office.ask("admin", "POST", "/v1/users", { body });
  t.equal(answer.statusCode, 201);
  t.match(answer.json(), { name: "Zé", monitoring: { passive: true, active: false } });
  t.equal(answer.headers.location, `/v1/users/${answer.json().id}`);
  t.notMatch(answer.body, "12345678");
});

t.test("refusals of the account are passed on", async (t) => {
  const office = await openOffice(t);
  const body = { name: "taken", email: "x@example.com" };
  t.match((await office.ask("admin", "POST", "/v1/agents", { body })).json(), { status: 409, code: "conflict" });
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const more = method === "PATCH" ? { body: {} } : {};
    const answer = await office.ask("admin", method, "/v1/agents/nobody", more);
    t.match(answer.json(), { status: 404, code: "not_found" }, method);
  }
});

t.test("a trunk shows its state and never its password", async (t) => {
  const office = await openOffice(t);
  const body = { name: "b", host: "192.0.2.9", transport: "tcp", auth: "register", password: "trunk-secret" };
  for (const answer of [
    await office.ask("admin", "GET", "/v1/trunks"),
    await office.ask("admin", "GET", "/v1/trunks/trunk_1"),
    await office.ask("admin", "POST", "/v1/trunks", { body }),
    await office.ask("admin", "PATCH", "/v1/trunks/trunk_1", { body: { password: "trunk-secret" } }),
  ]) {
    t.notMatch(answer.body, "password");
    t.notMatch(answer.body, "trunk-secret");
    t.match(answer.body, '"state":{"registered":true,"reachable":null,"lastError":null}');
  }
});

t.test("PATCH clears with null what can be cleared", async (t) => {
  const office = await openOffice(t);
  t.equal((await office.ask("admin", "GET", "/v1/trunks/trunk_1")).json().username, "ponto");
  const answer = await office.ask("admin", "PATCH", "/v1/trunks/trunk_1", { body: { username: null } });
  t.equal(answer.json().username, null);
  const clearing = { profiles: null, monitoring: { active: null }, name: null };
  // An account would refuse this; the one of these tests shows what it was given.
  const headers = { authorization: `Bearer ${tokenOf("admin")}` };
  const cleared = await office.app.inject({ method: "PATCH", url: "/v1/users/user_ana", headers, payload: clearing });
  t.equal(cleared.statusCode, 200);
  t.match(office.accounts.users.things.get("user_ana"), clearing, "what null means is the account's to say");
  const settings = await office.ask("admin", "PATCH", "/v1/settings", { body: { recording: { retentionDays: 30 } } });
  t.match(settings.json(), { recording: { enabled: true, retentionDays: 30 }, country: "BR" });
});

t.test("the phone's set-up", async (t) => {
  const office = await openOffice(t);
  const url = "/v1/agents/agent_ana/voip";
  t.match((await office.ask("ana", "GET", url)).json(), {
    extension: "1001",
    token: "phone-secret",
    sipUri: "sip:1001@ponto.test",
    registrar: "192.0.2.1:5060",
    transports: ["udp", "tcp"],
  });
  t.equal((await office.ask("ana", "POST", `${url}/token`)).json().token, "new-secret");
  t.equal((await office.ask("ana", "GET", url)).json().token, "new-secret");
  office.accounts.voipTokens.clear();
  t.equal((await office.ask("admin", "GET", url)).json().token, null, "VoIP is off");
  t.equal((await office.ask("nemo", "GET", "/v1/agents/nobody/voip")).statusCode, 404);
  t.equal((await office.ask("clara", "GET", "/v1/agents/nobody/voip")).statusCode, 404);
});

t.test("an API key is shown once", async (t) => {
  const office = await openOffice(t);
  const created = await office.ask("admin", "POST", "/v1/api-keys", { body: { name: "robot", userId: "user_rita" } });
  t.match(created.json(), { key: "shown-once", userId: "user_rita" });
  t.notMatch((await office.ask("admin", "GET", "/v1/api-keys")).body, '"key"');
});

t.test("If-Match: a write on what somebody else changed meanwhile is refused", async (t) => {
  for (const url of ["/v1/agents/agent_ana", "/v1/settings"]) {
    const office = await openOffice(t);
    const patch = (country: string, etag: unknown) =>
      office.ask("admin", "PATCH", url, {
        body: url.endsWith("settings") ? { country } : { name: country },
        headers: { "if-match": String(etag) },
      });
    const { etag } = (await office.ask("admin", "GET", url)).headers;
    t.match(etag, /^"[\w-]{22}"$/);
    // Both at once: exactly one may win.
    const answers = await Promise.all([patch("PT", etag), patch("AR", etag)]);
    t.same(
      answers.map(({ statusCode }) => statusCode),
      [200, 412],
    );
    t.equal(answers[1]?.json().code, "precondition_failed");
    t.not(answers[0]?.headers.etag, etag);
    t.equal((await patch("CL", answers[0]?.headers.etag)).statusCode, 200, "with the new one");
    t.equal((await patch("UY", `"old", ${(await office.ask("admin", "GET", url)).headers.etag}`)).statusCode, 200);
    t.equal((await patch("PY", "*")).statusCode, 200);
  }
  const office = await openOffice(t);
  const remove = (etag: string) =>
    office.ask("admin", "DELETE", "/v1/trunks/trunk_1", { headers: { "if-match": etag } });
  t.equal((await remove('"old"')).statusCode, 412);
  const before = (await office.ask("admin", "GET", "/v1/trunks/trunk_1")).headers;
  office.trunkState = { registered: false, reachable: false, lastError: "timeout" };
  const { etag } = (await office.ask("admin", "GET", "/v1/trunks/trunk_1")).headers;
  t.equal(etag, before.etag, "what changes by itself makes no other version");
  t.equal((await remove(String(etag))).statusCode, 204);
  t.equal((await remove(String(etag))).statusCode, 404, "gone");
});
