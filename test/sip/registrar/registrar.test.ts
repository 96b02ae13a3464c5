import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { Bindings } from "../../../src/sip/registrar/bindings.ts";
import { MAX_BINDINGS, Registrar } from "../../../src/sip/registrar/registrar.ts";
import type { Flow } from "../../../src/sip/transport/transport.ts";
import { flowOver, request } from "../transaction/messages.ts";

const START = Date.UTC(2026, 0, 1);
const udp = flowOver("udp");
const from = (address: string, port: number, base: Flow = udp): Flow => ({ ...base, address, port });

interface Registration {
  readonly contact?: string;
  readonly contacts?: readonly string[];
  readonly expires?: number | string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly headers?: readonly string[];
}

function register(fields: Registration = {}): SipRequest {
  const { contact = "<sip:1001@10.0.0.5:5060>", contacts = [contact], expires, headers = [], ...rest } = fields;
  return request({
    method: "REGISTER",
    uri: "sip:ponto.local",
    branch: "z9hG4bKr",
    ...rest,
    headers: [
      ...contacts.map((each) => `Contact: ${each}`),
      ...(expires === undefined ? [] : [`Expires: ${expires}`]),
      ...headers,
    ],
  });
}

function registrarWith() {
  const bindings = new Bindings({ load: () => [], save: () => undefined, remove: () => undefined }, START);
  const registrar = new Registrar(bindings, seededEntropy(1));
  let wall = START;
  return {
    bindings,
    /** Registers and returns the status and the contacts of the answer. */
    give: (fields: Registration = {}, flow: Flow = udp, aor = "1001") => {
      const response = registrar.register(register(fields), flow, aor, wall);
      return { status: response.status, contacts: response.headers.all("Contact"), response };
    },
    pass: (seconds: number) => {
      wall += seconds * 1000;
      bindings.expire(wall);
    },
    contacts: (aor = "1001") => bindings.of(aor, wall).map(({ contact }) => contact),
    of: (aor = "1001") => bindings.of(aor, wall),
  };
}

t.test("a phone registers, refreshes, asks, and leaves", async (t) => {
  const { give, pass, contacts } = registrarWith();
  const first = give({ cseq: 1 });
  t.match(first, { status: 200, contacts: ["<sip:1001@10.0.0.5:5060>;expires=3600"] });
  t.equal(first.response.headers.get("Date"), "Thu, 01 Jan 2026 00:00:00 GMT");
  t.match(first.response.headers.get("To"), /;tag=/);
  pass(600.5);
  t.same(give({ cseq: 2, contacts: [] }).contacts, ["<sip:1001@10.0.0.5:5060>;expires=3000"], "a query");
  t.same(give({ cseq: 3, expires: 300 }).contacts, ["<sip:1001@10.0.0.5:5060>;expires=300"]);
  t.match(give({ cseq: 4, expires: 0 }), { status: 200, contacts: [] });
  t.same(contacts(), []);
});

t.test("how long it lasts (§10.3 step 7, §20.19)", async (t) => {
  const cases: { name: string; fields: Registration; seconds: number | "423" }[] = [
    { name: "nothing said", fields: {}, seconds: 3600 },
    { name: "Expires", fields: { expires: 120 }, seconds: 120 },
    { name: "the parameter wins", fields: { contact: "<sip:a@b>;expires=90", expires: 120 }, seconds: 90 },
    { name: "the least", fields: { expires: 60 }, seconds: 60 },
    { name: "too brief", fields: { expires: 59 }, seconds: "423" },
    { name: "too brief by parameter", fields: { contact: "<sip:a@b>;expires=1" }, seconds: "423" },
    { name: "too long", fields: { expires: 86_400 }, seconds: 7_200 },
    { name: "the longest", fields: { contact: "<sip:a@b>;expires=4294967295" }, seconds: 7_200 },
    { name: "malformed", fields: { contact: "<sip:a@b>;expires=soon", expires: 120 }, seconds: 3600 },
  ];
  for (const { name, fields, seconds } of cases) {
    const { give, contacts, pass } = registrarWith();
    const { status, contacts: answered, response } = give(fields);
    if (seconds === "423") {
      t.equal(status, 423, name);
      t.equal(response.headers.get("Min-Expires"), "60");
      t.same(contacts(), []);
      continue;
    }
    t.match(answered[0], new RegExp(`;expires=${seconds}$`), name);
    pass(seconds - 0.001);
    t.equal(contacts().length, 1);
    pass(0.001);
    t.equal(contacts().length, 0);
  }
});

t.test("which Contact is which (§19.1.4)", async (t) => {
  const same: [string, string][] = [
    ["<sip:1001@10.0.0.5>", "<sip:1001@10.0.0.5:5060>"],
    ["<sip:1001@Phone.example>", "<sip:1001@phone.EXAMPLE;transport=udp>"],
    ["<sip:1001@10.0.0.5;ob>", "<sip:1001@10.0.0.5>"],
    ['"Desk" <sip:1001@10.0.0.5>;q=0.5', "sip:1001@10.0.0.5"],
  ];
  const different: [string, string][] = [
    ["<sip:1001@10.0.0.5>", "<sip:1001@10.0.0.6>"],
    ["<sip:1001@10.0.0.5>", "<sip:1001@10.0.0.5:5062>"],
    ["<sip:1001@10.0.0.5>", "<sip:1001@10.0.0.5;transport=tcp>"],
    ["<sip:a@10.0.0.5>", "<sip:A@10.0.0.5>"],
  ];
  for (const [pairs, count] of [
    [same, 1],
    [different, 2],
  ] as const) {
    for (const [one, other] of pairs) {
      const { give, contacts } = registrarWith();
      give({ contact: one, cseq: 1 });
      give({ contact: other, cseq: 2 });
      t.equal(contacts().length, count, `${one} and ${other}`);
    }
  }
});

t.test("order of requests within a Call-ID (§10.3 step 7)", async (t) => {
  const { give, contacts } = registrarWith();
  give({ cseq: 5, callId: "a" });
  t.equal(give({ cseq: 5, callId: "a", expires: 0 }).status, 500);
  t.equal(give({ cseq: 4, callId: "a", expires: 0 }).status, 500);
  t.equal(give({ cseq: 4, callId: "a", contact: "*", expires: 0 }).status, 500);
  t.equal(contacts().length, 1, "an old request takes nothing away");
  t.equal(give({ cseq: 1, callId: "b", expires: 0 }).status, 200, "another Call-ID counts for itself");
  t.same(contacts(), []);
});

t.test("all or nothing (§10.3 step 7)", async (t) => {
  const { give, contacts } = registrarWith();
  t.equal(give({ contacts: ["<sip:a@10.0.0.1>", "<sip:a@10.0.0.2>;expires=5"] }).status, 423);
  t.equal(give({ contacts: ["<sip:a@10.0.0.1>", "<tel:1001>"] }).status, 400);
  t.equal(give({ contacts: ["<sip:a@10.0.0.1>", "<sip:a@10.0.0.2?Subject=x>"] }).status, 400);
  t.same(contacts(), []);
  give({ contacts: ["<sip:a@10.0.0.1>", "<sip:a@10.0.0.2>"], cseq: 1 });
  t.equal(give({ contacts: ["<sip:a@10.0.0.3>", "<sip:a@10.0.0.1>"], cseq: 1 }).status, 500);
  t.same(contacts().sort(), ["sip:a@10.0.0.1", "sip:a@10.0.0.2"]);
});

t.test("Contact: * (§10.2.2)", async (t) => {
  const { give, contacts } = registrarWith();
  give({ contacts: ["<sip:a@10.0.0.1>", "<sip:a@10.0.0.2>"], cseq: 1 });
  t.equal(give({ contact: "*", cseq: 2 }).status, 400);
  t.equal(give({ contact: "*", cseq: 2, expires: 3600 }).status, 400);
  t.equal(contacts().length, 2);
  t.match(give({ contact: "*", cseq: 3, expires: 0 }), { status: 200, contacts: [] });
  t.same(contacts(), []);
});

t.test("several phones: the most recent first, and each AoR for itself", async (t) => {
  const { give, pass, contacts } = registrarWith();
  give({ contact: "<sip:1001@10.0.0.1>", callId: "a" });
  pass(1);
  give({ contact: "<sip:1001@10.0.0.2>", callId: "b" });
  give({ contact: "<sip:1002@10.0.0.3>", callId: "c" }, udp, "1002");
  t.same(contacts(), ["sip:1001@10.0.0.2", "sip:1001@10.0.0.1"]);
  pass(1);
  give({ contact: "<sip:1001@10.0.0.1>", callId: "a", cseq: 2 });
  t.same(contacts(), ["sip:1001@10.0.0.1", "sip:1001@10.0.0.2"]);
  give({ contact: "*", expires: 0, callId: "d" });
  t.same(contacts("1002"), ["sip:1002@10.0.0.3"]);
});

t.test("too many", async (t) => {
  const { give, pass, contacts } = registrarWith();
  const nth = (i: number) => `<sip:1001@10.0.1.${i}>`;
  t.equal(give({ contacts: Array.from({ length: MAX_BINDINGS + 1 }, (_, i) => nth(i)) }).status, 400);
  for (let i = 0; i < MAX_BINDINGS; i++) {
    give({ contact: nth(i), callId: `c${i}` });
    pass(1);
  }
  t.equal(give({ contact: nth(MAX_BINDINGS), callId: "new" }).status, 200);
  t.equal(contacts().length, MAX_BINDINGS);
  t.notOk(contacts().includes("sip:1001@10.0.1.0"), "the oldest has given way");
});

t.test("a phone that restarted takes its own place (RFC 5626 §4.1)", async (t) => {
  const instance = ';+sip.instance="<urn:uuid:00000000-0000-1000-8000-000A95A0E128>"';
  const { give, contacts } = registrarWith();
  give({ contact: `<sip:1001@10.0.0.5:40000>${instance}`, callId: "before" });
  give({ contact: `<sip:1001@10.0.0.5:40001>${instance}`, callId: "after" });
  t.same(contacts(), ["sip:1001@10.0.0.5:40001"]);
  give({ contact: `<sip:1001@10.0.0.5:40002>${instance};reg-id=2`, callId: "flow-2" });
  give({ contact: "<sip:1001@10.0.0.6>", callId: "another" });
  t.equal(contacts().length, 3);
});

t.test("where the phone is reached", async (t) => {
  const tcp = flowOver("tcp");
  const cases: { name: string; contact: string; flow: Flow; target: object }[] = [
    {
      name: "UDP behind NAT: at its source",
      contact: "<sip:1001@10.0.0.5:5060>",
      flow: from("203.0.113.9", 61_000),
      target: { transport: "udp", host: "203.0.113.9", port: 61_000, behindNat: true },
    },
    {
      name: "UDP without NAT: where it listens, though it sends from another port",
      contact: "<sip:1001@192.0.2.7:5071>",
      flow: from("192.0.2.7", 61_000),
      target: { transport: "udp", host: "192.0.2.7", port: 5071 },
    },
    {
      name: "TCP: by its connection, and else where it listens",
      contact: "<sip:1001@192.0.2.7:5070;transport=tcp>",
      flow: from("192.0.2.7", 49_152, tcp),
      target: { transport: "tcp", host: "192.0.2.7", port: 5070, connection: 1 },
    },
    {
      name: "TCP behind NAT: only by its connection",
      contact: "<sip:1001@10.0.0.5:5060;transport=tcp>",
      flow: from("203.0.113.9", 49_152, tcp),
      target: { transport: "tcp", host: "203.0.113.9", port: 49_152, connection: 1, behindNat: true },
    },
    {
      name: "TLS: by its connection, and else at the port of SIPS",
      contact: "<sips:1001@192.0.2.7>",
      flow: from("192.0.2.7", 49_152, { ...flowOver("tls"), connection: 1 }),
      target: { transport: "tls", host: "192.0.2.7", port: 5061, connection: 1 },
    },
    {
      name: "IPv6, written at length",
      contact: "<sip:1001@[2001:DB8:0::7]:5071>",
      flow: from("2001:db8::7", 61_000),
      target: { transport: "udp", host: "2001:db8::7", port: 5071 },
    },
  ];
  for (const { name, contact, flow, target } of cases) {
    const { give, of, bindings } = registrarWith();
    give({ contact, headers: ["User-Agent: Desk 1.0"] }, flow);
    t.same(of()[0]?.target, target, name);
    t.match(of()[0], { userAgent: "Desk 1.0", source: { address: flow.address, port: flow.port } });
    t.strictSame(bindings.aorsAt(flow.address, flow.port), ["1001"]);
    t.strictSame(bindings.aorsAt(flow.address, flow.port + 1), []);
  }
});

t.test("an extension that is required is refused by name (§8.2.2.3)", async (t) => {
  const { give, contacts } = registrarWith();
  const { status, response } = give({ headers: ["Require: gruu, path"] });
  t.equal(status, 420);
  t.same(response.headers.all("Unsupported"), ["gruu", "path"]);
  t.same(contacts(), []);
});
