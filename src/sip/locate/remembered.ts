import { BoundedMap } from "../../kernel/boundedMap.ts";
import type { Answer, Dns, Family, NaptrRecord, SrvRecord } from "./dns.ts";

/** How long answers hold, ms, where the resolver does not say; and the bounds of what it may say. */
const HOLDS_MS = 60_000;
const SHORTEST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** That there is nothing, or that nobody could tell. */
const NOTHING_HOLDS_MS = 30_000;
const FAILURE_HOLDS_MS = 5_000;
/** RFC 8767 §4: answers whose time is over are better than none. */
const STALE_MS = 86_400_000;

const CAPACITY = 1024;

interface Memory {
  readonly answer: Promise<Answer<unknown>>;
  /** Infinite while it is being asked for. */
  until: number;
  /** The last records that were true, and how long they may stand in. */
  stale: { readonly answer: Answer<unknown>; readonly until: number } | undefined;
}

/** DNS behind a bounded memory: a question is asked once at a time, and again when its answer is over. */
export class RememberedDns implements Dns {
  readonly #dns: Dns;
  readonly #now: () => number;
  readonly #memories = new BoundedMap<string, Memory>(CAPACITY);

  /** @param now ms. */
  constructor(dns: Dns, now: () => number) {
    this.#dns = dns;
    this.#now = now;
  }

  naptr(name: string): Promise<Answer<NaptrRecord>> {
    return this.#ask(`naptr ${name.toLowerCase()}`, () => this.#dns.naptr(name));
  }

  srv(name: string): Promise<Answer<SrvRecord>> {
    return this.#ask(`srv ${name.toLowerCase()}`, () => this.#dns.srv(name));
  }

  addresses(name: string, family: Family): Promise<Answer<string>> {
    return this.#ask(`${family} ${name.toLowerCase()}`, () => this.#dns.addresses(name, family));
  }

  close(): void {
    this.#dns.close();
  }

  #ask<T>(question: string, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const known = this.#memories.get(question);
    if (known !== undefined && this.#now() < known.until) return known.answer as Promise<Answer<T>>;
    const memory: Memory = {
      answer: ask().then((answer) => this.#settle(memory, answer)),
      until: Number.POSITIVE_INFINITY,
      stale: known?.stale,
    };
    this.#memories.set(question, memory);
    return memory.answer as Promise<Answer<T>>;
  }

  /** What is made of an answer that came. */
  #settle(memory: Memory, answer: Answer<unknown>): Answer<unknown> {
    const now = this.#now();
    memory.until = now + holds(answer);
    if (answer === "failed" || answer === "silent")
      return memory.stale !== undefined && now < memory.stale.until ? memory.stale.answer : answer;
    memory.stale = { answer, until: memory.until + STALE_MS };
    return answer;
  }
}

function holds(answer: Answer<unknown>): number {
  if (answer === "failed" || answer === "silent") return FAILURE_HOLDS_MS;
  if (answer.records.length === 0) return NOTHING_HOLDS_MS;
  return answer.ttl === undefined ? HOLDS_MS : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, answer.ttl * 1000));
}
