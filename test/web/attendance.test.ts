/** A page that nobody touches must not keep its reader signed in. */
import t from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { startServer } from "../support/server.ts";
import { openBrowser, visit } from "./support/browser.ts";

t.test("what the page reads while nobody touches it is marked so", { skip: chromiumMissing }, async (t) => {
  const browser = await openBrowser(t);
  const server = await startServer(t);
  const visitor = await visit(t, browser, { url: server.now.url });
  const { page } = visitor;
  await page.clock.install();
  await visitor.signIn(adminEmail, "segredo-do-teste");
  await visitor.open("/agents");
  const reading = () => page.waitForRequest((request) => request.url().includes("/v1/agents/live"));
  const marked = async () => (await (await reading()).allHeaders())["ponto-unattended"];

  const [soon] = await Promise.all([marked(), page.clock.fastForward(31_000)]);
  t.equal(soon, undefined, "somebody was there half a minute ago");
  await page.clock.fastForward(31_000);
  const [late] = await Promise.all([marked(), page.clock.fastForward(31_000)]);
  t.equal(late, "true", "nobody was for a minute and a half");
  await page.mouse.move(300, 300);
  const [again] = await Promise.all([marked(), page.clock.fastForward(31_000)]);
  t.equal(again, undefined, "somebody is back");
  t.strictSame(visitor.takeTroubles(), [], "nothing went wrong");
});
