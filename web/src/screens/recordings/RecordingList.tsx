import { Group, Table, UnstyledButton } from "@mantine/core";
import { IconMicrophone, IconPlayerPlay, IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallReport } from "../../api/history.ts";
import { PagedItems } from "../../parts/cursorPages/PagedItems.tsx";
import type { Pages } from "../../parts/cursorPages/usePages.ts";
import { clock } from "../../parts/duration.ts";
import { AgentOf } from "../../parts/history/AgentOf.tsx";
import { DirectionMark } from "../../parts/history/DirectionMark.tsx";
import classes from "../../parts/history/table.module.css";
import { useWho } from "../../parts/history/useWho.ts";
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
  return (
    <PagedItems
      pages={pages}
      empty={{ icon: IconMicrophone, title: t("recordings.emptyTitle"), hint: t("recordings.emptyHint") }}
    >
      {(calls, isComing) => (
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
            {calls.map((call) => (
              <RecordingRow key={call.id} call={call} isOpen={call.recordingId === open} onOpen={onOpen} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedItems>
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
