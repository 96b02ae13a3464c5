/** Of any two things that speak against a monitoring the one that stands first in the contract is the answer. */
import t from "tap";
import type { Agent } from "../../../src/accounts/directory/shapes.ts";
import type { Call } from "../../../src/calls/call/call.ts";
import type { DialTarget } from "../../../src/calls/legs/dialTarget.ts";
import {
  type OwnPhone,
  refusalOfRinging,
  refusalOfWish,
  type Wish,
} from "../../../src/calls/live/monitoringRefusals.ts";
import type { Monitoring } from "../../../src/calls/monitorings/monitoring.ts";
import type { ProblemCode } from "../../../src/kernel/problem.ts";
import { Account } from "../../sim/support/account.ts";
import { planOf } from "../plans.ts";

const account = new Account();
const clara = account.user("Clara");
const claraAgent = account.agent("Clara", "1003");
const { agent: ana } = planOf("inbound");

/** What is wrong; undefined: nothing. */
interface Case {
  screen?: false;
  mode?: false;
  named?: "no call" | "no agent";
  scope?: false;
  inCall?: false;
  own?: "nobody" | "no VoIP";
  party?: true;
  live?: false;
  running?: true;
}

/** In the contract's order. */
const rows: readonly [code: ProblemCode, wrong: Case][] = [
  ["screen_not_permitted", { screen: false }],
  ["mode_not_permitted", { mode: false }],
  ["call_not_found", { named: "no call" }],
  ["agent_not_found", { named: "no agent" }],
  ["agent_out_of_scope", { scope: false }],
  ["agent_not_in_call", { inCall: false }],
  ["no_matching_agent", { own: "nobody" }],
  ["monitor_voip_disabled", { own: "no VoIP" }],
  ["self_monitoring", { party: true }],
  ["call_not_live", { live: false }],
  ["already_monitoring", { running: true }],
];

function wishOf(wrong: Case): Wish {
  const call = {
    id: "call_1",
    number: 1,
    live: wrong.live !== false,
    agent: ana,
    callingAgent: wrong.party ? { ...ana, id: claraAgent.id, email: clara.email } : undefined,
  } as unknown as Call;
  const exists = wrong.named === undefined;
  const own: Agent = { ...claraAgent, voip: { ...claraAgent.voip, enabled: wrong.own !== "no VoIP" } };
  return {
    user: {
      ...clara,
      screens: { agentsDashboard: wrong.screen !== false },
      monitoring: { ...clara.monitoring, active: wrong.mode !== false },
    },
    mode: "active",
    by: wrong.named === "no call" ? "call" : "agent",
    call: exists && wrong.inCall !== false ? call : undefined,
    target: exists ? ana : undefined,
    inScope: () => wrong.scope !== false,
    own: wrong.own === "nobody" ? undefined : own,
    running: wrong.running ? ({ call: { number: 2 } } as Monitoring) : undefined,
  };
}

t.test("nothing speaks against it", async (t) => {
  t.equal(refusalOfWish(wishOf({})), undefined);
  t.equal(refusalOfWish({ ...wishOf({}), by: "call" }), undefined);
});

for (const [i, [code, wrong]] of rows.entries()) {
  t.test(`${code} comes before all that stand behind it`, async (t) => {
    t.equal(refusalOfWish(wishOf(wrong)), code);
    for (const [behind, also] of rows.slice(i + 1)) t.equal(refusalOfWish(wishOf({ ...also, ...wrong })), code, behind);
  });
}

t.test("a call whose last agent has left has nobody to monitor; one that rings a group is not live", async (t) => {
  const ofGroup = { ...wishOf({}), by: "call", target: undefined } as const;
  t.equal(refusalOfWish(ofGroup), "agent_not_in_call");
  const call = { ...ofGroup.call, live: false } as Call;
  t.equal(refusalOfWish({ ...ofGroup, call, inScope: () => false }), "call_not_live");
});

t.test("the same call asked for again is not another one", async (t) => {
  t.equal(refusalOfWish({ ...wishOf({}), running: { call: { number: 1 } } as Monitoring }), undefined);
  t.equal(
    refusalOfWish({ ...wishOf({}), running: { call: undefined } as Monitoring }),
    "already_monitoring",
    "one that waits for its agent is none of this call",
  );
});

const ringing: readonly [ProblemCode, Partial<OwnPhone>][] = [
  ["monitor_busy", { isBusy: true }],
  ["monitor_do_not_disturb", { agent: { ...claraAgent, voip: { ...claraAgent.voip, doNotDisturb: true } } }],
  ["monitor_not_registered", { contacts: [] }],
];
const ready: OwnPhone = { agent: claraAgent, isBusy: false, contacts: [{} as DialTarget] };

t.test("then the phone: busy, not to be disturbed, not there", async (t) => {
  t.equal(refusalOfRinging(ready), undefined);
  for (const [i, [code, wrong]] of ringing.entries())
    for (const [, also] of ringing.slice(i)) t.equal(refusalOfRinging({ ...ready, ...also, ...wrong }), code);
});
