/** An administrator who forgot the password is let in again by whoever runs the server. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { leavePassword } from "../../../src/accounts/people/forgottenPassword.ts";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { adminEmail, adminPassword, must, refusal, TestAccount } from "../support/testAccount.ts";

const FORGOTTEN = adminPassword;
const NEW = "staple battery";
const from = { ip: "192.0.2.7", userAgent: null };

const account = await TestAccount.create(t);
const { dataDir } = account;
const signIn = (password: string) => account.accounts.signIn(adminEmail, password, from);
const left = () => existsSync(join(dataDir, "administrator.password"));
const leave = async () => leavePassword(dataDir, await (await Passwords.create(account.time)).hash(NEW));

t.test("nothing was left", async (t) => {
  await account.accounts.takePassword();
  t.ok((await signIn(FORGOTTEN)).ok);
});

t.test("what cannot be stored now is stored the next time", async (t) => {
  await leave();
  account.failing = "SQLITE_FULL";
  await account.accounts.takePassword();
  account.failing = undefined;
  t.ok(left());
  t.ok((await signIn(FORGOTTEN)).ok);
});

t.test("the administrator has the new one, once, and is signed out everywhere", async (t) => {
  const { token } = must(await signIn(FORGOTTEN));
  const names = () => readdirSync(dataDir).filter((name) => name.startsWith("administrator"));
  t.strictSame(names(), ["administrator.password"]);
  await account.accounts.takePassword();
  t.strictSame(names(), [], "it is not left behind");
  t.equal(await account.accounts.authenticate(token), undefined);
  t.equal(refusal(await signIn(FORGOTTEN)), "wrong_credentials");
  account.time.advance(60_000);
  t.ok((await signIn(NEW)).ok);
  const { items } = must(await account.accounts.auditLog({ limit: 10 }));
  t.match(
    items.find(({ action }) => action === "password.changed"),
    { actor: { userId: null }, detail: { by: "whoever runs the server" } },
  );
  t.notMatch(JSON.stringify(items), /argon2/);
});

t.test("what is no hash changes nothing, and is told without being shown", async (t) => {
  writeFileSync(join(dataDir, "administrator.password"), `${FORGOTTEN}\n`);
  await account.accounts.takePassword();
  t.ok((await signIn(NEW)).ok);
  t.match(account.logged.at(-1), { level: "error", fields: { event: "password_not_taken" } });
  t.notMatch(JSON.stringify(account.logged), FORGOTTEN);
});
