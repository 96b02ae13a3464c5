/** What the REST API costs and holds: requests, events to hundreds and thousands of readers, sign-ins. */
import { apiEvents, type EventRow } from "./apiEvents.ts";
import { apiRequests, type RequestRow } from "./apiRequests.ts";
import { apiSignIns, type SignInRow } from "./apiSignIns.ts";
import type { BenchOptions } from "./options.ts";
import { OrderedProcess } from "./orderedProcess.ts";
import type { WebOrders } from "./traffic/orders.ts";
import { type LoadedServer, underLoad } from "./underLoad.ts";

export interface ApiFigures {
  readonly requests: readonly RequestRow[];
  readonly signIns: readonly SignInRow[];
  readonly events: readonly EventRow[];
}

/** A loaded server, and what asks its API. */
export interface LoadedApi extends LoadedServer {
  readonly web: WebOrders;
}

/** Calls that talk meanwhile. */
export const TALKING = 100;
/** Nobody is held up by how often one may ask: what is measured is how often one can. */
const env = { PONTO_HTTP_REQUESTS_PER_MINUTE: "10000000" };

export const api = ({ seconds, quick, sockets }: BenchOptions): Promise<ApiFigures> =>
  underLoad({ calls: TALKING, sockets, env }, async (loaded) => {
    const web = new OrderedProcess<WebOrders>("./traffic/web.ts", loaded.target);
    try {
      const all = { ...loaded, web: web.orders };
      const requests = await apiRequests(all, { seconds, quick });
      const signIns = await apiSignIns(all, { seconds });
      const events = await apiEvents(all, { seconds, quick });
      return { requests, signIns, events };
    } finally {
      await web.end();
    }
  });
