/** What the dashboard asks of a browser: its first load, and a thousand agents of whom somebody changes all the time. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumMissing, openChromium } from "../lab/browser/chromium.ts";
import { Visit } from "../lab/browser/visit.ts";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import type { BenchOptions } from "./options.ts";
import { table } from "./table.ts";
import { openFloor } from "./webFloor.ts";
import { type FirstLoad, firstLoads } from "./webLoading.ts";
import { type Rush, rush } from "./webRush.ts";
import { type ScriptingPerEvent, scriptingPerEvent } from "./webScripting.ts";

export interface WebFigures {
  readonly agents: number;
  readonly firstLoad: FirstLoad;
  readonly scripting: ScriptingPerEvent;
  readonly rush: Rush;
}

const AGENTS = 1000;
const PASSWORD = "segredo-da-bancada";
/** Nobody is held up by how often one may ask. */
const env = { PONTO_HTTP_REQUESTS_PER_MINUTE: "10000000" };

/** Nothing where there is no browser. */
export async function web({ seconds, quick }: BenchOptions): Promise<WebFigures | undefined> {
  if (chromiumMissing !== false) {
    process.stdout.write(`${chromiumMissing}\n`);
    return undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), "ponto-bench-"));
  const server = await PontoServer.start({ dataDir, password: PASSWORD, rtpPorts: 40, env });
  const browser = await openChromium();
  try {
    const floor = await openFloor(await server.administrator(), server.sip, AGENTS);
    const visitor = await Visit.begin(browser, { url: server.url });
    await visitor.signIn(adminEmail, PASSWORD);
    const signedIn = await visitor.page.context().storageState();
    const firstLoad = await firstLoads(browser, { url: server.url, signedIn, times: quick ? 3 : 9 });
    await visitor.open("/agents");
    const scripting = await scriptingPerEvent(browser, visitor.page, floor, quick ? 50 : 200);
    const figures = { agents: AGENTS, firstLoad, scripting, rush: await rush(visitor.page, floor, seconds) };
    print(figures);
    await floor.close();
    return figures;
  } finally {
    await browser.close();
    await server.kill9();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly bound: string;
}

function print({ firstLoad, scripting, rush }: WebFigures): void {
  const ms = (figure: number): string => `${figure.toFixed(1)} ms`;
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;
  const rows: readonly Row[] = [
    { what: "first load, compressed", measured: kb(firstLoad.bytes), bound: "< 350 KB" },
    { what: "… answers of the API with it", measured: kb(firstLoad.answers), bound: "" },
    { what: "the agents stand, p50", measured: ms(firstLoad.shown.p50), bound: "" },
    { what: "interactive, p50", measured: ms(firstLoad.interactive.p50), bound: "< 1500 ms" },
    { what: "… the slowest", measured: ms(firstLoad.interactive.max), bound: "" },
    { what: "scripting for one status event, p50", measured: ms(scripting.p50), bound: "< 16 ms" },
    { what: "… p99", measured: ms(scripting.p99), bound: "" },
    { what: "… the most", measured: ms(scripting.max), bound: "" },
    { what: "20 changes/s and scrolling: frames/s", measured: rush.busy.perSecond.toFixed(1), bound: "" },
    { what: "… without changes", measured: rush.quiet.perSecond.toFixed(1), bound: "" },
    { what: "… frames that came late", measured: `${(100 * rush.busy.late).toFixed(1)} %`, bound: "" },
    { what: "… without changes", measured: `${(100 * rush.quiet.late).toFixed(1)} %`, bound: "" },
    { what: "… longest between two frames", measured: ms(rush.busy.longest), bound: "" },
    { what: "… without changes", measured: ms(rush.quiet.longest), bound: "" },
  ];
  const line = table<Row>([
    { title: "", width: 38, text: ({ what }) => what },
    { title: "measured", width: 10, text: ({ measured }) => measured },
    { title: "aim", width: 10, text: ({ bound }) => bound },
  ]);
  for (const row of rows) line(row);
}
