/** Who is told what of a call and its monitoring. */
import t from "tap";
import type { User } from "../../../src/accounts/directory/shapes.ts";
import type { Direction } from "../../../src/accounts/journal/journal.ts";
import { Call } from "../../../src/calls/call/call.ts";
import { PartyLeg } from "../../../src/calls/call/partyLeg.ts";
import { LegAudio } from "../../../src/calls/legs/legAudio.ts";
import { AgentBoard } from "../../../src/calls/live/agentBoard.ts";
import type { LiveEvent } from "../../../src/calls/live/callCentre.ts";
import { LiveViews } from "../../../src/calls/live/liveViews.ts";
import { Newsroom } from "../../../src/calls/live/newsroom.ts";
import { Monitoring } from "../../../src/calls/monitorings/monitoring.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { OwnKeys } from "../../../src/rtp/sdp/crypto.ts";
import { Account } from "../../sim/support/account.ts";
import { planOf } from "../plans.ts";

const keys = new OwnKeys(seededEntropy(1));
const START = { now: 0, wall: Date.UTC(2026, 0, 1) };

function callOf(direction: Direction): Call {
  return new Call({
    id: "call_1",
    number: 1,
    plan: planOf(direction),
    caller: new PartyLeg("customer", 2, new LegAudio("", 1, keys)),
    callee: new PartyLeg("agent", 3, new LegAudio("", 2, keys)),
    newLeg: (side) => new PartyLeg(side, 9, new LegAudio("", 9, keys)),
    near: undefined,
    loan: undefined,
    nextUsage: () => 2,
    ringMs: 1000,
    mediaTimeoutMs: 60_000,
    holdMusic: "default",
    notice: undefined,
    recording: undefined,
    startedAt: START,
  });
}

const monitoringBy = (user: User) =>
  new Monitoring({
    id: "mon_1",
    call: { id: "call_1", number: 1, isWideband: false, ...planOf("internal") },
    leg: 4,
    audio: new LegAudio("", 3, keys),
    userId: user.id,
    monitorAgentId: "agent_clara",
    target: planOf("inbound").agent,
    targetSide: "agent",
    mode: "passive",
    follow: "call",
    purpose: null,
    ringMs: 1000,
    mediaTimeoutMs: 1000,
    nextUsage: () => 3,
    nextNumber: () => 99,
    mayMonitor: () => true,
    createdAt: START,
  });

const account = new Account();
const none = { passive: false, semiActive: false, active: false };
const noDashboard = { screens: { agentsDashboard: false } };
const owner = account.user("Clara");
const people = {
  "the owner": owner,
  "the administrator": account.user("Admin", { role: "administrator" }),
  "another supervisor": account.user("Davi"),
  "who only sees the dashboard": account.user("Eva", { monitoring: none }),
  "who sees nothing": account.user("Fabio", { monitoring: none, ...noDashboard }),
  "who may monitor but not see the dashboard": account.user("Gil", noDashboard),
  "the agent": account.user("Ana", { monitoring: none, ...noDashboard }),
  "the agent who is a supervisor": account.user("Ana2", { email: "ana@ponto.example" }),
  "the agent who is the administrator": account.user("Ana3", { email: "ANA@ponto.example", role: "administrator" }),
  "the agent in the customer's place": account.user("Bruno"),
} as const;

/** `nothing`, or the parts shown; `marks` where the call carries its monitorings. */
function shown(data: Record<string, unknown> | undefined): string {
  if (data === undefined) return "nothing";
  const marked = "monitored" in (data.call as object);
  return [...Object.keys(data).sort(), ...(marked ? ["marks"] : [])].join(" ");
}

const rows: readonly [who: keyof typeof people, ofTheCall: string, ofTheMonitoring: string][] = [
  ["the owner", "call marks", "call monitoring marks"],
  ["the administrator", "call marks", "call monitoring marks"],
  ["another supervisor", "call marks", "call marks"],
  ["who only sees the dashboard", "call", "nothing"],
  ["who sees nothing", "nothing", "nothing"],
  ["who may monitor but not see the dashboard", "nothing", "nothing"],
  ["the agent", "call", "nothing"],
  ["the agent who is a supervisor", "call", "nothing"],
  ["the agent who is the administrator", "call", "nothing"],
  ["the agent in the customer's place", "call", "nothing"],
];

for (const [who, ofTheCall, ofTheMonitoring] of rows) {
  t.test(`U5 ${who} is told ${ofTheCall} of a call, ${ofTheMonitoring} of its monitoring`, async (t) => {
    const newsroom = new Newsroom();
    const told: string[] = [];
    const unsubscribe = newsroom.subscribe((event) => void told.push(shown(event.render(people[who]))));
    const call = callOf("internal");
    const monitoring = monitoringBy(owner);
    newsroom.call("call.answered", call, [monitoring], START.wall);
    newsroom.monitoring("connected", monitoring, call, [monitoring], START.wall);
    unsubscribe();
    newsroom.call("call.ended", call, [], START.wall);
    t.strictSame(told, [ofTheCall, ofTheMonitoring]);
  });
}

t.test("who may see the same is told by the same object, so that it is written only once", async (t) => {
  const newsroom = new Newsroom();
  const events: LiveEvent[] = [];
  newsroom.subscribe((event) => void events.push(event));
  const call = callOf("internal");
  const monitoring = monitoringBy(owner);
  newsroom.call("call.answered", call, [monitoring], START.wall);
  newsroom.monitoring("connected", monitoring, call, [monitoring], START.wall);
  const views = new LiveViews({
    switchboard: { callsOf: () => [call], supervision: { by: () => monitoring, of: () => [monitoring] } },
    board: new AgentBoard(),
    directory: account.directory,
  } as unknown as ConstructorParameters<typeof LiveViews>[0]);
  newsroom.agent(views.agentNow(account.agent("Clara", "1003")), START.wall);
  const kinds = events.map(({ render }) => new Set(Object.values(people).map(render).filter(Boolean)).size);
  t.strictSame(kinds, [2, 2, 3], "of a call with and without marks; whole or marks; with the monitor's mark, too");
});

t.test("that a user was changed is told to that user alone, and not how", async (t) => {
  const newsroom = new Newsroom();
  const told: [string, unknown][] = [];
  newsroom.subscribe((event) => {
    for (const [who, user] of Object.entries(people)) {
      const data = event.render(user);
      if (data !== undefined) told.push([`${event.type}: ${who}`, data]);
    }
  });
  newsroom.user(owner.id, START.wall);
  t.strictSame(told, [["user.changed: the owner", {}]]);
});
