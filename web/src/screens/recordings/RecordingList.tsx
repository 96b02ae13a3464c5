import { Center, Group, Loader, Stack, Table, UnstyledButton } from "@mantine/core";
import { IconMicrophone, IconPlayerPlay, IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import { PageSteps } from "../../parts/cursorPages/PageSteps.tsx";
import type { Pages } from "../../parts/cursorPages/usePages.ts";
import { clock } from "../../parts/duration.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { AgentOf } from "../../parts/history/AgentOf.tsx";
import { DirectionMark } from "../../parts/history/DirectionMark.tsx";
import classes from "../../parts/history/table.module.css";
import { useWho } from "../../parts/history/useWho.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { useFormats } from "../../parts/useFormats.ts";

interface Props {
  readonly pages: Pages<CallReport>;
  /** The id of the recording in the player. */
  readonly open: string | undefined;
  readonly onOpen: (recordingId: string) => void;
}

/** The recorded calls, the newest first; each opens in the player. */
export function RecordingList({ pages, open, onOpen }: Props) {
  const { t } = useTranslation();
  const { page, error, isComing } = pages;
  if (page === undefined)
    return error === null ? (
      <Center p="xl">
        <Loader aria-label={t("common.loading")} />
      </Center>
    ) : (
      <Refusal error={error} />
    );
  if (page.items.length === 0)
    return <EmptyState icon={IconMicrophone} title={t("recordings.emptyTitle")} hint={t("recordings.emptyHint")} />;
  return (
    <Stack gap="sm">
      <Refusal error={error} />
      <Table
        highlightOnHover
        verticalSpacing={6}
        aria-label={t("recordings.list")}
        aria-busy={isComing}
        className={isComing ? classes.coming : ""}
      >
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th scope="col">{t("history.when")}</Table.Th>
            <Table.Th scope="col">{t("calls.customer")}</Table.Th>
            <Table.Th scope="col" className={classes.minor}>
              {t("history.agent")}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {t("calls.talk")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {page.items.map((call) => (
            <RecordingRow key={call.id} call={call} isOpen={call.recordingId === open} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <PageSteps pages={pages} />
      </Group>
    </Stack>
  );
}

interface RowProps {
  readonly call: CallReport;
  readonly isOpen: boolean;
  readonly onOpen: (recordingId: string) => void;
}

function RecordingRow({ call, isOpen, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { short, moment } = useFormats();
  const who = useWho()(call);
  const Icon = isOpen ? IconVolume : IconPlayerPlay;
  return (
    <Table.Tr
      className={classes.row}
      aria-current={isOpen}
      {...(isOpen ? { bg: "var(--mantine-primary-color-light)" } : {})}
      onClick={() => onOpen(call.recordingId!)}
    >
      <Table.Td className={classes.time} title={moment(call.startedAt)}>
        {short(call.startedAt)}
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} aria-hidden />
          <DirectionMark direction={call.direction} short />
          <UnstyledButton className={classes.name} aria-label={t("calls.listenTo", { who })}>
            {who}
          </UnstyledButton>
        </Group>
        <AgentOf call={call} size="xs" c="dimmed" hiddenFrom="sm" />
      </Table.Td>
      <Table.Td className={classes.minor}>
        <AgentOf call={call} />
      </Table.Td>
      <Table.Td className={classes.number}>{clock(call.talkMs + call.holdMs)}</Table.Td>
    </Table.Tr>
  );
}
