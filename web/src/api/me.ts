/** Who is signed in, and what they may. */
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { Schema } from "../../../client/ponto.ts";
import { ponto } from "./ponto.ts";

export type Me = Schema<"Me">;
export type Mode = Schema<"Monitoring">["mode"];

/** Null: nobody. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Me | null> => (await ponto.http.GET("/v1/session")).data?.user ?? null,
});

/** Whoever is signed in; only within the shell, where somebody is. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) throw new Error("nobody is signed in");
  return data;
}

export const useMaybeMe = () => useQuery(meQuery);

export const isAdministrator = (me: Me): boolean => me.role === "administrator";
export const mayOpenDashboard = (me: Me): boolean => isAdministrator(me) || me.screens.agentsDashboard;
export const mayReadReports = (me: Me): boolean => isAdministrator(me) || me.profiles.analytics;
/** What the lines cost. */
export const mayReadUsage = (me: Me): boolean => isAdministrator(me) || me.profiles.financial;

/** The modes in which the user may monitor, in the order in which they are shown. */
export function modesOf(me: Me): Mode[] {
  const { passive, semiActive, active } = me.monitoring;
  const held = { passive, semi_active: semiActive, active };
  return (Object.keys(held) as Mode[]).filter((mode) => isAdministrator(me) || held[mode]);
}
