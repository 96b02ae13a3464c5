/** The audit log, totals and one person's data, as the API answers them. */
import { createHash } from "node:crypto";
import t from "tap";
import { problem } from "../../src/kernel/problem.ts";
import { openOffice } from "./support/office.ts";

const entry = (action: string) => ({
  at: "2026-01-01T10:00:00.000Z",
  actor: { userId: "user_admin", email: "admin@example.com", ip: "192.0.2.1" },
  action,
  subject: "agent_ana",
  detail: { name: "=cmd", fields: ["name"] },
});

t.test("the audit log by the page, with its filters", async (t) => {
  const office = await openOffice(t);
  office.accounts.auditEntries.push(entry("agent.changed"), entry("agent.removed"));
  const query = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&action=agent&userId=user_admin&subject=agent_ana";
  const answer = await office.ask("admin", "GET", `/v1/audit?limit=1&${query}`);
  t.match(answer.json(), { items: [{ sequence: 1, action: "agent.changed", personal: "kept" }], nextCursor: "1" });
  t.same(office.accounts.askedOfArchive, [
    {
      from: "2026-01-01T00:00:00Z",
      to: "2026-01-02T00:00:00Z",
      action: "agent",
      userId: "user_admin",
      subject: "agent_ana",
    },
  ]);
  t.match((await office.ask("admin", "GET", "/v1/audit?from=yesterday")).json(), { code: "invalid_request" });
});

t.test("the audit log as lines that anybody can check", async (t) => {
  const office = await openOffice(t);
  office.accounts.auditEntries.push(...[1, 2, 3].map((n) => entry(`agent.${n}`)));
  const answer = await office.ask("admin", "GET", "/v1/audit", { headers: { accept: "application/x-ndjson" } });
  t.equal(answer.headers["content-type"], "application/x-ndjson");
  t.match(answer.headers["content-disposition"], /attachment/);
  const lines = answer.body
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  t.equal(lines.length, 3);
  let before = "0".repeat(64);
  for (const { entry, hash, personal, salt } of lines) {
    t.equal(createHash("sha256").update(entry).digest("hex"), hash);
    const { previousHash, personalHash } = JSON.parse(entry);
    t.equal(previousHash, before);
    t.equal(
      createHash("sha256")
        .update(salt + personal)
        .digest("hex"),
      personalHash,
    );
    before = hash;
  }
});

t.test("the audit log as a table", async (t) => {
  const office = await openOffice(t);
  office.accounts.auditEntries.push(entry("agent.changed"));
  const answer = await office.ask("admin", "GET", "/v1/audit", { headers: { accept: "text/csv" } });
  const [head, row, end] = answer.body.split("\r\n");
  t.equal(head, "sequence,at,action,subject,userId,email,ip,detail,hash,entry,personal,salt");
  t.match(row, /^1,2026-01-01T10:00:00\.000Z,agent\.changed,agent_ana,user_admin,admin@example\.com,192\.0\.2\.1,/);
  t.equal(end, "");
});

t.test("whether the chain is whole", async (t) => {
  const office = await openOffice(t);
  t.match((await office.ask("admin", "GET", "/v1/audit/verification")).json(), { intact: true, brokenAt: null });
});

t.test("usage by number and by trunk", async (t) => {
  const office = await openOffice(t);
  const sums = { calls: 3, inboundCalls: 2, outboundCalls: 1, answered: 2 };
  const talk = { talkMs: 300, inboundTalkMs: 200, outboundTalkMs: 100 };
  const byNumber = await office.ask("admin", "GET", "/v1/reports/usage?by=number&from=2026-01-01T00:00:00Z");
  const line = { number: "+551130003000", trunkId: null, name: null, ...sums, ...talk };
  t.same(byNumber.json(), { items: [line], nextCursor: null });
  t.same(office.accounts.askedOfArchive, ["number", { from: "2026-01-01T00:00:00Z" }]);
  const csv = await office.ask("admin", "GET", "/v1/reports/usage?by=trunk", { headers: { accept: "text/csv" } });
  t.same(csv.body.split("\r\n"), [
    "number,trunkId,name,calls,inboundCalls,outboundCalls,answered,talkMs,inboundTalkMs,outboundTalkMs",
    ",trunk_1,carrier,3,2,1,2,300,200,100",
    "",
  ]);
  t.match((await office.ask("admin", "GET", "/v1/reports/usage")).json(), { errors: [{ path: "by" }] });
  t.match((await office.ask("admin", "GET", "/v1/reports/usage?by=agent")).json(), { errors: [{ path: "by" }] });
});

t.test("a summary", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("rita", "GET", "/v1/reports/summary?agentId=agent_ana");
  t.match(answer.json(), { calls: 1, missed: 0, hours: [{ answered: 1 }], agents: [{ name: "ana", holdMs: 5 }] });
  t.same(office.accounts.askedOfArchive, [{ agentId: "agent_ana" }]);
});

t.test("one person's data", async (t) => {
  const office = await openOffice(t);
  const exported = await office.ask("admin", "POST", "/v1/privacy/exports", { body: { agentId: "agent_ana" } });
  t.equal(exported.statusCode, 200);
  t.equal(exported.headers["content-type"], "application/x-ndjson");
  t.match(
    exported.body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
    [
      { type: "agent", agent: { id: "agent_ana" } },
      { type: "call", call: { id: "report_1" } },
    ],
  );
  t.match(office.accounts.askedOfArchive, [{ agentId: "agent_ana" }, { userId: "user_admin" }]);
  const body = { number: "(11) 98765-4321", confirm: true };
  const erased = await office.ask("admin", "POST", "/v1/privacy/erasures", { body });
  t.same(erased.json(), { reports: 2, recordings: 1, recordingsRefused: 0, auditEntries: 0 });
  t.match(office.accounts.askedOfArchive, [{ number: "(11) 98765-4321" }, {}]);
  t.notOk(Object.hasOwn(office.accounts.askedOfArchive[0] as object, "confirm"));
  office.accounts.personRefusal = problem("conflict", "Delete the agent first.");
  t.equal((await office.ask("admin", "POST", "/v1/privacy/erasures", { body })).statusCode, 409);
});

t.test("whom an export or an erasure does not accept", async (t) => {
  const office = await openOffice(t);
  const bodies = {
    exports: [{}, { agentId: "a", userId: "b" }, { number: "1", name: "x" }, { number: 5 }],
    erasures: [{ confirm: true }, { number: "1" }, { number: "1", confirm: false }, { agentId: "a", userId: "b" }],
  };
  for (const [what, refused] of Object.entries(bodies))
    for (const body of refused) {
      const answer = await office.ask("admin", "POST", `/v1/privacy/${what}`, { body });
      t.match(answer.json(), { code: "invalid_request" }, `${what} ${JSON.stringify(body)}`);
    }
});

t.test(
  "only the administrator reads the log and touches a person's data; money is for who deals with it",
  async (t) => {
    const office = await openOffice(t);
    for (const [method, url] of [
      ["GET", "/v1/audit"],
      ["GET", "/v1/audit/verification"],
      ["POST", "/v1/privacy/exports"],
      ["POST", "/v1/privacy/erasures"],
      ["GET", "/v1/reports/usage?by=number"],
    ] as const)
      for (const person of ["rita", "clara", "ana", "nemo"] as const)
        t.equal((await office.ask(person, method, url, { body: method === "POST" ? {} : undefined })).statusCode, 403);
  },
);
