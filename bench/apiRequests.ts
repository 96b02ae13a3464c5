/** How many requests are answered a second, and how long each takes, when sixteen users ask without a pause. */
import type { Agent, User } from "../src/accounts/directory/shapes.ts";
import type { LoadedApi } from "./api.ts";
import { keyOf, newUsers } from "./apiUsers.ts";
import { fillReports } from "./reportRows.ts";
import { table } from "./table.ts";
import { inTurns } from "./traffic/inTurns.ts";
import type { Asked, Asking } from "./traffic/orders.ts";

export interface RequestRow extends Asked {
  readonly what: string;
}

const ASKING = 16;
/** Live calls that are listed. */
const CALLS = 50;
const REPORTS = 100_000;
const MAX_PAGE = 500;

type Requests = Asking["requests"];
const get = (path: string): Requests => [{ method: "GET", path }];

export async function apiRequests(
  { api, load, server, web }: LoadedApi,
  { seconds, quick }: { readonly seconds: number; readonly quick: boolean },
): Promise<readonly RequestRow[]> {
  const rows: RequestRow[] = [];
  const print = printing();
  const dashboards = { screens: { agentsDashboard: true }, profiles: { analytics: true, financial: false } };
  const users = await newUsers(api, ASKING, (i) => `reader${i}@example.com`, dashboards);
  const readers = users.map(({ token }) => token);
  const { id } = await api.get<User>("/v1/me");
  const administrators = await inTurns(ASKING, () => keyOf(api, id));
  const measure = async (what: string, requests: Requests, tokens: readonly string[] = readers): Promise<void> => {
    await web.ask({ tokens, requests, seconds: 1 });
    const row = { what, ...(await web.ask({ tokens, requests, seconds })) };
    rows.push(row);
    print(row);
  };

  await measure("GET /me", get("/v1/me"));
  await load.calls(CALLS, { customer: "PCMA", agent: "PCMA" });
  await measure(`GET /calls, ${CALLS} live`, get(`/v1/calls?limit=${CALLS}`));
  await load.hangUp();
  const agents: Agent[] = [];
  for (const count of quick ? [100] : [100, 1000]) {
    const from = agents.length;
    const more = await inTurns(count - from, (i) => {
      const name = `Live${from + i}`;
      return api.post<Agent>("/v1/agents", { name, email: `${name.toLowerCase()}@example.com` });
    });
    agents.push(...more);
    const shown = Math.min(count, MAX_PAGE);
    await measure(`GET /agents/live, ${shown} of ${count}`, get(`/v1/agents/live?limit=${shown}`));
  }
  await fillReports(server.dataDir, REPORTS);
  await measure(`GET /reports/calls of ${REPORTS}`, get("/v1/reports/calls?limit=50"));
  await measure("… of one agent", get(`/v1/reports/calls?limit=50&agentId=${agents[0]!.id}`));

  const patch = agents.map((agent) => ({
    method: "PATCH",
    path: `/v1/agents/${agent.id}`,
    body: '{"name":"Live {n}"}',
  }));
  await measure("PATCH /agents/:id", patch, administrators);
  await measure("POST /groups", [{ method: "POST", path: "/v1/groups", body: newGroup }], administrators);
  const mixed = [...get("/v1/me"), ...get("/v1/calls"), ...get("/v1/agents/live?limit=50"), ...get("/v1/monitorings")];
  await measure(
    "four reads, one write",
    patch.slice(0, 20).flatMap((write) => [...mixed, write]),
    administrators,
  );
  return rows;
}

const newGroup = JSON.stringify({ name: "Group {n}", strategy: "all", agentIds: [] });

const printing = () =>
  table<RequestRow>([
    { title: "requests", width: 30, text: ({ what }) => what },
    { title: "a second", width: 8, text: ({ perSecond }) => perSecond.toFixed(0) },
    { title: "p50 ms", width: 7, text: ({ p50 }) => p50.toFixed(2) },
    { title: "p99 ms", width: 7, text: ({ p99 }) => p99.toFixed(2) },
    { title: "main thread µs", width: 14, text: ({ cost }) => cost.signalling.toFixed(0) },
    { title: "asking µs", width: 9, text: ({ cost }) => cost.load.toFixed(0) },
    { title: "refused", width: 12, text: ({ statuses }) => refusals(statuses) },
  ]);

const refusals = (statuses: Asked["statuses"]): string =>
  Object.entries(statuses)
    .filter(([status]) => Number(status) >= 300)
    .map(([status, count]) => `${status}: ${count}`)
    .join(" ") || "–";
