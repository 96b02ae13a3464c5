import type { Page } from "playwright-core";
import { pt } from "../../../web/src/texts/pt-BR/index.ts";

/** A text that is missing is shown as its key: `calls.filters.from`. */
const key = new RegExp(`\\b(?:${Object.keys(pt).join("|")})\\.[a-zA-Z]\\w*(?:\\.\\w+)*(?![\\w.]*@)`, "g");

/** All that a person may read or hear on the page. */
const everyText = `[
  document.title,
  document.body.innerText,
  ...[...document.querySelectorAll("*")].flatMap((element) =>
    ["aria-label", "aria-description", "title", "placeholder", "alt"].map((name) => element.getAttribute(name) ?? "")),
].join("\\n")`;

/** The keys that stand on the page where a text should. */
export async function missingTexts(page: Page): Promise<readonly string[]> {
  const shown = (await page.evaluate(everyText)) as string;
  return [...new Set([...shown.matchAll(key)].map(([found]) => found))];
}
