/** Short calls at a steady rate: a trunk calls numbers, agents' phones ring and answer at once, the trunk hangs up. */
import { setTimeout as delay } from "node:timers/promises";
import type { Peer } from "../lab/sip/wire.ts";
import { type Distribution, distribution } from "./percentiles.ts";
import { counting, each, type ProcessorTime } from "./processorTime.ts";
import { Dialling } from "./traffic/dialling.ts";
import type { SipPeer } from "./traffic/sipPeer.ts";
import { writeSdp } from "./traffic/sipText.ts";

/** What the INVITE waited for its 180. */
export interface CallRow extends Distribution {
  readonly calls: number;
  readonly answered: number;
  /** How many were hung up and had their BYE answered. */
  readonly ended: number;
  readonly refused: Readonly<Record<number, number>>;
  readonly retransmissions: number;
  /** A call's, with its share of the calls that talk meanwhile. */
  readonly cost: ProcessorTime;
}

/** How long a call is held, ms. */
export const HOLD_MS = 1000;
const STEP_MS = 2;
const PATIENCE_MS = 15_000;

export interface Calling {
  readonly server: Peer;
  readonly serverPid: number;
  /** The trunk's socket, by whose address the server knows it. */
  readonly trunk: SipPeer;
  readonly numbers: readonly string[];
  readonly mediaPort: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** A customer was answered. */
  readonly answered?: (customer: string) => void;
}

export async function calling(options: Calling): Promise<CallRow> {
  const { server, serverPid, trunk, numbers, mediaPort, perSecond, seconds } = options;
  const rang: number[] = [];
  const refused: Record<number, number> = {};
  let [calls, answered, ended, open] = [0, 0, 0, 0];
  const before = trunk.retransmissions;
  const dialling = new Dialling(trunk, server);
  const description = writeSdp(mediaPort, "PCMA");

  const call = async (id: number): Promise<void> => {
    const [from, to] = [`119${String(id % 1e8).padStart(8, "0")}`, numbers[id % numbers.length]!] as const;
    const outcome = await dialling.call({ from, to, description, rings: (took) => void rang.push(took) });
    if (typeof outcome === "number") {
      refused[outcome] = (refused[outcome] ?? 0) + 1;
      return;
    }
    answered++;
    options.answered?.(from);
    await delay(HOLD_MS);
    if ((await outcome.bye()) === 200) ended++;
  };

  const cost = counting(serverPid);
  const since = performance.now();
  while (calls < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - since) * perSecond) / 1000);
    for (; calls < due; calls++) {
      open++;
      void call(calls).finally(() => open--);
    }
    await delay(STEP_MS);
  }
  const end = performance.now() + PATIENCE_MS;
  while (open > 0 && performance.now() < end) await delay(STEP_MS);
  const retransmissions = trunk.retransmissions - before;
  const delays = distribution(Float64Array.from(rang));
  return { calls, answered, ended, refused, retransmissions, cost: each(cost(), calls), ...delays };
}
