/** What opens on the screens: a call, a form, a player, a plot. Each by its address, light and dark. */
import t from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { livelyCentre } from "./support/livelyCentre.ts";
import { extremes, languages, sound, soundEverywhere } from "./support/soundness.ts";

const firstId = async (admin: Api, path: string): Promise<string> => (await admin.list<{ id: string }>(path))[0]!.id;

async function addresses(admin: Api): Promise<readonly string[]> {
  const opened = async (screen: string, list: string) => [
    `${screen}?open=${await firstId(admin, list)}`,
    `${screen}?open=new`,
  ];
  return [
    "/agents?view=wall",
    "/calls?view=charts",
    "/calls?view=usage",
    `/calls?call=${await firstId(admin, "/v1/reports/calls")}`,
    `/recordings?open=${await firstId(admin, "/v1/recordings")}`,
    ...(await opened("/admin/users", "/v1/users")),
    ...(await opened("/admin/agents", "/v1/agents")),
    ...(await opened("/admin/groups", "/v1/groups")),
    ...(await opened("/admin/trunks", "/v1/trunks")),
    ...(await opened("/admin/numbers", "/v1/numbers")),
    ...(await opened("/admin/routes", "/v1/routes")),
    "/admin/api-keys?open=new",
  ];
}

t.test("what opens on the screens", { skip: chromiumMissing }, async (t) => {
  const browser = await openBrowser(t);
  const { centre, call } = await livelyCentre(t);
  const all = [`/agents?open=${centre.ana.agent.id}`, ...(await addresses(centre.admin))];
  t.equal(call.customer.state, "connected");
  for (const language of languages) {
    const visitor = await visit(t, browser, { url: centre.server.now.url, language });
    await visitor.signIn(adminEmail, "segredo-do-teste");
    for (const address of all) {
      await visitor.open(address);
      // What a language changes is the texts and their widths: the rest has been looked at in the first.
      if (language === languages[0]) await soundEverywhere(t, visitor, `${language} ${address}`, extremes);
      else await sound(t, visitor, `${language} ${address}`);
    }
  }
});
