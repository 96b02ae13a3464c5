/** Whether the page stays smooth where twenty agents change a second and somebody scrolls. */
import type { Page } from "playwright-core";
import type { Floor } from "./webFloor.ts";

export interface Frames {
  readonly perSecond: number;
  /** Of those that came one or more frames late. */
  readonly late: number;
  /** ms */
  readonly longest: number;
}

export interface Rush {
  /** The same scrolling while nobody changes: what the machine does by itself. */
  readonly quiet: Frames;
  readonly busy: Frames;
}

const CHANGES_PER_SECOND = 20;
const SCROLLS_PER_SECOND = 5;
const SCROLL = 400;
/** Beyond one and a half frames of a screen with 60 a second, ms. */
const LATE = 25;

const record = `
  window.gaps = [];
  let last;
  const step = (now) => {
    if (last !== undefined) gaps.push(now - last);
    last = now;
    window.drawing = requestAnimationFrame(step);
  };
  window.drawing = requestAnimationFrame(step);
`;

export async function rush(page: Page, floor: Floor, seconds: number): Promise<Rush> {
  const quiet = await frames(page, seconds, async () => undefined);
  return { quiet, busy: await frames(page, seconds, () => floor.change()) };
}

async function frames(page: Page, seconds: number, change: () => Promise<void>): Promise<Frames> {
  await page.mouse.move(700, 600);
  await page.evaluate(`{${record}}`);
  await Promise.all([
    regularly(CHANGES_PER_SECOND, seconds, change),
    // Down for half of the time, and up again.
    regularly(SCROLLS_PER_SECOND, seconds, (share) => page.mouse.wheel(0, share < 0.5 ? SCROLL : -SCROLL)),
  ]);
  const gaps = (await page.evaluate("cancelAnimationFrame(drawing), gaps")) as number[];
  return {
    perSecond: gaps.length / seconds,
    late: gaps.filter((gap) => gap > LATE).length / gaps.length,
    longest: Math.max(...gaps),
  };
}

/** Does something so often a second, whether or not the last time is over; `share` of the time is past. */
async function regularly(perSecond: number, seconds: number, work: (share: number) => Promise<void>): Promise<void> {
  const begun = performance.now();
  const times = perSecond * seconds;
  const under: Promise<void>[] = [];
  for (let i = 0; i < times; i++) {
    const due = begun + (i * 1000) / perSecond - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due)));
    under.push(work(i / times));
  }
  await Promise.all(under);
}
