import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Agent, Call } from "../../api/agents.ts";
import { ponto } from "../../api/ponto.ts";
import { otherParty } from "../../parts/otherParty.ts";
import { RunningTime } from "../../parts/RunningTime.tsx";
import classes from "./CallFacts.module.css";
import { directionIcons } from "./CallParty.tsx";
import { QualityMark } from "./QualityMark.tsx";
import { StatusMark } from "./StatusMark.tsx";

/** The server measures as often as this, ms; no event tells of it. */
const MEASURED = 5_000;

/** What is known of the call that an agent is in. */
export function CallFacts({ agent, call }: { readonly agent: Agent; readonly call: Call }) {
  const { t } = useTranslation();
  const party = otherParty(agent);
  const Direction = directionIcons[call.direction];
  return (
    <dl className={classes.facts}>
      <Fact name={t("agents.columns.status")}>
        <Group gap="xs">
          <StatusMark status={agent.status} />
          <RunningTime since={agent.since} />
        </Group>
      </Fact>
      <Fact name={t("agents.drawer.number")}>{party?.number || t("agents.unknownNumber")}</Fact>
      {party?.name != null && <Fact name={t("agents.drawer.party")}>{party.name}</Fact>}
      <Fact name={t("agents.drawer.direction")}>
        <span className={classes.withIcon}>
          <Direction size={16} aria-hidden />
          {t(`agents.directions.${call.direction}`)}
        </span>
      </Fact>
      <Fact name={t("agents.drawer.duration")}>
        <RunningTime since={call.answeredAt ?? call.startedAt} />
      </Fact>
      <Fact name={t("agents.drawer.recording")}>{t(`agents.drawer.recordings.${call.recording}`)}</Fact>
      <Fact name={t("agents.drawer.quality")}>
        <QualityNow call={call} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Asks for as long as it is looked at. */
function QualityNow({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ["live", "call", call.id],
    queryFn: async () => (await ponto.http.GET("/v1/calls/{id}", { params: { path: { id: call.id } } })).data!.mos,
    refetchInterval: MEASURED,
  });
  const mos = data ?? call.mos;
  return mos === null ? <Text span>{t("agents.quality.unknown")}</Text> : <QualityMark mos={mos} />;
}
