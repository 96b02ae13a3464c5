import { Alert, Button, Divider, Group, Stack, Text, Title } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Agent, type Call, useAgent } from "../../api/agents.ts";
import { useMe } from "../../api/me.ts";
import { useMyMonitoring, useStopMonitoring } from "../../api/monitor.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { ChangeForm } from "./ChangeForm.tsx";
import { offerOf } from "./offer.ts";
import { StartForm } from "./StartForm.tsx";

interface Props {
  readonly agent: Agent;
  readonly call: Call;
  readonly onDone: () => void;
}

/** What may be done with the call: to monitor it, or to monitor it otherwise. Nothing for whom nothing is permitted. */
export function Actions({ agent, call, onDone }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const own = useAgent(me.agent?.id);
  const mine = useMyMonitoring(me.id);
  const offer = offerOf(me, agent, own);
  if (offer.modes.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="actions">
      <Divider />
      <Title order={3} size="h4" id="actions">
        {t("monitoring.actions")}
      </Title>
      {offer.hindrance !== undefined ? (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />} styles={{ message: { color: "inherit" } }}>
          {t(`monitoring.hindrance.${offer.hindrance}`)}
        </Alert>
      ) : mine === undefined ? (
        <StartForm agent={agent} call={call} offered={offer.modes} onDone={onDone} />
      ) : mine.agentId === agent.id ? (
        <ChangeForm key={mine.id} monitoring={mine} offered={offer.modes} onDone={onDone} />
      ) : (
        <Elsewhere id={mine.id} agentId={mine.agentId} />
      )}
    </Stack>
  );
}

/** There is one monitoring at a time: the other one has to end first. */
function Elsewhere({ id, agentId }: { readonly id: string; readonly agentId: string }) {
  const { t } = useTranslation();
  const stop = useStopMonitoring();
  const name = useAgent(agentId)?.name ?? t("monitoring.bar.agent");
  return (
    <Stack gap="sm" align="start">
      <Text>{t("monitoring.elsewhere", { name })}</Text>
      <Refusal error={stop.error} />
      <Group>
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(id)}>
          {t("monitoring.endElsewhere", { name })}
        </Button>
      </Group>
    </Stack>
  );
}
