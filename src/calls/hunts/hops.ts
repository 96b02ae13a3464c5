/** What an INVITE leaves to the INVITEs that it causes: so that a loop through others ends, however it changes what it carries. */
import { maxForwardsOf } from "../../sip/message/access.ts";
import type { SipRequest } from "../../sip/message/message.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import { type Hunt, type HuntEnd, type HuntStep, isHuntEnd } from "./hunt.ts";

/**
 * The hunt as `invite` lets it go on. We are a proxy in this: Max-Forwards goes down by one (RFC 3261 §16.6 step 3), and
 * Max-Breadth, where there is one, is shared out among those who ring at a time: the sum of the branches that are not finished
 * "MUST be less than or equal to" what came in, else 440 (RFC 5393 §5.3.3). Where there is none we put none in: we ring the
 * contacts of agents and the trunks of a route, which nobody but the account can make many.
 */
export const withinHops = (hunt: Hunt, invite: SipRequest): Hunt => {
  const maxForwards = (maxForwardsOf(invite) ?? 70) - 1;
  const breadth = maxBreadthOf(invite);
  return {
    next: (last) => {
      const step = hunt.next(last);
      return isHuntEnd(step) ? step : limited(step, maxForwards, breadth);
    },
  };
};

/** Undefined where it is absent, or no number. */
function maxBreadthOf(invite: SipRequest): number | undefined {
  const value = invite.headers.get("Max-Breadth") ?? "";
  return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

function limited(step: HuntStep, maxForwards: number, breadth: number | undefined): HuntStep | HuntEnd {
  const { targets } = step;
  if (breadth !== undefined && breadth < targets.length) return withPhrase(440);
  const header = (i: number): [string, string][] =>
    breadth === undefined ? [] : [["Max-Breadth", `${share(breadth, targets.length, i)}`]];
  return {
    ...step,
    targets: targets.map((target, i) => ({ ...target, maxForwards, headers: [...target.headers, ...header(i)] })),
  };
}

/** The `i`th part of `breadth` in `count` whole numbers that differ by at most one. */
const share = (breadth: number, count: number, i: number): number =>
  Math.floor(breadth / count) + (i < breadth % count ? 1 : 0);
