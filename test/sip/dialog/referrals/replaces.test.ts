import t from "tap";
import { referralOf } from "../../../../src/sip/dialog/referrals/referTo.ts";
import { replacesOf } from "../../../../src/sip/dialog/referrals/replaces.ts";
import type { Referral, Replaces } from "../../../../src/sip/dialog/usage.ts";
import { fromPeer, type HeaderList } from "../messages.ts";

const replaced: Replaces = { callId: "98732@sip.example.com", toTag: "r33th4x0r", fromTag: "ff87ff", earlyOnly: false };

t.test("Replaces in an INVITE (RFC 3891 §6.1)", async (t) => {
  const cases: [title: string, value: string, expected: Replaces | "400"][] = [
    [
      "the RFC's own",
      "98732@sip.example.com ;from-tag=r33th4x0r ;to-tag=ff87ff",
      { ...replaced, toTag: "ff87ff", fromTag: "r33th4x0r" },
    ],
    ["in the other order", "98732@sip.example.com;to-tag=r33th4x0r;from-tag=ff87ff", replaced],
    [
      "of an early dialog only",
      "98732@sip.example.com;to-tag=r33th4x0r;from-tag=ff87ff;early-only",
      { ...replaced, earlyOnly: true },
    ],
    ["with an unknown parameter", "98732@sip.example.com;to-tag=r33th4x0r;from-tag=ff87ff;x=y", replaced],
    [
      "a Call-ID without a host",
      "a.b-c;to-tag=1;from-tag=2",
      { callId: "a.b-c", toTag: "1", fromTag: "2", earlyOnly: false },
    ],
    ["no to-tag", "a@b;from-tag=2", "400"],
    ["no from-tag", "a@b;to-tag=2", "400"],
    ["an empty tag", "a@b;to-tag=;from-tag=2", "400"],
    ["two to-tags", "a@b;to-tag=1;to-tag=2;from-tag=2", "400"],
    ["no Call-ID", ";to-tag=1;from-tag=2", "400"],
    ["nothing but a Call-ID", "a@b", "400"],
    ["white space within the Call-ID", "a b;to-tag=1;from-tag=2", "400"],
    ["far too long", `${"a".repeat(600)};to-tag=1;from-tag=2`, "400"],
  ];
  for (const [title, value, expected] of cases) {
    const found = replacesOf(fromPeer("INVITE", { headers: [["Replaces", value]] }));
    t.same(found.ok ? found.value : `${found.error.status}`, expected, title);
  }
  t.same(replacesOf(fromPeer("INVITE")), { ok: true, value: undefined }, "none");
  const two = fromPeer("INVITE");
  two.headers.append("Replaces", "a;to-tag=1;from-tag=2").append("Replaces", "b;to-tag=1;from-tag=2");
  t.match(replacesOf(two), { ok: false, error: { status: 400 } }, "two");
});

t.test("what a REFER asks for (RFC 3515 §2.1)", async (t) => {
  const escaped = "Replaces=98732%40sip.example.com%3Bto-tag%3Dr33th4x0r%3Bfrom-tag%3Dff87ff";
  const asked = (to: string, more: Partial<Referral> = {}): Partial<Referral> => ({
    id: 5,
    to,
    replaces: undefined,
    ...more,
  });
  const cases: [title: string, headers: HeaderList, expected: Partial<Referral> | number][] = [
    ["blind", [["Refer-To", "<sip:1003@ponto.local>"]], asked("sip:1003@ponto.local")],
    [
      "with a name",
      [["Refer-To", '"Ana" <sip:1003@ponto.local;user=phone>']],
      asked("sip:1003@ponto.local;user=phone"),
    ],
    ["without brackets", [["Refer-To", "sip:1003@ponto.local"]], asked("sip:1003@ponto.local")],
    ["in the compact form", [["r", "<sip:1003@ponto.local>"]], asked("sip:1003@ponto.local")],
    ["to a telephone number", [["Refer-To", "<tel:+551130003000>"]], asked("tel:+551130003000")],
    ["the method named", [["Refer-To", "<sip:1003@ponto.local;method=INVITE>"]], asked("sip:1003@ponto.local")],
    [
      "attended",
      [["Refer-To", `<sip:1003@ponto.local?${escaped}>`]],
      asked("sip:1003@ponto.local", { replaces: replaced }),
    ],
    [
      "attended, among headers that are none of our business",
      [["Refer-To", `<sip:1003@ponto.local?Require=replaces&${escaped}&P-Asserted-Identity=%3Csip:boss%40a%3E>`]],
      asked("sip:1003@ponto.local", { replaces: replaced }),
    ],
    [
      "with Referred-By (RFC 3892)",
      [
        ["Refer-To", "<sip:1003@ponto.local>"],
        ["Referred-By", '"Ana" <sip:1001@ponto.local>;cid="20398823.2UWQFN309shb3@referrer.example"'],
      ],
      asked("sip:1003@ponto.local"),
    ],
    ["none", [], 400],
    ["nothing that can be read", [["Refer-To", "<sip:>"]], 400],
    ["a web page", [["Refer-To", "<http://example.com/>"]], 416],
    ["another method", [["Refer-To", "<sip:1003@ponto.local;method=BYE>"]], 403],
    ["Replaces twice", [["Refer-To", `<sip:1003@ponto.local?${escaped}&${escaped}>`]], 400],
    ["Replaces without tags", [["Refer-To", "<sip:1003@ponto.local?Replaces=98732>"]], 400],
    ["an escape that is none", [["Refer-To", "<sip:1003@ponto.local?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2%2>"]], 400],
    [
      "an escaped line end",
      [["Refer-To", "<sip:1003@ponto.local?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2%0D%0Ax>"]],
      400,
    ],
    [
      "an escaped byte that is no ASCII",
      [["Refer-To", "<sip:1003@ponto.local?Replaces=%FF%3Bto-tag%3D1%3Bfrom-tag%3D2>"]],
      400,
    ],
    [
      "a Referred-By that cannot be read",
      [
        ["Refer-To", "<sip:1003@ponto.local>"],
        ["Referred-By", "<<"],
      ],
      400,
    ],
  ];
  for (const [title, headers, expected] of cases) {
    const found = referralOf(fromPeer("REFER", { seq: 5, headers }));
    t.same(found.ok ? found.value : found.error.status, expected, title);
  }
  const two = fromPeer("REFER", { headers: [["Refer-To", "<sip:a@b>"]] });
  two.headers.append("Refer-To", "<sip:c@d>");
  t.match(referralOf(two), { ok: false, error: { status: 400 } }, "two");
});
