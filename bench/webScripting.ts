/** How long scripts run for one status event, as Chromium's own trace tells it. */
import type { Browser, Page } from "playwright-core";
import { type Distribution, distribution } from "./percentiles.ts";
import type { Floor } from "./webFloor.ts";

/** ms of scripting, an event. */
export type ScriptingPerEvent = Distribution;

/** A slice of a trace: µs. */
interface Slice {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor's time: what other programs took meanwhile is not in it. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
}

/** Long enough for all that an event causes to be over before the next one. */
const BETWEEN = 120;
const categories = ["devtools.timeline", "v8.execute", "disabled-by-default-v8.gc"];

/** Whatever runs JavaScript, or cleans up after it, with all that it causes at once, such as a layout that it asks for. */
const isScript = ({ name }: Slice): boolean =>
  /^(FunctionCall|EvaluateScript|RunMicrotasks|TimerFire|FireAnimationFrame|FireIdleCallback|EventDispatch|MinorGC|MajorGC|V8\.GC.*|v8\.callFunction|v8\.run|v8\.produceCache)$/.test(
    name,
  );

/** What a piece of the stream of events begins. */
const isArrival = ({ name }: Slice): boolean => name === "ResourceReceivedData";

export async function scriptingPerEvent(
  browser: Browser,
  page: Page,
  floor: Floor,
  events: number,
): Promise<ScriptingPerEvent> {
  await browser.startTracing(page, { categories });
  for (let i = 0; i < events; i++) {
    await floor.change();
    await page.waitForTimeout(BETWEEN);
  }
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly Slice[] };
  return distribution(costs(trace.traceEvents));
}

/** Of each event: what scripts took from its arrival to that of the next, running times of the page included. */
function costs(slices: readonly Slice[]): Float64Array {
  const first = slices.find(isArrival);
  if (first === undefined) throw new Error("no event arrived at the page");
  const own = slices.filter(({ pid, tid }) => pid === first.pid && tid === first.tid).sort((a, b) => a.ts - b.ts);
  const costs: number[] = [];
  let over = 0;
  for (const slice of own) {
    if (isArrival(slice)) costs.push(0);
    // A slice within another one is a part of it.
    if (slice.ph !== "X" || slice.ts < over || costs.length === 0 || !isScript(slice)) continue;
    over = slice.ts + (slice.dur ?? 0);
    costs[costs.length - 1]! += (slice.tdur ?? slice.dur ?? 0) / 1000;
  }
  return Float64Array.from(costs);
}
