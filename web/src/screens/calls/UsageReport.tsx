import { Group, Select, Stack, Table } from "@mantine/core";
import { IconListNumbers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { pathOf, type Usage, type UsageBy, usageQuery } from "../../api/history.ts";
import { DownloadButton } from "../../parts/DownloadButton.tsx";
import { clock } from "../../parts/duration.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { FilterRow } from "../../parts/FilterRow.tsx";
import type { ChosenReports } from "../../parts/history/reportFilter.ts";
import classes from "../../parts/history/table.module.css";
import { Loading } from "../../parts/Loading.tsx";
import { PeriodFilter } from "../../parts/period/PeriodFilter.tsx";
import type { PeriodName } from "../../parts/period/period.ts";
import { phoneNumber } from "../../parts/phoneNumber.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import type { UsedAddress } from "../../parts/useAddress.ts";
import { useFormats } from "../../parts/useFormats.ts";
import { WideTable } from "../../parts/WideTable.tsx";

interface Props {
  readonly used: UsedAddress<"period" | "from" | "to" | "by">;
  readonly chosen: ChosenReports;
  readonly otherwise: PeriodName;
}

/** How much each number or trunk was used, for who pays for them. */
export function UsageReport({ used: { address, change }, chosen, otherwise }: Props) {
  const { t } = useTranslation();
  const by: UsageBy = address.by === "trunk" ? "trunk" : "number";
  const filter = { by, ...chosen.moments };
  const { data, error } = useQuery({ ...usageQuery(filter), placeholderData: keepPreviousData });
  return (
    <>
      <FilterRow onClear={undefined}>
        <PeriodFilter choice={chosen.choice} otherwise={otherwise} onChange={change} />
        <Select
          label={t("calls.usage.by")}
          size="xs"
          allowDeselect={false}
          data={(["number", "trunk"] as const).map((value) => ({ value, label: t(`calls.usage.${value}`) }))}
          value={by}
          onChange={(next) => change({ by: next === "trunk" ? next : undefined })}
        />
      </FilterRow>
      <Refusal error={error} />
      {data === undefined && error === null && <Loading />}
      {data?.length === 0 && (
        <EmptyState icon={IconListNumbers} title={t("calls.usage.emptyTitle")} hint={t("calls.usage.emptyHint")} />
      )}
      {data !== undefined && data.length > 0 && (
        <Stack gap="sm">
          <UsageTable lines={data} by={by} />
          <Group>
            <DownloadButton
              size="xs"
              path={pathOf("/v1/reports/usage", filter)}
              mediaType="text/csv"
              name={`usage-by-${by}.csv`}
            >
              {t("calls.csv")}
            </DownloadButton>
          </Group>
        </Stack>
      )}
    </>
  );
}

const counts = ["calls", "inboundCalls", "outboundCalls", "answered"] as const;
const times = ["talkMs", "inboundTalkMs", "outboundTalkMs"] as const;
type Figure = (typeof counts)[number] | (typeof times)[number];

function UsageTable({ lines, by }: { readonly lines: readonly Usage[]; readonly by: UsageBy }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const heads: Record<Figure, string> = {
    calls: t("calls.usage.calls"),
    inboundCalls: t("calls.usage.inbound"),
    outboundCalls: t("calls.usage.outbound"),
    answered: t("calls.usage.answered"),
    talkMs: t("calls.usage.talk"),
    inboundTalkMs: t("calls.usage.inboundTalk"),
    outboundTalkMs: t("calls.usage.outboundTalk"),
  };
  const nameOf = (line: Usage): string =>
    by === "trunk"
      ? (line.name ?? t("calls.usage.deletedTrunk"))
      : line.number === null
        ? t("calls.usage.none")
        : phoneNumber(line.number);
  const row = (of: (figure: Figure) => number): string[] => [
    ...counts.map((figure) => number(of(figure))),
    ...times.map((figure) => clock(of(figure))),
  ];
  const figures: readonly Figure[] = [...counts, ...times];
  const cells = (texts: readonly string[]) =>
    texts.map((text, i) => (
      <Table.Td key={figures[i]} className={classes.number}>
        {text}
      </Table.Td>
    ));
  return (
    <WideTable label={t("calls.usage.list")} minWidth={760}>
      <Table verticalSpacing={6} aria-label={t("calls.usage.list")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("calls.usage.line")}</Table.Th>
            {figures.map((figure) => (
              <Table.Th key={figure} scope="col" className={classes.number}>
                {heads[figure]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.number ?? line.trunkId ?? ""}>
              <Table.Th scope="row" fw={500}>
                {nameOf(line)}
              </Table.Th>
              {cells(row((figure) => line[figure]))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t("calls.usage.total")}</Table.Th>
            {cells(row((figure) => lines.reduce((sum, line) => sum + line[figure], 0)))}
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </WideTable>
  );
}
