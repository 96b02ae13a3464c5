/** Agents and their calls on the screen: read once, kept true by events (live.ts), each drawn when it changes. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useSyncExternalStore } from "react";
import type { PontoEvent } from "../../../client/ponto.ts";
import { type Agent, AgentStore, type Call } from "./agentStore.ts";
import { soon } from "./frames.ts";
import { meQuery } from "./me.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type { Agent, Call };

/** What no event tells of (quality, names, groups, who was removed) is read again this often, ms. */
const READ_AGAIN = 30_000;

const PAGE = 200;

const store = new AgentStore(soon);

/** Events that came while the list was being read: it may be older than they are. */
let meanwhile: PontoEvent[] | undefined;

/** Reads the whole list; its data says only that it is there, since the agents themselves are in the store. */
export const agentsQuery = queryOptions({
  queryKey: ["live", "agents"],
  staleTime: Number.POSITIVE_INFINITY,
  refetchInterval: READ_AGAIN,
  queryFn: async ({ signal }): Promise<true> => {
    const own: PontoEvent[] = [];
    meanwhile = own;
    const agents: Agent[] = [];
    // A page at a time is compared with what is known, and the screen may be drawn between two.
    for await (const agent of ponto.list("/v1/agents/live", { limit: PAGE })) agents.push(store.kept(agent));
    signal.throwIfAborted();
    store.replace(agents);
    // In their order, even those that the list knows: what follows them is still to come, and ends in what is true.
    for (const event of own) apply(event);
    if (meanwhile === own) meanwhile = undefined;
    return true;
  },
});

/** Whether the agents are there, are coming, or were refused. */
export const useAgents = () => useQuery(agentsQuery);

/** Takes an event into the picture. */
export function takeAgentEvent(event: PontoEvent): void {
  meanwhile?.push(event);
  apply(event);
}

/** Forgets everybody: the next to sign in here may see less. */
export function forgetAgents(): void {
  store.replace([]);
}

interface EventData {
  readonly agent?: Agent;
  readonly call?: Call;
  readonly monitoring?: { readonly id: string };
}

function apply({ type, data }: PontoEvent): void {
  const { agent, call, monitoring } = data as EventData;
  // Which agent monitors is in the list only, which the administrator alone is shown.
  const me = queries.getQueryData(meQuery.queryKey);
  if (type === "monitoring.dialing" && me?.role === "administrator") readAgain();
  if (type === "agent.status" && agent !== undefined && !store.put(agent)) readAgain();
  if (call !== undefined) store.takeCall(call, type === "call.ended" || call.state === "ended");
  if (monitoring !== undefined && (type === "monitoring.ended" || type === "monitoring.failed"))
    store.takeEndOfMonitoring(monitoring.id);
}

/** Somebody is new: the list has them. Where it was never read, nobody looks at it. */
function readAgain(): void {
  if (meanwhile === undefined && queries.getQueryData(agentsQuery.queryKey) === true)
    void queries.invalidateQueries({ queryKey: agentsQuery.queryKey });
}

/** One agent, drawn anew when it changes; undefined where there is none, or the list was not read yet. */
export function useAgent(id: string | undefined): Agent | undefined {
  const subscribe = useCallback(
    (listener: () => void) => (id === undefined ? () => undefined : store.onChangeOf(id, listener)),
    [id],
  );
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : store.agents.get(id)));
}

const onAnyChange = (listener: () => void): (() => void) => store.onChange(listener);

/**
 * What is to be known of all agents together, drawn anew only when that differs.
 * @param read must be the same function for as long as it would read the same (`useCallback`).
 * @param isSame whether two readings need no drawing.
 */
export function useAllAgents<T>(
  read: (agents: ReadonlyMap<string, Agent>) => T,
  isSame: (before: T, now: T) => boolean,
): T {
  const last = useRef<{ readonly version: number; readonly read: typeof read; readonly value: T }>(undefined);
  return useSyncExternalStore(onAnyChange, () => {
    const { version } = store;
    const before = last.current;
    if (before?.version === version && before.read === read) return before.value;
    const value = read(store.agents);
    const kept = before !== undefined && isSame(before.value, value) ? before.value : value;
    last.current = { version, read, value: kept };
    return kept;
  });
}
