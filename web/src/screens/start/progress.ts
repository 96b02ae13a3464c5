/** How far a new account has come, as the server knows it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { PontoEvent } from "../../../../client/ponto.ts";
import { useEvents } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { ponto } from "../../api/ponto.ts";
import { queries } from "../../api/queries.ts";
import { settingsQuery } from "../../api/settings.ts";

export interface Progress {
  readonly ownPassword: boolean;
  readonly testCall: boolean;
  readonly monitoring: boolean;
}

const QUERY = "firstSteps";

async function isAny(items: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of items) return true;
  return false;
}

/** Whether I ever did this, by the audit log. */
const did = (action: string, userId: string): Promise<boolean> =>
  isAny(ponto.list("/v1/audit", { action, userId, limit: 1 }));

/** Whether somebody calls the echo now, or has called it. */
async function hasCalled(echo: string): Promise<boolean> {
  for await (const { customer, state } of ponto.list("/v1/calls", { limit: 500 })) {
    if (customer.number === echo && state !== "ringing") return true;
  }
  return isAny(ponto.list("/v1/reports/calls", { number: echo, disposition: "answered", limit: 1 }));
}

const progressQuery = (userId: string, echo: string | null | undefined) =>
  queryOptions({
    queryKey: [QUERY, userId, echo],
    staleTime: 0,
    queryFn: async (): Promise<Progress> => {
      const [ownPassword, monitoring, testCall] = await Promise.all([
        did("password.changed", userId),
        did("monitoring.connected", userId),
        typeof echo === "string" ? hasCalled(echo) : false,
      ]);
      return { ownPassword, testCall, monitoring };
    },
  });

/** Read anew when a call or a monitoring changes. */
export function useProgress() {
  const me = useMe();
  const { data: settings } = useQuery(settingsQuery);
  useEvents(
    useCallback(({ type }: PontoEvent) => {
      if (type.startsWith("call.") || type.startsWith("monitoring."))
        void queries.invalidateQueries({ queryKey: [QUERY] });
    }, []),
  );
  const echo = settings?.thing.echoExtension;
  return { echo, ...useQuery(progressQuery(me.id, echo)) };
}

/** After a change that no event tells of. */
export const lookAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: [QUERY] });
