import { Loading } from "../../../parts/Loading.tsx";
import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { SimpleGrid, Stack } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Summary, summaryQuery } from "../../../api/history.ts";
import { clock } from "../../../parts/duration.ts";
import { EmptyState } from "../../../parts/EmptyState.tsx";
import type { ChosenReports } from "../../../parts/history/reportFilter.ts";
import { Refusal } from "../../../parts/Refusal.tsx";
import { useFormats } from "../../../parts/useFormats.ts";
import { summaryFilter } from "../summaryFilter.ts";
import { PlotCard } from "./PlotCard.tsx";
import { byAgent, byDay, byHour, type Counts } from "./rows.ts";

const HOUR_MS = 3_600_000;
/** Beyond so many agents the names of a plot are not read any more. */
const MOST_AGENTS = 15;
const HEIGHT = 260;

/** The calls of the period by hour, by day and by agent. */
export function Charts({ chosen }: { readonly chosen: ChosenReports }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({ ...summaryQuery(summaryFilter(chosen)), placeholderData: keepPreviousData });
  if (data === undefined) return error === null ? <Loading /> : <Refusal error={error} />;
  if (data.calls === 0)
    return <EmptyState icon={IconChartBar} title={t("calls.emptyTitle")} hint={t("calls.emptyHint")} />;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <HourPlot hours={data.hours} />
        <DayPlot hours={data.hours} />
      </SimpleGrid>
      <AgentPlot agents={data.agents} />
    </Stack>
  );
}

/** Green, red and grey; stacked in the same order as in the legend. */
const colours = {
  answered: "light-dark(#2f8a4c, #4fae6b)",
  missed: "light-dark(#c23b3b, #e0605f)",
  other: "light-dark(#7a828b, #99a1aa)",
} as const;

/** How many calls were answered and how many were not, in stacks with names. */
function CountPlot({ title, head, rows }: CountPlotProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const names = (["answered", "missed", "other"] as const).map((name) => ({
    name,
    label: t(`calls.charts.${name}`),
    color: colours[name],
  }));
  return (
    <PlotCard
      title={title}
      columns={[head, ...names.map(({ label }) => label)]}
      rows={rows.map((row) => ({
        key: row.name,
        cells: [row.name, ...names.map(({ name }) => number(row[name]))],
      }))}
    >
      <BarChart
        h={HEIGHT}
        data={[...rows]}
        dataKey="name"
        type="stacked"
        series={names}
        withLegend
        legendProps={{ verticalAlign: "bottom", height: 30 }}
        yAxisProps={{ allowDecimals: false, width: 40 }}
        valueFormatter={(value) => number(value)}
      />
    </PlotCard>
  );
}

interface CountPlotProps {
  readonly title: string;
  /** Over the names of the stacks. */
  readonly head: string;
  readonly rows: readonly (Counts & { readonly name: string })[];
}

function HourPlot({ hours }: Pick<Summary, "hours">) {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  const rows = byHour(hours, timeZone).map((row) => ({ ...row, name: `${row.hour}h` }));
  return <CountPlot title={t("calls.charts.byHour")} head={t("calls.charts.hour")} rows={rows} />;
}

function DayPlot({ hours }: Pick<Summary, "hours">) {
  const { t } = useTranslation();
  const { timeZone, day } = useFormats();
  const rows = byDay(hours, timeZone).map((row) => ({ ...row, name: day(row.day) }));
  return <CountPlot title={t("calls.charts.byDay")} head={t("calls.charts.day")} rows={rows} />;
}

function AgentPlot({ agents }: Pick<Summary, "agents">) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const rows = byAgent(agents).map((row) => ({ ...row, name: row.name ?? t("history.unknownAgent") }));
  const plotted = rows.slice(0, MOST_AGENTS);
  return (
    <PlotCard
      title={t("calls.charts.byAgent")}
      columns={[t("history.agent"), t("calls.charts.calls"), t("calls.charts.answered"), t("calls.totals.talk")]}
      rows={rows.map(({ id, name, calls, answered, talkMs }) => ({
        key: id,
        cells: [name, number(calls), number(answered), clock(talkMs)],
      }))}
      note={rows.length > plotted.length ? t("calls.charts.most", { count: plotted.length }) : undefined}
    >
      <BarChart
        h={Math.max(120, 60 + plotted.length * 32)}
        data={plotted.map(({ name, talkMs }) => ({ name, hours: talkMs / HOUR_MS }))}
        dataKey="name"
        orientation="vertical"
        series={[{ name: "hours", label: t("calls.charts.talkHours"), color: "petrol.6" }]}
        yAxisProps={{ width: 140 }}
        gridAxis="x"
        valueFormatter={(hours) => clock(hours * HOUR_MS)}
      />
    </PlotCard>
  );
}
