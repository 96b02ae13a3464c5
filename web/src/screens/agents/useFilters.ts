import { useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Filters, orderOr, statusesOf } from "./filters.ts";

/** As they stand in the address bar; what is as it would be without is left out. */
interface Address {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly group?: string | undefined;
  readonly order?: string | undefined;
  readonly view?: "wall" | undefined;
}

export interface FiltersInAddress {
  readonly filters: Filters;
  /** The wallboard, on a big screen. */
  readonly isWall: boolean;
  readonly change: (address: Address) => void;
}

/** The filters of the address bar: a link shows what its sender saw. */
export function useFilters(): FiltersInAddress {
  const router = useRouter();
  const { q, status, group, order, view } = useSearch({ strict: false }) as Record<keyof Address, unknown>;
  const isWall = view === "wall";
  const filters = useMemo(
    (): Filters => ({
      // What looks like a number comes as one.
      search: String(q ?? "").trim(),
      statuses: statusesOf(status),
      group: group === undefined ? undefined : String(group),
      order: orderOr(order, isWall ? "status" : "name"),
    }),
    [q, status, group, order, isWall],
  );
  const change = useCallback(
    (address: Address) =>
      void router.navigate({
        to: ".",
        search: ((before: object) => ({ ...before, ...address })) as never,
        replace: true,
        resetScroll: false,
      }),
    [router],
  );
  return { filters, isWall, change };
}
