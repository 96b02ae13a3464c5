import type { AxeResults } from "axe-core";
import axe from "axe-core";
import type { Page } from "playwright-core";

/** What keeps people out: axe-core's verdicts beyond these are advice. */
const grave = new Set(["serious", "critical"]);

/** Serious and critical violations on the page as it stands: the rule, and the elements that break it. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The page's policy binds scripts of the page, not those of whoever looks at it from outside.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  return violations
    .filter(({ impact }) => grave.has(impact ?? ""))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ""}`).join("\n  ")}`);
}
