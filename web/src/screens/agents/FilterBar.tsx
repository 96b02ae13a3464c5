import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilterOff, IconSearch, IconSortDescending, IconUsersGroup } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAllAgents } from "../../api/agents.ts";
import classes from "./FilterBar.module.css";
import { type Group as AgentGroup, groupsOf, orders } from "./filters.ts";
import type { FiltersInAddress } from "./useFilters.ts";

/** How long one may go on typing before the list follows, ms. */
const TYPING = 150;

const sameGroups = (a: readonly AgentGroup[], b: readonly AgentGroup[]): boolean =>
  a.length === b.length && a.every(({ id, name }, i) => id === b[i]!.id && name === b[i]!.name);

interface Props extends FiltersInAddress {
  readonly shown: number;
  readonly total: number;
}

/** What narrows and orders the list; the statuses are chosen by their totals. */
export function FilterBar({ filters, change, shown, total }: Props) {
  const { t } = useTranslation();
  const groups = useAllAgents(groupsOf, sameGroups);
  const isNarrowed = filters.search !== "" || filters.statuses.length > 0 || filters.group !== undefined;
  return (
    <Group component="search" gap="sm" mb="sm" align="center">
      <Search value={filters.search} onChange={(search) => change({ q: search === "" ? undefined : search })} />
      {groups.length > 0 && (
        <Select
          className={classes.choice}
          aria-label={t("agents.group")}
          placeholder={t("agents.everyGroup")}
          leftSection={<IconUsersGroup size={16} aria-hidden />}
          clearable
          searchable={groups.length > 10}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          value={filters.group ?? null}
          onChange={(group) => change({ group: group ?? undefined })}
        />
      )}
      <Select
        className={classes.choice}
        aria-label={t("agents.orderBy")}
        leftSection={<IconSortDescending size={16} aria-hidden />}
        allowDeselect={false}
        data={orders.map((value) => ({ value, label: t(`agents.order.${value}`) }))}
        value={filters.order}
        onChange={(order) => change({ order: order ?? undefined })}
      />
      <Text size="sm" c="dimmed" aria-live="polite">
        {isNarrowed ? t("agents.shownOf", { count: shown, total }) : t("agents.shown", { count: total })}
      </Text>
      {isNarrowed && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => change({ q: undefined, status: undefined, group: undefined })}
        >
          {t("agents.clear")}
        </Button>
      )}
    </Group>
  );
}

/** Keeps what is typed; the address bar follows when the typing rests, and leads when it is changed elsewhere. */
function Search({ value, onChange }: { readonly value: string; readonly onChange: (search: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, TYPING);
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value]);
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={t("agents.searchFor")}
      placeholder={t("agents.searchFor")}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        tell(currentTarget.value.trim());
      }}
    />
  );
}
