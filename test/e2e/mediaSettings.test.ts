/** Settings of media that are wrong, and native sockets that are not there: the start says which in one line. */
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import t from "tap";
import { failedStart } from "../support/failedStart.ts";
import { temporaryFolder } from "../support/server.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

t.test("a setting that is none of those", async (t) => {
  const folder = await temporaryFolder(t);
  for (const [setting, value, line] of [
    ["PONTO_SIP_SRTP_WITHOUT_TLS", "maybe", "must be one of true, false, not"],
    ["PONTO_MEDIA_SOCKETS", "foo", "must be one of node, native, auto, not"],
    ["PONTO_MEDIA_WORKERS", "0", "must be a whole number from 1 to 64, not"],
    ["PONTO_RTP_PORT_MIN", "20000.5", "must be a"],
  ] as const) {
    const { code, stderr } = await failedStart(folder, { [setting]: value });
    t.equal(code, 1);
    t.match(stderr, new RegExp(`^ponto: ${setting} ${line}[^\\n]*"${value}"\\n$`));
  }
});

t.test("native sockets that are not built, or are something else", async (t) => {
  const folder = await temporaryFolder(t);
  await cp(path.join(root, "dist"), path.join(folder, "dist"), { recursive: true });
  await cp(path.join(root, "package.json"), path.join(folder, "package.json"));
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const build = path.join(folder, "native", "build");
  const start = () => failedStart(folder, { PONTO_MEDIA_SOCKETS: "native" }, {}, path.join(folder, "dist", "main.js"));
  const line =
    /^ponto: the native sockets are not built \(node native\/build\.mjs\): [^\n]+ \(PONTO_MEDIA_SOCKETS\)\n$/;
  t.match(await start(), { code: 1, stderr: line });
  await mkdir(build, { recursive: true });
  await writeFile(path.join(build, "ponto.node"), "something else");
  t.match(await start(), { code: 1, stderr: line });
});
