import { Button, Text } from "@mantine/core";
import { IconHeadset } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { NewAgent } from "./NewAgent.tsx";
import { PhoneStep } from "./PhoneStep.tsx";
import { Waited } from "./Waited.tsx";

interface Props {
  /** Whoever is to be monitored; undefined: not there yet. */
  readonly second: Schema<"Agent"> | undefined;
  readonly made: boolean;
}

const nobody = { name: "", email: "" };

/** Somebody to monitor, and how it is done. */
export function MonitoringStep({ second, made }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {second === undefined ? (
        <NewAgent suggested={nobody} />
      ) : (
        <>
          <Text size="sm">{t("start.monitoring.second", { name: second.name, extension: second.extension })}</Text>
          <PhoneStep agentId={second.id} />
          <Text size="sm">{t("start.monitoring.how")}</Text>
          <div>
            <Button
              renderRoot={(props) => <Link to="/agents" {...props} />}
              variant="default"
              leftSection={<IconHeadset size={16} aria-hidden />}
            >
              {t("start.monitoring.open")}
            </Button>
          </div>
        </>
      )}
      <Waited happened={made ? t("start.monitoring.made") : null} waiting={t("start.monitoring.waiting")} />
    </>
  );
}
