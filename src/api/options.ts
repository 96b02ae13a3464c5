/** What the API is given: the things it shows, and the outside world it may use. */
import type { Accounts } from "../accounts/accounts.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import type { Desks } from "./desk.ts";
import type { FeedLimits } from "./events/eventFeed.ts";
import type { StreamLimits } from "./events/openStreams.ts";

export interface Health {
  /** False before everything is open and once the shutdown has begun. */
  readonly ready: boolean;
  readonly shuttingDown?: boolean;
  /** Why the server is not ready, or degraded; empty when all is well. */
  readonly reasons: readonly string[];
}

/** Where phones register; the host of AoRs is the account's domain. */
export interface PhoneServer {
  registrar(): { readonly host: string; readonly port: number };
  readonly transports: readonly string[];
}

/** Bounds on what strangers, busy programs and slow readers may cost. */
export interface Limits extends FeedLimits, StreamLimits {
  /** Requests of one user within a minute. */
  readonly requests: number;
  /** Requests from one address within a minute that come with no valid sign-in or key. */
  readonly strangersRequests: number;
  /** Answers to requests with an `Idempotency-Key` that are kept, of one account. */
  readonly keptAnswers: number;
  /** How long a client may take to send a request, ms. */
  readonly requestTime: number;
  /** Open connections, streams of events among them: whoever comes when there are so many is hung up on. */
  readonly connections: number;
}

export const defaultLimits: Limits = {
  requests: 6_000,
  strangersRequests: 600,
  keptAnswers: 1_000,
  requestTime: 30_000,
  connections: 20_000,
  eventLog: 2_000,
  eventStreams: 32,
  eventStreamsOfAccount: 10_000,
  eventStreamsInAll: 15_000,
  heartbeat: 15_000,
};

export interface ApiOptions {
  readonly accounts: Pick<Accounts, "authenticate" | "signIn">;
  /** One for each of the accounts. */
  readonly desks: Desks;
  readonly log: Log;
  readonly version: string;
  readonly sip: PhoneServer;
  /** The page of `/metrics`: Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly health: () => Health;
  readonly clock: Scheduler;
  readonly entropy: Entropy;
  /** Addresses or networks of proxies whose `X-Forwarded-*` are believed; none by default. */
  readonly trustedProxies?: readonly string[];
  /** With which `/metrics` is answered to other machines; without one to this machine only. */
  readonly metricsToken?: string | undefined;
  /** Other sites whose scripts may use the API, with a Bearer token (never the cookie); none by default. */
  readonly corsOrigins?: readonly string[];
  /** Where the built dashboard is; beside the built program unless told. */
  readonly pages?: string;
  readonly limits?: Partial<Limits>;
}

/** The options with every choice made: what routes see. */
export interface Api extends ApiOptions {
  readonly limits: Limits;
}
