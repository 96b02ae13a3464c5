/** What finished calls come to: row by row, by the hour, and by the line. */
import type { FastifyInstance } from "fastify";
import { callReportRoutes } from "./reports/calls.ts";
import { summaryRoutes } from "./reports/summary.ts";
import { usageRoutes } from "./reports/usage.ts";

export function reportRoutes(app: FastifyInstance): void {
  callReportRoutes(app);
  summaryRoutes(app);
  usageRoutes(app);
}
