import t from "tap";
import type { Trunk } from "../../../src/accounts/directory/shapes.ts";
import { callerOf, dialledOn } from "../../../src/calls/trunks/inbound.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import { noBody, type SipRequest } from "../../../src/sip/message/message.ts";
import { Account } from "../../sim/support/account.ts";

const inviteWith = (headers: readonly (readonly [string, string])[], uri = "sip:1130004000@10.0.0.1"): SipRequest => ({
  kind: "request",
  method: "INVITE",
  uri,
  headers: Headers.of(headers),
  body: noBody,
});

const from = (value: string) => ["From", `${value};tag=1`] as const;
const pai = (value: string) => ["P-Asserted-Identity", value] as const;

const rows: readonly [
  title: string,
  headers: readonly (readonly [string, string])[],
  number: string,
  name: string | null,
][] = [
  ["From", [from('"Fulano" <sip:11988887777@carrier>')], "11988887777", "Fulano"],
  [
    "P-Asserted-Identity before From",
    [from("<sip:x@y>"), pai('"Fulano" <sip:+5511988887777@z>')],
    "+5511988887777",
    "Fulano",
  ],
  [
    "its name from From where it has none",
    [from('"Fulano" <sip:x@y>'), pai("<tel:+5511988887777>")],
    "+5511988887777",
    "Fulano",
  ],
  ["the first of two that names somebody", [from("<sip:x@y>"), pai("<sip:z>"), pai("<tel:190>")], "190", null],
  ["one that cannot be read", [from("<sip:11988887777@y>"), pai("<<>>")], "11988887777", null],
  ["parameters of the user", [from("<sip:11988887777;phone-context=+55@y>")], "11988887777", null],
  ["an escaped plus", [from("<sip:%2B5511988887777@y>")], "+5511988887777", null],
  ["nobody", [from("<sip:carrier.example>")], "anonymous", null],
  ["RFC 3323", [from('"Anonymous" <sip:anonymous@anonymous.invalid>')], "anonymous", null],
  ["RFC 3325 §9.3", [from('"A" <sip:x@y>'), pai("<sip:11988887777@z>"), ["Privacy", "id"]], "anonymous", null],
  ["several privacies", [from('"A" <sip:x@y>'), ["Privacy", "session; User ;critical"]], "anonymous", null],
  ["no privacy", [from("<sip:11988887777@y>"), ["Privacy", "none"]], "11988887777", null],
];

for (const [title, headers, number, name] of rows)
  t.test(`who calls: ${title}`, async (t) => t.strictSame(callerOf(inviteWith(headers)), { number, name }));

t.test("the number dialled", async (t) => {
  const account = new Account();
  const byAddress = account.trunk("a", "192.0.2.1", { username: "ponto" });
  const registered = account.trunk("b", "192.0.2.1", { username: "ponto", auth: "register", register: true });
  const dialled = (trunk: Trunk, uri: string) => dialledOn(trunk, inviteWith([["To", "<sip:1130004001@x>"]], uri));
  t.equal(dialled(byAddress, "sip:1130004000@10.0.0.1"), "1130004000");
  t.equal(dialled(registered, "sip:1130004000@10.0.0.1"), "1130004000");
  t.equal(dialled(registered, "sip:ponto@10.0.0.1"), "1130004001", "to our registered Contact: To tells the number");
  t.equal(dialled(byAddress, "sip:ponto@10.0.0.1"), "ponto");
  t.equal(dialled(byAddress, "sip:10.0.0.1"), "");
});
