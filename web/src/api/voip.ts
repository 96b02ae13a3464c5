/** An agent's phone: how to set it up, whether it is registered, and whether a monitoring would ring it. */
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { PontoEvent, Schema } from "../../../client/ponto.ts";
import { useEvents } from "./live.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type Voip = Schema<"AgentVoip">;

/** How often the phone is asked after, ms: events of it come only to those who may open the agents' dashboard. */
const ASK_EVERY = 10_000;

export const voipQuery = (agentId: string) =>
  queryOptions({
    queryKey: ["voip", agentId],
    queryFn: async (): Promise<Voip> =>
      (await ponto.http.GET("/v1/agents/{id}/voip", { params: { path: { id: agentId } } })).data!,
  });

/** Kept true for as long as it is shown. */
export function useVoip(agentId: string) {
  useEvents(
    useCallback(
      ({ type, data }: PontoEvent) => {
        const { agent } = data as { agent?: Schema<"AgentLive"> };
        if ((type === "agent.status" && agent?.id === agentId) || type.startsWith("monitoring."))
          void queries.invalidateQueries({ queryKey: voipQuery(agentId).queryKey });
      },
      [agentId],
    ),
  );
  return useQuery({ ...voipQuery(agentId), refetchInterval: ASK_EVERY });
}

export interface VoipChange {
  readonly doNotDisturb?: boolean;
  readonly forwardTo?: Partial<Voip["voip"]["forwardTo"]>;
}

/** What agents may change themselves. */
export const useChangeVoip = (agentId: string) =>
  useMutation({
    mutationFn: async (body: VoipChange) =>
      (await ponto.http.PATCH("/v1/agents/{id}/voip", { params: { path: { id: agentId } }, body })).data!,
    onSuccess: (voip) => queries.setQueryData(voipQuery(agentId).queryKey, voip),
  });

/** With the new token phones that know the old one are not called any more. */
export const useRenewToken = (agentId: string) =>
  useMutation({
    mutationFn: async () =>
      (await ponto.http.POST("/v1/agents/{id}/voip/token", { params: { path: { id: agentId } }, body: {} })).data!,
    onSuccess: (voip) => queries.setQueryData(voipQuery(agentId).queryKey, voip),
  });
