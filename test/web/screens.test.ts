/** Every screen: in both languages, in every size and light, with much to show and with nothing. */
import { readFileSync } from "node:fs";
import t, { type Test } from "tap";
import { chromiumMissing } from "../../lab/browser/chromium.ts";
import type { Size, Visit } from "../../lab/browser/visit.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { startServer } from "../support/server.ts";
import { violations } from "./support/accessibility.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { livelyCentre } from "./support/livelyCentre.ts";
import { missingTexts } from "./support/texts.ts";

const PASSWORD = "segredo-do-teste";
const languages = ["pt-BR", "en"] as const;
const sizes: readonly Size[] = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** As the program lists them, so that none is forgotten here. */
const list = readFileSync(new URL("../../web/src/app/screens.tsx", import.meta.url), "utf8");
const paths = [...list.matchAll(/^ {4}path: "([^"]+)"/gm)].map((match) => match[1]!);
t.ok(paths.length >= 14, `${paths.length} screens`);

/** What may be wrong with a page whoever looks at it. */
async function sound(t: Test, visitor: Visit, what: string): Promise<void> {
  const { page } = visitor;
  t.strictSame(await missingTexts(page), [], `${what}: every text is there`);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  t.ok((overflow as number) <= 0, `${what}: nothing is cut off at the side (${overflow} px)`);
  t.strictSame(await violations(page), [], `${what}: open to everybody`);
  t.strictSame(visitor.takeTroubles(), [], `${what}: nothing went wrong`);
}

/** The page in every size and light. */
async function soundEverywhere(t: Test, visitor: Visit, what: string): Promise<void> {
  const { page } = visitor;
  for (const size of sizes) {
    await page.setViewportSize(size);
    await visitor.settled();
    const there = `${what}, ${size.width}×${size.height}`;
    await sound(t, visitor, there);
    await page.emulateMedia({ colorScheme: "dark" });
    await visitor.settled();
    t.strictSame(await violations(page, "contrast"), [], `${there}, dark: can be read`);
    await page.emulateMedia({ colorScheme: "light" });
  }
}

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
