import t from "tap";
import { carryOut, dryRun, exported, outcome } from "../support/sheets.ts";
import { actor, everything, must, TestAccount } from "../support/testAccount.ts";

t.test("numbers go by trunk and lead to agents and groups by what people call them", async (t) => {
  const account = await TestAccount.create(t);
  const { accounts } = account;
  const { numbers, sheets } = accounts;
  const sheet = sheets.numbers;
  const ana = await account.agent("ana");
  const group = must(await accounts.groups.create({ name: "=Vendas: SP", strategy: "all", agentIds: [] }, actor));
  const carrier = await account.trunk("Carrier, 1");
  const file = [
    "number,trunk,destination",
    "+551130003000,,agent:1001",
    `(11) 3000-3000,"Carrier, 1",group:=Vendas: SP`,
    `1130003001,${carrier.id},Agent: 1001`,
    "190,,agent:1001",
  ].join("\n");
  t.strictSame(outcome(await dryRun(sheet, file)), ["4: 4 created, 0 updated, 0 unchanged"]);
  t.strictSame(outcome(await carryOut(sheet, file)), ["4: 4 created, 0 updated, 0 unchanged"]);
  const list = must(await numbers.list(everything)).items.map(({ id: _, ...rest }) => rest);
  const toAna = { type: "agent", id: ana.id };
  t.strictSame(list, [
    { number: "+551130003000", trunkId: null, destination: toAna },
    { number: "+551130003000", trunkId: carrier.id, destination: { type: "group", id: group.id } },
    { number: "+551130003001", trunkId: carrier.id, destination: toAna },
    { number: "190", trunkId: null, destination: toAna },
  ]);
  t.equal(
    exported(sheet),
    [
      "number,trunk,destination",
      "+551130003000,,agent:1001",
      '+551130003000,"Carrier, 1",group:=Vendas: SP',
      '+551130003001,"Carrier, 1",agent:1001',
      "190,,agent:1001",
      "",
    ].join("\r\n"),
  );
  t.strictSame(outcome(await carryOut(sheet, exported(sheet))), ["4: 0 created, 0 updated, 4 unchanged"]);
  const change = "destination;number\ngroup:=Vendas: SP;011 3000-3000\n";
  t.strictSame(outcome(await carryOut(sheet, change)), ["1: 0 created, 1 updated, 0 unchanged"]);
  const leadsTo = must(await numbers.list(everything)).items.map(({ destination }) => destination.id);
  t.strictSame(leadsTo, [group.id, group.id, ana.id, ana.id], "only the entry without a trunk");

  const columns = "number,trunk,destination";
  const cases: [row: string, faults: string[]][] = [
    ["5.511E+12,,agent:1001", ["2 number invalid_value"]],
    ["1130003000,Nobody,agent:1001", ["2 trunk invalid_value"]],
    ["1130004000,,agent:9", ["2 destination invalid_value"]],
    ["1130004000,,group:", ["2 destination invalid_value"]],
    ["1130004000,,1001", ["2 destination invalid_value"]],
    ["1130004000,,", ["2 destination invalid_value"]],
    ["1130004000,,agent:1001\n+55 11 3000-4000,,agent:1001", ["3 - conflict"]],
    ["1130003000,,agent:1001\n+55 11 3000-3000,,agent:1001", ["3 - repeated_row"]],
  ];
  for (const [row, faults] of cases) {
    t.strictSame(outcome(await dryRun(sheet, `${columns}\n${row}`)).slice(1), faults, row);
  }
});
