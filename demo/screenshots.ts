/**
 * `npm run screenshots [-- --language pt-BR] [--folder DIR]`: pictures of the dashboard, as README.md and
 * docs/dashboard.md show them. A server of its own on free ports, the demo's people on the phone, a browser.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromiumMissing, openChromium } from "../lab/browser/chromium.ts";
import { Visit } from "../lab/browser/visit.ts";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import { en } from "../web/src/texts/en/index.ts";
import { pt } from "../web/src/texts/pt-BR/index.ts";
import { gather, openTrunk } from "./cast.ts";
import { sampleAccount } from "./sampleAccount.ts";
import { openDay } from "./screenshots/day.ts";
import {
  beforeMonitoring,
  monitor,
  ofAdministrator,
  type Picture,
  type Subjects,
  whileMonitoring,
} from "./screenshots/pictures.ts";
import { colleagues, prompting, support, voices } from "./script.ts";
import { dialogue } from "./speech.ts";

const PASSWORD = "uma senha de exemplo";
const desk = { width: 1280, height: 800 } as const;
const telephone = { width: 390, height: 844 } as const;

const { values } = parseArgs({
  options: { language: { type: "string", default: "en" }, folder: { type: "string", default: "docs/screens" } },
});
const known = { "pt-BR": pt, en };
if (!Object.hasOwn(known, values.language)) {
  process.stderr.write("usage: npm run screenshots -- [--language pt-BR|en] [--folder DIR]\n");
  process.exit(2);
}
const language = values.language as keyof typeof known;
const texts = known[language];
const folder = resolve(values.folder);
if (chromiumMissing !== false) {
  process.stderr.write(`${chromiumMissing}\n`);
  process.exit(1);
}

const dataDir = await mkdtemp(join(tmpdir(), "ponto-screens-"));
const server = await PontoServer.start({ dataDir, password: PASSWORD, rtpPorts: 120 });
const browser = await openChromium();
try {
  await mkdir(folder, { recursive: true });
  await take();
} finally {
  await browser.close();
  await server.kill9();
  await rm(dataDir, { recursive: true, force: true });
}

async function take(): Promise<void> {
  const { customer, ana, bruno, davi, clara } = voices;
  const speech = join(dataDir, "speech");
  const said = {
    ...(await dialogue(support, { customer, ana }, speech)),
    ...(await dialogue(colleagues, { bruno, davi }, speech)),
    ...(await dialogue(prompting, { clara }, speech)),
  };
  const trunk = await openTrunk(server.sip, said.customer!);
  const admin = await server.administrator();
  const sample = await sampleAccount(admin, trunk, PASSWORD);
  const day = await openDay(admin, trunk, sample, { customer: said.customer!, agent: said.ana! });
  const cast = await gather(sample, trunk, said, () => {}, join(dataDir, "clara-heard.wav"));
  const recordings = await admin.list<{ id: string; durationMs: number }>("/v1/recordings");
  const longest = recordings.filter(({ durationMs }) => durationMs > 0).sort((a, b) => b.durationMs - a.durationMs)[0]!;
  const subjects: Subjects = { agentId: sample.seats.Ana.agent.id, recordingId: longest.id };

  const supervisor = await Visit.begin(browser, { url: server.url, language, size: desk });
  await supervisor.open("/");
  await supervisor.page.screenshot({ path: join(folder, "sign-in.png") });
  await supervisor.signIn(sample.supervisorEmail, PASSWORD);
  for (const picture of beforeMonitoring) await draw(supervisor, picture, subjects);
  await monitor(supervisor, texts);
  for (const picture of whileMonitoring) await draw(supervisor, picture, subjects);
  const administrator = await Visit.begin(browser, { url: server.url, language, size: desk });
  await administrator.signIn(adminEmail, PASSWORD);
  for (const picture of ofAdministrator) await draw(administrator, picture, subjects);
  await cast.leave();
  await day.close();
}

/** Opens the screen, does there what belongs to the picture, and takes it once everything stands. */
async function draw(visitor: Visit, picture: Picture, subjects: Subjects): Promise<void> {
  const { page } = visitor;
  await page.setViewportSize(picture.telephone ? telephone : desk);
  await visitor.open(picture.path(subjects));
  await picture.first?.(page, texts);
  await visitor.settled();
  await page.screenshot({ path: join(folder, `${picture.name}.png`) });
  process.stdout.write(`${picture.name}.png\n`);
}
