/** How long things are kept. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import t, { type Test } from "tap";
import { recordingOf, reportOf } from "../support/rows.ts";
import { actor, everything, must, TestAccount } from "../support/testAccount.ts";

const DAY = 86_400_000;
const now = Date.UTC(2026, 5, 1);
const ago = (days: number): string => new Date(now - days * DAY).toISOString();

async function kept(t: Test, days: { recordings?: number; reports?: number; audit?: number }): Promise<TestAccount> {
  const account = await TestAccount.create(t);
  must(
    await account.accounts.updateSettings(
      {
        recording: { retentionDays: days.recordings ?? null },
        privacy: { reportRetentionDays: days.reports ?? null, auditRetentionDays: days.audit ?? null },
      },
      actor,
    ),
  );
  return account;
}

const ids = (page: { items: readonly { id: string }[] }): string[] => page.items.map(({ id }) => id);

t.test("without a limit everything stays", async (t) => {
  const account = await kept(t, {});
  account.accounts.journal.report({ ...reportOf("old", { startedAt: ago(5_000) }), live: false });
  t.same(await account.accounts.applyRetention(now), []);
  t.same(ids(must(await account.accounts.reports({}, everything))), ["old"]);
});

t.test("reports go when they are old enough, but not a call that runs, nor one whose recording is kept", async (t) => {
  const account = await kept(t, { reports: 30 });
  const { journal, reports } = account.accounts;
  for (let i = 0; i < 1_200; i++) journal.report({ ...reportOf(`old_${i}`, { startedAt: ago(31) }), live: false });
  journal.report({ ...reportOf("young", { startedAt: ago(29) }), live: false });
  journal.report({ ...reportOf("live", { startedAt: ago(31) }), live: true });
  journal.report({ ...reportOf("recorded", { startedAt: ago(31), recordingId: "rec_1" }), live: false });
  journal.recording({ ...recordingOf("rec_1"), path: "/nowhere/rec_1.wav" });
  await reports({}, { limit: 1 });
  const before = ago(30);
  t.same(await account.accounts.applyRetention(now), [
    { what: "reports", before, days: 30, deleted: 1_200, refused: 0 },
  ]);
  t.same(ids(must(await reports({}, everything))), ["young", "recorded"]);
  const live = await account.store.db.selectFrom("reports").select("id").where("live", "=", 1).execute();
  t.same(live, [{ id: "live" }]);
  const [entry] = must(await account.accounts.auditLog({ limit: 1 })).items;
  t.match(entry, {
    action: "retention.applied",
    actor: { userId: null },
    subject: "reports",
    detail: { before, days: 30, deleted: 1_200 },
  });
  t.same(await account.accounts.applyRetention(now), [], "a run without work is none");
});

t.test("recordings go with their files; one that the disk refuses is passed over", async (t) => {
  const account = await kept(t, { recordings: 7 });
  const { journal, recordings } = account.accounts;
  const path = (id: string): string => join(account.dataDir, "recordings", `${id}.wav`);
  await mkdir(join(path("stuck"), "full"), { recursive: true });
  for (let i = 0; i < 250; i++)
    journal.recording({ ...recordingOf(`old_${i}`, { startedAt: ago(8) }), path: path(`old_${i}`) });
  journal.recording({ ...recordingOf("stuck", { startedAt: ago(9) }), path: path("stuck") });
  journal.recording({ ...recordingOf("writing", { startedAt: ago(9), state: "writing" }), path: path("writing") });
  journal.recording({ ...recordingOf("young", { startedAt: ago(6) }), path: path("young") });
  await recordings({ limit: 1 });
  t.match(await account.accounts.applyRetention(now), [{ what: "recordings", deleted: 250, refused: 1 }]);
  t.same(ids(must(await recordings(everything))).sort(), ["stuck", "writing", "young"]);
});

t.test("the audit log is cut at its beginning, and goes on from there", async (t) => {
  const account = await kept(t, { audit: 365 });
  const { journal } = account.accounts;
  const put = (action: string, days: number) =>
    journal.audit({ at: ago(days), actor, action, subject: "x", detail: {} });
  const first = must(await account.accounts.verifyAudit()).lastSequence!;
  for (let i = 0; i < 700; i++) put("test.old", 400);
  put("test.young", 300);
  put("test.set_back", 380);
  t.match(must(await account.accounts.verifyAudit()), { intact: true, lastSequence: first + 702 });
  // The account itself was made in January 2026, before all of these: nothing but the beginning can be cut.
  t.same(await account.accounts.applyRetention(now), []);
  const late = now + 250 * DAY;
  t.match(await account.accounts.applyRetention(late), [{ what: "audit", deleted: first + 702 }]);
});

t.test("what stays of the log follows its anchor", async (t) => {
  const account = await TestAccount.create(t);
  const { journal } = account.accounts;
  const at = (ms: number): string => new Date(account.time.wall() + ms).toISOString();
  for (let i = 0; i < 700; i++) journal.audit({ at: at(i), actor, action: "test.old", subject: "x", detail: {} });
  for (let i = 0; i < 3; i++) journal.audit({ at: at(DAY), actor, action: "test.young", subject: "x", detail: {} });
  journal.audit({ at: at(5), actor, action: "test.set_back", subject: "x", detail: {} });
  must(await account.accounts.updateSettings({ privacy: { auditRetentionDays: 1 } }, actor));
  const before = must(await account.accounts.verifyAudit());
  const young = before.lastSequence! - 4;
  t.match(await account.accounts.applyRetention(account.time.wall() + 1.5 * DAY), [
    { what: "audit", deleted: young - 1, days: 1 },
  ]);
  const after = must(await account.accounts.verifyAudit());
  t.match(after, { intact: true, firstSequence: young, lastSequence: before.lastSequence! + 1 });
  const { items } = must(await account.accounts.auditLog(everything));
  t.same(
    items.map(({ action }) => action),
    ["retention.applied", "settings.changed", "test.set_back", "test.young", "test.young", "test.young"],
  );
  t.match(await account.store.db.selectFrom("audit_anchors").selectAll().execute(), [
    { sequence: young - 1, setting: "privacy.auditRetentionDays=1" },
  ]);
  await account.restart();
  t.match(must(await account.accounts.verifyAudit()), { intact: true, firstSequence: young });
});
