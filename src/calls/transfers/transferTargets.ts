/** Where transfers go: an agent's dialling, with whoever is given away as the caller. */
import type { Directory } from "../../accounts/directory/directory.ts";
import { err } from "../../kernel/result.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { Routing } from "../hunts/routing.ts";
import { nameAddr } from "../legs/callerId.ts";
import type { TransferWorld } from "./transfers.ts";

export function transferTargets(
  routing: Routing,
  directory: Directory,
  domain: string,
): Pick<TransferWorld, "route" | "phonesOf"> {
  return {
    route: ({ id, name, extension }, dialled, onBehalfOf) => {
      const agent = directory.agent(id);
      if (agent === undefined) return err(withPhrase(403));
      if (onBehalfOf === undefined) return routing.fromAgent(agent, dialled, { transfers: true });
      // RFC 3892 §2.2: who refers.
      const headers = [["Referred-By", nameAddr(name, extension, domain)]] as const;
      return routing.fromAgent(agent, dialled, { transfers: true, onBehalfOf, headers });
    },
    phonesOf: ({ id }, caller) => {
      const agent = directory.agent(id);
      return agent === undefined
        ? []
        : routing.phonesOf(agent, { caller, autoAnswer: agent.voip.autoAnswer === "all" });
    },
  };
}
