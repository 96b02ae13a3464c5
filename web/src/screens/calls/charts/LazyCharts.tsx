import { Center, Loader } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { ChosenReports } from "../../../parts/history/reportFilter.ts";

const Charts = lazy(async () => ({ default: (await import("./Charts.tsx")).Charts }));

/** The plots; what draws them is large, and comes when they are first looked at. */
export function LazyCharts({ chosen }: { readonly chosen: ChosenReports }) {
  const { t } = useTranslation();
  return (
    <Suspense
      fallback={
        <Center p="xl">
          <Loader aria-label={t("common.loading")} />
        </Center>
      }
    >
      <Charts chosen={chosen} />
    </Suspense>
  );
}
