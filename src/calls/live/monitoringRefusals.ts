/** What refuses a monitoring: in the order of the contract, and the first that applies is the answer. */
import type { Agent, User } from "../../accounts/directory/shapes.ts";
import type { ProblemCode } from "../../kernel/problem.ts";
import type { MonitorMode } from "../../mixer/audibility.ts";
import type { Call } from "../call/call.ts";
import type { CallAgent } from "../hunts/callPlan.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import type { Monitoring } from "../monitorings/monitoring.ts";
import { isOwnCall, mayMonitorIn, mayOpenDashboard } from "./rights.ts";

/** A wish to monitor, with all that may speak against it. */
export interface Wish {
  readonly user: User;
  readonly mode: MonitorMode;
  /** What was named; the other is found by it. */
  readonly by: "call" | "agent";
  readonly call: Call | undefined;
  /** Whom it would watch over. */
  readonly target: CallAgent | undefined;
  readonly inScope: (agentId: string) => boolean;
  /** The user's own agent, whose phone would be rung. */
  readonly own: Agent | undefined;
  /** What the user monitors already. */
  readonly running: Monitoring | undefined;
}

/** The user's own phone, before it is rung. */
export interface OwnPhone {
  readonly agent: Agent;
  readonly isBusy: boolean;
  readonly contacts: readonly DialTarget[];
}

type Refusals<Case> = readonly (readonly [ProblemCode, applies: (to: Case) => boolean])[];

const toTheWish: Refusals<Wish> = [
  ["screen_not_permitted", ({ user }) => !mayOpenDashboard(user)],
  ["mode_not_permitted", ({ user, mode }) => !mayMonitorIn(user, mode)],
  ["call_not_found", ({ by, call }) => by === "call" && call === undefined],
  ["agent_not_found", ({ by, target }) => by === "agent" && target === undefined],
  ["agent_out_of_scope", ({ target, inScope }) => target !== undefined && !inScope(target.id)],
  // A call that rings a group has no agent yet: that one is not live.
  ["agent_not_in_call", ({ call, target }) => call === undefined || (call.live && target === undefined)],
  ["no_matching_agent", ({ own }) => own === undefined],
  ["monitor_voip_disabled", ({ own }) => own?.voip.enabled !== true],
  ["self_monitoring", ({ user, call }) => call !== undefined && isOwnCall(user, call)],
  ["call_not_live", ({ call }) => call?.live !== true],
  ["already_monitoring", ({ call, running }) => running !== undefined && running.call?.number !== call?.number],
];

const toTheRinging: Refusals<OwnPhone> = [
  ["monitor_busy", ({ isBusy }) => isBusy],
  ["monitor_do_not_disturb", ({ agent }) => agent.voip.doNotDisturb],
  ["monitor_not_registered", ({ contacts }) => contacts.length === 0],
];

const first = <Case>(refusals: Refusals<Case>, to: Case): ProblemCode | undefined =>
  refusals.find(([, applies]) => applies(to))?.[0];

export const refusalOfWish = (wish: Wish): ProblemCode | undefined => first(toTheWish, wish);

/** Of a new monitoring only: a phone that monitors already is busy with just that. */
export const refusalOfRinging = (phone: OwnPhone): ProblemCode | undefined => first(toTheRinging, phone);
