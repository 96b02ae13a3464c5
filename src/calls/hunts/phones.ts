import type { Agent } from "../../accounts/directory/shapes.ts";
import type { HeaderList } from "../../sip/message/headers.ts";
import type { Binding } from "../../sip/registrar/bindings.ts";
import type { Target } from "../../sip/transport/transport.ts";
import { contactUri, nameAddr } from "../legs/callerId.ts";
import { type SecurityWorld, securityToward } from "../legs/mediaSecurity.ts";
import type { Caller } from "../trunks/inbound.ts";
import { autoAnswerHeaders } from "./autoAnswer.ts";
import type { CallAgent } from "./callPlan.ts";
import type { HuntTarget } from "./hunt.ts";

export interface PhoneWorld extends SecurityWorld {
  readonly domain: string;
  readonly bindingsOf: (extension: string) => readonly Binding[];
  readonly localFor: (target: Target) => { address: string; port: number };
}

export interface PhoneCall {
  /** Whom the phones show. */
  readonly caller: Caller;
  /** Whether the phones are asked to answer by themselves. */
  readonly autoAnswer: boolean;
  readonly headers?: HeaderList;
}

export const callAgent = ({ id, name, extension, email }: Agent): CallAgent => ({ id, name, extension, email });

/** The registered phones of an agent, as targets of an INVITE. */
export function phonesOf(
  agent: Agent,
  { caller, autoAnswer, headers = [] }: PhoneCall,
  world: PhoneWorld,
): HuntTarget[] {
  const { domain, bindingsOf, localFor } = world;
  return bindingsOf(agent.extension).flatMap(({ target, contact, userAgent }) => {
    const security = securityToward(agent.voip.srtp, target, { agentId: agent.id }, world);
    if (security === undefined) return [];
    const local = localFor(target);
    return {
      target,
      requestUri: contact,
      from: nameAddr(caller.name, caller.number, domain),
      to: nameAddr(agent.name, agent.extension, domain),
      contact: contactUri(caller.number, local, target.transport, contact),
      localAddress: local.address,
      headers: [...headers, ...(autoAnswer ? autoAnswerHeaders(userAgent, domain) : [])],
      codecs: agent.voip.codecs,
      security,
      trunkId: undefined,
      agent: callAgent(agent),
    };
  });
}
