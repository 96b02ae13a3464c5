/** Requests that are wrong in form. */
import t from "tap";
import { openOffice } from "./support/office.ts";

const user = { email: "x@example.com", name: "x", password: "12345678" };

const wrongBodies: readonly (readonly [what: string, method: string, url: string, body: unknown, paths: string[]])[] = [
  ["unknown field", "POST", "/v1/users", { ...user, colour: "red" }, ["colour"]],
  ["unknown nested field", "POST", "/v1/users", { ...user, profiles: { analytics: true, x: 1 } }, ["profiles.x"]],
  ["several at once", "POST", "/v1/users", { name: 7, email: "no" }, ["password", "email", "name"]],
  ["role cannot be given", "PATCH", "/v1/users/user_ana", { role: "administrator" }, ["role"]],
  ["nothing is coerced", "PATCH", "/v1/settings", { monitoring: { ringSeconds: "30" } }, ["monitoring.ringSeconds"]],
  [
    "bounds",
    "PATCH",
    "/v1/settings",
    { monitoring: { mediaTimeoutSeconds: 3601 } },
    ["monitoring.mediaTimeoutSeconds"],
  ],
  ["an array's entry", "PATCH", "/v1/agents/agent_ana", { voip: { codecs: ["PCMA", "MP3"] } }, ["voip.codecs.1"]],
  ["unknown mode", "POST", "/v1/monitorings", { callId: "call_1", mode: "loud" }, ["mode"]],
  ["no mode", "POST", "/v1/monitorings", { callId: "call_1" }, ["mode"]],
  ["neither call nor agent", "POST", "/v1/monitorings", { mode: "active" }, ["callId"]],
  ["both", "POST", "/v1/monitorings", { callId: "call_1", agentId: "agent_ana", mode: "active" }, ["callId"]],
  ["PATCH of another field", "PATCH", "/v1/monitorings/monitoring_1", { mode: "active", callId: "call_2" }, ["callId"]],
  ["extension", "POST", "/v1/agents", { name: "x", email: "x@example.com", extension: "1;drop" }, ["extension"]],
  ["an array for an object", "POST", "/v1/users", [user], [""]],
  ["an action has no fields", "POST", "/v1/calls/call_1/hold", { now: true }, ["now"]],
];

for (const [what, method, url, body, paths] of wrongBodies) {
  t.test(what, async (t) => {
    const office = await openOffice(t);
    const answer = await office.ask("admin", method, url, { body });
    t.equal(answer.statusCode, 400);
    t.equal(answer.json().code, "invalid_request");
    t.same(
      answer.json().errors.map(({ path }: { path: string }) => path),
      paths,
      answer.body,
    );
    t.same(office.calls.asked, []);
  });
}

t.test("wrong queries", async (t) => {
  const office = await openOffice(t);
  for (const [url, path] of [
    ["/v1/users?limit=0", "limit"],
    ["/v1/users?limit=501", "limit"],
    ["/v1/users?limit=ten", "limit"],
    ["/v1/users?limit=1&limit=2", "limit"],
    ["/v1/users?colour=red", "colour"],
    ["/v1/calls?cursor=zzz", "cursor"],
    ["/v1/monitorings?cursor=%00", "cursor"],
    ["/v1/reports/calls?from=yesterday", "from"],
    ["/v1/reports/calls?from=2016-12-31T23:59:60Z", "from"],
    ["/v1/reports/calls?disposition=lost", "disposition"],
  ] as const) {
    const answer = await office.ask("admin", "GET", url);
    t.equal(answer.statusCode, 400, url);
    t.equal(answer.json().errors[0].path, path, url);
  }
});

t.test("bodies that are no JSON", async (t) => {
  const office = await openOffice(t);
  const json = { "content-type": "application/json" };
  for (const [body, headers, status, code] of [
    ["{", json, 400, "invalid_request"],
    ["", json, 400, "invalid_request"],
    ["null", json, 400, "invalid_request"],
    ['{"__proto__": {"role": "administrator"}}', json, 400, "invalid_request"],
    ["email=x", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["hello", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    [`{"name": "${"x".repeat(70_000)}"}`, json, 413, "too_large"],
  ] as const) {
    const answer = await office.ask("admin", "POST", "/v1/users", { body, headers });
    t.equal(answer.statusCode, status, body.slice(0, 40));
    t.equal(answer.json().code, code);
    t.match(answer.headers["content-type"], "application/problem+json");
  }
  t.same(office.errors, [], "none of them is our failure");
});

t.test("a request without a body may still name JSON", async (t) => {
  const office = await openOffice(t);
  const headers = { "content-type": "application/json" };
  t.equal((await office.ask("admin", "POST", "/v1/calls/call_1/hold", { headers })).statusCode, 200);
  t.equal((await office.ask("admin", "DELETE", "/v1/calls/call_1", { headers })).statusCode, 204);
});

t.test("PATCH takes a merge patch by its name", async (t) => {
  const office = await openOffice(t);
  const headers = { "content-type": "application/merge-patch+json" };
  const body = JSON.stringify({ voip: { doNotDisturb: true, forwardTo: { busy: "1002" } } });
  const answer = await office.ask("admin", "PATCH", "/v1/agents/agent_ana", { body, headers });
  t.match(answer.json(), { voip: { enabled: true, doNotDisturb: true, forwardTo: { always: null, busy: "1002" } } });
});

t.test("a body of unknown fields is not answered by a longer one", async (t) => {
  const office = await openOffice(t);
  const body = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`field${i}`, i]));
  const answer = await office.ask("admin", "POST", "/v1/users", { body });
  t.equal(answer.json().errors.length, 20);
});

t.test("a failure of ours is logged and not explained to strangers", async (t) => {
  const office = await openOffice(t);
  office.calls.calls = () => {
    throw new Error("the secret is 42");
  };
  const answer = await office.ask("admin", "GET", "/v1/calls");
  t.equal(answer.statusCode, 500);
  t.equal(answer.json().code, "internal_error");
  t.notMatch(answer.body, /42/);
  t.same(office.errors, ["the secret is 42"]);
});
