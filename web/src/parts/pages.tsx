import { Group, Pagination, Text } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const PAGE = 50;

/** Fifty things of a list at once, and what stands below them: how many there are, and the way to the others. */
export function usePages<T>(things: readonly T[]): { readonly shown: readonly T[]; readonly pages: ReactNode } {
  const [page, setPage] = useState(1);
  const last = Math.max(1, Math.ceil(things.length / PAGE));
  useEffect(() => setPage((current) => Math.min(current, last)), [last]);
  return {
    shown: things.slice((page - 1) * PAGE, page * PAGE),
    pages: <Pages count={things.length} last={last} page={page} onGo={setPage} />,
  };
}

interface Props {
  readonly count: number;
  readonly last: number;
  readonly page: number;
  readonly onGo: (page: number) => void;
}

function Pages({ count, last, page, onGo }: Props) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" aria-live="polite">
        {count === 0 ? t("common.nothingFound") : t("form.results", { count })}
      </Text>
      {last > 1 && (
        <Pagination
          total={last}
          value={page}
          onChange={onGo}
          size="sm"
          aria-label={t("form.pages")}
          getControlProps={(control) => ({
            "aria-label": t(control === "previous" ? "form.previousPage" : "form.nextPage"),
          })}
        />
      )}
    </Group>
  );
}
