import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../useFormats.ts";
import { dayOf } from "./days.ts";
import { daysOf, type PeriodChoice, type PeriodName, periodNames } from "./period.ts";

interface Props {
  readonly choice: PeriodChoice;
  /** What is chosen where the address bar says nothing. */
  readonly otherwise: PeriodName;
  readonly onChange: (some: {
    period?: PeriodName | undefined;
    from?: string | undefined;
    to?: string | undefined;
  }) => void;
}

/** Which days: by a name, or from one day to another. */
export function PeriodFilter({ choice, otherwise, onChange }: Props) {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  const today = dayOf(Date.now(), timeZone);
  const { from, to } = daysOf(choice, today);
  const choose = (name: string | null): void => {
    if (name === "days") return onChange({ period: "days", from: from ?? today, to: to ?? today });
    const period = (name ?? otherwise) as PeriodName;
    onChange({ period: period === otherwise ? undefined : period, from: undefined, to: undefined });
  };
  return (
    <>
      <Select
        label={t("history.period")}
        size="xs"
        allowDeselect={false}
        data={periodNames.map((value) => ({ value, label: t(`history.periods.${value}`) }))}
        value={choice.period}
        onChange={choose}
      />
      {choice.period === "days" && (
        <>
          <TextInput
            label={t("history.from")}
            size="xs"
            type="date"
            max={to}
            value={from ?? ""}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          <TextInput
            label={t("history.to")}
            size="xs"
            type="date"
            min={from}
            value={to ?? ""}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
