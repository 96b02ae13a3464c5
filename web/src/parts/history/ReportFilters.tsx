import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FilterRow } from "../FilterRow.tsx";
import { PeriodFilter } from "../period/PeriodFilter.tsx";
import type { PeriodName } from "../period/period.ts";
import { TypedFilter } from "../TypedFilter.tsx";
import type { UsedAddress } from "../useAddress.ts";
import { AgentFilter } from "./AgentFilter.tsx";
import { type ChosenReports, directions, type FilterKey, filterKeys, results } from "./reportFilter.ts";

interface Props {
  readonly used: UsedAddress<FilterKey>;
  readonly chosen: ChosenReports;
  readonly otherwise: PeriodName;
  /** Whether one may choose how the calls ended. */
  readonly byResult?: boolean;
}

const nothing = Object.fromEntries(filterKeys.map((key) => [key, undefined])) as Record<FilterKey, undefined>;

/** Which calls are looked at. */
export function ReportFilters({ used: { address, change }, chosen, otherwise, byResult = true }: Props) {
  const { t } = useTranslation();
  const isFiltered = filterKeys.some((key) => address[key] !== undefined);
  return (
    <FilterRow onClear={isFiltered ? () => change(nothing) : undefined}>
      <PeriodFilter choice={chosen.choice} otherwise={otherwise} onChange={change} />
      <AgentFilter moments={chosen.moments} value={address.agent} onChange={(agent) => change({ agent })} />
      <TypedFilter
        label={t("history.number")}
        placeholder={t("history.numberHint")}
        inputMode="tel"
        value={address.number ?? ""}
        onChange={(number) => change({ number })}
      />
      <Select
        label={t("history.direction")}
        size="xs"
        data={[
          { value: "", label: t("history.allDirections") },
          ...directions.map((value) => ({ value, label: t(`history.directions.${value}`) })),
        ]}
        allowDeselect={false}
        value={address.direction ?? ""}
        onChange={(direction) => change({ direction: direction ?? undefined })}
      />
      {byResult && (
        <Select
          label={t("history.disposition")}
          size="xs"
          data={[
            { value: "", label: t("history.allDispositions") },
            ...results.map((value) => ({
              value,
              label: value === "unanswered" ? t("history.unanswered") : t(`history.dispositions.${value}`),
            })),
          ]}
          allowDeselect={false}
          value={address.result ?? ""}
          onChange={(result) => change({ result: result ?? undefined })}
        />
      )}
    </FilterRow>
  );
}
