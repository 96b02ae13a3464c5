import t from "tap";
import { actor, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const account = await TestAccount.create(t);
const { agents, directory } = account.accounts;
const voip = {
  enabled: true,
  autoAnswer: "off",
  doNotDisturb: false,
  forwardTo: { always: null, busy: null, noAnswer: null },
  codecs: ["PCMA", "PCMU", "G722", "opus"],
  srtp: "off",
};

t.test("an agent is made from a name and an e-mail", async (t) => {
  const ana = await account.agent("Ana");
  t.same(ana, { id: ana.id, name: "Ana", email: "Ana@example.com", extension: "1001", voip });
  t.same(directory.agentByExtension("1001"), ana);
  t.same(directory.agentByEmail("aNA@EXAMPLE.com"), ana);
  t.same(directory.agent(ana.id), ana);
});

t.test("extensions are chosen from 1001 upward, and none is shared", async (t) => {
  await account.agent("taken", { extension: "1002" });
  t.equal((await account.agent("third")).extension, "1003");
  await account.trunk("registers", { auth: "accept-register", username: "1004", password: "secret" });
  t.equal((await account.agent("fourth")).extension, "1005", "a trunk that registers has a name like a phone's");
  const make = (extension: unknown) => agents.create({ name: "x", email: "x@y", extension } as never, actor);
  for (const [extension, refused] of [
    ["1002", "conflict"],
    ["1004", "conflict"],
    ["1", "invalid_request extension"],
    ["123456789", "invalid_request extension"],
    ["10a", "invalid_request extension"],
    [1009, "invalid_request extension"],
  ] as const) {
    t.equal(refusal(await make(extension)), refused, String(extension));
  }
});

t.test("an e-mail belongs to one agent", async (t) => {
  t.equal(refusal(await agents.create({ name: "x", email: "ANA@example.com" }, actor)), "conflict");
  const bia = await account.agent("bia");
  t.equal(refusal(await agents.update(bia.id, { email: "ana@example.com" }, actor)), "conflict");
  t.equal(refusal(await agents.update(bia.id, { email: "BIA@example.com" }, actor)), "ok", "its own, in another case");
});

t.test("a PATCH merges objects, replaces lists, and null clears", async (t) => {
  const eva = await account.agent("eva", { extension: "77" });
  const patches: [patch: object, voip: object][] = [
    [{ forwardTo: { busy: "(11) 98765-4321" } }, { forwardTo: { always: null, busy: "11987654321", noAnswer: null } }],
    [{ forwardTo: { always: "1001" } }, { forwardTo: { always: "1001", busy: "11987654321", noAnswer: null } }],
    [{ forwardTo: { busy: null } }, { forwardTo: { always: "1001", busy: null, noAnswer: null } }],
    [{ codecs: ["G722", "PCMA"] }, { codecs: ["G722", "PCMA"] }],
    [{ codecs: ["opus"] }, { codecs: ["opus"] }],
    [{ codecs: null }, { codecs: ["PCMA", "PCMU", "G722", "opus"] }],
    [
      { autoAnswer: "all", doNotDisturb: true },
      { autoAnswer: "all", doNotDisturb: true },
    ],
  ];
  for (const [patch, expected] of patches) {
    t.match(must(await agents.update(eva.id, { voip: patch }, actor)).voip, expected, JSON.stringify(patch));
  }
  t.same(must(await agents.update(eva.id, { voip: null }, actor)).voip, voip, "all at once");
  t.equal(directory.agent(eva.id)?.extension, "77");
});

t.test("what is refused", async (t) => {
  const cases: [voip: unknown, refused: string][] = [
    ["on", "invalid_request voip"],
    [{ srtp: "offered_twice" }, "invalid_request voip.srtp"],
    [{ codecs: [] }, "invalid_request voip.codecs"],
    [{ codecs: ["PCMA", "GSM"] }, "invalid_request voip.codecs.1"],
    [{ codecs: ["PCMA", "PCMA"] }, "invalid_request voip.codecs"],
    [{ codecs: ["g722"] }, "invalid_request voip.codecs.0"],
    [{ codecs: "PCMA" }, "invalid_request voip.codecs"],
    [{ autoAnswer: "sometimes" }, "invalid_request voip.autoAnswer"],
    [{ forwardTo: { always: "sip:x@y" } }, "invalid_request voip.forwardTo.always"],
    [{ enabled: "yes", doNotDisturb: 1 }, "invalid_request voip.enabled voip.doNotDisturb"],
  ];
  for (const [voip, refused] of cases) {
    t.equal(
      refusal(await agents.create({ name: "x", email: "x@y", voip } as never, actor)),
      refused,
      JSON.stringify(voip),
    );
  }
});

t.test("a phone's token", async (t) => {
  const rui = await account.agent("rui");
  const first = directory.voipToken(rui.extension);
  t.match(first, /^[2-9A-HJ-NP-Za-hj-km-np-z]{24}$/);
  const changes: unknown[] = [];
  const stop = directory.onChange((change) => changes.push(change));
  const second = must(await account.accounts.renewVoipToken(rui.id, actor));
  stop();
  t.not(second, first);
  t.equal(directory.voipToken(rui.extension), second);
  t.same(changes, [{ changed: "agent", id: rui.id }]);
  must(await agents.update(rui.id, { name: "Rui" }, actor));
  t.equal(directory.voipToken(rui.extension), second, "a change of another field leaves it");
  must(await agents.update(rui.id, { voip: { enabled: false } }, actor));
  t.equal(directory.voipToken(rui.extension), undefined, "VoIP is off");
  must(await agents.update(rui.id, { voip: { enabled: true } }, actor));
  t.equal(directory.voipToken("999"), undefined);
  t.equal(refusal(await account.accounts.renewVoipToken("agent_0", actor)), "agent_not_found");

  const rows = await account.store.db.selectFrom("agents").selectAll().execute();
  t.notOk(JSON.stringify(rows).includes(second), "sealed at rest");
  await account.restart();
  t.equal(account.accounts.directory.voipToken(rui.extension), second);
});

t.test("an agent that numbers lead to stays", async (t) => {
  const { accounts } = account;
  const lia = await account.agent("lia");
  const number = must(
    await accounts.numbers.create({ number: "1130003001", destination: { type: "agent", id: lia.id } }, actor),
  );
  t.equal(refusal(await accounts.agents.remove(lia.id, actor)), "conflict");
  must(await accounts.numbers.remove(number.id, actor));
  must(await accounts.agents.remove(lia.id, actor));
  t.equal(accounts.directory.agentByExtension(lia.extension), undefined);
  t.equal(accounts.directory.voipToken(lia.extension), undefined);
});

t.test("each change is told once it is stored, and a refused one is not", async (t) => {
  const { accounts } = account;
  const told: unknown[] = [];
  const stop = accounts.directory.onChange((change) => told.push([change.changed, accounts.directory.agents().length]));
  const before = accounts.directory.agents().length;
  const gil = await account.agent("gil");
  await accounts.agents.update(gil.id, { name: "Gil" }, actor);
  await accounts.agents.update(gil.id, { name: "" }, actor);
  account.failing = "SQLITE_FULL";
  t.equal(refusal(await accounts.agents.update(gil.id, { name: "lost" }, actor)), "unavailable");
  t.equal(refusal(await accounts.agents.create({ name: "lost", email: "lost@x" }, actor)), "unavailable");
  t.equal(refusal(await accounts.agents.remove(gil.id, actor)), "unavailable");
  account.failing = undefined;
  t.equal(accounts.directory.agent(gil.id)?.name, "Gil", "what is not stored is not shown");
  await accounts.agents.remove(gil.id, actor);
  stop();
  t.same(told, [
    ["agent", before + 1],
    ["agent", before + 1],
    ["agent", before],
  ]);
});

t.test("two at once get two extensions, and one e-mail only once", async (t) => {
  const { accounts } = account;
  const input = (email: string) => ({ name: "twin", email });
  const made = await Promise.all(["a@t", "b@t", "a@t"].map((email) => accounts.agents.create(input(email), actor)));
  t.same(made.map(refusal), ["ok", "ok", "conflict"]);
  t.equal(new Set(made.map((result) => result.ok && result.value.extension)).size, 3);
});

t.test("lists are paged in the order of making, and stable while things go", async (t) => {
  const { agents } = account.accounts;
  const all = must(await agents.list(everything)).items;
  const first = must(await agents.list({ limit: 3 }));
  t.same(first.items, all.slice(0, 3));
  must(await agents.remove(first.items[2]!.id, actor));
  const second = must(await agents.list({ limit: 2, cursor: first.nextCursor! }));
  t.same(second.items, all.slice(3, 5));
  t.equal(must(await agents.list({ limit: 500, cursor: second.nextCursor! })).nextCursor, null);
  for (const page of [{ limit: 0 }, { limit: 501 }, { limit: 1.5 }, { limit: Number.NaN }]) {
    t.equal(refusal(await agents.list(page)), "invalid_request limit", JSON.stringify(page));
  }
  for (const cursor of ["", "x", "bnVsbA", "W10", "WzFd", "e30", "x".repeat(10_000)]) {
    t.equal(refusal(await agents.list({ limit: 1, cursor })), "invalid_request cursor", cursor.slice(0, 10));
  }
});
