/** Our SRTP against libsrtp, which most of the world uses: what one protects the other opens, packet for packet. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { SrtpReceiver } from "../../src/rtp/srtp/srtpReceiver.ts";
import { SrtpSender } from "../../src/rtp/srtp/srtpSender.ts";
import { cryptoSuites } from "../../src/rtp/srtp/suites.ts";
import { keyOf, rtcp, rtp } from "../rtp/srtp/support.ts";
import { temporaryFolder } from "../support/server.ts";
import { needs } from "./support/tools.ts";

const HEADER = "/usr/include/srtp2/srtp.h";
const skip = needs("gcc") || (existsSync(HEADER) ? false : `no ${HEADER} (libsrtp2-dev)`);
const SOURCE = join(import.meta.dirname, "srtp", "libsrtp.c");

/** Sequence numbers that reorder, lose thousands, and begin anew twice. */
function* sequences(): Generator<number> {
  let index = 65_000;
  for (let i = 0; i < 600; i++) {
    index += i % 97 === 0 ? 20_000 : 1;
    yield (index + (i % 10 === 3 ? 2 : i % 10 === 5 ? -2 : 0)) & 0xffff;
  }
}

t.test("both ways, in every suite", { skip }, async (t) => {
  const program = join(await temporaryFolder(t), "libsrtp");
  execFileSync("gcc", ["-O1", "-o", program, SOURCE, "-lsrtp2"]);
  for (const suite of cryptoSuites) {
    const key = keyOf(suite);
    const through = (lines: readonly string[]): string[] => {
      const args = [suite, Buffer.from(key).toString("hex")];
      const { stdout, status } = spawnSync(program, args, { input: `${lines.join("\n")}\n`, encoding: "utf8" });
      t.equal(status, 0, `${suite}: libsrtp runs`);
      return stdout.trimEnd().split("\n");
    };
    const clear = [...new Set(sequences())].map((sequence, i) => rtp(sequence, 0xcafe_babe, i % 200));
    const sender = new SrtpSender(suite, key);
    const ours = clear.map((packet) => {
      const out = Buffer.alloc(packet.length + sender.overhead);
      return sender.protect(packet, packet.length, out) < 0 ? undefined : out;
    });
    const control = Array.from({ length: 5 }, () => sender.protectControl(rtcp()));
    const lines = [
      ...ours.map((packet) => `u${packet?.toString("hex") ?? ""}`),
      ...control.map((packet) => `U${packet.toString("hex")}`),
      ...clear.map((packet) => `p${packet.toString("hex")}`),
      ...control.map(() => `P${rtcp().toString("hex")}`),
    ];
    const answers = through(lines);
    const opened = answers.slice(0, clear.length);
    const sent = ours.flatMap((packet, i) => (packet === undefined ? [] : [i]));
    t.ok(sent.length > 0.9 * clear.length, "hardly any packet is too far behind to be sent");
    t.same(
      sent.filter((i) => opened[i] !== clear[i]?.toString("hex")),
      [],
      `${suite}: libsrtp opens what we protect`,
    );
    t.same(
      answers.slice(clear.length, clear.length + 5),
      control.map(() => rtcp().toString("hex")),
      "and our RTCP",
    );

    const receiver = new SrtpReceiver(suite, key);
    const theirs = answers.slice(clear.length + 5, 2 * clear.length + 5);
    const wrong = theirs.flatMap((text, i) => {
      if (text === "-") return [];
      const packet = Buffer.from(text, "hex");
      const length = receiver.unprotect(packet, packet.length);
      return length >= 0 && packet.subarray(0, length).equals(clear[i]!) ? [] : [i];
    });
    t.same(wrong, [], `${suite}: we open what libsrtp protects`);
    t.same(
      theirs.map((text) => text === "-"),
      ours.map((packet) => packet === undefined),
      "and both send the same packets",
    );
    for (const text of answers.slice(2 * clear.length + 5)) {
      const packet = Buffer.from(text, "hex");
      const length = receiver.unprotectControl(packet, packet.length);
      t.same(packet.subarray(0, Math.max(0, length)), rtcp(), "and its RTCP");
    }
    t.same(
      theirs.filter((text, i) => text !== "-" && text !== ours[i]?.toString("hex")),
      [],
      "octet for octet the same",
    );
  }
});
