import { lazy, Suspense } from "react";
import type { ChosenReports } from "../../../parts/history/reportFilter.ts";
import { Loading } from "../../../parts/Loading.tsx";

const Charts = lazy(async () => ({ default: (await import("./Charts.tsx")).Charts }));

/** The plots; what draws them is large, and comes when they are first looked at. */
export function LazyCharts({ chosen }: { readonly chosen: ChosenReports }) {
  return (
    <Suspense fallback={<Loading />}>
      <Charts chosen={chosen} />
    </Suspense>
  );
}
