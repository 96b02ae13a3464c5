/** What may be wrong with a page, whoever looks at it. */
import type { Test } from "tap";
import type { Size, Visit } from "../../../lab/browser/visit.ts";
import { violations } from "./accessibility.ts";
import { missingTexts } from "./texts.ts";

export const languages = ["pt-BR", "en"] as const;

const desk: Size = { width: 1440, height: 900 };
const tablet: Size = { width: 1024, height: 768 };
const telephone: Size = { width: 390, height: 844 };
export const sizes: readonly Size[] = [desk, tablet, telephone];
/** The widest and the narrowest. */
export const extremes: readonly Size[] = [desk, telephone];

/** The page as it stands: its texts, its width, axe-core's verdict, and what went wrong on the way to it. */
export async function sound(t: Test, visitor: Visit, what: string): Promise<void> {
  const { page } = visitor;
  t.strictSame(await missingTexts(page), [], `${what}: every text is there`);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  t.ok((overflow as number) <= 0, `${what}: nothing is cut off at the side (${overflow} px)`);
  t.strictSame(await violations(page), [], `${what}: open to everybody`);
  t.strictSame(visitor.takeTroubles(), [], `${what}: nothing went wrong`);
}

/** The page in these sizes, light and dark. */
export async function soundEverywhere(t: Test, visitor: Visit, what: string, those = sizes): Promise<void> {
  const { page } = visitor;
  for (const size of those) {
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
