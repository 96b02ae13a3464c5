/** `npm run account` on a data folder that nobody serves. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import t from "tap";
import { accountCommand } from "../../lab/ponto/accountCommand.ts";
import { temporaryFolder } from "../support/server.ts";

t.test("the command line", async (t) => {
  const dataDir = await temporaryFolder(t);
  const run = (...args: string[]) => accountCommand(dataDir, args);
  const create = ["create", "--domain", "acme.example", "--name", "Acme", "--email", "admin@acme.example"];

  await t.test("used wrongly, it says how it is used", async (t) => {
    const wrong = [[], ["remove"], ["toString"], ["create"], create.slice(0, -2), [...create, "extra"], ["disable"]];
    wrong.push([...create, "--admin", "x"], ["list", "all"], ["disable", "a", "b"]);
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
});
