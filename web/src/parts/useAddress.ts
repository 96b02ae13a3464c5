import { useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/** What stands behind `?` in the address bar. What is left out is as it would be without. */
export type Address<Key extends string> = { readonly [K in Key]?: string };

export interface UsedAddress<Key extends string> {
  readonly address: Address<Key>;
  /** Changes some of it, and leaves the rest as it is; undefined and nothing typed take it away. */
  readonly change: (some: { readonly [K in Key]?: string | undefined }) => void;
}

/** What is chosen on a screen, in the address bar: a link shows what its sender saw, and the way back what one saw before. */
export function useAddress<Key extends string>(): UsedAddress<Key> {
  const router = useRouter();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const address = useMemo(() => {
    // What looks like a number comes as one.
    const texts = Object.entries(search).map(([key, value]) => [key, String(value)]);
    return Object.fromEntries(texts) as Address<Key>;
  }, [search]);
  const change = useCallback(
    (some: { readonly [K in Key]?: string | undefined }) => {
      const entries = Object.entries<string | undefined>(some);
      const changed = Object.fromEntries(entries.map(([key, value]) => [key, value === "" ? undefined : value]));
      void router.navigate({
        to: ".",
        search: ((before: object) => ({ ...before, ...changed })) as never,
        resetScroll: false,
      });
    },
    [router],
  );
  return { address, change };
}
