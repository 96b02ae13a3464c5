/** EDGE: host names to addresses, by the system's resolver. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { BoundedMap } from "../../kernel/boundedMap.ts";

/** The first address of a name in the family (4 or 6), or undefined. Never rejects. */
export type LookUp = (name: string, family: number) => Promise<string | undefined>;

/** The resolver does not tell how long an answer holds; a trunk that moves is found again within a minute. */
const HOLDS_MS = 60_000;
const FAILURE_HOLDS_MS = 5_000;

interface Answer {
  readonly address: Promise<string | undefined>;
  settled: string | undefined;
  until: number;
}

/** Addresses of next hops; a name is asked for once at a time. */
export class Resolver {
  readonly #family: number;
  readonly #now: () => number;
  readonly #lookUp: LookUp;
  readonly #answers = new BoundedMap<string, Answer>(256);

  constructor(family: number, now: () => number, lookUp: LookUp = systemLookUp) {
    this.#family = family;
    this.#now = now;
    this.#lookUp = lookUp;
  }

  /** The address if it is known already: a literal, or a name that was asked for lately. */
  known(host: string): string | undefined {
    if (isIP(host) !== 0) return host;
    const answer = this.#answers.get(host.toLowerCase());
    return answer !== undefined && this.#now() < answer.until ? answer.settled : undefined;
  }

  async resolve(host: string): Promise<string | undefined> {
    const name = host.toLowerCase();
    const asked = this.#answers.get(name);
    if (asked !== undefined && this.#now() < asked.until) return asked.address;
    const answer: Answer = {
      address: this.#lookUp(name, this.#family),
      settled: undefined,
      until: Number.POSITIVE_INFINITY,
    };
    this.#answers.set(name, answer);
    answer.settled = await answer.address;
    answer.until = this.#now() + (answer.settled === undefined ? FAILURE_HOLDS_MS : HOLDS_MS);
    return answer.settled;
  }
}

const systemLookUp: LookUp = async (name, family) => {
  try {
    return (await lookup(name, { family })).address;
  } catch {
    return undefined;
  }
};
