import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Pages<T> {
  /** Undefined until the first is there. While another one comes, the one before. */
  readonly page: Page<T> | undefined;
  readonly error: unknown;
  /** Whether another one is coming. */
  readonly isComing: boolean;
  /** From 1. */
  readonly number: number;
  readonly toNext: (() => void) | undefined;
  readonly toPrevious: (() => void) | undefined;
}

/**
 * A list that the server gives page by page.
 * @param key of what is listed; another one begins again with the first page
 */
export function usePages<T>(
  key: readonly unknown[],
  read: (cursor: { readonly cursor?: string }) => Promise<Page<T>>,
): Pages<T> {
  const name = JSON.stringify(key);
  const [place, setPlace] = useState<{ readonly name: string; readonly cursors: readonly string[] }>();
  const cursors = place?.name === name ? place.cursors : [];
  const cursor = cursors.at(-1);
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: [...key, cursor ?? null],
    queryFn: () => read(cursor === undefined ? {} : { cursor }),
    placeholderData: keepPreviousData,
  });
  const isComing = isFetching && isPlaceholderData;
  const next = isComing ? undefined : data?.nextCursor;
  useEffect(() => {
    if (cursors.length > 0) window.scrollTo({ top: 0 });
  }, [cursors.length]);
  return {
    page: data,
    error,
    isComing,
    number: cursors.length + 1,
    toNext: typeof next === "string" ? () => setPlace({ name, cursors: [...cursors, next] }) : undefined,
    toPrevious: cursors.length === 0 ? undefined : () => setPlace({ name, cursors: cursors.slice(0, -1) }),
  };
}
