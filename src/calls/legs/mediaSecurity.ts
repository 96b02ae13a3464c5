/** What an agent's or a trunk's setting lets SRTP be on a leg, as its signalling is. */
import type { SrtpPolicy } from "../../accounts/directory/shapes.ts";
import type { Log } from "../../kernel/log.ts";
import { clearOnly, type MediaSecurity } from "../../rtp/sdp/crypto.ts";
import type { Target, TransportName } from "../../sip/transport/transport.ts";

export interface SecurityWorld {
  /** SRTP keys may be sent over UDP and TCP, too, where whoever listens reads them. */
  readonly srtpWithoutTls: boolean;
  readonly log: Log;
}

/** `off`: not asked for, and taken where the peer offers nothing else. */
const policies: Readonly<Record<SrtpPolicy, MediaSecurity>> = {
  off: { offers: "clear", takes: ["clear", "encrypted"] },
  offered: { offers: "best_effort", takes: ["encrypted", "clear"] },
  offered_twice: { offers: "best_effort_two_lines", takes: ["encrypted", "clear"] },
  required: { offers: "encrypted", takes: ["encrypted"] },
};

/** SRTP is required where its keys could be read on the way: nothing of the peer's is taken. */
const impossible: MediaSecurity = { offers: "encrypted", takes: [] };

/** The keys stand in the SDP, which therefore has to be protected itself (RFC 4568 §8.3). Only TLS does that here. */
export function mediaSecurity(
  policy: SrtpPolicy,
  transport: TransportName,
  { srtpWithoutTls }: Pick<SecurityWorld, "srtpWithoutTls">,
): MediaSecurity {
  if (transport === "tls" || srtpWithoutTls) return policies[policy];
  return policy === "required" ? impossible : clearOnly;
}

/** The same for a peer that is to be rung; undefined, and a line in the log, where it cannot be. */
export function securityToward(
  policy: SrtpPolicy,
  { transport }: Target,
  whom: { readonly agentId: string } | { readonly trunkId: string },
  world: SecurityWorld,
): MediaSecurity | undefined {
  const security = mediaSecurity(policy, transport, world);
  if (security.takes.length > 0) return security;
  const event = "srtp_needs_tls";
  world.log.warn({ event, ...whom, transport }, "not rung: SRTP is required, and the signalling is not encrypted");
  return undefined;
}
