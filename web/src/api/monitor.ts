/** Starting, changing and ending one's own monitoring. */
import { useMutation } from "@tanstack/react-query";
import { type Monitoring, monitoringsQuery, useMonitorings } from "./live.ts";
import type { Mode } from "./me.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

const isActive = ({ state }: Monitoring): boolean => state === "dialing" || state === "connected";

/** The one that I have going, if any: there is one at a time. */
export function useMyMonitoring(userId: string): Monitoring | undefined {
  return useMonitorings().data?.find((monitoring) => monitoring.userId === userId && isActive(monitoring));
}

function remember(monitoring: Monitoring): void {
  queries.setQueryData(monitoringsQuery.queryKey, (known) => [
    monitoring,
    ...(known ?? []).filter(({ id }) => id !== monitoring.id),
  ]);
}

export interface MonitoringAsked {
  readonly callId: string;
  readonly mode: Mode;
  readonly purpose?: string;
  readonly follow?: "call" | "agent";
}

export const useStartMonitoring = () =>
  useMutation({
    mutationFn: async (asked: MonitoringAsked) => (await ponto.http.POST("/v1/monitorings", { body: asked })).data!,
    onSuccess: remember,
  });

export const useChangeMode = () =>
  useMutation({
    mutationFn: async ({ id, mode }: { id: string; mode: Mode }) =>
      (await ponto.http.PATCH("/v1/monitorings/{id}", { params: { path: { id } }, body: { mode } })).data!,
    onSuccess: remember,
  });

export const useStopMonitoring = () =>
  useMutation({
    mutationFn: async (id: string) =>
      (await ponto.http.DELETE("/v1/monitorings/{id}", { params: { path: { id } } })).data!,
    onSuccess: remember,
  });
