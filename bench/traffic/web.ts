/** The process that asks the API and reads its events: does what it is ordered. */
import { Audience } from "./audience.ts";
import { obeying } from "./obeying.ts";
import type { Listener, Target, WebOrders } from "./orders.ts";
import { asking } from "./requests.ts";

const target = JSON.parse(process.argv[2]!) as Target;
const audience = new Audience(target.url);
let listeners: readonly Listener[] = [];

const orders: WebOrders = {
  ask: (plan) => asking(target.url, target.pid, plan),
  async listen(all) {
    listeners = all;
    return await audience.open(all);
  },
  heard: async (answers) => audience.heard(new Map(answers), listeners),
  leave: async () => audience.close(),
};

obeying(orders);
