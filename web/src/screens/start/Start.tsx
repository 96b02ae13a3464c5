import { Alert, Loader, Progress, Stack, Text } from "@mantine/core";
import { IconConfetti } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { agents, useAll } from "../../api/collections.ts";
import { useMe } from "../../api/me.ts";
import { useVoip } from "../../api/voip.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { MonitoringStep } from "./MonitoringStep.tsx";
import { NewAgent } from "./NewAgent.tsx";
import { OwnStep } from "./OwnStep.tsx";
import { PhoneStep } from "./PhoneStep.tsx";
import { useProgress } from "./progress.ts";
import { Step } from "./Step.tsx";
import { Waited } from "./Waited.tsx";
import { WithoutPhone } from "./WithoutPhone.tsx";

/** From an empty account to the first monitoring. What is done is asked of the server, so that one can leave and come back. */
export function Start() {
  const { t } = useTranslation();
  const { agent } = useMe();
  return (
    <>
      <PageHead title={t("shell.screens.start")} />
      <Stack maw={900}>
        <Text>{t("start.intro")}</Text>
        {agent === null ? <Steps registered={false} /> : <StepsOfAgent agentId={agent.id} />}
        <WithoutPhone />
      </Stack>
    </>
  );
}

function StepsOfAgent({ agentId }: { readonly agentId: string }) {
  const { data: voip } = useVoip(agentId);
  return <Steps registered={voip?.registered ?? false} />;
}

/** @param registered whether my own phone is */
function Steps({ registered }: { readonly registered: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const { data: everybody } = useAll(agents);
  const { data: progress, echo, error } = useProgress();
  if (progress === undefined || everybody === undefined) {
    return error === null ? <Loader aria-label={t("common.loading")} /> : <Refusal error={error} />;
  }
  const second = everybody.find(({ id }) => id !== me.agent?.id);
  const dialled = { echo: echo ?? "" };
  const steps = [
    {
      key: "own",
      explain: t("start.own.explain"),
      done: progress.ownPassword,
      content: <OwnStep changed={progress.ownPassword} />,
    },
    {
      key: "agent",
      explain: t("start.agent.explain"),
      done: me.agent !== null,
      content:
        me.agent === null ? (
          <NewAgent suggested={{ name: me.name, email: me.email }} />
        ) : (
          <Text size="sm">{t("start.agent.created", { extension: me.agent.extension })}</Text>
        ),
    },
    {
      key: "phone",
      explain: t("start.phone.explain"),
      done: registered,
      content:
        me.agent === null ? <Text size="sm">{t("start.phone.first")}</Text> : <PhoneStep agentId={me.agent.id} />,
    },
    {
      key: "call",
      explain: echo === null ? t("start.call.noEcho") : t("start.call.explain", dialled),
      done: progress.testCall,
      content: echo !== null && (
        <Waited happened={progress.testCall ? t("start.call.made") : null} waiting={t("start.call.waiting", dialled)} />
      ),
    },
    {
      key: "monitoring",
      explain: t("start.monitoring.explain", dialled),
      done: progress.monitoring,
      content: <MonitoringStep second={second} made={progress.monitoring} />,
    },
  ] as const;
  const next = steps.findIndex(({ done }) => !done);
  const count = steps.filter(({ done }) => done).length;
  const told = t("start.progress", { done: count, all: steps.length });
  return (
    <>
      <div role="status">
        <Text size="sm" fw={600} mb={4}>
          {told}
        </Text>
        <Progress value={(100 * count) / steps.length} aria-label={told} />
      </div>
      {next === -1 && (
        <Alert color="green" icon={<IconConfetti aria-hidden />}>
          {t("start.allDone")}
        </Alert>
      )}
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {steps.map(({ key, explain, done, content }, i) => (
          <Step
            key={key}
            place={i + 1}
            title={t(`start.${key}.title`)}
            explain={explain}
            done={done}
            current={i === next}
          >
            {content}
          </Step>
        ))}
      </Stack>
    </>
  );
}
