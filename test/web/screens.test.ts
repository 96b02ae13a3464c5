/** Every screen: in both languages, in every size and light, with much to show and with nothing. */
import { readFileSync } from "node:fs";
import t from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { startServer } from "../support/server.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { livelyCentre } from "./support/livelyCentre.ts";
import { languages, sound, soundEverywhere } from "./support/soundness.ts";

const PASSWORD = "segredo-do-teste";

/** As the program lists them, so that none is forgotten here. */
const list = readFileSync(new URL("../../web/src/app/screens.tsx", import.meta.url), "utf8");
const paths = [...list.matchAll(/^ {4}path: "([^"]+)"/gm)].map((match) => match[1]!);
t.ok(paths.length >= 14, `${paths.length} screens`);

t.test("screens with much to show", { skip: chromiumMissing }, async (t) => {
  const browser = await openBrowser(t);
  const { centre } = await livelyCentre(t);
  for (const language of languages) {
    const visitor = await visit(t, browser, { url: centre.server.now.url, language });
    await visitor.open("/");
    await soundEverywhere(t, visitor, `${language} sign-in`);
    await visitor.signIn(adminEmail, PASSWORD);
    for (const path of paths) {
      await visitor.open(path);
      await soundEverywhere(t, visitor, `${language} ${path}`);
    }
  }
});

t.test("screens of an account in which nothing is yet", { skip: chromiumMissing }, async (t) => {
  const browser = await openBrowser(t);
  const server = await startServer(t);
  for (const language of languages) {
    const visitor = await visit(t, browser, { url: server.now.url, language });
    await visitor.signIn(adminEmail, PASSWORD);
    for (const path of paths) {
      await visitor.open(path);
      await sound(t, visitor, `${language} ${path}`);
    }
  }
});
