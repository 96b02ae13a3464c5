import { useRouter, useSearch } from "@tanstack/react-router";

/** In the place of an id: something new. */
export const NEW = "new";

/** Which thing of a list is open, by the address bar: the way back closes it, and a link opens it. */
export function useOpenRecord(): {
  readonly open: string | undefined;
  readonly show: (id: string) => void;
  readonly close: () => void;
} {
  const router = useRouter();
  const { open } = useSearch({ strict: false }) as { open?: unknown };
  const go = (id: string | undefined): void =>
    void router.navigate({
      to: ".",
      search: ((before: object) => ({ ...before, open: id })) as never,
      resetScroll: false,
    });
  return { open: open === undefined ? undefined : String(open), show: go, close: () => go(undefined) };
}
