import t from "tap";
import type { CallPlan, Refusal } from "../../../src/calls/hunts/callPlan.ts";
import { type HuntTarget, isHuntEnd } from "../../../src/calls/hunts/hunt.ts";
import { Routing, type RoutingWorld } from "../../../src/calls/hunts/routing.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { Result } from "../../../src/kernel/result.ts";
import type { Binding } from "../../../src/sip/registrar/bindings.ts";
import { Account } from "../../sim/support/account.ts";

const binding = (aor: string, host: string): Binding => ({
  key: `${aor} ${host}`,
  aor,
  contact: `sip:${aor}@${host}:5062`,
  callId: "c",
  cseq: 1,
  registeredAt: 0,
  expiresAt: 1e12,
  source: { transport: "udp", address: host, port: 5062 },
  target: { transport: "udp", host, port: 5062 },
  userAgent: undefined,
  instance: undefined,
});

/** Two agents with phones, one without; two trunks; routes that overlap. */
function place(world: Partial<RoutingWorld> = {}) {
  const account = new Account();
  const [ana, bruno, eva] = [
    account.agent("Ana", "1001"),
    account.agent("Bruno", "1002"),
    account.agent("Eva", "1005"),
  ];
  const first = account.trunk("Primeira", "192.0.2.1");
  const second = account.trunk("Segunda", "192.0.2.2", { port: 5070, transport: "tcp" });
  account.number("1130004000", ana);
  account.number("1130004001", bruno, second.id);
  account.number("1130004005", eva);
  account.route("0", [first, second], { strip: 1 });
  account.route("00", [second], { strip: 2, prepend: "+", callerId: "1130003000" });
  account.route("9", []);
  const routing = new Routing({
    directory: account.directory,
    domain: "ponto.local",
    srtpWithoutTls: false,
    log: silentLog,
    bindingsOf: (aor) =>
      aor === "1001"
        ? [binding(aor, "10.0.0.7"), binding(aor, "10.0.0.8")]
        : aor === "1002"
          ? [binding(aor, "10.0.0.9")]
          : [],
    localFor: () => ({ address: "10.0.0.1", port: 5060 }),
    isMonitoring: () => false,
    idleSince: () => 0,
    trunkService: () => "in",
    callsOnTrunk: () => 0,
    mediaAddress: "10.0.0.1",
    echoes: () => 0,
    ...world,
  });
  return { account, routing, ana, bruno, eva, first, second };
}

const customer = { number: "11988887777", name: "Fulano" };

/** Everybody whom a plan rings, step by step, if each step fails for want of an answer. */
function steps(plan: CallPlan): HuntTarget[][] {
  const rung: HuntTarget[][] = [];
  let step = plan.hunt.next(undefined);
  while (!isHuntEnd(step)) {
    rung.push([...step.targets]);
    step = plan.hunt.next({ status: 408, reason: "Request Timeout", contacts: [], timedOut: false, rang: false });
  }
  return rung;
}

const first = (result: Result<CallPlan, Refusal>): HuntTarget | undefined =>
  result.ok ? steps(result.value)[0]?.[0] : undefined;

const outcome = (result: Result<CallPlan, Refusal>): string =>
  result.ok
    ? steps(result.value)
        .map((step) => step.map(({ requestUri }) => requestUri).join(" "))
        .join(", ")
    : `${result.error.status}${result.error.plan === undefined ? "" : " in the report"}`;

type Place = ReturnType<typeof place>;

const rows: readonly [title: string, route: (at: Place) => Result<CallPlan, Refusal>, expected: string][] = [
  [
    "a number rings every phone of its agent at once",
    ({ routing, first }) => routing.fromTrunk(first, "1130004000", customer),
    "sip:1001@10.0.0.7:5062 sip:1001@10.0.0.8:5062",
  ],
  [
    "in E.164, too",
    ({ routing, first }) => routing.fromTrunk(first, "+551130004000", customer),
    "sip:1001@10.0.0.7:5062 sip:1001@10.0.0.8:5062",
  ],
  [
    "a number of another trunk is not known",
    ({ routing, first }) => routing.fromTrunk(first, "1130004001", customer),
    "404",
  ],
  [
    "a number of this trunk",
    ({ routing, second }) => routing.fromTrunk(second, "1130004001", customer),
    "sip:1002@10.0.0.9:5062",
  ],
  ["an unknown number", ({ routing, first }) => routing.fromTrunk(first, "1130009999", customer), "404"],
  ["an extension is no number", ({ routing, first }) => routing.fromTrunk(first, "1001", customer), "404"],
  [
    "an agent without a phone",
    ({ routing, first }) => routing.fromTrunk(first, "1130004005", customer),
    "480 in the report",
  ],
  ["a colleague", ({ routing, ana }) => routing.fromAgent(ana, "1002"), "sip:1002@10.0.0.9:5062"],
  ["oneself", ({ routing, ana }) => routing.fromAgent(ana, "1001"), "486"],
  [
    "trunks in order, the prefix stripped",
    ({ routing, ana }) => routing.fromAgent(ana, "011988887777"),
    "sip:11988887777@192.0.2.1, sip:11988887777@192.0.2.2:5070;transport=tcp",
  ],
  [
    "the longest prefix wins",
    ({ routing, ana }) => routing.fromAgent(ana, "0044201234567"),
    "sip:+44201234567@192.0.2.2:5070;transport=tcp",
  ],
  [
    "what people write between digits is left off",
    ({ routing, ana }) => routing.fromAgent(ana, "0 (11) 9888-7777"),
    "sip:1198887777@192.0.2.1, sip:1198887777@192.0.2.2:5070;transport=tcp",
  ],
  ["a prefix that nothing follows", ({ routing, ana }) => routing.fromAgent(ana, "0"), "404"],
  ["no route", ({ routing, ana }) => routing.fromAgent(ana, "5551234"), "404"],
  ["a route without trunks", ({ routing, ana }) => routing.fromAgent(ana, "95551234"), "503 in the report"],
  ["not a number", ({ routing, ana }) => routing.fromAgent(ana, "ana@elsewhere"), "404"],
];

for (const [title, route, expected] of rows) t.test(title, async (t) => t.equal(outcome(route(place())), expected));

t.test("an extension wins over a prefix", async (t) => {
  const at = place();
  at.account.route("1", [at.first]);
  t.equal(outcome(at.routing.fromAgent(at.ana, "1002")), "sip:1002@10.0.0.9:5062");
});

t.test("do not disturb, VoIP off, and a phone that monitors (U5)", async (t) => {
  const at = place();
  const call = () => outcome(at.routing.fromTrunk(at.first, "1130004000", customer));
  at.account.agent("Ana", "1001", { doNotDisturb: true });
  t.equal(call(), "486 in the report");
  at.account.agent("Ana", "1001", { enabled: false });
  t.equal(call(), "480 in the report");
  const monitoring = place({ isMonitoring: (id) => id === "agent_ana" });
  t.equal(outcome(monitoring.routing.fromTrunk(monitoring.first, "1130004000", customer)), "486 in the report");
  t.equal(outcome(monitoring.routing.fromAgent(monitoring.bruno, "1001")), "486 in the report");
});

t.test("a trunk that is full is left out", async (t) => {
  const at = place({ callsOnTrunk: (id) => (id === "trunk_primeira" ? 2 : 0) });
  at.account.trunk("Primeira", "192.0.2.1", { maxCalls: 2 });
  t.equal(outcome(at.routing.fromAgent(at.ana, "011988887777")), "sip:11988887777@192.0.2.2:5070;transport=tcp");
});

t.test("what a target's INVITE says", async (t) => {
  const at = place();
  const toAgent = at.routing.fromTrunk(at.first, "1130004000", customer);
  t.match(first(toAgent), {
    from: '"Fulano" <sip:11988887777@ponto.local>',
    to: '"Ana" <sip:1001@ponto.local>',
    contact: "<sip:11988887777@10.0.0.1:5060>",
    headers: [],
  });
  const toTrunk = at.routing.fromAgent(at.ana, "0044201234567");
  t.match(first(toTrunk), {
    from: "<sip:1130003000@ponto.local>",
    headers: [["P-Asserted-Identity", "<sip:1130003000@ponto.local>"]],
    contact: "<sip:1130003000@10.0.0.1:5060;transport=tcp>",
    trunkId: "trunk_segunda",
  });
});

t.test("auto-answer is asked for only where the agent wants it for every call", async (t) => {
  const at = place();
  const headers = () => first(at.routing.fromTrunk(at.first, "1130004000", customer))?.headers.map(([name]) => name);
  at.account.agent("Ana", "1001", { autoAnswer: "monitoring" });
  t.strictSame(headers(), []);
  at.account.agent("Ana", "1001", { autoAnswer: "all" });
  t.strictSame(headers(), ["Call-Info", "Alert-Info", "Answer-Mode"]);
});

t.test("click to call rings the agent's own phones first", async (t) => {
  const at = place();
  const plan = at.routing.fromAgent(at.bruno, "1001", { click: true });
  t.equal(plan.ok && plan.value.callerTargets?.map(({ requestUri }) => requestUri).join(), "sip:1002@10.0.0.9:5062");
});

t.test("the account's own number: the one that was called, or that the route shows", async (t) => {
  const { routing, account, ana, first, second } = place();
  const own = (plan: Result<CallPlan, Refusal>): string | null | undefined =>
    plan.ok ? plan.value.ownNumber : plan.error.plan?.ownNumber;
  const caller = { number: "11988887777", name: null };
  const entry = account.directory.numberFor("1130004000", first.id)?.number;
  t.ok(entry);
  t.equal(
    own(routing.fromTrunk(first, "(11) 3000-4000", caller)),
    entry,
    "as the account has it, not as it was dialled",
  );
  t.equal(
    own(routing.fromTrunk(second, "1130004001", caller)),
    account.directory.numberFor("1130004001", second.id)?.number,
  );
  t.equal(own(routing.fromAgent(ana, "005511988887777")), "+551130003000", "of the route");
  t.equal(own(routing.fromAgent(ana, "011988887777")), null, "a route that shows the extension");
  t.equal(own(routing.fromAgent(ana, "1002")), null, "internal");
});
