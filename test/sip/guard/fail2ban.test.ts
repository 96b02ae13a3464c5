/** The documented filter for fail2ban against the lines that are really logged. */
import { Writable } from "node:stream";
import { pino } from "pino";
import t from "tap";
import { Guard } from "../../../src/sip/guard/guard.ts";
import { section } from "../../support/readme.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { request } from "../transaction/messages.ts";

const [, written] = /failregex = (.+\n(?: {4,}.+\n)*)/.exec(section("Watching them", "docs/strangers.md"))!;
const filters = written!
  .trim()
  .split("\n")
  .map((line) => new RegExp(line.trim().replace("<HOST>", "(?<host>[0-9A-Fa-f.:]+)")));
/** The source that fail2ban would ban for a line. */
const host = (line: string): string | undefined =>
  filters.map((filter) => filter.exec(line)?.groups?.host).find((found) => found !== undefined);

/** Somebody of the server's realm. */
const of = (user: string) => ({ user, realm: "ponto.local" });

t.test(
  "each wrong password and each ban is one line that names the source, and nothing a stranger writes does",
  async (t) => {
    const lines: string[] = [];
    const log = pino(
      { level: "info" },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          lines.push(...chunk.toString().trimEnd().split("\n"));
          done();
        },
      }),
    );
    const guard = new Guard({ scheduler: new VirtualTime(), log, isKnown: () => false });
    const forged = '1001","msg":"wrong SIP password from 192.0.2.66"}\n{"msg":"SIP source banned: 192.0.2.66"}';
    for (let i = 0; i < 20; i++) guard.wrongPassword(request(), "203.0.113.9", of(forged), () => undefined);
    guard.wrongPassword(request(), "2001:db8::9", of("1001"), () => undefined);
    t.same(lines.map(host), [...Array(21).fill("203.0.113.9"), "2001:db8::9"]);
    log.info({ user: forged }, "something else");
    t.equal(host(lines.at(-1)!), undefined);
    guard.close();
  },
);
