/** What is kept of calls that ran: reports, totals, recordings. */
import { queryOptions } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { components, PontoEvent, paths, Schema } from "../../../client/ponto.ts";
import { useEvents } from "./live.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type CallReport = Schema<"ReportRow">;
export type Recording = Schema<"Recording">;
export type Summary = Schema<"Summary">;
export type Usage = Schema<"Usage">;
export type UsageBy = "number" | "trunk";
export type LegQuality = components["schemas"]["LegQuality"];

type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? NonNullable<Query>
  : never;
export type ReportFilter = Omit<QueryOf<"/v1/reports/calls">, "limit" | "cursor">;

/** The whole of what this file reads, to be read anew when a call has ended. */
const HISTORY = "history";
/** How many rows a page has. */
const PAGE = 50;

/** The key of a list of reports, for `usePages`. */
export const reportsKey = (filter: ReportFilter): readonly unknown[] => [HISTORY, "reports", filter];

/** A report can be had as CSV as well; asked for like this it is a page. */
interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export async function readReports(filter: ReportFilter, cursor: { readonly cursor?: string }) {
  const params = { query: { ...filter, limit: PAGE, ...cursor } };
  return (await ponto.http.GET("/v1/reports/calls", { params })).data as PageOf<CallReport>;
}

export const summaryQuery = (filter: QueryOf<"/v1/reports/summary">) =>
  queryOptions({
    queryKey: [HISTORY, "summary", filter],
    queryFn: async () => (await ponto.http.GET("/v1/reports/summary", { params: { query: filter } })).data!,
  });

export const usageQuery = (filter: QueryOf<"/v1/reports/usage">) =>
  queryOptions({
    queryKey: [HISTORY, "usage", filter],
    queryFn: async () => {
      const { data } = await ponto.http.GET("/v1/reports/usage", { params: { query: filter } });
      return (data as PageOf<Usage>).items;
    },
  });

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: [HISTORY, "recording", id],
    queryFn: async () => (await ponto.http.GET("/v1/recordings/{id}", { params: { path: { id } } })).data!,
  });

type Filter = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Where an answer is kept as a file. */
export function pathOf(path: string, filter: Filter): string {
  const given = Object.entries(filter).flatMap(([name, values]) =>
    values === undefined ? [] : [values].flat().map((value) => [name, value]),
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** How long one waits for more calls to end before all is read anew, ms: in a busy centre several end each second. */
const GATHERING = 3_000;

/** Reads anew what is shown of the past when a call has ended or its recording is ready. */
export function useFreshHistory(): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents(
    useCallback(({ type }: PontoEvent) => {
      if (type !== "call.ended" && type !== "recording.ready" && type !== "events.lost") return;
      if (timer.current !== undefined) return;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        void queries.invalidateQueries({ queryKey: [HISTORY] });
      }, GATHERING);
    }, []),
  );
}
