import { useMemo } from "react";
import { dayOf } from "../period/days.ts";
import type { PeriodName } from "../period/period.ts";
import type { Address } from "../useAddress.ts";
import { useFormats } from "../useFormats.ts";
import { type ChosenReports, chosenReports, type FilterKey } from "./reportFilter.ts";

/** Which calls the address bar asks for; the same object until that, or the day, changes. */
export function useChosenReports(address: Address<FilterKey>, otherwise: PeriodName): ChosenReports {
  const { timeZone } = useFormats();
  const today = dayOf(Date.now(), timeZone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moments change with the day
  return useMemo(() => chosenReports(address, otherwise, timeZone, Date.now()), [address, otherwise, timeZone, today]);
}
