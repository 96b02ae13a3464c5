/** The live picture is kept true by the server's events, for as long as somebody is signed in. */
import { useEffect, useSyncExternalStore } from "react";
import { type PontoEvent, PontoProblem } from "../../../client/ponto.ts";
import { forgetAgents, takeAgentEvent } from "./agents.ts";
import { meQuery } from "./me.ts";
import { type Monitoring, takeMonitoring } from "./monitor.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";
import { Retries } from "./retries.ts";

export type Connection = "connecting" | "open" | "lost";

/** The server gives a sign of life every 15 seconds: where none comes for this long, ms, nobody is there. */
const SILENCE = 40_000;

let connection: Connection = "connecting";
/** Since when the picture stands still, ms since 1970; undefined while it is live. */
let lostSince: number | undefined;
const watchers = new Set<() => void>();

function setConnection(next: Connection): void {
  if (connection === next) return;
  connection = next;
  lostSince = next === "lost" ? Date.now() : undefined;
  for (const watch of watchers) watch();
}

const watchConnection = (watch: () => void): (() => void) => {
  watchers.add(watch);
  return () => void watchers.delete(watch);
};

export const useConnection = (): Connection => useSyncExternalStore(watchConnection, () => connection);

/** Since when what is shown is not live any more, ms since 1970; undefined while it is. */
export const useLostSince = (): number | undefined => useSyncExternalStore(watchConnection, () => lostSince);

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
    void follow(abort.signal);
    return () => {
      abort.abort();
      forgetAgents();
      setConnection("connecting");
    };
  }, []);
}

async function follow(signal: AbortSignal): Promise<void> {
  const retries = new Retries(signal);
  let lastEventId: string | undefined;
  while (!signal.aborted) {
    try {
      const from = lastEventId === undefined ? {} : { lastEventId };
      const events = await ponto.openEvents({ signal, silence: SILENCE, ...from });
      setConnection("open");
      retries.succeeded();
      // What happened before the stream began is in no event of it.
      if (lastEventId === undefined) void queries.invalidateQueries({ queryKey: ["live"] });
      for await (const event of events) {
        lastEventId = event.id === "" ? lastEventId : event.id;
        take(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof PontoProblem && error.status === 401) {
        queries.setQueryData(meQuery.queryKey, null);
        return;
      }
    }
    if (signal.aborted) return;
    setConnection("lost");
    await retries.wait();
  }
}

function take(event: PontoEvent): void {
  const { monitoring } = event.data as { monitoring?: Monitoring };
  if (event.type === "events.lost") void queries.invalidateQueries({ queryKey: ["live"] });
  if (monitoring !== undefined) takeMonitoring(monitoring);
  // Rights that were taken away, or given, change what is offered.
  if (event.type === "user.changed" || monitoring?.reason === "permission_revoked")
    void queries.invalidateQueries({ queryKey: meQuery.queryKey });
  takeAgentEvent(event);
  for (const listener of listeners) listener(event);
}
