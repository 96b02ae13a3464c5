/** The chain of the audit log: what it is made of, and what is seen of whoever lays hands on it. */
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import t, { type Test } from "tap";
import { canonicalJson } from "../../../src/accounts/audit/canonicalJson.ts";
import { actor, everything, must, TestAccount } from "../support/testAccount.ts";

const at = "2026-01-01T12:00:00.000Z";

/** An account with `n` entries behind those that its beginning made. */
async function logOf(t: Test, n = 5): Promise<{ account: TestAccount; first: number; last: number }> {
  const account = await TestAccount.create(t);
  const before = must(await account.accounts.verifyAudit()).lastSequence ?? 0;
  for (let i = 1; i <= n; i++)
    account.accounts.journal.audit({
      at,
      actor,
      action: `test.${i}`,
      subject: `thing_${i}`,
      detail: { i, name: "Ana" },
    });
  const { lastSequence } = must(await account.accounts.verifyAudit());
  return { account, first: before + 1, last: lastSequence! };
}

/** Whoever can write the database is not kept by its triggers. */
async function withoutTriggers({ store: { db } }: TestAccount): Promise<void> {
  const triggers = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(db);
  for (const { name } of triggers.rows) await sql`drop trigger ${sql.id(name)}`.execute(db);
}

t.test("canonical JSON", async (t) => {
  const cases: [unknown, string][] = [
    [{ b: 1, a: { d: [3, { z: null, y: "é\n" }], c: 1e21 } }, '{"a":{"c":1e+21,"d":[3,{"y":"é\\n","z":null}]},"b":1}'],
    [{ 10: 1, 9: 2, "\u20ac": 3, "\r": 4, __proto__: undefined }, '{"\\r":4,"10":1,"9":2,"€":3}'],
    [[], "[]"],
    ["x", '"x"'],
  ];
  for (const [value, text] of cases) t.equal(canonicalJson(value), text);
  t.equal(canonicalJson(JSON.parse('{"__proto__":{"b":1,"a":2}}')), '{"__proto__":{"a":2,"b":1}}');
});

t.test("whatever a stranger sends as the subject, the chain is whole", async (t) => {
  const { account } = await logOf(t, 1);
  const subjects = ["a\u0000b", "\u0000", "\ud800", "x\udfffy", "\u2028", "é🎧".repeat(100), ""];
  for (const subject of subjects)
    account.accounts.journal.audit({ at, actor, action: "session.refused", subject, detail: { email: subject } });
  t.match(must(await account.accounts.verifyAudit()), { intact: true, brokenAt: null });
  const { items } = must(await account.accounts.auditLog(everything));
  t.equal(items.at(subjects.length - 1)?.subject, "a\ufffdb");
});

t.test("each entry holds the hash of the one before, and nothing personal", async (t) => {
  const { account, first, last } = await logOf(t);
  const { items } = must(await account.accounts.auditLog(everything));
  t.match(items[0], {
    id: `audit_${last}`,
    sequence: last,
    at,
    actor,
    action: "test.5",
    subject: "thing_5",
    detail: { i: 5, name: "Ana" },
    personal: "kept",
    previousHash: items[1]!.hash,
  });
  const rows = await account.store.db.selectFrom("audit").selectAll().orderBy("sequence").execute();
  t.same(
    rows.map(({ sequence }) => sequence),
    Array.from({ length: last }, (_, i) => i + 1),
    "without gaps",
  );
  for (const { value } of rows.slice(first - 1)) t.notMatch(value, /Ana|example\.com|192\.0\.2/);
  t.same(must(await account.accounts.verifyAudit()), {
    intact: true,
    entries: last,
    erased: 0,
    firstSequence: 1,
    lastSequence: last,
    lastHash: items[0]!.hash,
    brokenAt: null,
    reason: null,
  });
});

t.test("an outsider can check an export with SHA-256 and nothing else", async (t) => {
  const { account } = await logOf(t);
  const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
  let [previous, sequence] = ["0".repeat(64), 0];
  for await (const rows of must(await account.accounts.exportAudit({}, actor)))
    for (const row of rows) {
      const form = JSON.parse(row.value);
      t.equal(row.hash, sha256(row.value));
      t.equal(form.previousHash, previous);
      t.equal(form.sequence, ++sequence);
      if (row.personal !== null) t.equal(form.personalHash, sha256(`${row.salt}${row.personal}`));
      previous = row.hash;
    }
  const [newest, last] = must(await account.accounts.auditLog({ limit: 2 })).items;
  t.equal(previous, newest?.hash, "the export is its own last entry");
  t.match(newest, { action: "audit.exported", detail: { lastSequence: last?.sequence, lastHash: last?.hash } });
});

t.test("the database refuses to change, to delete and to leave a gap", async (t) => {
  const { account, last } = await logOf(t);
  const { db } = account.store;
  const appendOnly = { message: /append-only/ };
  await t.rejects(db.updateTable("audit").set({ action: "x" }).where("sequence", "=", last).execute(), appendOnly);
  await t.rejects(db.updateTable("audit").set({ personal: "{}" }).where("sequence", "=", last).execute(), appendOnly);
  await t.rejects(db.deleteFrom("audit").where("sequence", "=", 1).execute(), appendOnly);
  t.match(must(await account.accounts.verifyAudit()), { intact: true });
});

const changed = (text: string): string => text.replace(/"i":\d/, '"i":9');

/** What is done to the database behind our back, and what the log then says. */
const tampering: Record<string, { do(account: TestAccount, first: number): Promise<unknown>; says: [number, string] }> =
  {
    "a byte changed": {
      do: ({ store: { db } }, first) =>
        sql`update audit set value = replace(value, '"i":2', '"i":9') where sequence = ${first + 1}`.execute(db),
      says: [1, "entry_changed"],
    },
    "a byte changed and hashed anew": {
      async do({ store: { db } }, first) {
        const row = await db
          .selectFrom("audit")
          .select("value")
          .where("sequence", "=", first + 1)
          .executeTakeFirstOrThrow();
        const value = changed(row.value);
        const hash = createHash("sha256").update(value).digest("hex");
        await db
          .updateTable("audit")
          .set({ value, hash })
          .where("sequence", "=", first + 1)
          .execute();
      },
      says: [1, "wrong_seal"],
    },
    "what it is searched by": {
      do: ({ store: { db } }, first) =>
        db
          .updateTable("audit")
          .set({ subject: "thing_9" })
          .where("sequence", "=", first + 1)
          .execute(),
      says: [1, "entry_changed"],
    },
    "another name": {
      do: ({ store: { db } }, first) =>
        sql`update audit set personal = replace(personal, 'Ana', 'Eva') where sequence = ${first + 1}`.execute(db),
      says: [1, "entry_changed"],
    },
    "a name taken out": {
      do: ({ store: { db } }, first) =>
        db
          .updateTable("audit")
          .set({ personal: null, salt: null })
          .where("sequence", "=", first + 1)
          .execute(),
      says: [4, "personal_missing"],
    },
    "a row deleted": {
      do: ({ store: { db } }, first) =>
        db
          .deleteFrom("audit")
          .where("sequence", "=", first + 1)
          .execute(),
      says: [2, "entry_missing"],
    },
    "a row deleted, and those behind it moved up": {
      async do({ store: { db } }, first) {
        await db
          .deleteFrom("audit")
          .where("sequence", "=", first + 1)
          .execute();
        for (let s = first + 2; s < first + 5; s++)
          await db
            .updateTable("audit")
            .set({ sequence: s - 1 })
            .where("sequence", "=", s)
            .execute();
      },
      says: [1, "wrong_order"],
    },
    "two swapped": {
      async do({ store: { db } }, first) {
        const swap = (from: number, to: number) =>
          db.updateTable("audit").set({ sequence: to }).where("sequence", "=", from).execute();
        await swap(first + 1, 1_000);
        await swap(first + 2, first + 1);
        await swap(1_000, first + 2);
      },
      says: [1, "wrong_order"],
    },
    "one put in": {
      async do({ store: { db } }, first) {
        for (let s = first + 4; s > first; s--)
          await db
            .updateTable("audit")
            .set({ sequence: s + 1 })
            .where("sequence", "=", s)
            .execute();
        const row = await db.selectFrom("audit").selectAll().where("sequence", "=", first).executeTakeFirstOrThrow();
        await db
          .insertInto("audit")
          .values({ ...row, sequence: first + 1 })
          .execute();
      },
      says: [1, "wrong_order"],
    },
    "the beginning cut off": {
      do: ({ store: { db } }, first) =>
        db
          .deleteFrom("audit")
          .where("sequence", "<", first + 2)
          .execute(),
      says: [2, "beginning_missing"],
    },
    "the beginning cut off, with an anchor": {
      async do({ store: { db } }, first) {
        const row = await db
          .selectFrom("audit")
          .selectAll()
          .where("sequence", "=", first + 1)
          .executeTakeFirstOrThrow();
        const { sequence, hash, seal } = row;
        await db.insertInto("audit_anchors").values({ sequence, hash, seal, at, setting: "x" }).execute();
        await db.deleteFrom("audit").where("sequence", "<=", sequence).execute();
      },
      says: [1, "wrong_seal"],
    },
    "the end cut off": {
      do: ({ store: { db } }, first) =>
        db
          .deleteFrom("audit")
          .where("sequence", ">=", first + 3)
          .execute(),
      says: [3, "end_missing"],
    },
    "all of it": {
      do: ({ store: { db } }) => db.deleteFrom("audit").execute(),
      says: [Number.NaN, "end_missing"],
    },
  };

for (const [what, { do: tamper, says }] of Object.entries(tampering))
  t.test(`it shows: ${what}`, async (t) => {
    const { account, first } = await logOf(t);
    await withoutTriggers(account);
    await tamper(account, first);
    const brokenAt = Number.isNaN(says[0]) ? 1 : first + says[0];
    const expected = { intact: false, brokenAt, reason: says[1] };
    t.match(must(await account.accounts.verifyAudit()), expected);
    await account.restart();
    t.match(must(await account.accounts.verifyAudit()), expected, "also to the next process");
  });

t.test("entries cut off at the end are told of by the next entry, for good", async (t) => {
  const { account, first, last } = await logOf(t);
  await account.stop();
  await account.start();
  await withoutTriggers(account);
  await account.store.db
    .deleteFrom("audit")
    .where("sequence", ">=", first + 3)
    .execute();
  account.accounts.journal.audit({ at, actor, action: "test.6", subject: "x", detail: {} });
  const [newest, told] = must(await account.accounts.auditLog({ limit: 2 })).items;
  t.match(newest, { action: "test.6", sequence: first + 4 });
  t.match(told, {
    action: "audit.end_missing",
    actor: { userId: null },
    detail: { expected: { sequence: last }, found: { sequence: first + 2 } },
  });
  t.match(must(await account.accounts.verifyAudit()), { intact: false, brokenAt: first + 3, reason: "end_missing" });
  t.match(
    account.logged.filter(({ level }) => level === "error"),
    [{ fields: { event: "audit_end_missing" } }],
  );
});

t.test("the file of the end", async (t) => {
  const { account, last } = await logOf(t);
  const path = join(account.dataDir, "audit.head");
  await account.stop();
  const kept = await readFile(path, "utf8");
  t.match(kept, new RegExp(`^${last} [0-9a-f]{64} [0-9a-f]{64}\n$`));
  const says = async (): Promise<object> => {
    await account.start();
    const verified = must(await account.accounts.verifyAudit());
    await account.kill();
    return verified;
  };
  t.match(await says(), { intact: true });
  await rm(path);
  t.match(await says(), { reason: "end_missing" }, "taken away");
  await writeFile(path, kept.replace(/^\d+/, "1"));
  t.match(await says(), { reason: "end_missing" }, "made by somebody else");
  await writeFile(path, kept);
  await account.start();
  t.match(must(await account.accounts.verifyAudit()), { intact: true });
});

t.test("a head that a crash left behind is no fault", async (t) => {
  const { account, last } = await logOf(t);
  const path = join(account.dataDir, "audit.head");
  const early = await readFile(path, "utf8");
  account.accounts.journal.audit({ at, actor, action: "test.6", subject: "x", detail: {} });
  await account.stop();
  await writeFile(path, early);
  await account.start();
  t.match(must(await account.accounts.verifyAudit()), { intact: true, lastSequence: last + 1 });
});

t.test("what was not written before a kill leaves no gap, nor does a full disk", async (t) => {
  const { account, last } = await logOf(t);
  const put = (n: number) =>
    account.accounts.journal.audit({ at, actor, action: `put.${n}`, subject: "x", detail: {} });
  account.failing = "SQLITE_FULL";
  for (let i = 0; i < 40; i++) put(i);
  await new Promise((resolve) => setImmediate(resolve));
  account.failing = undefined;
  for (let i = 0; i < 5; i++) {
    account.time.advance(10_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  t.match(must(await account.accounts.verifyAudit()), { intact: true, lastSequence: last + 40 });
  const { items } = must(await account.accounts.auditLog({ limit: 40 }));
  t.same(
    items.map(({ action }) => action).reverse(),
    Array.from({ length: 40 }, (_, i) => `put.${i}`),
    "in order",
  );
  account.failing = "SQLITE_FULL";
  put(41);
  await account.kill();
  account.failing = undefined;
  await account.start();
  put(42);
  t.match(must(await account.accounts.verifyAudit()), { intact: true, lastSequence: last + 41 });
});

t.test("without its key the log cannot be shown to be ours", async (t) => {
  const { account } = await logOf(t);
  await account.stop();
  await rm(join(account.dataDir, "secrets.key"));
  await account.start();
  t.match(must(await account.accounts.verifyAudit()), { intact: false, brokenAt: 1, reason: "wrong_seal" });
});

t.test("a log from before there was a chain is chained at the start, in its order", async (t) => {
  const account = await TestAccount.create(t);
  const { lastSequence } = must(await account.accounts.verifyAudit());
  const old = Array.from({ length: 450 }, (_, i) => ({
    id: `audit_${String(i).padStart(4, "0")}`,
    at: "2025-01-01T00:00:00.000Z",
    value: JSON.stringify({ at: "2025-01-01T00:00:00.000Z", actor, action: `old.${i}`, subject: "x", detail: {} }),
  }));
  await account.store.db.insertInto("audit_before").values(old).execute();
  await account.restart();
  const { items } = must(await account.accounts.auditLog({ limit: 450 }));
  t.same(
    items.map(({ action }) => action).reverse(),
    old.map((_, i) => `old.${i}`),
  );
  t.match(must(await account.accounts.verifyAudit()), { intact: true, lastSequence: (lastSequence ?? 0) + 450 });
  t.same(await account.store.db.selectFrom("audit_before").selectAll().execute(), []);
});

t.test("the log is searched by time, action, user and subject", async (t) => {
  const { account, first, last } = await logOf(t);
  account.accounts.journal.audit({
    at: "2026-01-02T00:00:00.000Z",
    actor: { userId: "user_other", email: null, ip: null },
    action: "testing.1",
    subject: "thing_1",
    detail: {},
  });
  const cases: [object, number[]][] = [
    [{ action: "test" }, [last, last - 1, last - 2, last - 3, first]],
    [{ action: "test.3" }, [first + 2]],
    [{ action: "testing.1" }, [last + 1]],
    [{ subject: "thing_1" }, [last + 1, first]],
    [{ userId: "user_other" }, [last + 1]],
    [{ from: "2026-01-01T21:00:00-03:00" }, [last + 1]],
    [{ action: "test", to: at }, []],
    [{ subject: "' or 1=1 --" }, []],
  ];
  for (const [filter, sequences] of cases) {
    const { items } = must(await account.accounts.auditLog(everything, filter));
    t.same(
      items.map(({ sequence }) => sequence),
      sequences,
      JSON.stringify(filter),
    );
  }
  const page = must(await account.accounts.auditLog({ limit: 2 }, { action: "test" }));
  const next = must(await account.accounts.auditLog({ limit: 3, cursor: page.nextCursor! }, { action: "test" }));
  t.same(
    next.items.map(({ sequence }) => sequence),
    [last - 2, last - 3, first],
  );
  t.equal(next.nextCursor, null);
});
