/** Calls that are answered, noticed and hung up, and when their phones answered. */

import { openSocketPair } from "../../lab/media/socketPair.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import { type Distribution, distribution } from "../percentiles.ts";
import { type CallRow, calling } from "../sipCalling.ts";
import { answering } from "./answering.ts";
import { Directory } from "./directory.ts";
import { monotonic } from "./monotonic.ts";
import type { Target } from "./orders.ts";
import { SipPeer } from "./sipPeer.ts";
import { callerOf, writeSdp } from "./sipText.ts";

export interface ShortCalls {
  readonly row: CallRow;
  /** The customer's number, and when the agent's phone sent its 200, on the machine's clock, ms. */
  readonly answers: readonly (readonly [customer: string, at: number])[];
  /** How long after that the customer had its 200, ms. */
  readonly toCustomer: Distribution;
}

/** Of their agents' extensions. */
const PREFIX = 3;

export class ShortCallFloor {
  readonly #target: Target;
  readonly #trunk: SipPeer;
  readonly #directory: Directory;
  readonly #mediaPort: number;
  readonly #answers = new Map<string, number>();
  #numbers: readonly string[] = [];

  static async open(admin: Api, target: Target): Promise<ShortCallFloor> {
    const [trunk, phones] = [await SipPeer.open(target.sip), await SipPeer.open(target.sip)];
    const sink = await openSocketPair("127.0.0.1");
    const directory = await Directory.open(admin, target.sip, phones, trunk, PREFIX);
    return new ShortCallFloor(target, trunk, phones, directory, sink.port);
  }

  private constructor(target: Target, trunk: SipPeer, phones: SipPeer, directory: Directory, mediaPort: number) {
    this.#target = target;
    this.#trunk = trunk;
    this.#directory = directory;
    this.#mediaPort = mediaPort;
    answering(phones, {
      called: (_user, invite) => {
        this.#answers.set(callerOf(invite), monotonic());
        return writeSdp(mediaPort, "PCMA", invite);
      },
    });
  }

  /** Who takes the calls, in turn. */
  async agents(count: number): Promise<readonly Agent[]> {
    const seats = (await this.#directory.called(count)).slice(0, count);
    this.#numbers = seats.map(({ number }) => number);
    return seats.map(({ agent }) => agent);
  }

  async call(perSecond: number, seconds: number): Promise<ShortCalls> {
    this.#answers.clear();
    const { sip: server, pid: serverPid } = this.#target;
    const delays: number[] = [];
    const row = await calling({
      server,
      serverPid,
      trunk: this.#trunk,
      numbers: this.#numbers,
      mediaPort: this.#mediaPort,
      perSecond,
      seconds,
      answered: (customer) => void delays.push(monotonic() - this.#answers.get(customer)!),
    });
    return { row, answers: [...this.#answers], toCustomer: distribution(Float64Array.from(delays)) };
  }
}
