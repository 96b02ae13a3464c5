import { Group, List, Text, Title } from "@mantine/core";
import { IconHeadphones } from "@tabler/icons-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Agent, type Call, useAllAgents } from "../../api/agents.ts";
import { useMe } from "../../api/me.ts";

/** Who monitors the call, and how: where the server tells whoever looks. */
export function CallMonitors({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const running = (call.monitorings ?? []).filter(({ state }) => state === "dialing" || state === "connected");
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="monitors">
      <Title order={3} size="h5" id="monitors" mb={6}>
        {t("agents.drawer.monitors")}
      </Title>
      <List listStyleType="none" spacing={4}>
        {running.map(({ id, mode, userId }) => (
          <List.Item key={id}>
            <Group gap="xs">
              <IconHeadphones size={16} aria-hidden />
              <Who id={id} userId={userId} />
              <Text span>· {t(`monitoring.modes.${mode}.name`)}</Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** The agent whose phone it is, which only the administrator is shown; else whether it is I. */
function Who({ id, userId }: { readonly id: string; readonly userId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const nameOf = useCallback(
    (agents: ReadonlyMap<string, Agent>) => [...agents.values()].find(({ monitoring }) => monitoring?.id === id)?.name,
    [id],
  );
  const name = useAllAgents(nameOf, Object.is);
  return (
    <Text span fw={600}>
      {userId === me.id ? t("agents.drawer.you") : (name ?? t("agents.drawer.somebody"))}
    </Text>
  );
}
