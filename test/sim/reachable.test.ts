/** Whether a monitoring would ring an agent's phone now: what its user is told is what asking for one then answers. */
import t from "tap";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import { codeOf } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";

const settings = ({ place }: Office, voip: Partial<Agent["voip"]>): Agent => place.account.agent("Clara", "1003", voip);

/** What Clara does, and what then keeps a monitoring from ringing her phone. */
const cases: readonly [
  title: string,
  arrange: (there: Office) => unknown,
  registered: boolean,
  refusal: string | null,
][] = [
  ["her phone is registered", () => undefined, true, null],
  ["she wants no calls", (there) => settings(there, { doNotDisturb: true }), true, "monitor_do_not_disturb"],
  ["her VoIP is off", (there) => settings(there, { enabled: false }), false, "monitor_voip_disabled"],
  [
    "her audio must be encrypted, and her signalling is not",
    (there) => settings(there, { srtp: "required" }),
    true,
    "monitor_not_registered",
  ],
  [
    "her phone has said goodbye",
    async ({ place, claraPhone }) => {
      claraPhone.register(0);
      await place.pass(1000);
    },
    false,
    "monitor_not_registered",
  ],
  [
    "she is in a call",
    async ({ place, claraPhone }) => {
      const call = claraPhone.dial("1002");
      await place.until("Bruno to answer", () => call.state === "connected");
    },
    true,
    "monitor_busy",
  ],
  [
    "she is in a call and wants no others",
    async (there) => {
      const call = there.claraPhone.dial("1002");
      await there.place.until("Bruno to answer", () => call.state === "connected");
      settings(there, { doNotDisturb: true });
    },
    true,
    "monitor_busy",
  ],
];

for (const [title, arrange, registered, refusal] of cases) {
  t.test(title, async (t) => {
    const there = await office();
    const { place, clara } = there;
    const { ours } = await inboundCall(there);
    const { id } = place.liveCall;
    await arrange(there);
    const agent = place.account.agentNamed("Clara");
    t.strictSame(place.centre.phone(agent.id), { registered, refusal });
    t.equal(
      codeOf(await place.monitor(clara, "passive", { callId: id })),
      refusal ?? "ok",
      "and a monitoring is answered so",
    );
    ours.hangUp();
    await place.pass(1000);
  });
}

t.test("a phone that monitors is busy with that, and free again when it has hung up", async (t) => {
  const there = await office();
  const { place, clara, claraPhone } = there;
  const { ours } = await inboundCall(there);
  const { id } = place.account.agentNamed("Clara");
  await place.connectMonitor(clara, "passive");
  t.strictSame(place.centre.phone(id), { registered: true, refusal: "monitor_busy" });
  claraPhone.call.hangUp();
  await place.pass(1000);
  t.strictSame(place.centre.phone(id), { registered: true, refusal: null });
  ours.hangUp();
  await place.nothingLeft(t);
  t.equal(place.centre.phone("agent_nobody"), undefined);
});
