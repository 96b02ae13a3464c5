import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAll, users } from "../../api/collections.ts";
import { FilterRow } from "../../parts/FilterRow.tsx";
import { PeriodFilter } from "../../parts/period/PeriodFilter.tsx";
import type { PeriodChoice, PeriodName } from "../../parts/period/period.ts";
import type { UsedAddress } from "../../parts/useAddress.ts";

export const filterKeys = ["period", "from", "to", "topic", "user", "subject"] as const;
export type FilterKey = (typeof filterKeys)[number];

/** With what the actions of an entry begin. */
export const topics = [
  "monitoring",
  "recording",
  "permission",
  "session",
  "password",
  "agent",
  "group",
  "trunk",
  "number",
  "route",
  "settings",
  "api_key",
  "privacy",
  "retention",
  "audit",
] as const;

interface Props {
  readonly used: UsedAddress<FilterKey>;
  readonly choice: PeriodChoice;
  readonly otherwise: PeriodName;
}

const nothing = Object.fromEntries(filterKeys.map((key) => [key, undefined])) as Record<FilterKey, undefined>;

/** Which entries are looked at: when, about what, by whom. */
export function AuditFilters({ used: { address, change }, choice, otherwise }: Props) {
  const { t } = useTranslation();
  const { data: everybody = [] } = useAll(users);
  const isFiltered = filterKeys.some((key) => address[key] !== undefined);
  const choices = everybody.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }));
  return (
    <FilterRow onClear={isFiltered ? () => change(nothing) : undefined}>
      <PeriodFilter choice={choice} otherwise={otherwise} onChange={change} />
      <Select
        label={t("audit.action")}
        size="xs"
        allowDeselect={false}
        data={[
          { value: "", label: t("audit.allActions") },
          ...topics.map((value) => ({ value, label: t(`audit.topics.${value}`) })),
        ]}
        value={address.topic ?? ""}
        onChange={(topic) => change({ topic: topic ?? undefined })}
      />
      <Select
        label={t("audit.user")}
        size="xs"
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("history.clear") }}
        placeholder={t("history.everybody")}
        nothingFoundMessage={t("common.nothingFound")}
        data={choices}
        value={address.user ?? null}
        onChange={(user) => change({ user: user ?? undefined })}
      />
    </FilterRow>
  );
}
