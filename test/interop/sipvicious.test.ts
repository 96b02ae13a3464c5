/** The tools that look for SIP servers, their users and their passwords (Debian: sipvicious). Our phones stand at another address of this machine. */
import { spawn } from "node:child_process";
import t, { type Test } from "tap";
import { centre } from "../support/centre.ts";
import { metric } from "../support/metrics.ts";
import { temporaryFolder } from "../support/server.ts";
import { needs } from "./support/tools.ts";

t.setTimeout(120_000);

const skip = needs("svmap", "svwar", "svcrack");
const PHONES = "127.0.0.21";
/** Seconds a tool may go on. */
const SECONDS = "8";

/** What a tool prints. */
async function tool(test: Test, [program, ...args]: readonly [string, ...string[]]): Promise<string> {
  const home = await temporaryFolder(test);
  const child = spawn(program, args, { cwd: home, env: { ...process.env, HOME: home } });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      printed += text.toString();
    });
  await new Promise((resolve) => child.once("close", resolve));
  return printed;
}

const rows: readonly [command: readonly [string, ...string[]], finds: RegExp][] = [
  [["svmap"], /\| 127\.0\.0\.1:/],
  [["svwar", "-m", "REGISTER", "-e", "990-1010", "--force", `--maximumtime=${SECONDS}`], /\b1001\b/],
  [["svwar", "-m", "INVITE", "-e", "990-1010", "--force", `--maximumtime=${SECONDS}`], /\b1001\b/],
  [["svwar", "-m", "OPTIONS", "-e", "990-1010", "--force", `--maximumtime=${SECONDS}`], /\b1001\b/],
  [["svcrack", "-u", "1001", "-r", "1-500", `--maximumtime=${SECONDS}`], /\|\s*1001\s*\|/],
];

t.test("sipvicious finds nothing and is banned", { skip }, async (t) => {
  for (const [command, finds] of rows)
    await t.test(command.slice(0, 3).join(" "), async (t) => {
      const c = await centre(t, { phones: { host: PHONES } });
      const { address, port } = c.server.now.sip;
      const printed = await tool(t, [...command, "-p", String(port), address]);
      t.notMatch(printed, finds, "it finds nothing");
      const ban = await c.server.now.logged(({ event }) => event === "sip_source_banned", "the ban");
      t.match(ban, { address: "127.0.0.1", msg: "SIP source banned: 127.0.0.1" });
      t.equal(await metric(c.admin, "ponto_sip_banned_sources"), 1);
      const call = await c.call();
      await call.customer.bye();
    });
});
