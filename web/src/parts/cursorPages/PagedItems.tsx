import { Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { EmptyState, type EmptyStateProps } from "../EmptyState.tsx";
import { Loading } from "../Loading.tsx";
import { Refusal } from "../Refusal.tsx";
import { PageSteps } from "./PageSteps.tsx";
import type { Pages } from "./usePages.ts";

interface Props<T> {
  readonly pages: Pages<T>;
  /** What is said where there is none. */
  readonly empty: EmptyStateProps;
  /** All of them as files: stands beside the steps from page to page. */
  readonly files?: ReactNode;
  readonly children: (items: readonly T[], isComing: boolean) => ReactNode;
}

/** The page that one is on, or why there is none, and the way to the others. */
export function PagedItems<T>({ pages, empty, files, children }: Props<T>) {
  const { page, error, isComing } = pages;
  return (
    <Stack gap="sm">
      <Refusal error={error} />
      {page === undefined && error === null && <Loading />}
      {page?.items.length === 0 && <EmptyState {...empty} />}
      {page !== undefined && page.items.length > 0 && children(page.items, isComing)}
      <Group justify="space-between">
        <div>{files}</div>
        <PageSteps pages={pages} />
      </Group>
    </Stack>
  );
}
