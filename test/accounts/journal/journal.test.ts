import { join } from "node:path";
import t from "tap";
import type { RecordingRow } from "../../../src/accounts/journal/journal.ts";
import { recordingOf, reportOf } from "../support/rows.ts";
import { actor, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const account = await TestAccount.create(t);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const recording = (id: string, changes: Partial<RecordingRow> = {}): RecordingRow & { path: string } => ({
  ...recordingOf(id, changes),
  path: join(account.dataDir, "recordings", `${id}.wav`),
});
const at = (minute: number): string => `2026-01-01T12:${String(minute).padStart(2, "0")}:00.000Z`;
const idsOf = (page: { items: readonly { id: string }[] }): string[] => page.items.map(({ id }) => id);

t.test("a call's row is hidden while the call runs, and replaced by its id", async (t) => {
  const { journal, reports } = account.accounts;
  journal.report({ ...reportOf("live"), live: true });
  t.same(idsOf(must(await reports({}, everything))), []);
  journal.report({ ...reportOf("live", { talkMs: 7 }), live: false });
  t.same(must(await reports({}, everything)).items, [reportOf("live", { talkMs: 7 })]);
  journal.report({ ...reportOf("live"), live: true });
  await reports({}, everything);
});

t.test("reports are filtered and newest first", async (t) => {
  const { journal, reports } = account.accounts;
  const rows = [
    reportOf("a", { startedAt: at(1) }),
    reportOf("b", { startedAt: at(2), direction: "outbound", customerNumber: "+551130003000" }),
    reportOf("c", { startedAt: at(3), agentId: "agent_2", customerNumber: "(11) 3000-3000", recordingId: "rec_1" }),
    reportOf("d", { startedAt: at(4), disposition: "busy", customerNumber: "anonymous" }),
    reportOf("e", { startedAt: at(4), direction: "internal", agentId: null, customerNumber: "1002" }),
  ];
  for (const each of rows) journal.report({ ...each, live: false });
  const cases: [filter: object, ids: string[]][] = [
    [{}, ["e", "d", "c", "b", "a"]],
    [{ from: at(2), to: at(4) }, ["c", "b"]],
    [{ from: "2026-01-01T09:04:00-03:00" }, ["e", "d"]],
    [{ to: "2026-01-01" }, []],
    [{ direction: "outbound" }, ["b"]],
    [{ agentId: "agent_2" }, ["c"]],
    [{ number: "1130003000" }, ["c", "b"]],
    [{ number: "0xx11 3000-3000" }, ["c", "b"]],
    [{ number: "anonymous" }, ["d"]],
    [{ number: "1002" }, ["e"]],
    [{ disposition: "busy" }, ["d"]],
    [{ disposition: ["busy", "answered"] }, ["e", "d", "c", "b", "a"]],
    [{ disposition: ["busy", "failed"] }, ["d"]],
    [{ numberPrefix: "11 30" }, ["c", "b"]],
    [{ numberPrefix: "011 3" }, ["c", "b"]],
    [{ numberPrefix: "+55 (11)" }, ["c", "b", "a"]],
    [{ numberPrefix: "55 11 9" }, ["a"]],
    [{ numberPrefix: "10" }, ["e"]],
    [{ numberPrefix: "%" }, []],
    [{ disposition: "answered", direction: "inbound", agentId: "agent_1" }, ["a"]],
    [{ disposition: "' or 1=1 --" }, []],
    [{ recorded: "true" }, []],
  ];
  for (const [filter, ids] of cases)
    t.same(idsOf(must(await reports(filter, everything))), ids, JSON.stringify(filter));
  t.equal(refusal(await reports({ from: "yesterday" }, everything)), "invalid_request from");
  t.equal(refusal(await reports({ to: "" }, everything)), "invalid_request to");
  t.equal(refusal(await reports({}, { limit: 5, cursor: "x" })), "invalid_request cursor");
});

t.test("pages are stable while rows come", async (t) => {
  const { journal, reports } = account.accounts;
  const first = must(await reports({}, { limit: 2 }));
  t.same(idsOf(first), ["e", "d"]);
  journal.report({ ...reportOf("f", { startedAt: at(9) }), live: false });
  const second = must(await reports({}, { limit: 2, cursor: first.nextCursor! }));
  t.same(idsOf(second), ["c", "b"]);
  const third = must(await reports({}, { limit: 2, cursor: second.nextCursor! }));
  t.same(idsOf(third), ["a"]);
  t.equal(third.nextCursor, null);
  const whole = must(await reports({}, { limit: 6 }));
  t.equal(whole.nextCursor, null, "a page that is just full is the last");
});

t.test("recordings and their files", async (t) => {
  const { journal, recordings } = account.accounts;
  const { path, ...shown } = recording("rec_1", { state: "writing" });
  journal.recording({ ...shown, path });
  t.same(must(await recordings(everything)).items, [shown], "no path in lists");
  t.same(await account.accounts.recording("rec_1"), { ...shown, path });
  t.equal(await account.accounts.recording("rec_0"), undefined);
  journal.recording({ ...recording("rec_1"), path });
  t.same(must(await recordings(everything)).items, [{ ...shown, state: "complete" }]);
  const { reports } = account.accounts;
  t.same(idsOf(must(await reports({ recorded: "true" }, everything))), ["c"], "a call whose recording is there");
  t.same(idsOf(must(await reports({ recorded: "true", agentId: "agent_1" }, everything))), []);
  journal.recording({ ...recording("rec_2", { startedAt: at(9) }), path: "/elsewhere/rec_2.wav" });
  t.same(idsOf(must(await recordings(everything))), ["rec_2", "rec_1"]);
  t.equal((await account.accounts.recording("rec_2"))?.path, "/elsewhere/rec_2.wav");
  const stored = await account.store.db.selectFrom("recordings").select("path").orderBy("id").execute();
  t.same(stored, [{ path: "recordings/rec_1.wav" }, { path: "/elsewhere/rec_2.wav" }], "the data folder can be moved");
});

t.test("the audit log is newest first, in the order of writing within a moment", async (t) => {
  const { journal, auditLog } = account.accounts;
  for (let i = 0; i < 300; i++) journal.audit({ at: at(30), actor, action: `test.${i}`, subject: "x", detail: { i } });
  const { items } = must(await auditLog({ limit: 300 }));
  t.same(
    items.map(({ action }) => action),
    Array.from({ length: 300 }, (_, i) => `test.${299 - i}`),
  );
  t.match(items[0], { id: /^audit_/, at: at(30), actor, subject: "x", detail: { i: 299 } });
  t.equal(must(await account.accounts.reports({}, everything)).items.length, 6, "and in no report");
});

t.test("while the store fails nothing waits, nothing is lost, and it is told", async (t) => {
  const { accounts } = account;
  t.same(accounts.troubles(), []);
  account.failing = "SQLITE_FULL";
  accounts.journal.report({ ...reportOf("lost", { startedAt: at(50) }), live: true });
  for (let i = 0; i < 40; i++) accounts.journal.report({ ...reportOf(`g${i}`, { startedAt: at(51) }), live: false });
  await settled();
  t.same(accounts.troubles(), ["store_failing"]);
  accounts.journal.report({ ...reportOf("lost", { startedAt: at(50) }), live: false });
  t.equal(must(await accounts.reports({ from: at(50) }, everything)).items.length, 0, "reading works");
  t.match(
    account.logged.filter(({ level }) => level === "error"),
    [{ fields: { event: "store_failing" } }],
    "told once",
  );
  account.failing = undefined;
  // The pause of the retries is 10 s at most; a batch is written at each turn.
  for (let i = 0; i < 5; i++) {
    account.time.advance(10_000);
    await settled();
  }
  t.same(accounts.troubles(), []);
  const stored = await account.store.db.selectFrom("reports").select("id").where("started_at", ">=", at(50)).execute();
  t.equal(stored.length, 41);
  t.equal(must(await accounts.reports({ from: at(50) }, everything)).items.length, 41);
});

t.test("a binding outlives the process", async (t) => {
  const binding = { key: "1001 x", aor: "1001", expiresAt: 5, target: { host: "192.0.2.1", port: 5060 } };
  const bindings = account.accounts.bindings<typeof binding>();
  bindings.save({ ...binding, expiresAt: 1 });
  bindings.save(binding);
  bindings.save({ ...binding, key: "1002 y" });
  bindings.remove("1002 y");
  bindings.remove("never there");
  await account.restart();
  t.same(account.accounts.bindings<typeof binding>().load(), [binding]);
});

t.test("rows outlive the process", async (t) => {
  t.equal(
    must(await account.accounts.reports({}, everything)).items.length,
    48,
    "the one that was live is interrupted now",
  );
  t.equal(must(await account.accounts.recordings(everything)).items.length, 2);
  t.equal(must(await account.accounts.auditLog({ limit: 500 })).items.length, 300);
});

t.test("recordings are filtered by time, call and agent, and keep their marks beside the row", async (t) => {
  const { accounts } = await TestAccount.create(t);
  const { journal, recordings } = accounts;
  for (const [i, agentId] of ["agent_1", "agent_2", "agent_1"].entries()) {
    const id = `rec_${i}`;
    journal.report({ ...reportOf(`r${i}`, { agentId, recordingId: id }), live: false });
    journal.recording(recording(id, { startedAt: at(i), callId: `call_r${i}`, state: "writing" }));
  }
  const cases: [filter: object, ids: string[]][] = [
    [{}, ["rec_2", "rec_1", "rec_0"]],
    [{ from: at(1) }, ["rec_2", "rec_1"]],
    [{ from: at(1), to: at(2) }, ["rec_1"]],
    [{ agentId: "agent_1" }, ["rec_2", "rec_0"]],
    [{ callId: "call_r1" }, ["rec_1"]],
    [{ callId: "call_r1", agentId: "agent_1" }, []],
    [{ callId: "' or 1=1 --" }, []],
  ];
  for (const [filter, ids] of cases)
    t.same(idsOf(must(await recordings(everything, filter))), ids, JSON.stringify(filter));
  t.equal(refusal(await recordings(everything, { from: "yesterday" })), "invalid_request from");

  t.same(await accounts.recordingMarks("rec_0"), { items: [], agentIds: [] }, "not before it is closed");
  t.equal(await accounts.recordingMarks("rec_9"), undefined);
  const marks = { items: [{ atMs: 10, durationMs: 20, kind: "hold" }], agentIds: ["agent_1"] } as const;
  journal.recording({ ...recording("rec_0", { startedAt: at(0), callId: "call_r0" }), marks });
  t.same(await accounts.recordingMarks("rec_0"), marks);
  t.notMatch(JSON.stringify(await accounts.recording("rec_0")), "hold");
  t.notMatch(JSON.stringify(must(await recordings(everything))), "hold");
  journal.recording(recording("rec_0", { startedAt: at(0), callId: "call_r0", state: "partial" }));
  t.same(await accounts.recordingMarks("rec_0"), marks, "who knows of none takes none away");
});
