import t from "tap";
import { carryOut, dryRun, exported, outcome } from "../support/sheets.ts";
import { actor, adminEmail, adminPassword, everything, must, TestAccount } from "../support/testAccount.ts";

const password = "salada-de-frutas-7";
const origin = { ip: "192.0.2.9", userAgent: null };

async function office(test: Parameters<typeof TestAccount.create>[0]) {
  const account = await TestAccount.create(test);
  const { accounts } = account;
  const group = (name: string) => accounts.groups.create({ name, strategy: "all", agentIds: [] }, actor).then(must);
  const groups = {
    sales: await group("Sales"),
    odd: await group("a|b"),
    twin: await group("twin"),
    other: await group("twin"),
  };
  return { account, accounts, groups, sheet: accounts.sheets.users };
}

t.test("what is exported has no secrets, and every right", async (t) => {
  const { sheet, accounts, groups } = await office(t);
  const make = (name: string, groupIds: string[] | null) =>
    accounts.users.create(
      {
        name,
        email: `${name}@example.com`,
        password,
        monitoring: { passive: true, semiActive: false, active: false, groupIds },
      },
      actor,
    );
  must(await make("eva", [groups.sales.id, groups.odd.id, groups.twin.id]));
  must(await make("rui", []));
  t.equal(
    exported(sheet),
    [
      "email,name,role,profiles.analytics,profiles.financial,screens.agentsDashboard,monitoring.passive,monitoring.semiActive,monitoring.active,monitoring.groups",
      `${adminEmail},Administrator,administrator,true,true,true,true,true,true,all`,
      `eva@example.com,eva,restricted,false,false,false,true,false,false,Sales|${groups.odd.id}|${groups.twin.id}`,
      "rui@example.com,rui,restricted,false,false,false,true,false,false,none",
      "",
    ].join("\r\n"),
  );
  t.strictSame(outcome(await carryOut(sheet, exported(sheet))), ["3: 0 created, 0 updated, 3 unchanged"]);
});

t.test("rows make users and give them rights", async (t) => {
  const { sheet, accounts, groups } = await office(t);
  const file = [
    "email,name,password,profiles.analytics,screens.agentsDashboard,monitoring.passive,monitoring.groups",
    `eva@example.com,Eva,${password},sim,1,yes, Sales | ${groups.odd.id} `,
    `rui@example.com,Rui,${password},,,,`,
  ].join("\n");
  t.strictSame(outcome(await carryOut(sheet, file)), ["2: 2 created, 0 updated, 0 unchanged"]);
  const [, eva, rui] = must(await accounts.users.list(everything)).items;
  t.match(eva, {
    role: "restricted",
    profiles: { analytics: true, financial: false },
    screens: { agentsDashboard: true },
    monitoring: { passive: true, active: false, groupIds: [groups.sales.id, groups.odd.id] },
  });
  t.match(rui, { profiles: { analytics: false }, monitoring: { passive: false, groupIds: null } });
  t.ok((await accounts.signIn("eva@example.com", password, origin)).ok);
  const rights = "email,monitoring.groups,monitoring.passive\neva@example.com,all,no\n";
  t.strictSame(outcome(await carryOut(sheet, rights)), ["1: 0 created, 1 updated, 0 unchanged"]);
  t.match(accounts.directory.user(eva!.id), { monitoring: { passive: false, groupIds: null }, name: "Eva" });
  const log = must(await accounts.auditLog(everything)).items;
  const changes = log.filter(({ action, subject }) => action === "permission.changed" && subject === eva!.id);
  t.equal(changes.length, 2, "each change of rights has its own entry");
});

t.test("a new password signs its user out, and is what the cell says to the letter", async (t) => {
  const { sheet, accounts } = await office(t);
  must(await carryOut(sheet, `email,name,password\neva@example.com,Eva,${password}`));
  const { token } = must(await accounts.signIn("eva@example.com", password, origin));
  const other = "'=frutas-com-salada ";
  t.strictSame(outcome(await carryOut(sheet, `email,password\neva@example.com,${other}`)), [
    "1: 0 created, 1 updated, 0 unchanged",
  ]);
  t.equal(await accounts.authenticate(token), undefined);
  t.notOk((await accounts.signIn("eva@example.com", password, origin)).ok);
  t.ok((await accounts.signIn("eva@example.com", other, origin)).ok);
});

t.test("what an import of users may not do", async (t) => {
  const { sheet, accounts } = await office(t);
  must(await carryOut(sheet, `email,name,password\neva@example.com,Eva,${password}`));
  const columns = "email,name,password,role,profiles.analytics,monitoring.groups";
  const cases: [row: string, faults: string[]][] = [
    ["new@example.com,New,,,,", ["2 password invalid_value"]],
    ["new@example.com,New,short,,,", ["2 password invalid_value"]],
    [`new@example.com,New,${password},administrator,,`, ["2 role invalid_value"]],
    ["eva@example.com,,,administrator,,", ["2 role invalid_value"]],
    [`${adminEmail},,,restricted,,`, ["2 role invalid_value"]],
    [`${adminEmail},,,,false,`, ["2 - conflict"]],
    [`${adminEmail},,,,,Sales`, ["2 - conflict"]],
    ["eva@example.com,,,,,Nobody", ["2 monitoring.groups invalid_value"]],
    ["eva@example.com,,,,,twin", ["2 monitoring.groups invalid_value"]],
    ["eva@example.com,,,,,Sales|", ["2 monitoring.groups invalid_value"]],
  ];
  const before = exported(sheet);
  for (const [row, faults] of cases) {
    t.strictSame(outcome(await dryRun(sheet, `${columns}\n${row}`)).slice(1), faults, row);
    t.strictSame(outcome(await carryOut(sheet, `${columns}\n${row}`)).slice(1), faults, row);
  }
  t.equal(exported(sheet), before);
  t.ok((await accounts.signIn(adminEmail, adminPassword, origin)).ok);
  const told = JSON.stringify(await dryRun(sheet, `${columns}\nnew@example.com,New,short,,,`));
  t.notMatch(told, /short"|“short/, "a password is not told again");
  const many = Array.from({ length: 501 }, (_, i) => `u${i}@example.com`).join("\n");
  t.strictSame(outcome(await dryRun(sheet, `email\n${many}`)), ["too_large"]);
});
