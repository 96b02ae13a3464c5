import { verify } from "@node-rs/argon2";
import t, { type Test } from "tap";
import type { Origin } from "../../../src/accounts/account.ts";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { OpenAccounts } from "../../../src/accounts/register/openAccounts.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { actor, must, refusal, TestAccount } from "../support/testAccount.ts";

let lastSource = 0;
/** Another network for each attempt: how often one may guess is another test's matter. */
const from = (): Origin => ({ ip: `198.51.100.${++lastSource}`, userAgent: null });
const shared = "ana@example.com";

/** Accounts a, b, … with an administrator each, of whom the first `knowing` have the shared e-mail and a password of their own. */
async function town(t: Test, size: number, knowing = 0) {
  const checked: string[] = [];
  const passwords = await Passwords.create(new VirtualTime(), async (stored, password) => {
    checked.push(`${password}`);
    return verify(stored, password);
  });
  const logged: object[] = [];
  const accounts = new OpenAccounts(passwords, { ...silentLog, info: (fields) => void logged.push(fields) });
  const houses: TestAccount[] = [];
  for (let i = 0; i < size; i++) {
    const letter = String.fromCharCode(97 + i);
    houses.push(
      await TestAccount.create(t, {
        identity: { id: `acc_${letter}`, name: letter, domain: `${letter}.example` },
        passwords,
        admin: { email: i < knowing ? shared : `admin@${letter}.example`, password: `password of ${letter}` },
      }),
    );
  }
  accounts.serve(houses.map((house) => house.accounts));
  const signIn = async (email: string, password: string, domain?: string) => {
    checked.length = 0;
    const outcome = await accounts.signIn({ email, password, ...(domain === undefined ? {} : { domain }) }, from());
    return { outcome, account: outcome.ok ? outcome.value.account.id : refusal(outcome), checks: checked.length };
  };
  /** What the accounts keep of attempts that were refused, by account. */
  const refusals = async () =>
    Promise.all(
      houses.map(async ({ accounts: house }) => {
        const { items } = must(await house.auditLog({ limit: 100 }));
        return items.filter(({ action }) => action === "session.refused").length;
      }),
    );
  return { accounts, houses, signIn, refusals, logged };
}

t.test("accounts are found by id and by domain, without case", async (t) => {
  const { accounts, houses } = await town(t, 2);
  const [a, b] = houses.map((house) => house.accounts);
  t.same(accounts.all(), [a, b]);
  t.equal(accounts.get("acc_b"), b);
  t.equal(accounts.get("acc_c"), undefined);
  t.equal(accounts.ofDomain("B.Example"), b);
  t.equal(accounts.ofDomain("192.0.2.1"), undefined);
  accounts.serve([b!]);
  t.equal(accounts.ofDomain("192.0.2.1"), b, "a single account has every host");
  t.equal(accounts.get("acc_a"), undefined);
});

t.test("one e-mail in two accounts: the password, or the domain, says which is meant", async (t) => {
  const { signIn } = await town(t, 3, 2);
  t.match(await signIn(shared, "password of a"), { account: "acc_a", checks: 1 });
  t.match(await signIn(shared, "password of b"), { account: "acc_b", checks: 2 });
  t.match(await signIn("Ana@Example.COM", "password of b", "B.example"), { account: "acc_b", checks: 1 });
  t.match(await signIn(shared, "password of b", "a.example"), { account: "wrong_credentials", checks: 1 });
  t.match(await signIn(shared, "password of b", "c.example"), { account: "wrong_credentials", checks: 1 });
  t.match(await signIn(shared, "password of b", "nowhere.example"), { account: "wrong_credentials", checks: 1 });
});

t.test("a failed attempt costs the same wherever the e-mail is known, and is answered the same", async (t) => {
  const { signIn } = await town(t, 4, 2);
  const failed = [
    await signIn(shared, "wrong"),
    await signIn("admin@c.example", "wrong"),
    await signIn("nobody@example.com", "wrong"),
    await signIn("", ""),
  ];
  t.same(
    failed.map(({ checks }) => checks),
    [3, 3, 3, 3],
  );
  for (const { outcome } of failed) t.same(outcome, { ok: false, error: { code: "wrong_credentials" } });
});

t.test("of many accounts that know an e-mail the three oldest are tried", async (t) => {
  const { signIn } = await town(t, 4, 4);
  t.match(await signIn(shared, "password of c"), { account: "acc_c", checks: 3 });
  t.match(await signIn(shared, "password of d"), { account: "wrong_credentials", checks: 3 });
  t.match(await signIn(shared, "password of d", "d.example"), { account: "acc_d", checks: 1 });
});

t.test("a refused attempt is kept by the accounts that know the e-mail, and by no other", async (t) => {
  const { signIn, refusals, logged } = await town(t, 3, 2);
  await signIn(shared, "wrong");
  t.same(await refusals(), [1, 1, 0]);
  await signIn(shared, "wrong", "b.example");
  t.same(await refusals(), [1, 2, 0]);
  t.same(logged, []);
  await signIn("nobody@example.com", "a secret");
  await signIn("nobody@example.com", "a secret", "nowhere.example");
  t.same(await refusals(), [1, 2, 0]);
  t.match(logged, [{ event: "sign_in_refused" }, { event: "sign_in_refused" }]);
  t.notMatch(JSON.stringify(logged), /a secret|nobody@/);
});

t.test("with a single account every attempt is its own, and costs one check", async (t) => {
  const { signIn, refusals } = await town(t, 1, 1);
  t.match(await signIn("nobody@example.com", "wrong"), { account: "wrong_credentials", checks: 1 });
  t.match(await signIn(shared, "password of a", "192.0.2.1"), { account: "acc_a", checks: 1 });
  t.same(await refusals(), [1]);
});

t.test("a token is known in its own account, until that is closed", async (t) => {
  const { accounts, houses, signIn } = await town(t, 2, 2);
  const [a, b] = houses.map((house) => house.accounts);
  const tokenOf = async (password: string) => must((await signIn(shared, password)).outcome).token;
  const [ofA, ofB] = [await tokenOf("password of a"), await tokenOf("password of b")];
  const [admin] = must(await b!.users.list({ limit: 1 })).items;
  const { key } = must(await b!.apiKeys.create({ name: "robot", userId: admin!.id }, actor));
  const accountOf = async (token: string) => (await accounts.authenticate(token))?.account.id;
  for (let turn = 0; turn < 2; turn++) {
    t.equal(await accountOf(ofA), "acc_a");
    t.equal(await accountOf(ofB), "acc_b");
    t.equal(await accountOf(key), "acc_b");
    t.equal(await accountOf("made up"), undefined);
  }
  t.equal(await a!.authenticate(ofB), undefined);
  await a!.signOut(ofA);
  t.equal(await accountOf(ofA), undefined);
  accounts.serve([a!]);
  t.equal(await accountOf(ofB), undefined);
  t.equal(await accountOf(key), undefined);
  accounts.serve([a!, b!]);
  t.equal(await accountOf(ofB), "acc_b", "and again when it is opened");
});
