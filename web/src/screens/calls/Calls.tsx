import { SegmentedControl, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFreshHistory } from "../../api/history.ts";
import { mayReadReports, mayReadUsage, useMe } from "../../api/me.ts";
import { ReportFilters } from "../../parts/history/ReportFilters.tsx";
import type { FilterKey } from "../../parts/history/reportFilter.ts";
import { useChosenReports } from "../../parts/history/useChosenReports.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { useAddress } from "../../parts/useAddress.ts";
import { useFormats } from "../../parts/useFormats.ts";
import { CallList } from "./CallList.tsx";
import { LazyCharts } from "./charts/LazyCharts.tsx";
import { Totals } from "./Totals.tsx";
import { UsageReport } from "./UsageReport.tsx";

const views = ["list", "charts", "usage"] as const;
const OTHERWISE = "today";

/** What happened: the calls of a period one by one, in sum, in plots, and by the line. */
export function Calls() {
  const { t } = useTranslation();
  const me = useMe();
  const used = useAddress<FilterKey | "view" | "call">();
  const { address, change } = used;
  const chosen = useChosenReports(address, OTHERWISE);
  const { timeZone } = useFormats();
  useFreshHistory();

  const open = views.filter((view) => (view === "usage" ? mayReadUsage(me) : mayReadReports(me)));
  const view = open.find((one) => one === address.view) ?? open[0];
  return (
    <>
      <PageHead title={t("shell.screens.calls")}>
        {open.length > 1 && (
          <SegmentedControl
            aria-label={t("calls.views.label")}
            data={open.map((value) => ({ value, label: t(`calls.views.${value}`) }))}
            value={view ?? "list"}
            onChange={(next) => change({ view: next === "list" ? undefined : next })}
          />
        )}
      </PageHead>
      {view !== "usage" && <ReportFilters used={used} chosen={chosen} otherwise={OTHERWISE} />}
      {view !== "usage" && <Totals chosen={chosen} />}
      {view === "list" && <CallList filter={chosen.filter} open={address.call} onOpen={(call) => change({ call })} />}
      {view === "charts" && <LazyCharts chosen={chosen} />}
      {view === "usage" && <UsageReport used={used} chosen={chosen} otherwise={OTHERWISE} />}
      <Text size="xs" c="dimmed" mt="md">
        {t("history.zone", { zone: timeZone })}
      </Text>
    </>
  );
}
