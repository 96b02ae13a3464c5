/** The problem catalogue: every code is documented, and every code can be met. */
import { fileURLToPath } from "node:url";
import t, { type Test } from "tap";
import { type ProblemCode, problems } from "../../../src/kernel/problem.ts";
import { err } from "../../../src/kernel/result.ts";
import { type Ask, openOffice } from "../support/office.ts";
import type { Person } from "../support/people.ts";

type Request = readonly [person: Person | undefined, method: string, url: string, more?: Ask];

const ofCalls = (body: object = { callId: "call_1", mode: "active" }): Request => [
  "admin",
  "POST",
  "/v1/monitorings",
  { body },
];
const transfer = (path = "", body: object = { to: "1002", type: "blind" }): Request => [
  "admin",
  "POST",
  `/v1/calls/call_1/transfer${path}`,
  { body },
];
const newUser = { name: "Zé", email: "ze@example.com", password: "uma senha longa" };
const createUser = (body: unknown, headers: Record<string, string> = {}): Request => [
  "admin",
  "POST",
  "/v1/users",
  { body, headers },
];

/** A request that meets each code; the calls refuse with the code where it is theirs. */
const requests: Record<ProblemCode, Request> = {
  invalid_request: createUser({}),
  not_authenticated: [undefined, "GET", "/v1/me"],
  wrong_credentials: [undefined, "POST", "/v1/session", { body: { email: "a", password: "b" } }],
  forbidden: ["nemo", "GET", "/v1/users"],
  screen_not_permitted: ["nemo", "POST", "/v1/monitorings", { body: { callId: "call_1", mode: "active" } }],
  mode_not_permitted: ofCalls(),
  agent_out_of_scope: ofCalls(),
  self_monitoring: ofCalls(),
  not_found: ["admin", "GET", "/v1/users/nobody"],
  call_not_found: ofCalls(),
  agent_not_found: ["admin", "POST", "/v1/calls", { body: { agentId: "nobody", to: "1" } }],
  conflict: ["admin", "POST", "/v1/agents", { body: { name: "taken", email: "x@example.com" } }],
  agent_not_in_call: ofCalls({ agentId: "agent_ana", mode: "active" }),
  call_not_live: ofCalls(),
  already_monitoring: ofCalls(),
  already_transferring: transfer(),
  no_transfer: transfer("/complete", {}),
  target_not_found: transfer(),
  target_busy: transfer(),
  target_unavailable: transfer(),
  monitor_busy: ofCalls(),
  monitoring_ended: ["admin", "DELETE", "/v1/monitorings/monitoring_1"],
  precondition_failed: ["admin", "DELETE", "/v1/users/user_ana", { headers: { "if-match": '"old"' } }],
  too_large: createUser(`{"name": "${"x".repeat(70_000)}"}`, { "content-type": "application/json" }),
  range_not_satisfiable: [
    "admin",
    "GET",
    "/v1/recordings/recording_1/audio",
    { headers: { range: "bytes=99999999-" } },
  ],
  unsupported_media_type: createUser("x", { "content-type": "text/plain" }),
  idempotency_key_reused: createUser(newUser, { "idempotency-key": "1" }),
  no_matching_agent: ofCalls(),
  monitor_voip_disabled: ofCalls(),
  monitor_do_not_disturb: ofCalls(),
  monitor_not_registered: ofCalls(),
  too_many_requests: [undefined, "POST", "/v1/session", { body: { email: "a", password: "b" } }],
  internal_error: ["admin", "GET", "/v1/calls"],
  shutting_down: ofCalls(),
  unavailable: ofCalls(),
};

const documentOf = async (t: Test) => (await (await openOffice(t)).app.inject("/v1/openapi.json")).json();

for (const code of Object.keys(problems) as ProblemCode[]) {
  t.test(code, async (t) => {
    const office = await openOffice(t);
    const [person, method, url, more] = requests[code];
    if (/monitorings|transfer/.test(url)) office.calls.refusal = code;
    if (code === "too_many_requests") office.accounts.signIn = async () => err({ code, retryAfterSeconds: 7 });
    if (code === "internal_error") {
      office.calls.calls = () => {
        throw new Error("a bug");
      };
    }
    if (code === "range_not_satisfiable") {
      const row = office.accounts.recordingRows.get("recording_1")!;
      office.accounts.recordingRows.set(row.id, { ...row, path: fileURLToPath(import.meta.url) });
    }
    if (code === "idempotency_key_reused") {
      await office.ask(person, method, url, { ...more, body: { ...newUser, name: "Ana" } });
    }
    const answer = await office.ask(person, method, url, more);
    t.equal(answer.statusCode, problems[code].status);
    t.match(answer.headers["content-type"], /^application\/problem\+json/);
    t.match(answer.json(), {
      type: `urn:ponto:problem:${code}`,
      title: problems[code].title,
      status: problems[code].status,
      code,
    });
    const document = await documentOf(t);
    t.ok(document.components.schemas.Problem.properties.code.enum.includes(code));
    const path = url.replace(/\/(nobody|user_ana|monitoring_1|recording_1|call_1)\b/, "/{id}");
    const { description } = document.paths[path][method.toLowerCase()].responses[String(problems[code].status)];
    t.ok(description.split(", ").includes(code), `${method} ${path} documents it: ${description}`);
  });
}
