/** What an INVITE to a trunk says, by the trunk's settings. */
import t from "tap";
import type { Trunk } from "../../../src/accounts/directory/shapes.ts";
import { type TrunkCall, trunkTarget } from "../../../src/calls/trunks/trunkTarget.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { Binding } from "../../../src/sip/registrar/bindings.ts";
import { Account } from "../../sim/support/account.ts";

const binding: Binding = {
  key: "pbx",
  aor: "pbx",
  contact: "sip:pbx@10.9.0.1:5070;transport=tcp",
  callId: "c",
  cseq: 1,
  registeredAt: 0,
  expiresAt: 1e12,
  source: { transport: "tcp", address: "10.9.0.1", port: 5070 },
  target: { transport: "tcp", host: "10.9.0.1", port: 5070, connection: 3 },
  userAgent: undefined,
  instance: undefined,
};

const call: TrunkCall = { number: "011988887777", callerId: "1130004000" };

function targetOf(settings: Partial<Trunk> & { host?: string }, bindings: readonly Binding[] = [], what = call) {
  const account = new Account();
  const trunk = account.trunk("T", settings.host ?? "carrier.example", settings);
  return trunkTarget(trunk, what, {
    directory: account.directory,
    domain: "ponto.local",
    srtpWithoutTls: false,
    log: silentLog,
    localFor: ({ transport }) => ({ address: "10.0.0.1", port: transport === "tls" ? 5061 : 5060 }),
    bindingsOf: () => bindings,
  });
}

const hops: readonly [settings: Partial<Trunk>, hop: object, uri: string][] = [
  [{}, { transport: "udp", host: "carrier.example", port: 5060, locate: "srv" }, "sip:011988887777@carrier.example"],
  [{ port: 5070 }, { transport: "udp", host: "carrier.example", port: 5070 }, "sip:011988887777@carrier.example:5070"],
  [{ host: "192.0.2.1" }, { transport: "udp", host: "192.0.2.1", port: 5060 }, "sip:011988887777@192.0.2.1"],
  [{ host: "[2001:db8::1]" }, { transport: "udp", host: "2001:db8::1", port: 5060 }, "sip:011988887777@[2001:db8::1]"],
  [{ host: "2001:db8::1" }, { transport: "udp", host: "2001:db8::1", port: 5060 }, "sip:011988887777@[2001:db8::1]"],
  [
    { transport: "tcp" },
    { transport: "tcp", host: "carrier.example", port: 5060, locate: "srv" },
    "sip:011988887777@carrier.example;transport=tcp",
  ],
  [
    { transport: "tls" },
    { transport: "tls", host: "carrier.example", port: 5061, locate: "srv" },
    "sip:011988887777@carrier.example;transport=tls",
  ],
  [
    { transport: "auto" },
    { transport: "udp", host: "carrier.example", port: 5060, locate: "naptr" },
    "sip:011988887777@carrier.example",
  ],
  [
    { transport: "auto", port: 5070 },
    { transport: "udp", host: "carrier.example", port: 5070 },
    "sip:011988887777@carrier.example:5070",
  ],
];

for (const [settings, hop, uri] of hops)
  t.test(`where: ${JSON.stringify(settings)}`, async (t) => {
    const target = targetOf(settings);
    t.strictSame(target?.target, hop);
    t.equal(target?.requestUri, uri);
    t.equal(target?.to, `<${uri}>`);
    t.equal(target?.trunkId, "trunk_t");
  });

const registering = { auth: "register", register: true, username: "ponto", password: "x" } as const;

/** From, P-Asserted-Identity and Privacy. */
const identities: readonly [settings: Partial<Trunk>, callerId: string, from: string, headers: string][] = [
  [{}, "1130004000", "<sip:1130004000@ponto.local>", "P-Asserted-Identity: <sip:1130004000@ponto.local>"],
  [{ identity: "from" }, "1130004000", "<sip:1130004000@ponto.local>", ""],
  [
    { identity: "p-asserted-identity", username: "me" },
    "1130004000",
    "<sip:me@ponto.local>",
    "P-Asserted-Identity: <sip:1130004000@ponto.local>",
  ],
  [{ identity: "from", fromDomain: "us.example" }, "1130004000", "<sip:1130004000@us.example>", ""],
  [{ identity: "from", ...registering }, "1130004000", "<sip:1130004000@carrier.example>", ""],
  [{ identity: "from", ...registering, fromDomain: "us.example" }, "1130004000", "<sip:1130004000@us.example>", ""],
  [{ identity: "from", callingFormat: "e164" }, "1130004000", "<sip:+551130004000@ponto.local>", ""],
  [{ identity: "from", callingFormat: "national" }, "+551130004000", "<sip:1130004000@ponto.local>", ""],
  [
    { anonymous: true },
    "1130004000",
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    "P-Asserted-Identity: <sip:1130004000@ponto.local>, Privacy: id",
  ],
  [{}, "anonymous", '"Anonymous" <sip:anonymous@anonymous.invalid>', "Privacy: id"],
  [
    { username: "me" },
    "anonymous",
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    "P-Asserted-Identity: <sip:me@ponto.local>, Privacy: id",
  ],
];

for (const [settings, callerId, from, headers] of identities)
  t.test(`who: ${JSON.stringify(settings)}, ${callerId}`, async (t) => {
    const target = targetOf(settings, [], { ...call, callerId });
    t.equal(target?.from, from);
    t.equal(target?.headers.map((header) => header.join(": ")).join(", "), headers);
  });

t.test("the number called, as the trunk wants it", async (t) => {
  t.equal(targetOf({ dialledFormat: "e164" })?.requestUri, "sip:+5511988887777@carrier.example");
  t.equal(targetOf({ dialledFormat: "national" })?.requestUri, "sip:11988887777@carrier.example");
});

t.test("our Contact is the one that we registered", async (t) => {
  t.equal(targetOf({})?.contact, "<sip:1130004000@10.0.0.1:5060>");
  t.equal(targetOf(registering)?.contact, "<sip:ponto@10.0.0.1:5060>");
  t.equal(targetOf({ transport: "tls" })?.contact, "<sip:1130004000@10.0.0.1:5061;transport=tls>");
});

t.test("a trunk that registers with us is called where it is, or not at all", async (t) => {
  const settings = { auth: "accept-register", username: "pbx", password: "x" } as const;
  t.equal(targetOf(settings), undefined);
  const target = targetOf(settings, [binding]);
  t.strictSame(target?.target, binding.target);
  t.equal(target?.requestUri, "sip:011988887777@10.9.0.1:5070;transport=tcp");
  const password = { ...binding, contact: "sip:pbx:secret@10.9.0.1:5070" };
  t.equal(targetOf(settings, [password])?.requestUri, "sip:011988887777@10.9.0.1:5070");
});
