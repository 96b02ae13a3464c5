/** The README and docs/ can rot: what they list is compared with what the program has. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import { agentFormat, numberFormat, userFormat } from "../src/accounts/csv/formats.ts";
import { DirectoryCache } from "../src/accounts/directory/directoryCache.ts";
import { defaultSettings, trunkDefaults } from "../src/accounts/directory/shapes.ts";
import type { Access } from "../src/api/callers/access.ts";
import { createMetrics } from "../src/api/metrics.ts";
import { autoAnswerHeaders } from "../src/calls/hunts/autoAnswer.ts";
import { problems } from "../src/kernel/problem.ts";
import { delayBounds } from "../src/media/commands.ts";
import { noStats } from "../src/media/workers/statsSum.ts";
import { settingTable } from "../src/settings.ts";
import { actor, refusal, TestAccount } from "./accounts/support/testAccount.ts";
import { openOffice } from "./api/support/office.ts";
import { pages, readme, section, tableOf } from "./support/readme.ts";

const root = path.join(import.meta.dirname, "..");
const rest = "docs/rest.md";
const settings = "docs/settings.md";
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

/** What stands between backticks. */
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
const sorted = (words: Iterable<string>): string[] => [...words].sort();

t.test("the settings of the process", async (t) => {
  const rows = tableOf(section("Settings of the process", settings));
  const documented = rows.map(([env, yaml, fallback]) => [quoted(env!)[0], quoted(yaml!)[0], quoted(fallback!)[0]]);
  const real = Object.values(settingTable).map(({ env, yaml, fallback }) => [env, yaml, fallback]);
  for (const setting of real) {
    const found = documented.find(([env]) => env === setting[0]);
    t.ok(found, `${setting[0]} is documented`);
    t.equal(found?.[1], setting[1], `YAML key of ${setting[0]}`);
    if (setting[2] !== undefined) t.equal(found?.[2], setting[2], `default of ${setting[0]}`);
  }
  t.equal(documented.length, real.length, "nothing else is");
});

t.test("the settings of the account", async (t) => {
  const rows = tableOf(section("Settings of the account", settings));
  const documented = rows.map(([name, fallback]) => [quoted(name!)[0]!, JSON.parse(quoted(fallback!)[0]!)]);
  t.strictSame(Object.fromEntries(documented), Object.fromEntries(leaves(defaultSettings, "")));
});

function leaves(tree: object, prefix: string): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    value !== null && typeof value === "object" ? leaves(value, `${prefix}${key}.`) : [[prefix + key, value]],
  );
}

t.test("the screens of the dashboard, and pictures of them", async (t) => {
  const { text } = pages.find(({ file }) => file === "docs/dashboard.md")!;
  const documented = tableOf(text).map(([, address]) => quoted(address!)[0]!);
  const list = readFileSync(path.join(root, "web/src/app/screens.tsx"), "utf8");
  const real = [...list.matchAll(/^ {4}path: "([^"]+)"/gm)].map((match) => match[1]!);
  t.strictSame(sorted(documented), sorted(real));
  const shown = pages.flatMap((page) =>
    [...page.text.matchAll(/\((?:docs\/)?screens\/(.+?)\)/g)].map((match) => match[1]!),
  );
  t.strictSame(sorted(new Set(shown)), sorted(readdirSync(path.join(root, "docs/screens"))), "each picture is shown");
});

t.test("the error codes and their statuses", async (t) => {
  const rows = tableOf(section("Errors", rest));
  const documented = rows.flatMap(([status, codes]) => quoted(codes!).map((code) => `${status} ${code}`));
  t.strictSame(sorted(documented), sorted(Object.entries(problems).map(([code, { status }]) => `${status} ${code}`)));
});

const accessNamed: Record<string, Access> = {
  anyone: "anyone",
  "any user": "user",
  dashboard: "dashboard",
  analytics: "analytics",
  financial: "financial",
  administrator: "administrator",
  "this machine": "operator",
};

t.test("the routes and who may use them", async (t) => {
  const rows = tableOf(section("Routes", rest));
  const documented = rows.flatMap(([routes, who]) =>
    quoted(routes!).flatMap((route) => {
      const [, methods, url] = /^([A-Z, ]+) (\/.*)$/.exec(route)!;
      return methods!.split(", ").map((method) => `${method} ${url}: ${accessNamed[who!]}`);
    }),
  );
  const real: string[] = [];
  const { app } = await openOffice(t, {}, (instance) =>
    instance.addHook("onRoute", ({ method, url, config, schema }) => {
      if (config?.access === undefined || schema?.hide === true) return;
      for (const one of [method].flat()) if (one !== "HEAD") real.push(`${one} ${url}: ${config.access}`);
    }),
  );
  t.strictSame(sorted(documented), sorted(real));

  const { paths } = (await app.inject("/v1/openapi.json")).json() as { paths: Record<string, object> };
  const described = Object.entries(paths).flatMap(([url, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${url.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  const withoutAccess = documented.map((route) => route.replace(/: \w+$/, ""));
  t.strictSame(sorted(withoutAccess), sorted(described.filter((route) => !route.startsWith("HEAD"))), "as in OpenAPI");
});

t.test("the columns of CSV files", async (t) => {
  const documented = tableOf(section("CSV", rest)).map(([file, , columns, rows]) => [
    quoted(file!)[0],
    quoted(columns!),
    rows,
  ]);
  const directory = new DirectoryCache(defaultSettings);
  const real = Object.entries({ agents: agentFormat, users: userFormat, numbers: numberFormat }).map(
    ([file, format]) => {
      const { columns, maxRows } = format(directory);
      return [file, columns.map(({ name }) => name), maxRows.toLocaleString("en")];
    },
  );
  t.strictSame(documented, real);
});

t.test("the events", async (t) => {
  const documented = tableOf(section("Events", rest)).flatMap(([events]) => quoted(events!));
  const source = (file: string): string => readFileSync(path.join(root, "src/calls", file), "utf8");
  const union = (file: string, name: string): string[] => {
    const [, members] = new RegExp(`type ${name} = ([^;]+);`).exec(source(file))!;
    return [...members!.matchAll(/"(\w+)"/g)].map((match) => match[1]!);
  };
  const untold = /news !== "ringing" && news !== "recording"/.test(source("switchboard/switchboard.ts"));
  t.ok(untold, "of a call's news two are no events");
  const told = union("call/callProtocol.ts", "CallNews").filter((news) => news !== "ringing" && news !== "recording");
  t.strictSame(
    sorted(documented),
    sorted([
      ...told.map((news) => `call.${news}`),
      ...union("monitorings/monitoringProtocol.ts", "MonitoringNews").map((news) => `monitoring.${news}`),
      ...[...source("live/newsroom.ts").matchAll(/#publish\("([\w.]+)"/g)].map((match) => match[1]!),
    ]),
  );
});

t.test("the metrics", async (t) => {
  const text = await createMetrics({
    calls: () => 0,
    monitorings: () => 0,
    rtpPortsInUse: () => 0,
    registrations: () => 0,
    eventStreams: () => 0,
    trunks: () => ({ in: 0, out: 0, none: 0 }),
    media: () => noStats,
    delayBounds,
    quality: () => [],
    sipMessages: () => [],
    strangers: () => ({ authFailures: 0, bannedSources: 0, rateLimited: 0 }),
  })();
  const real = [...text.matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1]!);
  const documented = tableOf(section("Metrics", rest)).map(([metric]) => quoted(metric!)[0]!);
  t.strictSame(sorted(documented), sorted(real));
});

t.test("the folders of src and what they import", async (t) => {
  const src = path.join(root, "src");
  const rows = tableOf(section("Architecture")).map(([place, , imports]) => [quoted(place!)[0]!, imports!] as const);
  const documented = rows.map(([place]) => place).filter((place) => place.startsWith("src/"));
  const real = readdirSync(src, { withFileTypes: true }).map(
    (entry) => `src/${entry.name}${entry.isDirectory() ? "/" : ""}`,
  );
  t.strictSame(sorted(documented), sorted(real));
  const rooms = real.filter((place) => place.endsWith("/")).map((place) => place.slice(4, -1));
  for (const [place, imports] of rows) {
    if (!place.startsWith("src/") || imports === "everything") continue;
    const named = rooms.filter((room) => new RegExp(`\\b${room}\\b`).test(imports));
    t.strictSame(sorted(named), sorted(importedRooms(path.join(root, place), rooms)), place);
  }
});

/** The rooms that a file, or the files of a folder, import from besides their own. */
function importedRooms(place: string, rooms: readonly string[]): Set<string> {
  const files = place.endsWith(".ts")
    ? [place]
    : (readdirSync(place, { recursive: true }) as string[])
        .filter((file) => file.endsWith(".ts"))
        .map((file) => path.join(place, file));
  const found = new Set<string>();
  for (const file of files)
    for (const [, target] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
      const [, room] = path.relative(root, path.resolve(path.dirname(file), target!)).split(path.sep);
      if (rooms.includes(room!) && path.basename(place) !== room) found.add(room!);
    }
  return found;
}

t.test("the dependencies", async (t) => {
  const text = section("Dependencies");
  const needed = tableOf(text).map(([name]) => quoted(name!)[0]!);
  t.strictSame(sorted(needed), sorted(Object.keys(manifest.dependencies)));
  const toBuild = quoted(/\nTo build and test: .*/.exec(text)![0]);
  t.strictSame(sorted(toBuild), sorted(Object.keys(manifest.devDependencies)));
});

/** As headings are linked to: lower case, without what is neither letter nor digit, hyphens for spaces. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

for (const { file, text } of pages)
  t.test(`every command, file and link of ${file} exists`, async (t) => {
    for (const [, script] of text.matchAll(/npm run (?:--silent )?([\w:]+)/g)) t.ok(manifest.scripts[script!], script!);
    for (const [, target] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      const [place, heading] = target!.split("#");
      const linked = path.join(root, place === "" ? file : path.join(path.dirname(file), place!));
      t.ok(existsSync(linked), target!);
      if (heading === undefined) continue;
      const headings = [...readFileSync(linked, "utf8").matchAll(/^#+ (.+)$/gm)].map((match) => anchor(match[1]!));
      t.ok(headings.includes(heading), target!);
    }
    const files = quoted(text).filter((word) => /^(src|lab|test|bench|demo)\/[\w./]+$/.test(word));
    for (const named of files) t.ok(existsSync(path.join(root, named)), named);
  });

t.test("every page of docs is linked from the README", async (t) => {
  for (const { file } of pages.slice(1)) t.ok(readme.includes(`](${file})`), file);
});

t.test("the settings that the pages name exist", async (t) => {
  const real = new Set<string | undefined>(Object.values(settingTable).map(({ env }) => env));
  for (const { file, text } of pages)
    for (const name of quoted(text).filter((word) => /^PONTO_\w+$/.test(word)))
      t.ok(real.has(name), `${file}: ${name}`);
});

t.test("the rooms of the large folders", async (t) => {
  const places = tableOf(section("Architecture")).flatMap(([place]) => quoted(place!));
  const documented = places.filter((place) => /^(sip|rtp|calls)\//.test(place));
  const real = ["sip", "rtp", "calls"].flatMap((folder) =>
    readdirSync(path.join(root, "src", folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}/`),
  );
  t.strictSame(sorted(documented), sorted(real));
});

t.test("the words in which phones are asked to answer by themselves", async (t) => {
  for (const [phones, headers] of tableOf(section("Phones that answer by themselves", "docs/calls.md")))
    for (const phone of quoted(phones!))
      t.strictSame(
        autoAnswerHeaders(`${phone}/1.0`, "ponto.local").map(([name]) => name),
        quoted(headers!),
        phone,
      );
});

t.test("the fields of a trunk", async (t) => {
  const text = pages.find(({ file }) => file === "docs/trunks.md")!.text;
  for (const field of Object.keys(trunkDefaults)) t.match(text, new RegExp(`[\`"]${field}[\`"]`), field);
});

t.test("the trunks that the pages set up are taken", async (t) => {
  const { accounts } = await TestAccount.create(t);
  const bodies = pages.flatMap(({ text }) => [...text.matchAll(/api \$PONTO\/v1\/trunks -d '([^']+)'/g)]);
  t.ok(bodies.length > 2);
  for (const [, body] of bodies) t.equal(refusal(await accounts.trunks.create(JSON.parse(body!), actor)), "ok", body!);
});

/** The walks name files of `src` without their ending. */
t.test("every stop of the walks exists", async (t) => {
  const walks = section("Architecture").split("**Four walks.**")[1]!;
  const stops = quoted(walks).filter((word) => /^\w+(?:\/\w+)+$/.test(word));
  t.ok(stops.length > 10);
  for (const stop of stops) {
    const place = path.join(root, "src", stop);
    t.ok(existsSync(place) || existsSync(`${place}.ts`), stop);
  }
});

t.test("it can be read in one go", async (t) => {
  t.ok(readme.split("\n").length <= 400);
});
