/** What happened, on the screens: calls, their recordings, and the audit log. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import t, { type Test } from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import type { Visit } from "../../lab/browser/visit.ts";
import { refuses } from "../../lab/phone/manners.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { violations } from "./support/accessibility.ts";
import { openBrowser, visit } from "./support/browser.ts";

const PASSWORD = "segredo-do-teste";

/** Two calls that are over, one with a hold and a monitor in it, one that nobody took; and the administrator, who looks at them. */
async function opened(t: Test): Promise<Visit> {
  const browser = await openBrowser(t);
  const place = await centre(t, { agent: { voice: tone(1000) } });
  const call = await place.call();
  await place.monitor(call, "passive");
  await place.admin.post(`/v1/calls/${call.id}/hold`);
  await call.customer.audio.pass(500);
  await place.admin.post(`/v1/calls/${call.id}/resume`);
  await call.customer.audio.pass(2_500);
  await call.customer.bye();
  await call.agent.ended();
  await place.recording(call.id);
  const bruno = await place.seat("Bruno", "1002", { manner: refuses(486) });
  await (await place.ana.phone.dial(bruno.agent.extension)).ended();
  const visitor = await visit(t, browser, { url: place.server.now.url, language: "pt-BR" });
  await visitor.open("/");
  await visitor.signIn(adminEmail, PASSWORD);
  return visitor;
}

/** The text of a file that a click gives to the browser to keep. */
async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return readFileSync((await download.path())!, "utf8");
}

const linesOf = (text: string): string[] => text.trim().split(/\r?\n/);

t.test("what happened", { skip: chromiumMissing, timeout: 120_000 }, async (t) => {
  const visitor = await opened(t);
  const { page } = visitor;

  await t.test("a report says on the screen and in its file the same calls", async (t) => {
    await visitor.open("/calls");
    const rows = page.getByRole("table", { name: "Chamadas encerradas" }).getByRole("row");
    await rows.nth(2).waitFor();
    t.equal(await rows.count(), 3, "the two that are over, below the head");
    t.equal(linesOf(await downloaded(page, "Baixar CSV")).length, 3);
    await page.getByRole("combobox", { name: "Resultado" }).click();
    await page.getByRole("option", { name: "Sem conversa (todas)" }).click();
    await rows.nth(2).waitFor({ state: "detached" });
    t.match(page.url(), /result=unanswered/, "in the address bar");
    const [, only] = linesOf(await downloaded(page, "Baixar CSV"));
    t.match(only, /,busy,/);
    await page.getByText("Os totais e gráficos contam o período").waitFor();
    await page.getByRole("button", { name: "Limpar filtros" }).click();
    await rows.nth(2).waitFor();
  });

  await t.test("a call's details and the plots are open to everybody", async (t) => {
    await page
      .getByRole("button", { name: /^Detalhes da chamada/ })
      .last()
      .click();
    await page.getByRole("dialog").getByText("Qualidade do áudio").waitFor();
    await visitor.settled();
    t.strictSame(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Gráficos", { exact: true }).click();
    await page.getByRole("img", { name: "Chamadas por hora do dia" }).waitFor();
    await visitor.settled();
    t.strictSame(await violations(page), []);
    await page.getByRole("button", { name: "Ver como tabela" }).first().click();
    const table = page.getByRole("table", { name: "Chamadas por hora do dia" });
    t.equal(await table.getByRole("row").count(), 2, "the same, in figures");
    await page.getByText("Uso", { exact: true }).click();
    await page.getByRole("table", { name: "Uso por linha" }).waitFor();
    t.strictSame(await violations(page), []);
  });

  await t.test("a recording is listened to by keyboard alone", async (t) => {
    await visitor.open("/calls");
    await page.getByRole("link", { name: /^Ouvir a gravação/ }).click();
    const position = page.getByRole("slider", { name: "Posição na gravação" });
    await position.waitFor();
    t.equal(await page.evaluate("document.activeElement.tagName"), "H2", "the focus is where it was opened");
    await page.getByRole("button", { name: /^Em espera/ }).waitFor();
    await visitor.settled();
    t.strictSame(await violations(page), []);
    await page.keyboard.press("k");
    const at = async (): Promise<string> => (await position.getAttribute("aria-valuetext")) ?? "";
    await page
      .getByRole("button", { name: "Tocar" })
      .or(page.getByRole("button", { name: "Pausar" }))
      .waitFor();
    await eventually(async () => ((await at()) === "0:00" ? undefined : true), "the recording to go on");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await eventually(async () => ((await at()) === "0:00" ? undefined : true), "the end, five seconds on");
    const link = page.getByRole("link", { name: /^Baixar/ });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    t.match(
      readFileSync((await download.path())!)
        .subarray(0, 4)
        .toString("latin1"),
      "RIFF",
    );
  });

  await t.test("the audit log tells of it, verifies, and can be kept", async (t) => {
    await visitor.open("/admin/audit");
    await page.getByText("Ouviu ou baixou uma gravação").first().waitFor();
    await page.getByText("Começou a monitorar Ana no modo Passiva").waitFor();
    await page
      .getByRole("button", { name: /^Ver detalhes/ })
      .first()
      .click();
    await page.getByText("Hash anterior").waitFor();
    await page.getByRole("button", { name: "Verificar agora" }).click();
    await page.getByText(/A auditoria está íntegra: \d+ registros/).waitFor();
    await visitor.settled();
    t.strictSame(await violations(page), []);
    const [first] = linesOf(await downloaded(page, "Exportar NDJSON"));
    t.match(JSON.parse(first!), { hash: /^[0-9a-f]{64}$/ }, "with the hashes of its chain");
    t.match(linesOf(await downloaded(page, "Exportar CSV"))[0], /^sequence,at,action/);
  });
  t.strictSame(visitor.takeTroubles(), [], "nothing went wrong");
});
