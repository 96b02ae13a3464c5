/** What refuses a monitoring: the first that applies, in the contract's order. */
import t from "tap";
import type { ProblemCode } from "../../src/kernel/problem.ts";
import { silence } from "../media/support/signals.ts";
import { codeOf } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import { rings } from "./support/phone.ts";

const speaking = { customer: { voice: silence }, ana: { voice: silence }, clara: { voice: silence } };

interface Refusing {
  readonly code: ProblemCode;
  readonly spoil: (there: Office) => Promise<void> | void;
}

const undisturbed = { doNotDisturb: true } as const;

/** Spoilt from the last row up, the answer is always the row spoilt last. */
const refusals: readonly Refusing[] = [
  {
    code: "screen_not_permitted",
    spoil: ({ place }) => {
      place.account.user("Clara", {
        screens: { agentsDashboard: false },
        monitoring: { passive: true, semiActive: true, active: false },
      });
    },
  },
  {
    code: "mode_not_permitted",
    spoil: ({ place }) =>
      void place.account.user("Clara", { monitoring: { passive: true, semiActive: true, active: false } }),
  },
  { code: "no_matching_agent", spoil: ({ place }) => place.account.removeAgent(place.account.agentNamed("Clara")) },
  {
    code: "monitor_voip_disabled",
    spoil: ({ place }) => void place.account.agent("Clara", "1003", { ...undisturbed, enabled: false }),
  },
  {
    code: "monitor_busy",
    spoil: async ({ place, claraPhone }) => {
      claraPhone.dial("1002");
      await place.until("Clara's call", () => claraPhone.call.state === "connected");
    },
  },
  { code: "monitor_do_not_disturb", spoil: ({ place }) => void place.account.agent("Clara", "1003", undisturbed) },
  {
    code: "monitor_not_registered",
    spoil: async ({ place, claraPhone }) => {
      claraPhone.register(0);
      await place.pass(1000);
    },
  },
];

/** Come before everything that has to do with the monitor's own phone. */
const unreachableCalls: readonly [ask: { callId?: string; agentId?: string }, code: ProblemCode][] = [
  [{ callId: "call_none" }, "call_not_found"],
  [{ agentId: "agent_nobody" }, "agent_not_found"],
  [{ agentId: "agent_davi" }, "agent_not_in_call"],
];

t.test("refusals: the first that applies, in the contract's order", async (t) => {
  const there = await office({}, speaking);
  const { place, clara, claraPhone, customer } = there;
  const { ours } = await inboundCall(there);
  const { id: callId } = place.liveCall;
  for (const { code, spoil } of refusals.toReversed()) {
    await spoil(there);
    t.equal(codeOf(await place.monitor(clara, "active", { callId })), code);
    if (code !== "no_matching_agent") continue;
    for (const [ask, worse] of unreachableCalls) t.equal(codeOf(await place.monitor(clara, "active", ask)), worse);
  }
  t.equal(codeOf(await place.monitor(clara, "passive", { callId: "call_none" })), "screen_not_permitted");
  t.equal(claraPhone.calls.length, 1, "her phone never rang");
  t.equal(customer.calls.length, 1);
  t.equal(place.account.journal.audits.length, 0, "nothing was begun");
  claraPhone.call.hangUp();
  ours.hangUp();
  await place.until("the calls' end", () => place.centre.calls(place.administrator).length === 0);
});

const asks: readonly [title: string, code: ProblemCode, ask: (there: Office) => Promise<string>][] = [
  [
    "a call that is over",
    "call_not_found",
    async (there) => {
      const { ours } = await inboundCall(there);
      const callId = there.place.liveCall.id;
      ours.hangUp();
      await there.place.pass(1000);
      return codeOf(await there.place.monitor(there.clara, "passive", { callId }));
    },
  ],
  [
    "an agent who does not exist",
    "agent_not_found",
    async ({ place, clara }) => codeOf(await place.monitor(clara, "passive", { agentId: "agent_nobody" })),
  ],
  [
    "an agent without a call",
    "agent_not_in_call",
    async ({ place, clara, ana }) => codeOf(await place.monitor(clara, "passive", { agentId: ana.id })),
  ],
  [
    "one's own call",
    "self_monitoring",
    async ({ place, clara, claraPhone }) => {
      claraPhone.dial("1001");
      await place.until("the call", () => claraPhone.call.state === "connected");
      return codeOf(await place.monitor(clara, "passive"));
    },
  ],
  [
    "a call that rings",
    "call_not_live",
    async ({ place, clara, ana, anaPhone, customer }) => {
      anaPhone.manner = rings;
      customer.dial(NUMBER);
      await place.until("ringing", () => customer.call.came.includes("180 INVITE"));
      return codeOf(await place.monitor(clara, "passive", { agentId: ana.id }));
    },
  ],
  [
    "a second call",
    "already_monitoring",
    async (there) => {
      const { place, clara, brunoPhone } = there;
      await inboundCall(there);
      await place.connectMonitor(clara, "passive");
      brunoPhone.dial("011955554444");
      await place.until("Bruno's call", () => brunoPhone.call.state === "connected");
      return codeOf(await place.monitor(clara, "passive", { agentId: "agent_bruno" }));
    },
  ],
];

for (const [title, code, ask] of asks) {
  t.test(`refused: ${title} (${code})`, async (t) => {
    const there = await office();
    t.equal(await ask(there), code);
  });
}
