/** The torture messages of RFC 4475 and RFC 5118, as far as the parser decides them. */
import t from "tap";
import { parseMessage } from "../../../src/sip/message/parse.ts";
import { serialize } from "../../../src/sip/message/serialize.ts";
import { tortureAbsent, tortureMessages } from "../../torture/messages.ts";

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

t.test("what the parser takes and refuses", { skip: tortureAbsent }, async (t) => {
  for (const { name, kind, class: verdict, accept, bytes } of tortureMessages()) {
    const parsed = parseMessage(bytes);
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
