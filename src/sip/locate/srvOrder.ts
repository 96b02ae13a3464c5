import type { Entropy } from "../../kernel/entropy.ts";
import type { SrvRecord } from "./dns.ts";

/**
 * SRV records in the order in which they are to be tried: by priority, those of one priority drawn by weight.
 * RFC 2782: "choose a uniform random number between 0 and the sum computed (inclusive), and select the RR whose running sum value is the
 * first in the selected order which is greater than or equal to the random number selected", with those of weight 0 in front.
 */
export function srvOrder(records: readonly SrvRecord[], entropy: Entropy): SrvRecord[] {
  const byPriority = new Map<number, SrvRecord[]>();
  for (const record of records) {
    const equals = byPriority.get(record.priority);
    if (equals === undefined) byPriority.set(record.priority, [record]);
    else equals.push(record);
  }
  return [...byPriority.entries()].sort(([a], [b]) => a - b).flatMap(([, equals]) => drawn(equals, entropy));
}

function drawn(equals: readonly SrvRecord[], entropy: Entropy): SrvRecord[] {
  const left = [...equals].sort((a, b) => Number(a.weight > 0) - Number(b.weight > 0));
  const order: SrvRecord[] = [];
  while (left.length > 0) {
    const sum = left.reduce((total, { weight }) => total + weight, 0);
    const lot = Math.floor((entropy.uint32() / 2 ** 32) * (sum + 1));
    let running = 0;
    const chosen = left.findIndex(({ weight }) => {
      running += weight;
      return running >= lot;
    });
    order.push(...left.splice(chosen, 1));
  }
  return order;
}
