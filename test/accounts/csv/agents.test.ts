import t from "tap";
import type { Agent } from "../../../src/accounts/directory/shapes.ts";
import { carryOut, dryRun, exported, outcome } from "../support/sheets.ts";
import { actor, everything, must, TestAccount } from "../support/testAccount.ts";

/** An account with Ana (1001) and Bia (1002). */
async function office(test: Parameters<typeof TestAccount.create>[0]) {
  const account = await TestAccount.create(test);
  const ana = await account.agent("ana");
  const bia = await account.agent("bia");
  const { accounts } = account;
  return { account, ana, bia, accounts, sheet: accounts.sheets.agents, agents: accounts.agents };
}

t.test("what is exported", async (t) => {
  const { sheet, agents, bia } = await office(t);
  must(
    await agents.update(
      bia.id,
      { name: '=Bia, "B"', voip: { forwardTo: { busy: "+5511987654321" }, codecs: ["opus", "PCMA"] } },
      actor,
    ),
  );
  t.equal(
    exported(sheet),
    [
      "name,email,extension,voip.enabled,voip.autoAnswer,voip.doNotDisturb,voip.forwardTo.always,voip.forwardTo.busy,voip.forwardTo.noAnswer,voip.codecs,voip.srtp",
      "ana,ana@example.com,1001,true,off,false,,,,PCMA PCMU G722 opus,off",
      `"'=Bia, ""B""",bia@example.com,1002,true,off,false,,+5511987654321,,opus PCMA,off`,
      "",
    ].join("\r\n"),
  );
  t.strictSame(outcome(await carryOut(sheet, exported(sheet))), ["2: 0 created, 0 updated, 2 unchanged"]);
});

t.test("rows make agents and change them; a field without a cell stays as it is", async (t) => {
  const { sheet, agents, ana, account, accounts } = await office(t);
  must(await agents.update(ana.id, { voip: { forwardTo: { always: "1002", busy: "1002" } } }, actor));
  const file = [
    "\ufeffEMAIL;extension;name;voip.doNotDisturb;voip.forwardTo.always;voip.forwardTo.busy",
    "ana@EXAMPLE.com;;;VERDADEIRO;none;",
    "eva@example.com;1005;Eva;;;",
    ";1002;Beatriz;;;",
    "rui@example.com;;Rui;;;(11) 98765-4321",
    ";;;;;",
    "lia@example.com;1003;Lia;;;",
  ].join("\r\n");
  t.strictSame(outcome(await dryRun(sheet, file)), ["5: 3 created, 2 updated, 0 unchanged"]);
  t.equal(must(await agents.list(everything)).items.length, 2, "a dry run changes nothing");
  t.strictSame(outcome(await carryOut(sheet, file)), ["5: 3 created, 2 updated, 0 unchanged"]);
  const expected = [
    ["ana", "ana@EXAMPLE.com", "1001", { always: null, busy: "1002", noAnswer: null }],
    ["Beatriz", "bia@example.com", "1002", { always: null, busy: null, noAnswer: null }],
    ["Eva", "eva@example.com", "1005", { always: null, busy: null, noAnswer: null }],
    ["Rui", "rui@example.com", "1004", { always: null, busy: "11987654321", noAnswer: null }],
    ["Lia", "lia@example.com", "1003", { always: null, busy: null, noAnswer: null }],
  ];
  const shown = (all: readonly Agent[]) => all.map((a) => [a.name, a.email, a.extension, a.voip.forwardTo]);
  t.strictSame(shown(must(await agents.list(everything)).items), expected, "who has no extension gets what is left");
  t.ok(accounts.directory.voipToken("1005"), "a new agent's phone has a token");
  t.equal(accounts.directory.agent(ana.id)?.voip.doNotDisturb, true);
  t.strictSame(outcome(await carryOut(sheet, file)), ["5: 0 created, 0 updated, 5 unchanged"], "once more");
  await account.restart();
  t.strictSame(shown(must(await account.accounts.agents.list(everything)).items), expected, "as it is stored");
});

t.test("agents change places within one file", async (t) => {
  const { sheet, account, accounts } = await office(t);
  const token = accounts.directory.voipToken("1001");
  const swap = "email,extension\nana@example.com,1002\nbia@example.com,1001\n";
  t.strictSame(outcome(await carryOut(sheet, swap)), ["2: 0 created, 2 updated, 0 unchanged"]);
  t.equal(accounts.directory.agentByExtension("1001")?.email, "bia@example.com");
  t.equal(accounts.directory.agentByExtension("1002")?.email, "ana@example.com");
  t.equal(accounts.directory.voipToken("1002"), token, "each keeps the token of the phone");
  await account.restart();
  t.equal(account.accounts.directory.agentByExtension("1002")?.email, "ana@example.com");
  const chain = "email,extension,name\nnew@example.com,1002,New\nana@example.com,1003,\n";
  t.strictSame(outcome(await carryOut(account.accounts.sheets.agents, chain)), [
    "2: 1 created, 1 updated, 0 unchanged",
  ]);
  const taken = "email,extension\nnew@example.com,1001\n";
  t.strictSame(outcome(await carryOut(account.accounts.sheets.agents, taken)), ["invalid_request", "2 - conflict"]);
});

t.test("every row that is wrong, by line and reason, and nothing is changed", async (t) => {
  const { sheet, account, accounts } = await office(t);
  must(await accounts.groups.create({ name: "g", extension: "2000", strategy: "all", agentIds: [] }, actor));
  const told: unknown[] = [];
  accounts.directory.onChange((change) => told.push(change));
  const file = [
    "name,email,extension,voip.enabled,voip.codecs",
    "Eva,eva@example.com,1005,,",
    "Rui,rui,12a,perhaps,PCMA GSM",
    '"two\nlines",two@example.com,,,',
    ",lia@example.com,,,",
    "Eva,eva@EXAMPLE.com,,,",
    "Ana,ana@example.com,,,",
    "Ana,ANA@example.com,,,",
    "Gil,gil@example.com,2000,,",
    "Max,max@example.com,,,,,surplus",
    "Zoe,zoe@example.com,1005,,",
  ].join("\n");
  const faults = [
    "3 voip.enabled invalid_value",
    "3 email invalid_value",
    "3 extension invalid_value",
    "3 voip.codecs invalid_value",
    "4 name invalid_value",
    "6 name invalid_value",
    "7 - conflict",
    "9 - repeated_row",
    "10 - conflict",
    "11 - too_many_cells",
    "12 - conflict",
  ];
  t.strictSame(outcome(await dryRun(sheet, file)), ["10: 1 created, 1 updated, 0 unchanged", ...faults]);
  const before = exported(sheet);
  t.strictSame(outcome(await carryOut(sheet, file)), ["invalid_request", ...faults]);
  t.equal(exported(sheet), before);
  t.strictSame(told, []);
  await account.restart();
  t.equal(exported(account.accounts.sheets.agents), before);
});

t.test("what the first line may not be", async (t) => {
  const { sheet } = await office(t);
  const many = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",");
  const cases: [header: string, faults: string[]][] = [
    ["name", ["1 email missing_column"]],
    ["email,colour", ["1 colour unknown_column"]],
    ["email,id,token", ["1 id unknown_column", "1 token unknown_column"]],
    ["email,Name,name", ["1 name repeated_column"]],
    ["email,,name", ["1  unknown_column"]],
    ["__proto__,constructor,email", ["1 __proto__ unknown_column", "1 constructor unknown_column"]],
  ];
  for (const [header, faults] of cases) {
    t.strictSame(outcome(await dryRun(sheet, `${header}\nx`)).slice(1), faults, header);
  }
  t.equal(outcome(await dryRun(sheet, `${many}\nx`)).length, 2, "of a line that is far too long");
  const wide = Array.from({ length: 1_000 }, (_, i) => `c${i}`).join(",");
  t.equal(outcome(await dryRun(sheet, `${wide}\nx`)).length, 22, "twenty faults, and the missing column");
  t.strictSame(outcome(await dryRun(sheet, "email,,,\nx@example.com,,,")).slice(1), ["2 name invalid_value"]);
});

t.test("a store that fails leaves everything as it was", async (t) => {
  const { sheet, account, accounts } = await office(t);
  const before = exported(sheet);
  const told: unknown[] = [];
  accounts.directory.onChange((change) => told.push(change));
  const file = "email,name,extension\nana@example.com,Anna,1002\nbia@example.com,,1001\nnew@example.com,New,\n";
  account.failing = "SQLITE_FULL";
  t.strictSame(outcome(await carryOut(sheet, file)), ["unavailable"]);
  account.failing = undefined;
  t.equal(exported(sheet), before);
  t.strictSame(told, []);
  t.equal(accounts.directory.agentByExtension("1001")?.name, "ana");
  await account.restart();
  t.equal(exported(account.accounts.sheets.agents), before);
});

t.test("each change is told once, when all of them can be seen, and one entry is written", async (t) => {
  const { sheet, accounts, ana, bia } = await office(t);
  const told: unknown[] = [];
  accounts.directory.onChange((change) => {
    told.push(change);
    t.equal(accounts.directory.agentByExtension("1001")?.id, bia.id);
    t.equal(accounts.directory.agents().length, 3);
  });
  const file = "email,name,extension\nana@example.com,,1002\nbia@example.com,,1001\nnew@example.com,New,\n";
  must(await carryOut(sheet, file));
  const eva = accounts.directory.agentByEmail("new@example.com");
  t.strictSame(told, [
    { changed: "agent", id: ana.id },
    { changed: "agent", id: bia.id },
    { changed: "agent", id: eva?.id },
  ]);
  must(await dryRun(sheet, file));
  const entries = must(await accounts.auditLog(everything)).items.filter(({ action }) => action.endsWith("imported"));
  t.match(entries, [
    { action: "agents.imported", subject: "agents", actor, detail: { rows: 3, created: 1, updated: 2, unchanged: 0 } },
  ]);
  t.equal(entries.length, 1);
});

t.test("other writes wait for an import to end", async (t) => {
  const { sheet, agents, accounts } = await office(t);
  const file = `email,name\n${Array.from({ length: 200 }, (_, i) => `a${i}@example.com,A${i}`).join("\n")}`;
  const done: string[] = [];
  const importing = carryOut(sheet, file).then(() => done.push("import"));
  const making = agents.create({ name: "late", email: "late@example.com" }, actor).then(() => done.push("create"));
  await Promise.all([importing, making]);
  t.strictSame(done, ["import", "create"]);
  t.equal(accounts.directory.agentByEmail("late@example.com")?.extension, "1203");
});

t.test("two thousand rows, and not one more", async (t) => {
  const { sheet } = await office(t);
  const rows = (count: number) =>
    `name,email,extension\n${Array.from({ length: count }, (_, i) => `A${i},a${i}@example.com,${10_000 + i}`).join("\n")}`;
  t.strictSame(outcome(await carryOut(sheet, rows(2_000))), ["2000: 2000 created, 0 updated, 0 unchanged"]);
  t.strictSame(outcome(await carryOut(sheet, rows(2_000))), ["2000: 0 created, 0 updated, 2000 unchanged"]);
  t.strictSame(outcome(await dryRun(sheet, rows(2_001))), ["too_large"]);
});
