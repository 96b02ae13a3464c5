/** What a usage gave out, in words short enough for tables. */

import type { UsageOutput } from "../../../src/sip/dialog/usage.ts";
import { cseqOf } from "../../../src/sip/message/access.ts";

/** `respond 7: 200 INVITE`, `send bye:1: BYE`, `set ack 32000`, `ended peer bye`, … */
export function inWords(outputs: readonly UsageOutput[]): string[] {
  return outputs.map((output) => {
    switch (output.out) {
      case "respond":
        return `respond ${output.tx}: ${output.response.status} ${cseqOf(output.response).method}`;
      case "send":
        return `send ${output.token}: ${cseqOf(output.request).number} ${output.request.method}`;
      case "ack":
        return `ack ${cseqOf(output.request).number}`;
      case "cancel":
        return `cancel ${output.token}`;
      case "setTimer":
        return `set ${output.name} ${output.at}`;
      case "clearTimer":
        return `clear ${output.name}`;
      case "progress":
        return `progress ${output.status}${output.sdp === undefined ? "" : " with SDP"}`;
      case "answered":
        return `answered${output.sdp === undefined ? "" : " with SDP"}`;
      case "refused":
        return `refused ${output.status} ${output.reason}`;
      case "ended":
        return `ended ${output.by} ${output.cause}${output.reason === undefined ? "" : ` ${output.reason}`}`;
      case "offerRefused":
        return `offerRefused ${output.status}`;
      case "referred":
        return `referred ${output.referral.id} to ${output.referral.to}`;
      default:
        return output.out;
    }
  });
}

/** The one output of a kind; throws where there is none or more than one. */
export function only<K extends UsageOutput["out"]>(
  outputs: readonly UsageOutput[],
  kind: K,
): Extract<UsageOutput, { readonly out: K }> {
  const found = outputs.filter((output): output is Extract<UsageOutput, { readonly out: K }> => output.out === kind);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} outputs of kind ${kind}`);
  return first;
}
