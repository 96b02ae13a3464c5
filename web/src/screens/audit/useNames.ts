import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { agents, apiKeys, groups, numbers, routes, trunks, useAll, users } from "../../api/collections.ts";
import { phoneNumber } from "../../parts/phoneNumber.ts";

/** What people call the thing with an id; undefined where it is gone, or was never one of these. */
export function useNames(): (id: string) => string | undefined {
  const { t } = useTranslation();
  const known = [
    useNamed(useAll(agents).data, ({ name }) => name),
    useNamed(useAll(users).data, ({ name }) => name),
    useNamed(useAll(groups).data, ({ name }) => name),
    useNamed(useAll(trunks).data, ({ name }) => name),
    useNamed(useAll(apiKeys).data, ({ name }) => name),
    useNamed(useAll(numbers).data, ({ number }) => phoneNumber(number)),
    useNamed(useAll(routes).data, ({ prefix }) => prefix),
  ];
  const nameOf = (id: string): string | undefined => {
    const name = known.find((names) => names.has(id))?.get(id);
    // A route without a prefix.
    return name === "" ? t("routes.anything") : name;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew each time, what is in it is not
  return useCallback(nameOf, [...known, t]);
}

function useNamed<T extends { readonly id: string }>(
  things: readonly T[] | undefined,
  nameOf: (thing: T) => string,
): ReadonlyMap<string, string> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: how things are named never changes
  return useMemo(() => new Map((things ?? []).map((thing) => [thing.id, nameOf(thing)])), [things]);
}
