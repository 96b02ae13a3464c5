/** What a bench asks its load generator for, which is a process of its own so that the two do not share an event loop. */
import type { Peer } from "../../lab/sip/wire.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import type { Distribution } from "../percentiles.ts";
import type { CallPlan } from "./callFloor.ts";
import type { ComingAndGoing, Wave } from "./comingAndGoing.ts";
import type { Measured } from "./measuring.ts";

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
}

export interface Order {
  readonly id: number;
  readonly name: keyof Orders;
  readonly args: readonly unknown[];
}

export type Outcome =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
