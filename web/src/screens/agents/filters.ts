/** Which agents are shown, and in which order. */
import type { Agent } from "../../api/agents.ts";
import { matches } from "../../parts/matches.ts";
import { type Status, statuses } from "./statuses.ts";

export const orders = ["name", "status", "since", "call", "extension"] as const;
export type Order = (typeof orders)[number];

export interface Filters {
  readonly search: string;
  /** None: every status. */
  readonly statuses: readonly Status[];
  /** The id of a group; undefined: every agent. */
  readonly group: string | undefined;
  readonly order: Order;
}

export const orderOr = (text: unknown, otherwise: Order): Order => orders.find((order) => order === text) ?? otherwise;

export const statusesOf = (text: unknown): readonly Status[] => {
  const named = String(text ?? "").split(",");
  return statuses.filter((status) => named.includes(status));
};

const collator = new Intl.Collator("pt-BR", { numeric: true, sensitivity: "base" });
const byName = (a: Agent, b: Agent): number => collator.compare(a.name, b.name) || collator.compare(a.id, b.id);
/** RFC 3339 in UTC compares as text. */
const byTime = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const callBegin = ({ call }: Agent): string => call?.answeredAt ?? call?.startedAt ?? "9";

const comparisons: Record<Order, (a: Agent, b: Agent) => number> = {
  name: byName,
  status: (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status) || byName(a, b),
  since: (a, b) => byTime(a.since, b.since) || byName(a, b),
  call: (a, b) => byTime(callBegin(a), callBegin(b)) || byName(a, b),
  extension: (a, b) => collator.compare(a.extension, b.extension) || byName(a, b),
};

/** By the map, within which nobody comes, goes or gets another name (agentStore.ts): it need be sorted only once. */
const sortedByName = new WeakMap<ReadonlyMap<string, Agent>, readonly string[]>();

function inOrderOfNames(agents: ReadonlyMap<string, Agent>): readonly Agent[] {
  const ids = sortedByName.get(agents) ?? [...agents.values()].sort(byName).map(({ id }) => id);
  sortedByName.set(agents, ids);
  return ids.map((id) => agents.get(id)!);
}

/** The ids of the agents that are to be shown, in their order. */
export function shownOf(agents: ReadonlyMap<string, Agent>, filters: Filters): string[] {
  const { search, group, order } = filters;
  const isShown = (agent: Agent): boolean =>
    (filters.statuses.length === 0 || filters.statuses.includes(agent.status)) &&
    (group === undefined || agent.groups.some(({ id }) => id === group)) &&
    (search === "" || matches(search, agent.name, agent.extension, agent.email, ...callTexts(agent)));
  const shown = inOrderOfNames(agents).filter(isShown);
  // What is in the order of names already needs only a stable sort by the rest.
  return (order === "name" ? shown : shown.sort(comparisons[order])).map(({ id }) => id);
}

const callTexts = ({ call }: Agent): string[] =>
  call === undefined ? [] : [call.customer.number, call.customer.name ?? ""];

export type Totals = Readonly<Record<Status | "all", number>>;

/** How many agents there are in each status. */
export function totalsOf(agents: ReadonlyMap<string, Agent>): Totals {
  const totals: Record<Status | "all", number> = {
    all: agents.size,
    ...(Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>),
  };
  for (const { status } of agents.values()) totals[status]++;
  return totals;
}

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** The groups that any of the agents is in, by name. */
export function groupsOf(agents: ReadonlyMap<string, Agent>): Group[] {
  const groups = new Map<string, Group>();
  for (const agent of agents.values()) for (const group of agent.groups) groups.set(group.id, group);
  return [...groups.values()].sort((a, b) => collator.compare(a.name, b.name));
}
