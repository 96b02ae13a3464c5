/** What others put into names, what a page may do and keeps, and who is let in. */
import t from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import { emailOf } from "../../lab/ponto/account.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { centre } from "../support/centre.ts";
import { startServer } from "../support/server.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { livelyCentre, strangeNames } from "./support/livelyCentre.ts";

const PASSWORD = "segredo-do-teste";
const skip = chromiumMissing;

t.test("what people and SIP say of themselves is text", { skip }, async (t) => {
  const browser = await openBrowser(t);
  const { centre } = await livelyCentre(t);
  const visitor = await visit(t, browser, { url: centre.server.now.url });
  const { page } = visitor;
  await visitor.signIn(adminEmail, PASSWORD);
  const shown = async (path: string, ...names: readonly string[]): Promise<void> => {
    await visitor.open(path);
    for (const name of names) await page.getByText(name).first().waitFor();
    t.equal(await page.locator("img").count(), 0, `${path}: no markup of others`);
    t.not(await page.title(), "broken", `${path}: no script of others`);
  };
  await shown("/agents", ...Object.values(strangeNames));
  // The caller's name, where the call is open.
  await page.getByRole("button", { name: "Abrir a chamada de Ana" }).click();
  await page.getByRole("dialog").getByText(strangeNames.html).first().waitFor();
  await shown("/admin/agents", ...Object.values(strangeNames));
  await shown("/admin/groups", strangeNames.html);
  await shown("/admin/trunks", "Reserva");
  await shown("/calls");
  await shown("/recordings");
  await shown("/admin/audit");
  t.strictSame(visitor.troubles, []);
});

t.test("a page runs its own scripts alone, and keeps no secret", { skip }, async (t) => {
  const browser = await openBrowser(t);
  const server = await startServer(t);
  const visitor = await visit(t, browser, { url: server.now.url });
  const { page } = visitor;
  const answer = await page.goto(server.now.url);
  const policy = answer!.headers()["content-security-policy"] ?? "";
  t.match(policy, /(^|;)default-src 'self'(;|$)/);
  t.notMatch(policy, /unsafe-eval|https?:|\*/);
  t.notMatch(policy, /script-src[^;]*unsafe/);
  await visitor.signIn(adminEmail, PASSWORD);
  t.strictSame(visitor.takeTroubles(), [], "nothing of the page breaks its policy");

  await page.evaluate(`(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'broken'";
    document.body.append(script);
  })()`);
  t.match(visitor.takeTroubles().join(), /Content Security Policy/, "a script that got into the page does not run");
  t.not(await page.title(), "broken");

  const kept = (await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")) as string;
  const [cookie, ...others] = await page.context().cookies();
  t.strictSame(others, []);
  t.match(
    cookie,
    { httpOnly: true, sameSite: /Lax|Strict/ },
    "the cookie is out of reach of scripts and of other sites",
  );
  t.notOk(kept.includes(cookie!.value), "the token is kept nowhere else");
  t.notMatch(kept, /token|senha|password/i);
  t.equal(await page.evaluate("document.cookie"), "");
});

t.test("who guesses is told to wait", { skip }, async (t) => {
  const browser = await openBrowser(t);
  const server = await startServer(t);
  const visitor = await visit(t, browser, { url: server.now.url });
  const { page } = visitor;
  await visitor.open("/");
  const submit = page.locator("button[type=submit]");
  for (let guess = 0; guess < 7 && (await submit.isEnabled()); guess++) {
    await page.fill("input[type=email]", adminEmail);
    await page.fill("input[type=password]", `palpite ${guess}`);
    await submit.click();
    await visitor.settled();
    await page.getByRole("alert").waitFor();
  }
  await page.getByText("Foram muitas tentativas. Espere um pouco.").waitFor();
  await page.getByRole("button", { name: /^Entrar em \d+ segundos?$/, disabled: true }).waitFor();
  t.equal(await page.inputValue("input[type=email]"), adminEmail, "what was typed is still there");
  await page.getByRole("button", { name: "Entrar", exact: true, disabled: false }).waitFor();
  await page.fill("input[type=password]", PASSWORD);
  await submit.click();
  await page.waitForSelector("nav", { state: "attached" });
  t.notMatch(visitor.takeTroubles().join("\n"), /error: |another host|failed: /);
});

t.test("a sign-in that ends closes every page of it, which leads back after the next", { skip }, async (t) => {
  const c = await centre(t);
  const browser = await openBrowser(t);
  const { url } = c.server.now;
  const first = await visit(t, browser, { url });
  await first.open("/phone?x=1");
  await first.signIn(emailOf("Clara"), "senha-do-teste");
  t.match(first.page.url(), /\/phone\?x=1$/, "where one wanted to go");
  const second = await first.secondTab();
  await second.open("/agents");
  await second.page.getByRole("row").filter({ hasText: "Ana" }).waitFor();

  // As it ends when it is idle, and when the administrator ends it.
  await c.admin.delete(`/v1/users/${c.clara.user.id}/sign-ins`);
  for (const { page } of [first, second]) await page.waitForURL(/\/sign-in\?/);
  t.equal(await second.page.getByText("Ana").count(), 0, "nothing of the account is left on the page");
  await second.signIn(emailOf("Clara"), "senha-do-teste");
  t.match(second.page.url(), /\/agents$/);

  await second.page.getByRole("button", { name: /Clara/ }).click();
  await second.page.getByRole("button", { name: "Sair" }).click();
  await second.page.waitForURL(/\/sign-in/);
  t.equal((await second.page.context().cookies()).length, 0, "no cookie is left");
});
