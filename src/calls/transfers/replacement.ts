/** INVITE with Replaces (RFC 3891 §3): a phone takes a leg's place, or answers a call that rings at another phone. */
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Side } from "../../mixer/audibility.ts";
import type { Replaces } from "../../sip/dialog/usage.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { Call } from "../call/call.ts";
import { opposite } from "../call/ends.ts";
import type { CallAgent, Refusal } from "../hunts/callPlan.ts";
import type { Switchboard } from "../switchboard/switchboard.ts";

const refuse = (status: number): Result<never, Refusal> => err(withPhrase(status));

/** The end of a call that an agent's phone may take, by the dialog that its INVITE names. */
export function endToTake(
  switchboard: Switchboard,
  replaces: Replaces,
  agent: CallAgent,
): Result<{ readonly call: Call; readonly side: Side }, Refusal> {
  const found = switchboard.find(replaces);
  const place = found?.call.placeOf(found.usage);
  // "If no match is found, the UAS rejects the INVITE and returns a 481".
  if (found === undefined || place === undefined) return refuse(481);
  const { call } = found;
  const { side, rings } = place;
  // "If the Replaces header field matches an early dialog that was not initiated by this UA, it returns a 481".
  if (!rings && call.party(side)?.awaitsAnswer !== false) return refuse(481);
  // "If the Replaces header field matches a confirmed dialog, it checks for the presence of the "early-only" flag … reject the request with a 486".
  if (!rings && replaces.earlyOnly) return refuse(486);
  // "MUST … return a 603": there is a dialog, but it is not for this phone to take now.
  const isOwnOtherEnd = call.people.at(opposite(side))?.agent?.id === agent.id;
  if (switchboard.transfers.concerns(call) || isOwnOtherEnd || rings === call.live) return refuse(603);
  return ok({ call, side });
}
