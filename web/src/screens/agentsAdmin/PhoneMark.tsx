import { Group, Text } from "@mantine/core";
import { IconPhoneCheck, IconPhoneOff, IconPhoneX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAgent } from "../../api/agents.ts";
import type { Agent } from "./agentValues.ts";

const icons = { registered: IconPhoneCheck, offline: IconPhoneX, voipOff: IconPhoneOff };

/** Whether the agent's phone is there, now. */
export function PhoneMark({ agent }: { readonly agent: Agent }) {
  const { t } = useTranslation();
  const live = useAgent(agent.id);
  if (agent.voip.enabled && live === undefined) return null;
  const state = agent.voip.enabled ? (live?.status === "offline" ? "offline" : "registered") : "voipOff";
  const Icon = icons[state];
  return (
    <Group gap={6} wrap="nowrap" c={state === "registered" ? "var(--mantine-color-green-light-color)" : "dimmed"}>
      <Icon size={16} aria-hidden />
      <Text size="sm" inherit={false} c="inherit">
        {t(`agentsAdmin.${state}`)}
      </Text>
    </Group>
  );
}
