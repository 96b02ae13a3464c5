import type { TransactionId } from "../api.ts";
import type { AnyTransaction, ClientTransaction, ServerTransaction } from "./transaction.ts";

/** The transactions that are alive, and under which key a message finds each. */
export class TransactionTable {
  readonly #clients = new Map<TransactionId, ClientTransaction>();
  readonly #servers = new Map<TransactionId, ServerTransaction>();
  readonly #clientsByKey = new Map<string, ClientTransaction>();
  readonly #serversByKey = new Map<string, ServerTransaction>();
  readonly #serversByMergeKey = new Map<string, ServerTransaction>();

  get clients(): number {
    return this.#clients.size;
  }

  get servers(): number {
    return this.#servers.size;
  }

  client(id: TransactionId): ClientTransaction | undefined {
    return this.#clients.get(id);
  }

  server(id: TransactionId): ServerTransaction | undefined {
    return this.#servers.get(id);
  }

  find(id: TransactionId): AnyTransaction | undefined {
    return this.#clients.get(id) ?? this.#servers.get(id);
  }

  /** @param key of `clientKey` */
  clientAt(key: string): ClientTransaction | undefined {
    return this.#clientsByKey.get(key);
  }

  /** @param key of `serverKey`, or one of `acknowledgedKeys` */
  serverAt(key: string): ServerTransaction | undefined {
    return this.#serversByKey.get(key);
  }

  /** Whether a request with this `mergeKey` is being dealt with. */
  isMerged(key: string): boolean {
    return this.#serversByMergeKey.has(key);
  }

  add(tx: AnyTransaction): void {
    if (tx.side === "client") {
      this.#clients.set(tx.id, tx);
      this.#clientsByKey.set(tx.key, tx);
      return;
    }
    this.#servers.set(tx.id, tx);
    this.#serversByKey.set(tx.key, tx);
    if (tx.mergeKey !== undefined) this.#serversByMergeKey.set(tx.mergeKey, tx);
  }

  delete(tx: AnyTransaction): void {
    if (tx.side === "client") {
      this.#clients.delete(tx.id);
      this.#clientsByKey.delete(tx.key);
      return;
    }
    this.#servers.delete(tx.id);
    this.#serversByKey.delete(tx.key);
    if (tx.mergeKey !== undefined) this.#serversByMergeKey.delete(tx.mergeKey);
  }
}
