/** Holds the house to its plan: which way imports go, which files touch the outside world, and how large a room may be. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import t from "tap";

const src = path.join(import.meta.dirname, "..", "src");
const files = (readdirSync(src, { recursive: true }) as string[]).filter((file) => file.endsWith(".ts")).sort();
const text = (file: string): string => readFileSync(path.join(src, file), "utf8");
/** Of `node:net` these only compute. */
const pure = /^import \{ (?:isIPv4|isIPv6|isIP|SocketAddress|, )+ \} from "node:net";$/;
const imports = (file: string): string[] =>
  [...text(file).matchAll(/^(?:import|export)[^"]*?from "([^"]+)";|import\("([^"]+)"\)/gm)]
    .filter(([statement]) => !pure.test(statement))
    .map((match) => match[1] ?? match[2]!);

/** What a folder of `src` may import besides itself: folders, or single files of them. */
const mayImport: Record<string, readonly string[]> = {
  kernel: [],
  system: ["kernel"],
  sip: ["kernel"],
  rtp: ["kernel"],
  recording: ["kernel"],
  mixer: ["kernel", "rtp"],
  media: ["kernel", "mixer", "rtp", "recording"],
  store: ["kernel"],
  accounts: ["kernel", "store"],
  calls: [
    "kernel",
    "sip",
    "accounts",
    "media/commands.ts",
    "mixer/audibility.ts",
    "rtp/sdp",
    "recording/layout.ts",
    "rtp/agreed.ts",
    "rtp/codecs/codec.ts",
  ],
  exchange: ["kernel", "accounts", "calls", "sip", "media/commands.ts", "media/qualitySum.ts"],
  api: ["kernel", "accounts", "calls/live/callCentre.ts", "calls/live/views.ts", "mixer/audibility.ts"],
  server: [
    ...["kernel", "system", "sip", "rtp", "recording", "media", "store", "accounts", "exchange", "api"],
    "settings.ts",
  ],
};

/** The programs. They and what they share stand beside the folders, and may see everything. */
const programs = new Set(["main.ts", "account.ts", "process.ts", "settings.ts"]);
const mayAlsoImport: Record<string, readonly string[]> = {
  "media/workers/worker.ts": ["system"],
};

t.test("imports follow the arrows of the plan", async (t) => {
  for (const file of files) {
    const room = file.split("/")[0]!;
    if (!file.includes("/")) continue;
    const allowed = mayImport[room];
    t.ok(allowed, `${file}: ${room} has a place in the plan`);
    for (const target of imports(file).filter((name) => name.startsWith("."))) {
      const to = path.relative(src, path.resolve(path.dirname(path.join(src, file)), target));
      const ok =
        to.startsWith(`${room}/`) ||
        [...(allowed ?? []), ...(mayAlsoImport[file] ?? [])].some(
          (place) => to === place || to.startsWith(`${place}/`),
        );
      t.ok(ok, `${file} may import ${to}`);
    }
  }
  t.same(new Set(files.filter((file) => !file.includes("/"))), programs, "nothing else stands at the top");
});

/** The edges: which files may import which part of the outside world. */
const edges: readonly { readonly modules: RegExp; readonly files: RegExp }[] = [
  { modules: /^(node:)?(dgram|dgram-as-promised)$/, files: /^system\/udp\.ts$/ },
  // The compiled sockets.
  { modules: /^(node:)?module$/, files: /^system\/native\/addon\.ts$/ },
  { modules: /^(node:)?(net|tls|dns|dns\/promises)$/, files: /^(sip\/transport\/|sip\/locate\/systemDns\.ts|api\/)/ },
  {
    modules: /^(node:)?(fs|fs\/promises)$/,
    files:
      /^((main|account|process)\.ts|recording\/(disk|recovery)\.ts|media\/music\/music(File|Thread)\.ts|sip\/transport\/(localAddress|tlsIdentity)\.ts|sip\/locate\/systemDns\.ts|store\/|accounts\/secrets\.ts|api\/)/,
  },
  {
    modules: /^(node:)?worker_threads$/,
    files: /^media\/(workers\/(worker|threadWorker)|music\/music(File|Thread))\.ts$/,
  },
  { modules: /^fastify$|^@fastify\//, files: /^api\// },
  { modules: /^(kysely|libsql)$/, files: /^(store|accounts)\// },
  { modules: /^sip\.js/, files: /^sip\/message\// },
];

t.test("only the edges touch the outside world", async (t) => {
  for (const file of files)
    for (const name of imports(file).filter((name) => !name.startsWith(".")))
      for (const edge of edges) if (edge.modules.test(name)) t.match(file, edge.files, `${file} may import ${name}`);
});

t.test("time and chance are arguments", async (t) => {
  const stray = /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|setTimeout|setInterval|process\.hrtime)\b/;
  for (const file of files.filter((file) => !/^(system\/|main\.ts)/.test(file))) {
    const code = text(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    t.notMatch(code, stray, `${file} reads no clock and draws no lot of its own`);
  }
});

/** Files above 400 lines, each with its reason. */
const large: Record<string, string> = {};

t.test("no room is crowded", async (t) => {
  for (const file of files) {
    const lines = text(file).trimEnd().split("\n").length;
    if (lines > 400) t.ok(large[file], `${file} has ${lines} lines`);
  }
});
