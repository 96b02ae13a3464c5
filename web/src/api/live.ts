/** The live picture: agents and calls, read once and kept true by the server's events. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { type PontoEvent, PontoProblem, type Schema } from "../../../client/ponto.ts";
import { meQuery } from "./me.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type Agent = Schema<"AgentLive">;
export type Call = Schema<"Call">;
export type Monitoring = Schema<"Monitoring">;

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** By id, so that an event changes one of them and leaves the others the same objects. */
export const agentsQuery = queryOptions({
  queryKey: ["live", "agents"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<ReadonlyMap<string, Agent>> =>
    new Map((await all(ponto.list("/v1/agents/live", { limit: 500 }))).map((agent) => [agent.id, agent])),
});

/** One's own, the newest first; those that are over stay until the page is left. */
export const monitoringsQuery = queryOptions({
  queryKey: ["live", "monitorings"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<readonly Monitoring[]> =>
    (await ponto.http.GET("/v1/monitorings", { params: { query: { limit: 20 } } })).data?.items ?? [],
});

export const useAgents = () => useQuery(agentsQuery);
export const useMonitorings = () => useQuery(monitoringsQuery);

// --- the connection ---------------------------------------------------------------------------------------------

export type Connection = "connecting" | "open" | "lost";

let connection: Connection = "connecting";
const watchers = new Set<() => void>();

function setConnection(next: Connection): void {
  if (connection === next) return;
  connection = next;
  for (const watch of watchers) watch();
}

export const useConnection = (): Connection =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => connection,
  );

/** How much longer a new connection waits each time that one fails, ms. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

const listeners = new Set<(event: PontoEvent) => void>();

/** Tells of every event while the component is there. */
export function useEvents(listener: (event: PontoEvent) => void): void {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listener]);
}

/** Keeps the live picture true for as long as somebody is signed in. Once, in the shell. */
export function useLiveEvents(): void {
  useEffect(() => {
    const abort = new AbortController();
    follow(abort.signal).catch(() => setConnection("lost"));
    return () => abort.abort();
  }, []);
}

async function follow(signal: AbortSignal): Promise<void> {
  let lastEventId: string | undefined;
  for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      const events = await ponto.openEvents({ signal, ...(lastEventId === undefined ? {} : { lastEventId }) });
      setConnection("open");
      if (lastEventId === undefined) await queries.invalidateQueries({ queryKey: ["live"] });
      pause = FIRST_PAUSE;
      for await (const event of events) {
        lastEventId = event.id === "" ? lastEventId : event.id;
        take(event);
      }
    } catch (error) {
      if (error instanceof PontoProblem && error.status === 401) {
        queries.setQueryData(meQuery.queryKey, null);
        return;
      }
    }
    if (signal.aborted) return;
    setConnection("lost");
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function take(event: PontoEvent): void {
  const { agent, call, monitoring } = event.data as { agent?: Agent; call?: Call; monitoring?: Monitoring };
  if (event.type === "events.lost") void queries.invalidateQueries({ queryKey: ["live"] });
  if (event.type === "agent.status" && agent !== undefined) changeAgents(agent.id, () => agent);
  if (event.type.startsWith("call.") && call !== undefined) takeCall(event.type, call);
  if (event.type.startsWith("monitoring.")) {
    if (monitoring !== undefined) takeMonitoring(monitoring);
    if (call !== undefined) takeCall(event.type, call);
  }
  for (const listener of listeners) listener(event);
}

/** A call is shown with the agent who is in it; where the agent's status changes as well, an event of its own says so. */
function takeCall(type: string, call: Call): void {
  const id = call.agent?.id;
  if (id === undefined) return;
  changeAgents(id, (agent) => {
    if (agent.call !== undefined && agent.call.id !== call.id) return agent;
    if (type !== "call.ended" && call.state !== "ended") return { ...agent, call };
    const { call: _over, ...idle } = agent;
    return idle;
  });
}

function takeMonitoring(monitoring: Monitoring): void {
  queries.setQueryData(monitoringsQuery.queryKey, (known) => {
    if (known === undefined) return undefined;
    const others = known.filter(({ id }) => id !== monitoring.id);
    return others.length === known.length
      ? [monitoring, ...known]
      : known.map((one) => (one.id === monitoring.id ? monitoring : one));
  });
}

function changeAgents(id: string, change: (agent: Agent) => Agent): void {
  queries.setQueryData(agentsQuery.queryKey, (known) => {
    const agent = known?.get(id);
    if (known === undefined || agent === undefined) {
      // An agent that was made just now.
      if (known !== undefined) void queries.invalidateQueries({ queryKey: agentsQuery.queryKey });
      return undefined;
    }
    const changed = change(agent);
    return changed === agent ? known : new Map(known).set(id, changed);
  });
}
