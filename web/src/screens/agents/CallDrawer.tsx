import { Drawer, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAgent } from "../../api/agents.ts";
import { Actions } from "./Actions.tsx";
import { CallFacts } from "./CallFacts.tsx";
import { CallMonitors } from "./CallMonitors.tsx";

interface Props {
  /** Of the agent whose call is open; undefined: none. */
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** The call of one agent: what is known of it, and what may be done. */
export function CallDrawer({ id, onClose }: Props) {
  const { t } = useTranslation();
  const agent = useAgent(id);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={480}
      title={
        agent === undefined ? (
          ""
        ) : (
          <Text span fw={700} size="lg">
            {t("agents.drawer.title", { name: agent.name })}
            <Text span c="dimmed" fw={400}>
              {" · "}
              {t("agents.extension", { extension: agent.extension })}
            </Text>
          </Text>
        )
      }
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack>
        {agent === undefined ? (
          <Text>{t("agents.drawer.gone")}</Text>
        ) : agent.call === undefined ? (
          <Text role="status">{t("agents.drawer.idle", { name: agent.name })}</Text>
        ) : (
          <>
            <CallFacts agent={agent} call={agent.call} />
            <CallMonitors call={agent.call} />
            <Actions agent={agent} call={agent.call} onDone={onClose} />
          </>
        )}
      </Stack>
    </Drawer>
  );
}
