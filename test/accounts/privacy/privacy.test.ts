/** One person's data: told, and erased without a trace of the person, with every total as it was. */
import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { PersonAsked } from "../../../src/accounts/privacy/person.ts";
import type { PersonalThing } from "../../../src/accounts/privacy/privacy.ts";
import { recordingOf, reportOf } from "../support/rows.ts";
import { actor, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const maria = "+5511987654321";
const at = "2026-01-01T12:00:00.000Z";

/** An agent who talked to Maria twice and to somebody else, and a supervisor who listened. */
async function history(t: Test): Promise<{ account: TestAccount; agentId: string; userId: string }> {
  const account = await TestAccount.create(t);
  const { accounts } = account;
  const ana = await account.agent("ana", { email: "Ana@example.com" });
  const user = must(
    await accounts.users.create({ email: "ana@example.com", name: "Ana Souza", password: "long enough it is" }, actor),
  );
  const agent = { agentId: ana.id, agentName: ana.name, agentExtension: ana.extension };
  const rows = [
    reportOf("r1", { ...agent, customerNumber: "(11) 98765-4321", recordingId: "rec_1" }),
    reportOf("r2", { ...agent, customerNumber: maria, direction: "outbound", answeredAt: null, talkMs: 0 }),
    reportOf("r3", {
      ...agent,
      customerNumber: "+551133334444",
      recordingId: "rec_3",
      transfers: [{ at, type: "blind", fromAgentId: ana.id, toAgentId: null, toNumber: "011 98765 4321" }],
    }),
    reportOf("r4", { agentId: "agent_other", agentName: "Bruno", customerNumber: "+551155556666" }),
  ];
  for (const row of rows) accounts.journal.report({ ...row, live: false });
  await mkdir(join(account.dataDir, "recordings"));
  for (const id of ["rec_1", "rec_3"]) {
    const path = join(account.dataDir, "recordings", `${id}.wav`);
    await writeFile(path, "RIFF");
    accounts.journal.recording({ ...recordingOf(id), path });
  }
  accounts.journal.audit({
    at,
    actor: { userId: "user_boss", email: "boss@example.com", ip: "192.0.2.9" },
    action: "monitoring.requested",
    subject: "mon_1",
    detail: { callId: "call_r1", agentId: ana.id, purpose: "training Ana" },
  });
  return { account, agentId: ana.id, userId: user.id };
}

async function exported({ accounts }: TestAccount, asked: PersonAsked): Promise<PersonalThing[]> {
  const things: PersonalThing[] = [];
  for await (const thing of must(await accounts.exportPerson(asked, actor))) things.push(thing);
  return things;
}

/** Everything that the database holds, as one text. */
async function dump({ store: { db } }: TestAccount): Promise<string> {
  const tables = ["reports", "recordings", "audit", "agents", "users"] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}

const totals = async ({ accounts }: TestAccount) => ({
  numbers: must(await accounts.usage("number", {})),
  trunks: must(await accounts.usage("trunk", {})),
  summary: must(await accounts.summary({})),
});

t.test("what is kept of a customer", async (t) => {
  const { account } = await history(t);
  const things = await exported(account, { number: "11 98765-4321" });
  const told = things.map((thing) => (thing.type === "call" ? `call ${thing.call.id}` : thing.type));
  t.same(told.sort(), ["call r1", "call r2", "call r3", "recording", "recording"]);
  t.match(
    things.find(({ type }) => type === "recording"),
    { audio: /^\/v1\/recordings\/rec_\d\/audio$/ },
  );
  const [entry] = must(await account.accounts.auditLog({ limit: 1 })).items;
  t.match(entry, { action: "privacy.exported", subject: /^customer_[0-9a-f]{24}$/ });
  t.notMatch(JSON.stringify(entry), /8765/, "the log does not tell whose");
});

t.test("what is kept of somebody who is agent and user", async (t) => {
  const { account, agentId, userId } = await history(t);
  must(await account.accounts.apiKeys.create({ name: "wallboard", userId }, actor));
  must(await account.accounts.signIn("ana@example.com", "long enough it is", { ip: "192.0.2.7", userAgent: "tap" }));
  for (const asked of [{ agentId }, { userId }]) {
    const things = await exported(account, asked);
    const kinds = new Map<string, number>();
    for (const { type } of things) kinds.set(type, (kinds.get(type) ?? 0) + 1);
    t.match(Object.fromEntries(kinds), { user: 1, agent: 1, signIn: 1, apiKey: 1, call: 3, recording: 2 });
    t.ok(kinds.get("audit")! >= 4, "what was done by and to both");
    t.notMatch(JSON.stringify(things), /argon2|token|hash":"(?![0-9a-f]{64}")/i, "and no secret");
  }
});

t.test("a customer is erased, and nothing else changes", async (t) => {
  const { account } = await history(t);
  const before = await totals(account);
  const erased = must(await account.accounts.erasePerson({ number: "0xx11 98765-4321" }, actor));
  t.same(erased, { reports: 3, recordings: 1, recordingsRefused: 0, auditEntries: 0 });
  t.notMatch(await dump(account), /8765.?4321/);
  t.same(await totals(account), before);
  const { items } = must(await account.accounts.reports({}, everything));
  const numbers = Object.fromEntries(items.map(({ id, customerNumber }) => [id, customerNumber]));
  t.same(numbers, { r1: "erased", r2: "erased", r3: "+551133334444", r4: "+551155556666" });
  t.match(
    items.find(({ id }) => id === "r1"),
    { recordingId: null },
  );
  t.match(
    items.find(({ id }) => id === "r3"),
    { recordingId: "rec_3", transfers: [{ toNumber: "erased" }] },
  );
  await t.rejects(access(join(account.dataDir, "recordings", "rec_1.wav")));
  await t.resolves(access(join(account.dataDir, "recordings", "rec_3.wav")));
  t.equal(await account.accounts.recording("rec_1"), undefined);
  t.same(await exported(account, { number: maria }), []);
  t.match(must(await account.accounts.verifyAudit()), { intact: true });
});

t.test("who is still there, or still talks, is not erased", async (t) => {
  const { account, agentId, userId } = await history(t);
  const { accounts } = account;
  t.equal(refusal(await accounts.erasePerson({ agentId }, actor)), "conflict");
  t.equal(refusal(await accounts.erasePerson({ userId }, actor)), "conflict");
  accounts.journal.report({ ...reportOf("r9", { customerNumber: maria }), live: true });
  t.equal(refusal(await accounts.erasePerson({ number: maria }, actor)), "conflict", "a call goes on");
  accounts.journal.report({ ...reportOf("r9", { customerNumber: maria, recordingId: "rec_9" }), live: false });
  const recording = { ...recordingOf("rec_9"), path: join(account.dataDir, "recordings", "rec_9.wav") };
  accounts.journal.recording({ ...recording, state: "writing" });
  t.equal(refusal(await accounts.erasePerson({ number: maria }, actor)), "conflict", "its recording is written");
  accounts.journal.recording(recording);
  t.match(must(await accounts.erasePerson({ number: maria }, actor)), { reports: 4, recordings: 2 });
});

t.test("a recording that the disk does not delete keeps its row, to be asked for again", async (t) => {
  const { account } = await history(t);
  const { accounts } = account;
  // No file, but a folder, which is not deleted so.
  const path = join(account.dataDir, "recordings", "rec_8.wav");
  await mkdir(join(path, "full"), { recursive: true });
  accounts.journal.report({ ...reportOf("r8", { customerNumber: maria, recordingId: "rec_8" }), live: false });
  accounts.journal.recording({ ...recordingOf("rec_8"), path });
  t.match(must(await accounts.erasePerson({ number: maria }, actor)), {
    reports: 3,
    recordings: 1,
    recordingsRefused: 1,
  });
  t.match(await exported(account, { number: maria }), [{ type: "call", call: { id: "r8" } }, { type: "recording" }]);
});

t.test("a member is erased after being deleted: the log forgets who, and stays whole", async (t) => {
  const { account, agentId, userId } = await history(t);
  const { accounts } = account;
  must(await accounts.agents.remove(agentId, actor));
  must(await accounts.users.remove(userId, actor));
  const before = must(await accounts.verifyAudit());
  const [agent, user] = [
    must(await accounts.erasePerson({ agentId }, actor)),
    must(await accounts.erasePerson({ userId }, actor)),
  ];
  t.match(agent, { reports: 3, recordings: 0 });
  t.same([agent.auditEntries, user.auditEntries], [1, 2], "what the monitoring was for; how the user came and went");
  t.notMatch(await dump(account), /\bAna\b|ana@example/i);
  t.match(await dump(account), /boss@example\.com|Bruno/, "others are not touched");
  const after = must(await accounts.verifyAudit());
  t.match(after, { intact: true, erased: agent.auditEntries + user.auditEntries });
  t.equal(after.entries, before.entries + 2);
  const { items } = must(await accounts.auditLog(everything, { subject: "mon_1" }));
  t.match(items, [
    { personal: "erased", actor: { userId: "user_boss", email: null }, detail: { agentId, callId: "call_r1" } },
  ]);
  const rows = must(await accounts.reports({ agentId }, everything)).items;
  t.same(
    rows.map(({ agentName }) => agentName),
    ["erased", "erased", "erased"],
  );
  t.match(
    must(await accounts.erasePerson({ agentId }, actor)),
    { reports: 0, auditEntries: 0 },
    "and there is no more",
  );
});

t.test("who may be asked about", async (t) => {
  const { account } = await history(t);
  const cases: [PersonAsked, string][] = [
    [{}, "invalid_request "],
    [{ number: maria, agentId: "agent_x" }, "invalid_request "],
    [{ number: "anonymous" }, "invalid_request number"],
    [{ agentId: "agent_x" }, "not_found"],
  ];
  for (const [asked, refused] of cases)
    t.equal(refusal(await account.accounts.exportPerson(asked, actor)), refused, JSON.stringify(asked));
});
