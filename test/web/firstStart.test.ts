/** From an empty server to the first monitoring, as the first steps lead whoever has just installed it. */
import type { Locator, Page } from "playwright-core";
import t, { type Test } from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import { answers } from "../../lab/phone/manners.ts";
import { TestPhone } from "../../lab/phone/phone.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import { startServer } from "../support/server.ts";
import { openBrowser, visit } from "./support/browser.ts";

const GIVEN = "segredo-do-teste";
const OWN = "a minha senha, enfim";

/** The step with this title; it is open while it is the next to do. */
const step = (page: Page, title: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });

const isDone = (page: Page, title: string): Promise<void> =>
  step(page, title).getByText("Pronto", { exact: true }).waitFor();

/** A phone that is set up by what the step shows, and answers. */
async function phoneBy(t: Test, shown: Locator, server: Peer): Promise<TestPhone> {
  const setting = (name: string): Promise<string> =>
    shown.locator("dl > div").filter({ hasText: name }).locator("code").innerText();
  await shown.getByRole("button", { name: "Mostrar: Senha" }).click();
  const user = await setting("Usuário");
  const password = await setting("Senha");
  t.equal(await setting("Porta"), String(server.port), "where the server is");
  const phone = await TestPhone.start({ user, password, server, manner: answers });
  t.teardown(() => phone.close());
  return phone;
}

t.test("the first steps, from an empty server to the first monitoring", { skip: chromiumMissing }, async (t) => {
  const browser = await openBrowser(t);
  const server = await startServer(t);
  const visitor = await visit(t, browser, { url: server.now.url });
  const { page } = visitor;
  await visitor.signIn(adminEmail, GIVEN);
  t.match(page.url(), /\/start$/, "whoever has nothing yet is led there");
  await page.getByText("0 de 5 passos prontos").waitFor();

  await page.getByRole("button", { name: "Mudar minha senha" }).click();
  const change = page.getByRole("dialog");
  await change.getByLabel("Senha atual").fill(GIVEN);
  await change.getByLabel(/^Senha nova[ *]*$/).fill(OWN);
  await change.getByLabel("Senha nova, outra vez").fill(OWN);
  await change.getByRole("button", { name: "Mudar senha" }).click();
  await isDone(page, "Sua senha e seu nome");

  const first = step(page, "O primeiro agente: você");
  t.equal(await first.getByLabel("E-mail").inputValue(), adminEmail, "suggested");
  await first.getByRole("button", { name: "Criar agente" }).click();
  await isDone(page, "O primeiro agente: você");

  const own = await phoneBy(t, step(page, "Registre o seu telefone"), server.now.sip);
  await own.register();
  await isDone(page, "Registre o seu telefone");

  await step(page, "A primeira chamada").getByText("Esperando uma chamada para *43").waitFor();
  const echo = await own.dial("*43");
  await echo.answered();
  await echo.bye();
  await isDone(page, "A primeira chamada");

  const last = step(page, "Outro agente, e o primeiro monitoramento");
  await last.getByLabel("Nome").fill("Ana");
  await last.getByLabel("E-mail").fill("ana@example.com");
  await last.getByRole("button", { name: "Criar agente" }).click();
  const ana = await phoneBy(t, last, server.now.sip);
  await ana.register();
  await last.getByText(/O telefone do ramal \d+ está registrado/).waitFor();
  await (await ana.dial("*43")).answered();

  await last.getByRole("link", { name: "Abrir Agentes" }).click();
  await page.getByRole("button", { name: "Abrir a chamada de Ana" }).click();
  await page.getByRole("dialog").getByRole("radio", { name: "Passiva", exact: true }).click();
  await page.getByRole("button", { name: "Aplicar" }).click();
  await own.incoming();
  await page.getByRole("region", { name: "Meu monitoramento" }).getByText("Conectado").waitFor();

  await visitor.open("/start");
  await page.getByText("Tudo pronto").waitFor();
  await page.getByText("5 de 5 passos prontos").waitFor();
  t.strictSame(visitor.takeTroubles(), [], "nothing went wrong");
});
