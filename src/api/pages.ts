/** The dashboard: the files that `npm run build` makes of `web/`. */
import { existsSync } from "node:fs";
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { problem } from "../kernel/problem.ts";
import { sendProblem } from "./answers/problems.ts";

/** Files under here are named by their content: what was loaded once never changes. */
const HASHED = "/assets/";

/**
 * Serves the built pages in `folder`, where there are any. Every path that is neither a file nor the API's is the page itself: its screens have
 * addresses of their own.
 */
export function servePages(app: FastifyInstance, folder: string): void {
  const built = existsSync(folder);
  if (built) {
    app.register(staticFiles, {
      root: folder,
      wildcard: false,
      index: ["index.html"],
      cacheControl: false,
      // The build has compressed them (web/precompressed.ts).
      preCompressed: true,
      globIgnore: ["**/*.br", "**/*.gz"],
      setHeaders: (reply, path) => {
        const kept = path.includes(HASHED) ? "public, max-age=31536000, immutable" : "no-cache";
        reply.setHeader("cache-control", kept);
        reply.setHeader("vary", "accept-encoding");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === "GET" && isScreen(request.url) && (request.headers.accept ?? "").includes("text/html");
    if (!built || !wantsPage) return sendProblem(reply, problem("not_found"));
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}

/** Not the API, its documentation or a file that is missing. */
const isScreen = (url: string): boolean =>
  !/^\/(v1|docs|metrics|healthz|readyz)(\/|$|\?)/.test(url) && !/\.\w+(\?|$)/.test(url);
