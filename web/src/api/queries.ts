import { QueryCache, QueryClient } from "@tanstack/react-query";
import { PontoProblem } from "../../../client/ponto.ts";

/** Told when the server says that nobody is signed in any more. */
let signedOut = (): void => undefined;
export const onSignedOut = (listener: () => void): void => {
  signedOut = listener;
};

const refused = (error: unknown): boolean => error instanceof PontoProblem && error.status < 500;

/** What was read of the server. Live things are kept true by events (live.ts), so nothing is asked for again for being old. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof PontoProblem && error.status === 401) signedOut();
    },
  }),
  defaultOptions: {
    // The server may be on this very machine, or on a network without a way out: what a browser thinks of that says nothing.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      refetchOnReconnect: true,
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => !refused(error) && count < 3,
    },
  },
});
