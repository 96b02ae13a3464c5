import type { Scheduler } from "../../../src/kernel/clock.ts";
import type { Datagrams } from "../../../src/kernel/datagrams.ts";

/** A network whose datagrams are gone in the turn after the one in which they came, as a slab that is used again: who keeps one keeps rubbish. */
export const fleeting = (network: Datagrams, time: Scheduler): Datagrams => ({
  bind: (address, port, receive, done) =>
    network.bind(
      address,
      port,
      (data, from, fromPort) => {
        const lent = Buffer.from(data);
        receive(lent, from, fromPort);
        time.at(time.now(), () => lent.fill(0xff));
      },
      done,
    ),
});
