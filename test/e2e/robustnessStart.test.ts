/** A start that cannot succeed says why in one line that names the setting, and ends with 1. */
import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import t, { type Test } from "tap";
import { type FailedStart, failedStart } from "../support/failedStart.ts";
import { startServer, temporaryFolder } from "../support/server.ts";

/** One line on stderr that fits, the exit code 1, and nothing of the program's insides. */
function saysWhy(t: Test, { code, stdout, stderr }: FailedStart, line: RegExp): void {
  t.equal(code, 1, "the exit code");
  t.match(stderr, line);
  t.match(stderr, /^ponto: [^\n]+\n$/, "one line");
  t.notMatch(stderr + stdout, /\n\s+at |node:internal|"event":"ready"/, "no stack trace, not ready");
}

async function udpPort(t: Test): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  t.teardown(() => socket.close());
  return socket.address().port;
}

async function tcpPort(t: Test): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.close());
  return (server.address() as AddressInfo).port;
}

t.test("a port that another program has", async (t) => {
  const cases = [
    { setting: "PONTO_SIP_PORT", port: await udpPort(t), line: /^ponto: SIP cannot listen on 127.0.0.1:\d+: another/ },
    { setting: "PONTO_SIP_PORT", port: await tcpPort(t), line: /^ponto: SIP cannot listen on 127.0.0.1:\d+: another/ },
    {
      setting: "PONTO_HTTP_PORT",
      port: await tcpPort(t),
      line: /^ponto: HTTP cannot listen on 127.0.0.1:\d+: another/,
    },
  ];
  for (const { setting, port, line } of cases) {
    const failed = await failedStart(await temporaryFolder(t), { [setting]: String(port) });
    saysWhy(t, failed, line);
    t.match(failed.stderr, new RegExp(`:${port}: .*\\(${setting}\\)`));
  }
});

t.test("an address that the machine does not have", async (t) => {
  for (const setting of ["PONTO_SIP_HOST", "PONTO_HTTP_HOST", "PONTO_RTP_HOST"])
    saysWhy(
      t,
      await failedStart(await temporaryFolder(t), { [setting]: "192.0.2.1" }),
      new RegExp(`no such address \\(${setting}\\)`),
    );
});

t.test("a data folder that cannot be used", async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, "file");
  await writeFile(file, "a regular file");
  saysWhy(t, await failedStart(folder, { PONTO_DATA_DIR: join(file, "data") }), /\(PONTO_DATA_DIR\)$/m);
  // The system says ENOENT although /proc is there, which sends Node's own recursive mkdir round in circles.
  saysWhy(t, await failedStart(folder, { PONTO_DATA_DIR: "/proc/ponto" }), /\(PONTO_DATA_DIR\)$/m);

  const damaged = join(folder, "damaged");
  await mkdir(damaged);
  await writeFile(join(damaged, "ponto.db"), "not a database at all\n".repeat(500));
  saysWhy(
    t,
    await failedStart(folder, { PONTO_DATA_DIR: damaged }),
    /ponto\.db is not a database or is damaged.*\(PONTO_DATA_DIR\)$/m,
  );
  t.match(await readFile(join(damaged, "ponto.db"), "utf8"), /^not a database/, "it is left as it is");

  const keyless = join(folder, "keyless");
  await mkdir(keyless);
  await writeFile(join(keyless, "secrets.key"), "too short\n");
  saysWhy(
    t,
    await failedStart(folder, { PONTO_DATA_DIR: keyless }),
    /secrets\.key does not hold.*\(PONTO_DATA_DIR\)$/m,
  );
});

/** root writes everywhere, so the start is somebody else's. */
const nobody = { uid: 65_534, gid: 65_534 };

/** False, or why nobody cannot be asked. */
function cannotAskNobody(): string | false {
  if (process.getuid?.() !== 0) return "only root can start a process as somebody else";
  const look = spawnSync("ls", [import.meta.dirname], nobody);
  return look.status === 0 ? false : "the project lies where only its owner can read it";
}

t.test("a data folder without the right to write", { skip: cannotAskNobody() }, async (t) => {
  const folder = await temporaryFolder(t);
  await chmod(folder, 0o755);
  for (const dataDir of [folder, join(folder, "new")])
    saysWhy(
      t,
      await failedStart(folder, { PONTO_DATA_DIR: dataDir }, nobody),
      /cannot be opened for writing.*\(PONTO_DATA_DIR\)$/m,
    );
});

t.test("a data folder that another server uses", async (t) => {
  const server = await startServer(t);
  saysWhy(t, await failedStart(server.dataDir, {}), /is in use by another program \(PONTO_DATA_DIR\)$/m);
  const { status } = await server.now.api.request("GET", "/readyz");
  t.equal(status, 200, "which goes on");
});

t.test("a setting that is wrong", async (t) => {
  const folder = await temporaryFolder(t);
  const yaml = join(folder, "wrong.yaml");
  await writeFile(yaml, "sip:\n  prot: 5060\n");
  const cases: readonly (readonly [env: Readonly<Record<string, string>>, line: RegExp])[] = [
    [{ PONTO_SIP_PORT: "65536" }, /PONTO_SIP_PORT must be a whole number from 0 to 65535, not "65536"/],
    [{ PONTO_CONFIG: yaml }, /sip\.prot \(in .*wrong\.yaml\) is not a setting/],
    [{ PONTO_CONFIG: folder }, /cannot be read.*PONTO_CONFIG/],
  ];
  for (const [env, line] of cases) saysWhy(t, await failedStart(folder, env), line);
});

t.test("an administrator that cannot be made", async (t) => {
  saysWhy(
    t,
    await failedStart(await temporaryFolder(t), { PONTO_ADMIN_PASSWORD: "x" }),
    /administrator's .*\(PONTO_ADMIN_EMAIL, PONTO_ADMIN_PASSWORD\)$/m,
  );
});
