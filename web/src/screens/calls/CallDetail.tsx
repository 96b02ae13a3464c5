import { Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { agents, trunks } from "../../api/collections.ts";
import type { CallReport } from "../../api/history.ts";
import { isAdministrator, mayOpenDashboard, useMe } from "../../api/me.ts";
import { clock } from "../../parts/duration.ts";
import { AgentOf } from "../../parts/history/AgentOf.tsx";
import { DirectionMark } from "../../parts/history/DirectionMark.tsx";
import { DispositionMark } from "../../parts/history/DispositionMark.tsx";
import { useWho } from "../../parts/history/useWho.ts";
import { phoneNumber } from "../../parts/phoneNumber.ts";
import { useFormats } from "../../parts/useFormats.ts";
import classes from "./CallDetail.module.css";
import { ListenLink } from "./ListenLink.tsx";

/** How one call went. */
export function CallDetail({ call }: { readonly call: CallReport }) {
  const { t } = useTranslation();
  const who = useWho()(call);
  const { moment } = useFormats();
  const trunkName = useTrunkName(call.trunkId);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Group gap="md">
          <DirectionMark direction={call.direction} />
          <DispositionMark disposition={call.disposition} />
        </Group>
        {call.recordingId !== null && <ListenLink call={call} recordingId={call.recordingId} variant="light" />}
      </Group>
      <dl className={classes.facts}>
        <Fact name={t("calls.customer")}>{who}</Fact>
        {call.agentName !== null && (
          <Fact name={t("history.agent")}>
            <AgentOf call={call} />
          </Fact>
        )}
        <Fact name={t("calls.detail.started")}>{moment(call.startedAt)}</Fact>
        <Fact name={t("calls.ring")}>{clock(call.ringMs)}</Fact>
        {call.answeredAt !== null && <Fact name={t("calls.talk")}>{clock(call.talkMs)}</Fact>}
        {call.holdMs > 0 && <Fact name={t("calls.detail.hold")}>{clock(call.holdMs)}</Fact>}
        {call.hungUpBy !== null && (
          <Fact name={t("calls.detail.hungUpBy")}>{t(`calls.detail.hungUp.${call.hungUpBy}`)}</Fact>
        )}
        {call.ownNumber !== null && <Fact name={t("calls.detail.ownNumber")}>{phoneNumber(call.ownNumber)}</Fact>}
        {trunkName !== undefined && <Fact name={t("calls.detail.trunk")}>{trunkName}</Fact>}
        {call.sipStatus !== null && <Fact name={t("calls.detail.sipStatus")}>{call.sipStatus}</Fact>}
        <Fact name={t("calls.detail.callId")}>{call.callId}</Fact>
      </dl>
      <Course call={call} />
    </Stack>
  );
}

function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What happened when. */
function Course({ call }: { readonly call: CallReport }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const nameOf = useAgentNames();
  const { startedAt, ringingAt, answeredAt, endedAt, transfers } = call;
  const steps: readonly { readonly at: string | null; readonly what: string }[] = [
    { at: startedAt, what: t("calls.detail.started") },
    { at: ringingAt, what: t("calls.detail.ringing") },
    { at: answeredAt, what: t("calls.detail.answered") },
    ...transfers.map(({ at, type, toAgentId, toNumber }) => {
      const to = toAgentId === null ? phoneNumber(toNumber ?? t("calls.detail.outside")) : nameOf(toAgentId);
      return {
        at,
        what: t(type === "blind" ? "calls.detail.transferred" : "calls.detail.transferredAttended", { to }),
      };
    }),
    { at: endedAt, what: t("calls.detail.ended") },
  ];
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        {t("calls.detail.when")}
      </Title>
      <dl className={classes.facts}>
        {steps.map(({ at, what }) =>
          at === null ? null : (
            <Fact key={`${at} ${what}`} name={<time dateTime={at}>{time(at)}</time>}>
              {what}
            </Fact>
          ),
        )}
      </dl>
    </section>
  );
}

/** Only the administrator may read what the trunks are called. */
function useTrunkName(id: string | null): string | undefined {
  const { t } = useTranslation();
  const me = useMe();
  const { data } = useQuery({ ...trunks.all, enabled: id !== null && isAdministrator(me) });
  if (id === null || data === undefined) return undefined;
  return data.find((trunk) => trunk.id === id)?.name ?? t("calls.usage.deletedTrunk");
}

/** Who may not read what agents are called is told their ids. */
function useAgentNames(): (id: string) => string {
  const me = useMe();
  const { data } = useQuery({ ...agents.all, enabled: mayOpenDashboard(me) });
  return (id) => data?.find((agent) => agent.id === id)?.name ?? id;
}
