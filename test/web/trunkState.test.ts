/** A trunk on the screen, from the wrong password to the right one. */
import type { Locator, Page } from "playwright-core";
import t from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { startServer } from "../support/server.ts";
import { openBrowser, visit } from "./support/browser.ts";

const NAME = "Operadora principal";

const row = (page: Page): Locator => page.getByRole("row").filter({ hasText: NAME });

t.test("the state of a trunk and what to do about it, as it changes", { skip: chromiumMissing }, async (t) => {
  const browser = await openBrowser(t);
  const server = await startServer(t);
  const carrier = await TestTrunk.start({
    server: server.now.sip,
    registrant: { user: "ponto", password: "a senha da operadora" },
  });
  t.teardown(() => carrier.close());
  const visitor = await visit(t, browser, { url: server.now.url });
  const { page } = visitor;
  await visitor.signIn(adminEmail, "segredo-do-teste");
  await visitor.open("/admin/trunks");

  await page.getByRole("button", { name: "Novo tronco" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Nome", exact: true }).fill(NAME);
  await form.getByRole("radio", { name: /Nós nos registramos/ }).check();
  await form.getByLabel("Servidor (nome ou IP)").fill(carrier.host);
  await form.getByLabel("Porta").fill(String(carrier.port));
  await form.getByLabel("Usuário").fill("ponto");
  await form.getByLabel(/^Senha[ *]*$/).fill("outra senha");
  await form.getByRole("button", { name: "Criar" }).click();
  await row(page).getByText("Fora do ar").waitFor();
  await row(page)
    .getByText(/A operadora recusou o usuário ou a senha \(40\d.*\)\. Confira os dois\./)
    .waitFor();
  t.pass("what is wrong, in plain words");

  await row(page).getByRole("button").first().click();
  await form.getByLabel(/^Senha[ *]*$/).fill("a senha da operadora");
  await form.getByRole("button", { name: "Salvar" }).click();
  await row(page).getByText("Registrado", { exact: true }).waitFor();
  t.equal(carrier.registrations > 0, true, "so says the telephone company");
  t.notMatch(await page.content(), "a senha da operadora", "the password is not shown again");
  t.strictSame(visitor.takeTroubles(), [], "nothing went wrong");
});
