import fc from "fast-check";
import t from "tap";
import type { Sheet } from "../../../src/accounts/account.ts";
import { carryOut, dryRun, exported, outcome } from "../support/sheets.ts";
import { actor, everything, must, TestAccount } from "../support/testAccount.ts";

/** Text as a person may name a thing: with everything that means something in CSV or to a spreadsheet. */
const name = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."ab'=+-@,;|\" :ãé😀７0") })
  .filter((text) => text.trim() !== "");

t.test("what was exported and is imported again is what is there", async (t) => {
  const account = await TestAccount.create(t);
  const { accounts } = account;
  const { agents, users, groups, trunks, numbers, sheets } = accounts;
  const ana = await account.agent("ana");
  const group = must(await groups.create({ name: "g", strategy: "all", agentIds: [ana.id] }, actor));
  const twin = must(await groups.create({ name: "h", strategy: "all", agentIds: [] }, actor));
  const trunk = await account.trunk("t");
  const eva = must(await users.create({ name: "e", email: "e@example.com", password: "salada-de-frutas-7" }, actor));
  for (const destination of [{ type: "agent", id: ana.id } as const, { type: "group", id: group.id } as const]) {
    const trunkId = destination.type === "agent" ? trunk.id : null;
    must(await numbers.create({ number: "1130003000", destination, trunkId }, actor));
  }
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        names: fc.tuple(name, name, name, name, name),
        always: fc.constantFrom(null, "+5511987654321", "1001", "*21#"),
        groupIds: fc.option(fc.subarray([group.id, twin.id])),
        flags: fc.tuple(fc.boolean(), fc.boolean()),
      }),
      async ({ names, always, groupIds, flags }) => {
        const [agentName, groupName, twinName, trunkName, userName] = names;
        must(
          await agents.update(
            ana.id,
            { name: agentName, voip: { forwardTo: { always }, doNotDisturb: flags[0] } },
            actor,
          ),
        );
        must(await groups.update(group.id, { name: groupName }, actor));
        must(await groups.update(twin.id, { name: twinName }, actor));
        must(await trunks.update(trunk.id, { name: trunkName }, actor));
        must(await users.update(eva.id, { name: userName, monitoring: { active: flags[1], groupIds } }, actor));
        for (const [sheet, rows] of [
          [sheets.agents, 1],
          [sheets.users, 2],
          [sheets.numbers, 2],
        ] as [Sheet, number][]) {
          const said = outcome(await carryOut(sheet, exported(sheet)));
          if (said.join() !== `${rows}: 0 created, 0 updated, ${rows} unchanged`) {
            throw new Error(`${exported(sheet)}\n${said.join("\n")}`);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

t.test("no file makes an import fail, and a dry run says what the real one does", async (t) => {
  const account = await TestAccount.create(t);
  await account.agent("ana");
  await account.agent("bia");
  const { sheets, directory } = account.accounts;
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "1001",
      "1002",
      "1003",
      "ana@example.com",
      "bia@example.com",
      "eva@example.com",
      "Eva",
      "true",
      "none",
    ),
    fc.string({ maxLength: 6 }),
  );
  const header = fc.uniqueArray(
    fc.constantFrom("email", "extension", "name", "voip.enabled", "voip.codecs", "colour"),
    { minLength: 1 },
  );
  const file = fc
    .record({
      header,
      rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 5 }),
      separator: fc.constantFrom(",", ";"),
    })
    .map(({ header, rows, separator }) => [header, ...rows].map((cells) => cells.join(separator)).join("\n"));
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const before = exported(sheets.agents);
      const tried = await dryRun(sheets.agents, text);
      if (exported(sheets.agents) !== before) throw new Error("a dry run changed something");
      const done = await carryOut(sheets.agents, text);
      const fine = tried.ok && tried.value.errors.length === 0;
      if (done.ok !== fine) throw new Error(`${outcome(tried)} and then ${outcome(done)}`);
      if (done.ok && tried.ok) {
        if (outcome(done).join() !== outcome(tried).join()) throw new Error("it did something else than it said");
      } else if (exported(sheets.agents) !== before) throw new Error("a refused import changed something");
      const all = directory.agents();
      if (new Set(all.map(({ extension }) => extension)).size !== all.length) throw new Error("an extension is shared");
    }),
    { numRuns: 150 },
  );
  const shown = must(await account.accounts.agents.list(everything)).items;
  await account.restart();
  t.strictSame(must(await account.accounts.agents.list(everything)).items, shown, "memory is what the store holds");
});
