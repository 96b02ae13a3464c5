/** The first load of the agents' page in a browser that has nothing of it yet. */
import type { Browser, BrowserContextOptions, CDPSession } from "playwright-core";
import { type Distribution, distribution } from "./percentiles.ts";

export interface FirstLoad {
  /** Of the page itself, as it crossed the network. */
  readonly bytes: number;
  /** Of the API's answers. */
  readonly answers: number;
  /** From the navigation to the first agent on the page, ms. */
  readonly shown: Distribution;
  /** … until nothing keeps the page from answering any more: the end of the last long task, ms. */
  readonly interactive: Distribution;
}

export interface Loading {
  readonly url: string;
  /** The cookie of somebody who is signed in. */
  readonly signedIn: NonNullable<BrowserContextOptions["storageState"]>;
  readonly times: number;
}

/** How long nothing may happen before a load counts as over, ms. */
const QUIET = 1000;

/** Notes when the first row is there, and when the last task ended that held the page up (50 ms and more). */
const watch = `
  const seen = { row: undefined, busyUntil: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.busyUntil = startTime + duration;
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector("tbody tr") === null) return;
    seen.row = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
  const isCalm = () => performance.now() - Math.max(seen.row, seen.busyUntil) > ${QUIET};
  window.calm = new Promise((resolve) => {
    const look = setInterval(() => {
      if (!isCalm()) return;
      clearInterval(look);
      resolve(seen);
    }, 100);
  });
`;

export async function firstLoads(browser: Browser, loading: Loading): Promise<FirstLoad> {
  const loads = [];
  for (let i = 0; i < loading.times; i++) loads.push(await load(browser, loading));
  return {
    bytes: Math.max(...loads.map(({ bytes }) => bytes)),
    answers: Math.max(...loads.map(({ answers }) => answers)),
    shown: distribution(Float64Array.from(loads, ({ shown }) => shown)),
    interactive: distribution(Float64Array.from(loads, ({ interactive }) => interactive)),
  };
}

async function load(browser: Browser, { url, signedIn }: Loading) {
  const context = await browser.newContext({ storageState: signedIn, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    const sizes = await sizesOf(await context.newCDPSession(page));
    await page.goto(`${url}/agents`);
    const { row, busyUntil } = (await page.evaluate("calm")) as { row: number; busyUntil: number };
    return { ...sizes(), shown: row, interactive: Math.max(row, busyUntil) };
  } finally {
    await context.close();
  }
}

/** Counts what crosses the network, heads of answers and all. */
async function sizesOf(cdp: CDPSession): Promise<() => { readonly bytes: number; readonly answers: number }> {
  const apis = new Set<string>();
  const sum = { bytes: 0, answers: 0 };
  cdp.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (new URL(request.url).pathname.startsWith("/v1/")) apis.add(requestId);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    sum[apis.has(requestId) ? "answers" : "bytes"] += encodedDataLength;
  });
  await cdp.send("Network.enable");
  return () => sum;
}
