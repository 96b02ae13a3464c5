/**
 * `npm run demo`: the server, and people already talking on it. Data stay in `./data/demo` (or PONTO_DATA_DIR), so a
 * second start finds the same account, tokens and passwords. Ports and the rest are set as for `npm start`.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import { gather, openTrunk, STAND_IN_MS } from "./cast.ts";
import { instructions } from "./instructions.ts";
import { sampleAccount } from "./sampleAccount.ts";
import { colleagues, prompting, support, voices } from "./script.ts";
import { dialogue } from "./speech.ts";

interface Secrets {
  readonly administrator: string;
  readonly supervisor: string;
}

const dataDir = resolve(process.env.PONTO_DATA_DIR ?? "data/demo");
await mkdir(dataDir, { recursive: true });
const secrets = await secretsIn(dataDir);

/** The log level and the administrator are the demo's own: it waits for a line of the log, and signs in. */
const given = Object.entries(process.env).filter(([name]) => /^PONTO_(HTTP|SIP|RTP|PUBLIC|MEDIA)_/.test(name));
const server = await PontoServer.start({
  dataDir,
  password: secrets.administrator,
  endsOnSignals: false,
  env: {
    PONTO_HTTP_PORT: "8080",
    PONTO_SIP_HOST: "0.0.0.0",
    PONTO_SIP_PORT: "5060",
    ...Object.fromEntries(given.map(([name, value]) => [name, value ?? ""])),
  },
}).catch(failed);

const speech = join(dataDir, "speech");
const { customer, ana, bruno, davi, clara } = voices;
const said = {
  ...(await dialogue(support, { customer, ana }, speech)),
  ...(await dialogue(colleagues, { bruno, davi }, speech)),
  ...(await dialogue(prompting, { clara }, speech)),
};

const trunk = await openTrunk(server.sip, said.customer!);
const sample = await sampleAccount(await server.administrator(), trunk, secrets.supervisor);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const cast = await gather(sample, trunk, said, tell, join(dataDir, "clara-heard.wav"));
tell(
  instructions(sample, {
    url: server.url,
    adminEmail,
    adminPassword: secrets.administrator,
    supervisorPassword: secrets.supervisor,
    standInSeconds: STAND_IN_MS / 1000,
  }),
);

let ending = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // Ctrl-C reaches us from the terminal and again from npm.
    if (ending) return;
    ending = true;
    void end();
  });
}

async function end(): Promise<void> {
  tell("Ending …");
  await cast.leave();
  await server.stop();
  process.exit(0);
}

/** The passwords of an earlier start, or new ones, readable by their owner alone. */
async function secretsIn(folder: string): Promise<Secrets> {
  const path = join(folder, "demo-passwords.json");
  const known = await readFile(path, "utf8").catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as Secrets;
  const fresh = {
    administrator: randomBytes(9).toString("base64url"),
    supervisor: randomBytes(9).toString("base64url"),
  };
  await writeFile(path, `${JSON.stringify(fresh, undefined, 2)}\n`, { mode: 0o600 });
  return fresh;
}

function failed(error: Error): never {
  process.stderr.write(
    `${error.message}\nAnother program may have the port: try PONTO_SIP_PORT=5070 PONTO_HTTP_PORT=8081 npm run demo\n`,
  );
  process.exit(1);
}
