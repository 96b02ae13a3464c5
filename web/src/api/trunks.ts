/** Trunks as they are now: read once, and kept true by the server's events. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { PontoEvent, Schema } from "../../../client/ponto.ts";
import { trunks } from "./collections.ts";
import { useEvents } from "./live.ts";
import { queries } from "./queries.ts";

export type Trunk = Schema<"Trunk">;

function take({ type, data }: PontoEvent): void {
  const { queryKey } = trunks.all;
  if (type === "events.lost") void queries.invalidateQueries({ queryKey });
  const { trunk } = data as { trunk?: Trunk };
  if (type !== "trunk.state" || trunk === undefined) return;
  queries.setQueryData(queryKey, (known) => known?.map((one) => (one.id === trunk.id ? trunk : one)));
  // What is being read may be older than this event, and would take its place.
  if (queries.isFetching({ queryKey, exact: true }) > 0) void queries.invalidateQueries({ queryKey, exact: true });
}

export function useTrunks() {
  useEvents(useCallback(take, []));
  return useQuery(trunks.all);
}
