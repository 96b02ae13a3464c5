import { VisuallyHidden } from "@mantine/core";
import { IconArrowsLeftRight, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Agent, Call } from "../../api/agents.ts";
import { otherParty } from "../../parts/otherParty.ts";
import classes from "./AgentRow.module.css";

export const directionIcons = {
  inbound: IconPhoneIncoming,
  outbound: IconPhoneOutgoing,
  internal: IconArrowsLeftRight,
} as const satisfies Record<Call["direction"], unknown>;

/** Who is at the other end of the agent's call, and who called whom. */
export function CallParty({ agent, size = 16 }: { readonly agent: Agent; readonly size?: number }) {
  const { t } = useTranslation();
  const party = otherParty(agent);
  if (agent.call === undefined || party === undefined) return null;
  const Icon = directionIcons[agent.call.direction];
  return (
    <span className={classes.party}>
      <Icon size={size} aria-hidden />
      <VisuallyHidden>{t(`agents.directions.${agent.call.direction}`)}</VisuallyHidden>
      <span className={classes.number}>{party.number === "" ? t("agents.unknownNumber") : party.number}</span>
      {party.name !== null && <span className={classes.partyName}>{party.name}</span>}
    </span>
  );
}
