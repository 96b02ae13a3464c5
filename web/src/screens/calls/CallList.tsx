import { Group, Table, UnstyledButton } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type CallReport, pathOf, type ReportFilter, readReports, reportsKey } from "../../api/history.ts";
import { PagedItems } from "../../parts/cursorPages/PagedItems.tsx";
import { usePages } from "../../parts/cursorPages/usePages.ts";
import { DownloadButton } from "../../parts/DownloadButton.tsx";
import { clock } from "../../parts/duration.ts";
import { AgentOf } from "../../parts/history/AgentOf.tsx";
import { DirectionMark } from "../../parts/history/DirectionMark.tsx";
import { DispositionMark } from "../../parts/history/DispositionMark.tsx";
import classes from "../../parts/history/table.module.css";
import { useWho } from "../../parts/history/useWho.ts";
import { useFormats } from "../../parts/useFormats.ts";
import { CallDrawer } from "./CallDrawer.tsx";
import { ListenLink } from "./ListenLink.tsx";

interface Props {
  readonly filter: ReportFilter;
  /** The id of the call whose details are shown. */
  readonly open: string | undefined;
  /** Undefined: none is to be shown any more. */
  readonly onOpen: (id: string | undefined) => void;
}

/** The finished calls of the filter, the newest first. */
export function CallList({ filter, open, onOpen }: Props) {
  const { t } = useTranslation();
  const pages = usePages(reportsKey(filter), (cursor) => readReports(filter, cursor));
  const files = (
    <DownloadButton size="xs" path={pathOf("/v1/reports/calls", filter)} mediaType="text/csv" name="calls.csv">
      {t("calls.csv")}
    </DownloadButton>
  );
  return (
    <PagedItems
      pages={pages}
      empty={{ icon: IconHistory, title: t("calls.emptyTitle"), hint: t("calls.emptyHint") }}
      files={files}
    >
      {(calls, isComing) => (
        <>
          <CallTable calls={calls} isComing={isComing} onOpen={onOpen} />
          <CallDrawer call={calls.find(({ id }) => id === open)} onClose={() => onOpen(undefined)} />
        </>
      )}
    </PagedItems>
  );
}

interface TableProps {
  readonly calls: readonly CallReport[];
  readonly isComing: boolean;
  readonly onOpen: (id: string) => void;
}

function CallTable({ calls, isComing, onOpen }: TableProps) {
  const { t } = useTranslation();
  return (
    <Table
      highlightOnHover
      verticalSpacing={6}
      aria-label={t("calls.list")}
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
          <Table.Th scope="col">{t("calls.result")}</Table.Th>
          <Table.Th scope="col" className={`${classes.number} ${classes.least}`}>
            {t("calls.ring")}
          </Table.Th>
          <Table.Th scope="col" className={`${classes.number} ${classes.minor}`}>
            {t("calls.talk")}
          </Table.Th>
          <Table.Th scope="col" className={classes.minor}>
            {t("calls.recording")}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} onOpen={onOpen} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function CallRow({ call, onOpen }: { readonly call: CallReport; readonly onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { short, moment } = useFormats();
  const who = useWho()(call);
  return (
    <Table.Tr className={classes.row} onClick={() => onOpen(call.id)}>
      <Table.Td className={classes.time} title={moment(call.startedAt)}>
        {short(call.startedAt)}
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <DirectionMark direction={call.direction} short />
          <UnstyledButton className={classes.name} aria-label={t("calls.detailsOf", { who })}>
            {who}
          </UnstyledButton>
        </Group>
        <AgentOf call={call} size="xs" c="dimmed" hiddenFrom="sm" />
      </Table.Td>
      <Table.Td className={classes.minor}>
        <AgentOf call={call} />
      </Table.Td>
      <Table.Td>
        <DispositionMark disposition={call.disposition} />
      </Table.Td>
      <Table.Td className={`${classes.number} ${classes.least}`}>{clock(call.ringMs)}</Table.Td>
      <Table.Td className={`${classes.number} ${classes.minor}`}>
        {call.answeredAt === null ? "–" : clock(call.talkMs)}
      </Table.Td>
      <Table.Td className={classes.minor} onClick={(event) => event.stopPropagation()}>
        {call.recordingId !== null && <ListenLink call={call} recordingId={call.recordingId} />}
      </Table.Td>
    </Table.Tr>
  );
}
