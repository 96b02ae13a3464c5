import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What keeps people out: axe-core's verdicts beyond these are advice. */
const grave = new Set(["serious", "critical"]);

/** All that axe-core knows, or only what another light may change. */
const rules = { everything: "{}", contrast: "{ runOnly: ['color-contrast', 'link-in-text-block'] }" } as const;

/** Serious and critical violations on the page as it stands: the rule, and the elements that break it. */
export async function violations(page: Page, looked: keyof typeof rules = "everything"): Promise<readonly string[]> {
  // The page's policy binds scripts of the page, not those of whoever looks at it from outside.
  if ((await page.evaluate("'axe' in window")) === false) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(`axe.run(document, ${rules[looked]})`)) as AxeResults;
  return violations
    .filter(({ impact }) => grave.has(impact ?? ""))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ""}`).join("\n  ")}`);
}
