/** What the API is given: the things it shows, and the outside world it may use. */
import type { Account } from "../accounts/account.ts";
import type { CallCentre } from "../calls/live/callCentre.ts";
import type { TrunkState } from "../calls/live/views.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";

export interface Health {
  /** False before everything is open and once the shutdown has begun. */
  readonly ready: boolean;
  readonly shuttingDown?: boolean;
  /** Why the server is not ready, or degraded; empty when all is well. */
  readonly reasons: readonly string[];
}

/** Where phones register. */
export interface PhoneServer {
  /** The host of AoRs. */
  readonly domain: string;
  registrar(): { readonly host: string; readonly port: number };
  readonly transports: readonly string[];
}

/** Bounds on what strangers and slow readers may cost. */
export interface Limits {
  /** Failed sign-ins from one address within a minute. */
  readonly failedSignIns: number;
  /** Events kept for `Last-Event-ID`. */
  readonly eventLog: number;
  /** Bytes that may wait for a slow reader of `/events` before it is dropped. */
  readonly eventBacklog: number;
  /** Streams of `/events` that one user may hold open. */
  readonly eventStreams: number;
  /** Between two signs of life on `/events`, ms. */
  readonly heartbeat: number;
}

export const defaultLimits: Limits = {
  failedSignIns: 10,
  eventLog: 2_000,
  eventBacklog: 256 * 1024,
  eventStreams: 32,
  heartbeat: 15_000,
};

export interface ApiOptions {
  readonly accounts: Account;
  readonly calls: CallCentre;
  readonly log: Log;
  readonly version: string;
  readonly sip: PhoneServer;
  /** The page of `/metrics`: Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly health: () => Health;
  readonly trunkState: (trunkId: string) => TrunkState;
  readonly clock: Scheduler;
  readonly entropy: Entropy;
  /** The `accountId` of events. */
  readonly accountId?: string;
  /** Proxies whose `X-Forwarded-*` are believed (fastify's `trustProxy`); none by default. */
  readonly trustProxy?: boolean | string | string[];
  readonly limits?: Partial<Limits>;
}

/** The options with every choice made: what routes see. */
export interface Api extends ApiOptions {
  readonly accountId: string;
  readonly limits: Limits;
}
