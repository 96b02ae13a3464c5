/** How a peer takes keys and gives them: by what was negotiated, what it says of itself, and what its trunk's setting says. */
import type { DtmfMethod } from "../../accounts/directory/shapes.ts";
import type { KeyPlan } from "../../media/commands.ts";

/** What is known of a peer besides its SDP. */
export interface KeyManners {
  /** Its trunk's setting; undefined for a phone. */
  readonly dtmf: DtmfMethod | undefined;
  /** Its Allow names INFO (RFC 3261 §20.5). */
  readonly takesInfo: boolean;
}

/** Of a peer that nothing is known of yet. */
export const unknownManners: KeyManners = { dtmf: undefined, takesInfo: false };

/**
 * Tones are looked for in the speech of a trunk alone: a voice is taken for a key now and then, and a phone has other ways.
 * @param hasEvents RFC 4733 was negotiated
 */
export function keyPlan({ dtmf, takesInfo }: KeyManners, hasEvents: boolean): KeyPlan {
  const takes = dtmf === undefined || dtmf === "auto" ? best(hasEvents, takesInfo) : asSet(dtmf, hasEvents);
  return { takes, givesTones: takes === "tones" && dtmf !== undefined };
}

function best(hasEvents: boolean, takesInfo: boolean): KeyPlan["takes"] {
  if (hasEvents) return "events";
  return takesInfo ? "info" : "tones";
}

function asSet(dtmf: Exclude<DtmfMethod, "auto">, hasEvents: boolean): KeyPlan["takes"] {
  if (dtmf === "rfc4733") return hasEvents ? "events" : "none";
  return dtmf === "info" ? "info" : "tones";
}
