/** The load generator's process: does what it is ordered, one order after the other. */

import { setTimeout as delay } from "node:timers/promises";
import { Api } from "../../lab/ponto/api.ts";
import { CallFloor, type Monitor, type Talk } from "./callFloor.ts";
import { comingAndGoing } from "./comingAndGoing.ts";
import { inTurns } from "./inTurns.ts";
import { measuring } from "./measuring.ts";
import { obeying } from "./obeying.ts";
import type { Orders, Target } from "./orders.ts";
import { ShortCallFloor } from "./shortCalls.ts";
import { switching } from "./switching.ts";

/** The ports of calls that ended rest for a while before they are used again. */
const REST_MS = 2500;

const target = JSON.parse(process.argv[2]!) as Target;
const admin = new Api(target.url, target.token);
const floor = await CallFloor.open(admin, target.sip);
const talks: Talk[] = [];
let shortCalls: ShortCallFloor | undefined;

const monitored = (): readonly (Talk & { readonly monitor: Monitor })[] =>
  talks.filter((talk): talk is Talk & { readonly monitor: Monitor } => talk.monitor !== undefined);

const orders: Orders = {
  async calls(count, plan) {
    const seats = await floor.directory.called(count);
    const from = talks.length;
    talks.push(...(await inTurns(Math.max(0, count - from), (i) => floor.call(seats[from + i]!, plan))));
  },
  async monitors(mode) {
    const seats = await floor.directory.supervisors(talks.length);
    await inTurns(talks.length, async (i) => {
      const talk = talks[i]!;
      if (talk.monitor === undefined) await floor.monitor(talk, seats[i]!, mode);
    });
  },
  async mode(mode) {
    const all = monitored();
    await inTurns(all.length, (i) => {
      const { seat, id } = all[i]!.monitor;
      return seat.api.patch(`/v1/monitorings/${id}`, { mode });
    });
  },
  measure: (seconds) =>
    measuring(
      talks.flatMap(({ toAgent, toCustomer }) => [toAgent, toCustomer]),
      monitored().map(({ monitor }) => monitor.voice),
      target.pid,
      seconds,
    ),
  async direct(calls, seconds) {
    const { streams, close } = await floor.direct(calls);
    try {
      return await measuring(streams, [], target.pid, seconds);
    } finally {
      close();
    }
  },
  switches: (count) => switching(monitored().slice(0, count)),
  async hangUp() {
    const ending = talks.splice(0);
    await inTurns(ending.length, (i) => ending[i]!.hangUp());
    await delay(REST_MS);
  },
  comeAndGo: (plan) => comingAndGoing(floor, admin, plan),
  async shortCallAgents(count) {
    shortCalls ??= await ShortCallFloor.open(admin, target);
    return await shortCalls.agents(count);
  },
  async shortCalls({ perSecond, seconds }) {
    if (shortCalls === undefined) throw new Error("there are no agents for short calls");
    return await shortCalls.call(perSecond, seconds);
  },
};

obeying(orders);
