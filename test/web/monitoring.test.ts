/** The mission, by mouse, keys and ears: real calls between phones, and browsers of all who look. */
import type { Locator, Page } from "playwright-core";
import t, { type Test } from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import type { Visit } from "../../lab/browser/visit.ts";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { emailOf, ensureSupervisor } from "../../lab/ponto/account.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { hears, voiceOf } from "../support/hearing.ts";
import { openBrowser, visit } from "./support/browser.ts";

const PASSWORD = "senha-do-teste";
const ADMINISTRATOR_PASSWORD = "segredo-do-teste";

const names: Readonly<Record<MonitorMode, string>> = { passive: "Passiva", semi_active: "Semiativa", active: "Ativa" };
const whoHears: Readonly<Record<MonitorMode, string>> = {
  passive: "Você ouve os dois lados; ninguém ouve você.",
  semi_active: "Você ouve os dois lados; só o agente ouve você.",
  active: "Você ouve os dois lados; o agente e o cliente ouvem você.",
};
const isHeard: Readonly<Record<MonitorMode, object>> = {
  passive: { customer: "agent", agent: "customer", monitor: "customer agent" },
  semi_active: { customer: "agent", agent: "customer monitor", monitor: "customer agent" },
  active: { customer: "agent monitor", agent: "customer monitor", monitor: "customer agent" },
};

/** Everybody says something that can be told from what the others say. */
async function speakingCentre(t: Test): Promise<Centre> {
  const c = await centre(t, { customer: { voice: voiceOf("customer") }, agent: { voice: voiceOf("agent") } });
  c.clara.phone.voice = voiceOf("monitor");
  return c;
}

/** What each of the three hears. */
async function heard(call: LiveCall, monitor: PhoneCall): Promise<object> {
  const [customer, agent, own] = await Promise.all(
    [call.customer, call.agent, monitor].map(({ audio }) => hears(audio)),
  );
  return { customer, agent, monitor: own };
}

const rowOf = (page: Page, name: string): Locator => page.getByRole("row").filter({ hasText: name });
const openCall = (page: Page, name: string): Promise<void> =>
  rowOf(page, name)
    .getByRole("button", { name: `Abrir a chamada de ${name}` })
    .click();
const bar = (page: Page): Locator => page.getByRole("region", { name: "Meu monitoramento" });
const mark = (page: Page): Locator => page.getByRole("img", { name: "Monitorada" });

/** Ações → a mode → Aplicar. */
async function apply(page: Page, mode: MonitorMode): Promise<void> {
  const call = page.getByRole("dialog");
  await call.getByRole("heading", { name: "Ações" }).waitFor();
  await call.getByRole("radio", { name: names[mode], exact: true }).click();
  await call.getByRole("button", { name: "Aplicar" }).click();
  await call.waitFor({ state: "hidden" });
}

/** The bar says that the mode is in effect. */
const inEffect = (page: Page, mode: MonitorMode): Promise<void> =>
  bar(page)
    .and(page.locator(`[data-mode=${mode}]`))
    .waitFor();

/** The administrator takes a right away, in the matrix of all. */
async function withdraw(page: Page, right: string): Promise<void> {
  const box = page.getByRole("checkbox", { name: right, exact: true });
  await box.click();
  await page.getByText(`Clara: ${right.split(":")[0]} retirada`).waitFor();
}

/** All of a page but running times, and how well it sounds, which change by themselves; an element a line. */
const stillPicture = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const copy = document.body.cloneNode(true);
    for (const time of copy.querySelectorAll("time")) time.textContent = "";
    for (const quality of copy.querySelectorAll("td[class*=quality]")) quality.remove();
    for (const term of copy.querySelectorAll("dt")) if (term.textContent === "Qualidade") term.nextElementSibling.remove();
    return copy.outerHTML.replaceAll("><", ">\\n<");
  })()`);

/** Nothing went wrong in any of the browsers. */
function untroubled(t: Test, visitors: Readonly<Record<string, Visit>>): void {
  for (const [who, { troubles }] of Object.entries(visitors))
    t.strictSame(troubles, [], `nothing went wrong at ${who}'s`);
}

t.test("see who is talking, click, listen; the agent is shown nothing", { skip: chromiumMissing }, async (t) => {
  const c = await speakingCentre(t);
  await ensureSupervisor(c.admin, "Ana", PASSWORD);
  const browser = await openBrowser(t);
  const { url } = c.server.now;
  const clara = await visit(t, browser, { url });
  const ana = await visit(t, browser, { url });
  await clara.signIn(emailOf("Clara"), PASSWORD);
  await ana.signIn(emailOf("Ana"), PASSWORD);

  await rowOf(clara.page, "Ana").getByText("Disponível").waitFor();
  const call = await c.call();
  await rowOf(clara.page, "Ana").getByText("Em chamada").waitFor();
  await rowOf(ana.page, "Ana").getByText("Em chamada").waitFor();
  t.equal(await mark(clara.page).count(), 0);
  await openCall(ana.page, "Ana");
  await ana.page.getByText("Seu próprio telefone está nesta chamada.").waitFor();
  await ana.settled();
  const before = await stillPicture(ana.page);
  const unchanged = async (when: string): Promise<void> => {
    t.equal(await stillPicture(ana.page), before, `Ana's page is the same ${when} (U5)`);
  };

  await openCall(clara.page, "Ana");
  for (const mode of ["passive", "semi_active", "active"] as const)
    await clara.page.getByRole("radio", { name: names[mode], exact: true, description: whoHears[mode] }).waitFor();
  await apply(clara.page, "passive");
  const leg = await c.clara.phone.incoming();
  await bar(clara.page).getByText("Conectado").waitFor();
  await mark(clara.page).waitFor();
  t.ok(
    await rowOf(clara.page, "Ana")
      .filter({ has: mark(clara.page) })
      .isVisible(),
    "the icon stands beside the status",
  );
  t.strictSame(await heard(call, leg), isHeard.passive, "passive");
  await unchanged("in passive");

  for (const mode of ["semi_active", "active"] as const) {
    await openCall(clara.page, "Ana");
    await apply(clara.page, mode);
    await inEffect(clara.page, mode);
    t.strictSame(await heard(call, leg), isHeard[mode], mode);
    await unchanged(`in ${mode}`);
  }
  await clara.open("/phone");
  await bar(clara.page).getByText("Monitorando Ana").waitFor();
  await bar(clara.page).getByRole("button", { name: "Encerrar" }).click();
  await leg.ended();
  await bar(clara.page).waitFor({ state: "detached" });
  await clara.open("/agents");
  await rowOf(clara.page, "Ana").getByText("Em chamada").waitFor();
  t.equal(await mark(clara.page).count(), 0, "the icon goes with the monitoring");
  await unchanged("after it");
  t.strictSame(
    call.agent.requests.filter(({ method }) => method !== "ACK"),
    [],
    "her phone was told nothing either",
  );
  untroubled(t, { clara, ana });
});

t.test("1, 2 and 3 switch, Esc asks to stop", { skip: chromiumMissing }, async (t) => {
  const c = await speakingCentre(t);
  const browser = await openBrowser(t);
  const clara = await visit(t, browser, { url: c.server.now.url });
  const { keyboard } = clara.page;
  await clara.signIn(emailOf("Clara"), PASSWORD);
  const call = await c.call();

  // Without a mouse from the list to the monitoring.
  await rowOf(clara.page, "Ana").getByRole("button").focus();
  await keyboard.press("Enter");
  await clara.page.getByRole("dialog").getByRole("radio", { name: "Passiva" }).focus();
  await keyboard.press("Space");
  await clara.page.getByRole("button", { name: "Aplicar" }).focus();
  await keyboard.press("Enter");
  const leg = await c.clara.phone.incoming();
  await bar(clara.page).getByText("Conectado").waitFor();
  await clara.page.getByRole("dialog").waitFor({ state: "hidden" });
  for (const [key, mode] of [
    ["2", "semi_active"],
    ["3", "active"],
    ["1", "passive"],
  ] as const) {
    await keyboard.press(key);
    await inEffect(clara.page, mode);
    t.strictSame(await heard(call, leg), isHeard[mode], `${key}: ${mode}`);
  }

  const search = clara.page.getByRole("searchbox", { name: "Nome, ramal ou número" });
  await search.fill("");
  await search.press("3");
  t.equal(await search.inputValue(), "3", "in a field a digit is a digit");
  await search.fill("");
  await search.blur();
  await inEffect(clara.page, "passive");

  await keyboard.press("Escape");
  const question = clara.page.getByRole("dialog", { name: "Encerrar o monitoramento?" });
  await question.waitFor();
  await keyboard.press("Escape");
  await question.waitFor({ state: "hidden" });
  t.equal(leg.state, "connected", "Esc again leaves it as it is");
  await keyboard.press("Escape");
  await question.getByRole("button", { name: "Encerrar monitoramento" }).focus();
  await keyboard.press("Enter");
  await leg.ended();
  await bar(clara.page).waitFor({ state: "detached" });
  untroubled(t, { clara });
});

t.test("a permission that is taken away ends what it allowed, at once", { skip: chromiumMissing }, async (t) => {
  const c = await speakingCentre(t);
  const browser = await openBrowser(t);
  const { url } = c.server.now;
  const clara = await visit(t, browser, { url });
  const administrator = await visit(t, browser, { url });
  await clara.signIn(emailOf("Clara"), PASSWORD);
  await administrator.signIn(adminEmail, ADMINISTRATOR_PASSWORD);
  await c.call();
  await openCall(clara.page, "Ana");
  await apply(clara.page, "active");
  const leg = await c.clara.phone.incoming();
  await bar(clara.page).getByText("Conectado").waitFor();

  await administrator.open("/admin/users");
  await withdraw(administrator.page, "Ativa: Clara");
  await leg.ended();
  await bar(clara.page).waitFor({ state: "detached" });
  await clara.page.getByText("A permissão foi retirada pelo administrador.").first().waitFor();
  await openCall(clara.page, "Ana");
  const offered = clara.page.getByRole("dialog").getByRole("radio", { name: /^(Passiva|Semiativa|Ativa)$/ });
  await offered.nth(1).waitFor();
  t.equal(await offered.count(), 2, "what is not permitted is not offered");

  await withdraw(administrator.page, "Passiva: Clara");
  await withdraw(administrator.page, "Semiativa: Clara");
  await clara.page.getByRole("heading", { name: "Ações" }).waitFor({ state: "detached" });
  t.pass("without any permission there is no menu");
  untroubled(t, { clara, administrator });
});
