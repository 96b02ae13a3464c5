/** A server that goes away and comes back: the page says so, and shows the truth again. */
import t from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import { answers } from "../../lab/phone/manners.ts";
import { phoneOf } from "../../lab/ponto/account.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { centre } from "../support/centre.ts";
import { signallingPort } from "../support/fixedPort.ts";
import { openBrowser, visit } from "./support/browser.ts";

t.test("a restart of the server in the middle of a call", { skip: chromiumMissing }, async (t) => {
  const env = { PONTO_HTTP_PORT: await signallingPort(t) };
  const c = await centre(t, { server: { env } });
  const browser = await openBrowser(t);
  const visitor = await visit(t, browser, { url: c.server.now.url });
  const { page } = visitor;
  await visitor.signIn(adminEmail, "segredo-do-teste");
  const ana = page.getByRole("row").filter({ hasText: "Ana" });
  await c.call();
  await ana.getByText("Em chamada").waitFor();

  await c.server.now.kill9();
  await page
    .getByText(/Sem conexão/)
    .first()
    .waitFor();
  t.ok(await ana.getByText("Em chamada").isVisible(), "what was last known is still to be seen");
  t.equal(visitor.takeTroubles().filter((trouble) => trouble.startsWith("error:")).length, 0);

  const server = await c.server.restart();
  await page.getByText("Ao vivo").waitFor();
  await ana.getByText("Em chamada").waitFor({ state: "detached" });
  t.pass("the call did not outlive the server, and the page knows");
  const phone = await phoneOf(await server.administrator(), c.ana.agent, server.sip, { manner: answers });
  t.teardown(() => phone.close());
  await ana.getByText("Disponível").waitFor();
  t.pass("and what happens from now on is shown");
});
