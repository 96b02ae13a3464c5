/** The torture messages of RFC 4475 and RFC 5118, as far as the parser decides them. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import t from "tap";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import { serialize } from "../../../src/sip/message/serialize.ts";

const reference = fileURLToPath(new URL("../../../../shared/reference/", import.meta.url));

interface Expectation {
  readonly name: string;
  readonly kind?: "req" | "resp";
  readonly class: "valid" | "invalid" | "odd" | "tolerate";
  readonly accept: string | readonly (number | string)[];
}

const expectations = (folder: string): readonly Expectation[] =>
  JSON.parse(readFileSync(`${reference}${folder}/expect.json`, "utf8"));

/** RFC 5118's files end lines with a bare line feed, count Content-Length that way, and may lack the empty line. */
function onTheWire(file: string): Buffer {
  const [head = "", body = ""] = file.replace(/\n/g, "\r\n").split(/\r\n\r\n(.*)/s);
  const fields = head.trimEnd().replace(/Content-Length:.*/, `Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${fields}\r\n\r\n${body}`);
}

/** Refused by the parser, with this status; all others must be taken (and may be refused higher up). */
const refused: Readonly<Record<string, number>> = {
  badinv01: 400,
  clerr: 400,
  ncl: 400,
  scalar02: 400,
  scalarlg: 400,
  quotbal: 400,
  ltgtruri: 400,
  lwsruri: 400,
  lwsstart: 400,
  trws: 400,
  escruri: 400,
  regbadct: 400,
  badaspec: 400,
  baddn: 400,
  badvers: 505,
  mismatch01: 400,
  mismatch02: 400,
  bigcode: 400,
  badbranch: 400,
  insuf: 400,
  unkscm: 416,
  novelsc: 416,
  multi01: 400,
  mcl01: 400,
  test: 400,
  "ipv6-bad": 400,
};
/** Refused without an answer: responses, and requests that lack what an answer copies. */
const unanswered = ["scalarlg", "bigcode", "insuf", "test"];

const folders = [
  ["rfc4475", (name: string) => readFileSync(`${reference}rfc4475/${name}.dat`)],
  ["rfc5118", (name: string) => onTheWire(readFileSync(`${reference}rfc5118/${name}`, "utf8"))],
] as const;

for (const [folder, read] of folders) {
  const absent = !existsSync(reference + folder) && `${folder} of the reference data is not there`;
  t.test(folder, { skip: absent }, async (t) => {
    for (const { name, kind, class: verdict, accept } of expectations(folder)) {
      const parsed = parseMessage(read(name));
      const status = refused[name];
      t.equal(
        parsed.ok ? undefined : parsed.error.status,
        status,
        `${name}: ${parsed.ok ? "taken" : parsed.error.reason}`,
      );
      if (verdict === "valid") t.ok(parsed.ok, `${name} is valid`);
      if (Array.isArray(accept) && accept.length === 1 && status !== undefined)
        t.equal(status, accept[0], `${name}: the only answer`);
      if (!parsed.ok) {
        t.equal(parsed.error.request === undefined, unanswered.includes(name), `${name}: answered or not`);
        continue;
      }
      if (kind !== undefined) t.equal(parsed.value.kind, kind === "req" ? "request" : "response", `${name}: kind`);
      const again = parseMessage(serialize(parsed.value));
      t.ok(
        again.ok && serialize(again.value).equals(serialize(parsed.value)),
        `${name}: survives being written and read`,
      );
    }
  });
}
