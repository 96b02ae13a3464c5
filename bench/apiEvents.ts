/** How soon an answered call is told to everybody who may know, while a hundred other calls talk. */
import type { Agent, User } from "../src/accounts/directory/shapes.ts";
import { type LoadedApi, TALKING } from "./api.ts";
import { type KeyedUser, keyOf, newUsers } from "./apiUsers.ts";
import type { Distribution } from "./percentiles.ts";
import { settledKb } from "./processBooks.ts";
import { type Column, ofACore, table } from "./table.ts";
import type { Measured } from "./traffic/measuring.ts";
import type { Heard, Listener } from "./traffic/orders.ts";

export interface EventRow extends Heard {
  readonly readers: number;
  readonly calls: number;
  readonly answered: number;
  /** How long after the phone's answer the customer had it, ms: what is no event's doing. */
  readonly toCustomer: Distribution;
  /** How long it took to open all streams, ms. */
  readonly opening: number;
  /** Of memory, a stream. */
  readonly kb: number;
  /** The calls that talk meanwhile. */
  readonly speech: Measured;
}

/** Users of each of the four kinds, streams of each user, and of the administrator. */
interface Crowd {
  readonly users: number;
  readonly each: number;
  readonly administrator: number;
  /** Each call is some six events to half of all. */
  readonly callsPerSecond: number;
}

const FIVE_HUNDRED: Crowd = { users: 12, each: 10, administrator: 20, callsPerSecond: 2 };
/** A user may hold 32 streams. */
const TEN_THOUSAND: Crowd = { users: 78, each: 32, administrator: 16, callsPerSecond: 0.25 };
/** Of answered calls, which are heard two seconds after each has settled. */
const SETTLING_SECONDS = 3;

type Kind = readonly { readonly of: readonly KeyedUser[]; readonly sees: Listener["sees"] }[];

export async function apiEvents(
  { api, load, server, web }: LoadedApi,
  { seconds, quick }: { readonly seconds: number; readonly quick: boolean },
): Promise<readonly EventRow[]> {
  const crowds = quick ? [FIVE_HUNDRED] : [FIVE_HUNDRED, TEN_THOUSAND];
  const most = crowds.at(-1)!.users;
  const kinds = await kindsOf(api, await load.shortCallAgents(most));
  const administrator = await keyOf(api, (await api.get<User>("/v1/me")).id);
  await load.calls(TALKING, { customer: "PCMA", agent: "PCMA" });
  const print = printing();
  const rows: EventRow[] = [];
  for (const crowd of crowds) {
    const listeners: Listener[] = [
      ...times(crowd.administrator, { token: administrator, sees: "all" as const }),
      ...kinds.flatMap(({ of, sees }) =>
        of.slice(0, crowd.users).flatMap(({ token }) => times(crowd.each, { token, sees })),
      ),
    ];
    const before = await settledKb(server.pid);
    const opening = await web.listen(listeners);
    const kb = ((await settledKb(server.pid)) - before) / listeners.length;
    const [{ row, answers, toCustomer }, speech] = await Promise.all([
      load.shortCalls({ perSecond: crowd.callsPerSecond, seconds: seconds + SETTLING_SECONDS }),
      load.measure(seconds),
    ]);
    const told = await web.heard(answers);
    const done = {
      readers: listeners.length,
      calls: row.calls,
      answered: row.answered,
      toCustomer,
      opening,
      kb,
      speech,
      ...told,
    };
    rows.push(done);
    print(done);
    await web.leave();
  }
  await load.hangUp();
  return rows;
}

const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

/** Supervisors who see marks, dashboards without, readers of reports, and the agents who are called. */
async function kindsOf(api: LoadedApi["api"], agents: readonly Agent[]): Promise<Kind> {
  const count = agents.length;
  const dashboard = { screens: { agentsDashboard: true } };
  const monitoring = { passive: true, semiActive: true, active: true, groupIds: null };
  const analytics = { profiles: { analytics: true, financial: false } };
  return [
    { of: await newUsers(api, count, (i) => `watcher${i}@example.com`, { ...dashboard, monitoring }), sees: "all" },
    { of: await newUsers(api, count, (i) => `dashboard${i}@example.com`, dashboard), sees: "all" },
    { of: await newUsers(api, count, (i) => `analyst${i}@example.com`, analytics), sees: "none" },
    { of: await newUsers(api, count, (i) => agents[i]!.email), sees: "own" },
  ];
}

const number = (title: string, width: number, of: (row: EventRow) => number, digits = 0): Column<EventRow> => ({
  title,
  width,
  text: (row) => of(row).toFixed(digits),
});

function printing(): (row: EventRow) => void {
  process.stdout.write("\n");
  return table<EventRow>([
    number("readers", 7, ({ readers }) => readers),
    number("opened in s", 11, ({ opening }) => opening / 1000, 1),
    number("KB each", 7, ({ kb }) => kb),
    number("calls", 5, ({ calls }) => calls),
    number("answered", 8, ({ answered }) => answered),
    number("told", 7, ({ count }) => count),
    number("missed", 6, ({ missed }) => missed),
    number("leaked", 6, ({ leaked }) => leaked),
    number("dropped", 7, ({ dropped }) => dropped),
    number("p50 ms", 7, ({ p50 }) => p50, 1),
    number("p99 ms", 7, ({ p99 }) => p99, 1),
    number("max ms", 7, ({ max }) => max, 1),
    number("customer p50", 12, ({ toCustomer }) => toCustomer.p50, 1),
    number("p99 ms", 7, ({ toCustomer }) => toCustomer.p99, 1),
    number("talk lost", 9, ({ speech }) => speech.lost),
    number("talk p99 ms", 11, ({ speech }) => speech.between.p99, 1),
    { title: "main thread", width: 11, text: ({ speech }) => ofACore(speech.spent.signalling, speech.ms) },
    { title: "others", width: 6, text: ({ speech }) => ofACore(speech.spent.others, speech.ms) },
  ]);
}
