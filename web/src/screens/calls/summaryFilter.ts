import type { ChosenReports } from "../../parts/history/reportFilter.ts";

/** What the totals can be narrowed by: the period and the agent. */
export const summaryFilter = ({ moments, filter: { agentId } }: ChosenReports) => ({
  ...moments,
  ...(agentId === undefined ? {} : { agentId }),
});
