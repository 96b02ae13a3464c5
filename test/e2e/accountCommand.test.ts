/** `npm run account`: how it is used, what it makes where nobody serves, and a way back for administrators. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import t from "tap";
import { accountCommand } from "../../lab/ponto/accountCommand.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { eventually } from "../support/eventually.ts";
import { startServer, temporaryFolder } from "../support/server.ts";

t.test("the command line", async (t) => {
  const dataDir = await temporaryFolder(t);
  const run = (...args: string[]) => accountCommand(dataDir, args);
  const create = ["create", "--domain", "acme.example", "--name", "Acme", "--email", "admin@acme.example"];

  await t.test("used wrongly, it says how it is used", async (t) => {
    const wrong = [[], ["remove"], ["toString"], ["create"], create.slice(0, -2), [...create, "extra"], ["disable"]];
    wrong.push([...create, "--admin", "x"], ["list", "all"], ["disable", "a", "b"]);
    wrong.push(["password"], ["password", "a", "--name", "x"]);
    for (const args of wrong)
      t.match(await run(...args), { code: 1, stdout: "", stderr: /^usage: npm run account/ }, args.join(" "));
    t.match(await accountCommand(dataDir, ["list"], { PONTO_SIP_PORT: "x" }), {
      code: 1,
      stderr: /^ponto: PONTO_SIP_PORT must/,
    });
  });

  await t.test("it makes accounts where no server ever ran", async (t) => {
    const password = join(dataDir, "password");
    await writeFile(password, "a long secret phrase\n");
    const made = await run(...create, "--password-file", password);
    t.match(made, {
      code: 0,
      stdout: /^Account {9}acc_\w+\nDomain {10}acme\.example\nAdministrator {3}admin@acme\.example\nNo server runs/,
    });
    t.notMatch(made.stdout, /Password|secret/);
    t.match(await run(...create), { code: 1, stderr: "ponto: there is an account with the domain acme.example\n" });
    t.match(await run(...create, "--password-file", join(dataDir, "none")), {
      code: 1,
      stderr: /--password-file\)\n$/,
    });
    t.match(
      (await run("list")).stdout,
      /^id +name +domain +state +created\nmain +Ponto +ponto\.local +served .*\nacc_\w+ +Acme +acme\.example +served .*Z\n$/,
    );
    t.match(await run("disable", "nobody.example"), { code: 1, stderr: "ponto: there is no account nobody.example\n" });
    t.match(await run("disable", "main"), { code: 0 });
    t.match(await run("disable", "acme.example"), { code: 1, stderr: /is the last account that is served\n$/ });
    t.match((await run("list")).stdout, /^main .* disabled \d{4}-/m);
  });

  await t.test("it gives an administrator another password", async (t) => {
    const weak = join(dataDir, "weak");
    await writeFile(weak, "password123\n");
    t.match(await run("password", "acme.example", "--password-file", weak), {
      code: 1,
      stderr: /^ponto: the password is one of those/,
    });
    t.match(await run("password", "nobody.example"), {
      code: 1,
      stderr: "ponto: there is no account nobody.example\n",
    });
    t.match(await run("password", "main"), { code: 1, stderr: /^ponto: ponto\.local has no administrator yet/ });
    const given = await run("password", "ACME.example");
    t.match(given, { code: 0, stdout: /^Account {9}acc_\w+\nDomain {10}acme\.example\nPassword {8}\w{24} \(shown/ });
    t.match(given.stdout, /No server runs in this data folder; the next one obeys\.\n$/);
  });
});

t.test("an administrator who forgot the password is let in again, now or by the next start", async (t) => {
  const server = await startServer(t);
  const forgotten = await server.now.administrator();
  const newPassword = async (): Promise<string> => {
    const { stdout } = await accountCommand(server.dataDir, ["password", "main"]);
    return /^Password +(\S+)/m.exec(stdout)![1]!;
  };
  const first = await newPassword();
  await eventually(
    async () => (await forgotten.request("GET", "/v1/me")).status === 401,
    "the administrator to be signed out",
  );
  await server.now.api.signIn(adminEmail, first);

  await server.now.stop();
  const second = await newPassword();
  await server.restart();
  const again = await server.now.api.signIn(adminEmail, second);
  t.match(await again.get("/v1/audit/verification"), { intact: true });
  await t.rejects(server.now.api.signIn(adminEmail, first), { code: "wrong_credentials" });
});
