/** Starting, changing and ending one's own monitoring. */
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import type { Schema } from "../../../client/ponto.ts";
import type { Mode } from "./me.ts";
import { newest } from "./monitoringOrder.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type Monitoring = Schema<"Monitoring">;

/** How many are read: the administrator is given those of everybody, and has to find the own one among them. */
const READ = 200;

/** One's own, the administrator's those of everybody, the newest first. Those that are over stay until the page is left. */
export const monitoringsQuery = queryOptions({
  queryKey: ["live", "monitorings"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<readonly Monitoring[]> => {
    const { data } = await ponto.http.GET("/v1/monitorings", { params: { query: { limit: READ } } });
    const known = queries.getQueryData<readonly Monitoring[]>(["live", "monitorings"]) ?? [];
    // What events told meanwhile stays, where it is newer or came too late for the list.
    return known.reduceRight(withMonitoring, data!.items);
  },
});

/** The list with one that an event or an answer tells of; where they overtook each other, the later state stays. */
const withMonitoring = (list: readonly Monitoring[], told: Monitoring): readonly Monitoring[] =>
  list.some(({ id }) => id === told.id)
    ? list.map((one) => (one.id === told.id ? newest(one, told) : one))
    : [told, ...list];

export const useMonitorings = () => useQuery(monitoringsQuery);

const isActive = ({ state }: Monitoring): boolean => state === "dialing" || state === "connected";

/** The one that I have going, if any: there is one at a time. */
export function useMyMonitoring(userId: string): Monitoring | undefined {
  return useMonitorings().data?.find((monitoring) => monitoring.userId === userId && isActive(monitoring));
}

export function takeMonitoring(monitoring: Monitoring): void {
  queries.setQueryData(monitoringsQuery.queryKey, (known = []) => withMonitoring(known, monitoring));
}

export interface MonitoringAsked {
  /** The call, or the agent: exactly one of them. */
  readonly callId?: string;
  readonly agentId?: string;
  readonly mode: Mode;
  readonly purpose?: string;
  readonly follow?: "call" | "agent";
}

export const useStartMonitoring = () =>
  useMutation({
    mutationFn: async (asked: MonitoringAsked) => (await ponto.http.POST("/v1/monitorings", { body: asked })).data!,
    onSuccess: takeMonitoring,
  });

export const useChangeMode = () =>
  useMutation({
    mutationFn: async ({ id, mode }: { id: string; mode: Mode }) =>
      (await ponto.http.PATCH("/v1/monitorings/{id}", { params: { path: { id } }, body: { mode } })).data!,
    onSuccess: takeMonitoring,
  });

export const useStopMonitoring = () =>
  useMutation({
    mutationFn: async (id: string) =>
      (await ponto.http.DELETE("/v1/monitorings/{id}", { params: { path: { id } } })).data!,
    onSuccess: takeMonitoring,
  });
