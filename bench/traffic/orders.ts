/** What a bench asks its load generators for, which are processes of their own so that they do not share an event loop. */
import type { Peer } from "../../lab/sip/wire.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import type { Distribution } from "../percentiles.ts";
import type { ProcessorTime } from "../processorTime.ts";
import type { CallPlan } from "./callFloor.ts";
import type { ComingAndGoing, Wave } from "./comingAndGoing.ts";
import type { Measured } from "./measuring.ts";
import type { ShortCalls } from "./shortCalls.ts";

/** The server that is loaded. */
export interface Target {
  readonly url: string;
  readonly token: string;
  readonly sip: Peer;
  readonly pid: number;
}

export interface Orders {
  /** Sets up calls until there are so many. */
  calls(count: number, plan: CallPlan): Promise<void>;
  /** Sets up monitorings until each call has one. */
  monitors(mode: MonitorMode): Promise<void>;
  /** The mode of every monitoring that there is. */
  mode(mode: MonitorMode): Promise<void>;
  /** Measures the calls that there are. */
  measure(seconds: number): Promise<Measured>;
  /** The same streams from socket to socket, without a server: what generator and kernel cost by themselves. */
  direct(calls: number, seconds: number): Promise<Measured>;
  /** Switches some monitors, who listen, to whispering and back. @returns ms from the request to the first frame changed */
  switches(count: number): Promise<Distribution>;
  /** Ends all calls. */
  hangUp(): Promise<void>;
  /** Lets calls come and go for a while. */
  comeAndGo(plan: ComingAndGoing): Promise<Wave>;
  /** Makes agents for short calls. */
  shortCallAgents(count: number): Promise<readonly Agent[]>;
  /** Calls them at a steady rate; each call is answered at once, and hung up after a second. */
  shortCalls(plan: { readonly perSecond: number; readonly seconds: number }): Promise<ShortCalls>;
}

/** What is asked of the API over and over. */
export interface Asking {
  /** Of whoever asks: each has a connection, and asks again once it is answered. */
  readonly tokens: readonly string[];
  /** In turn; `{n}` in a body is a number that no other request has. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body?: string }[];
  readonly seconds: number;
  /** Between an answer and the next request, ms; none unless it is said. */
  readonly pauseMs?: number;
}

/** How long answers took, ms. */
export interface Asked extends Distribution {
  readonly perSecond: number;
  readonly statuses: Readonly<Record<number, number>>;
  /** A request's. */
  readonly cost: ProcessorTime;
}

/** A reader of events. */
export interface Listener {
  readonly token: string;
  /** The calls that it is told of. */
  readonly sees: "all" | "own" | "none";
}

/** How long events were on their way, from the answer of the phone to each who was told, ms. */
export interface Heard extends Distribution {
  /** Events that did not reach somebody who sees all. */
  readonly missed: number;
  /** Those that reached agents' own users. */
  readonly ownHeard: number;
  /** Those that reached somebody who may see none. */
  readonly leaked: number;
  /** Streams that the server ended. */
  readonly dropped: number;
}

export interface WebOrders {
  ask(plan: Asking): Promise<Asked>;
  /** Opens a stream for each. @returns how long that took, ms */
  listen(listeners: readonly Listener[]): Promise<number>;
  /** What became of the events of these calls, by the customer's number and the time of the phone's answer. */
  heard(answers: readonly (readonly [customer: string, at: number])[]): Promise<Heard>;
  /** Closes all streams. */
  leave(): Promise<void>;
}

export interface Order {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export type Outcome =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
