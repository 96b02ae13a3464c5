import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { summaryQuery } from "../../api/history.ts";
import type { Moments } from "../period/period.ts";

interface Props {
  readonly moments: Moments;
  /** An id; undefined: everybody. */
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Whose calls: one of the agents who had any in the period. */
export function AgentFilter({ moments, value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(summaryQuery(moments));
  const choices = (data?.agents ?? [])
    .map(({ agentId, name }) => ({ value: agentId, label: name ?? t("history.unknownAgent") }))
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.language));
  const isListed = value === undefined || choices.some((choice) => choice.value === value);
  return (
    <Select
      label={t("history.agent")}
      size="xs"
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("history.clear") }}
      placeholder={t("history.everybody")}
      nothingFoundMessage={t("common.nothingFound")}
      data={isListed ? choices : [...choices, { value, label: value }]}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
