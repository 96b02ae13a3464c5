import { createHmac, timingSafeEqual } from "node:crypto";
import type { Entropy } from "../../kernel/entropy.ts";

export interface NonceOptions {
  readonly entropy: Entropy;
  /** How long a nonce may be used, ms. */
  readonly lifetime: number;
  /** How many nonces in use have their count remembered. */
  readonly capacity: number;
}

/**
 * Nonces that need no memory until they are used: time and randomness, signed with a secret of this process (RFC 7616 §3.3),
 * for the address they are given to: whoever forges a source cannot answer for it.
 * Of those in use the highest count is kept, so that no credentials work twice (§3.4: "nc").
 */
export class Nonces {
  readonly #entropy: Entropy;
  readonly #secret: string;
  readonly #lifetime: number;
  readonly #capacity: number;
  /** In the order of their first use. */
  readonly #used = new Map<string, { readonly issuedAt: number; count: number }>();
  /** Nonces issued up to here whose count is not remembered are over: one of them may have been forgotten. */
  #forgottenUpTo = Number.NEGATIVE_INFINITY;

  constructor({ entropy, lifetime, capacity }: NonceOptions) {
    this.#entropy = entropy;
    this.#secret = entropy.hex(32);
    this.#lifetime = lifetime;
    this.#capacity = capacity;
  }

  /** @param source the address that it is given to. */
  issue(now: number, source: string): string {
    const content = `${Math.floor(now).toString(16).padStart(12, "0")}${this.#entropy.hex(8)}`;
    return content + this.#signature(content, source);
  }

  /** Whether a nonce was given to this address, and not too long ago. */
  isValid(nonce: string, source: string, now: number): boolean {
    const issuedAt = this.#issuedAt(nonce, source);
    return issuedAt !== undefined && now - issuedAt <= this.#lifetime;
  }

  /**
   * Uses a valid nonce, for somebody who has proved to know the password.
   * @param count the client's `nc`; 1 where it does not count (RFC 2069), so that each nonce serves once.
   * @returns false when the nonce is not this source's, too old, or the count was used: a new one must be asked for.
   */
  use(nonce: string, source: string, count: number, now: number): boolean {
    const issuedAt = this.#issuedAt(nonce, source);
    if (issuedAt === undefined || now - issuedAt > this.#lifetime) return false;
    const known = this.#used.get(nonce);
    if (known === undefined) {
      if (issuedAt <= this.#forgottenUpTo) return false;
      this.#remember(nonce, issuedAt, count, now);
      return true;
    }
    if (count <= known.count) return false;
    known.count = count;
    return true;
  }

  #remember(nonce: string, issuedAt: number, count: number, now: number): void {
    for (const [old, { issuedAt: then }] of this.#used) {
      const isOver = now - then > this.#lifetime;
      if (!isOver && this.#used.size < this.#capacity) break;
      this.#used.delete(old);
      if (!isOver) this.#forgottenUpTo = Math.max(this.#forgottenUpTo, then);
    }
    this.#used.set(nonce, { issuedAt, count });
  }

  /** When a nonce was given to this source; undefined when it was not. */
  #issuedAt(nonce: string, source: string): number | undefined {
    if (!/^[0-9a-f]{60}$/.test(nonce)) return undefined;
    const content = nonce.slice(0, 28);
    if (!timingSafeEqual(Buffer.from(nonce.slice(28)), Buffer.from(this.#signature(content, source)))) return undefined;
    return Number.parseInt(content.slice(0, 12), 16);
  }

  #signature(content: string, source: string): string {
    return createHmac("sha256", this.#secret).update(`${content} ${source}`).digest("hex").slice(0, 32);
  }
}
