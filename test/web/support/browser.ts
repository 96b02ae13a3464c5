import type { Browser } from "playwright-core";
import type { Test } from "tap";
import { openChromium } from "../../../lab/browser/chromium.ts";
import { Visit, type VisitOptions } from "../../../lab/browser/visit.ts";

/** A browser that is closed after the test. */
export async function openBrowser(test: Test): Promise<Browser> {
  const browser = await openChromium();
  test.teardown(() => browser.close());
  return browser;
}

/** A person at the dashboard, whose visit is over with the test and in which nothing may have gone wrong by then. */
export async function visit(test: Test, browser: Browser, options: VisitOptions): Promise<Visit> {
  const visitor = await Visit.begin(browser, options);
  test.teardown(() => visitor.leave());
  return visitor;
}
