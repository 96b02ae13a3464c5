import { TimerTable } from "../../kernel/timerTable.ts";
import type { Flow, Target } from "../transport/transport.ts";

/** One phone of an address-of-record (RFC 3261 §10). Plain data: it survives JSON. */
export interface Binding {
  /** Names the binding: the AoR and what RFC 3261 §19.1.4 compares of the Contact. */
  readonly key: string;
  /** The user part of the AoR: an extension. */
  readonly aor: string;
  /** The URI of the Contact as it was written: the Request-URI of what we send the phone. */
  readonly contact: string;
  readonly callId: string;
  readonly cseq: number;
  /** Wall clock, ms. */
  readonly registeredAt: number;
  readonly expiresAt: number;
  /** Where the REGISTER came from. */
  readonly source: Pick<Flow, "transport" | "address" | "port">;
  /** Where the phone is reached; names a TCP connection only while this process lives. */
  readonly target: Target;
  readonly userAgent: string | undefined;
  /** `+sip.instance` and `reg-id` (RFC 5626 §4.1): the same phone, also after it restarted. */
  readonly instance: string | undefined;
}

/** Where bindings outlive the process. Neither call may block or throw. */
export interface BindingStore {
  load(): readonly Binding[];
  /** Inserts the binding or replaces the one with its key. */
  save(binding: Binding): void;
  remove(key: string): void;
}

export interface BindingChange {
  readonly change: "added" | "refreshed" | "removed" | "expired";
  readonly binding: Binding;
  /** Whether the AoR has any binding after the change. */
  readonly online: boolean;
}

/** Who is reachable where: the location service of RFC 3261 §10. Times are wall clock, since they outlive the process. */
export class Bindings {
  readonly #store: BindingStore;
  readonly #byAor = new Map<string, Map<string, Binding>>();
  /** How many bindings of which AoR came from `address port`. */
  readonly #sources = new Map<string, Map<string, number>>();
  readonly #expiries = new TimerTable<Binding>();
  readonly #listeners = new Set<(change: BindingChange) => void>();

  /** Takes up what the store kept and has not expired since. */
  constructor(store: BindingStore, wall: number) {
    this.#store = store;
    for (const kept of store.load()) {
      const binding = restored(kept);
      if (binding === undefined || binding.expiresAt <= wall) store.remove(kept.key);
      else this.#put(binding);
    }
  }

  get size(): number {
    return this.#expiries.size;
  }

  /** Every binding there is. */
  *all(): Iterable<Binding> {
    for (const siblings of this.#byAor.values()) yield* siblings.values();
  }

  /** The bindings of an AoR that have not expired, the most recently registered first. */
  of(aor: string, wall: number): Binding[] {
    const bindings = [...(this.#byAor.get(aor)?.values() ?? [])];
    return bindings.filter(({ expiresAt }) => expiresAt > wall).sort((a, b) => b.registeredAt - a.registeredAt);
  }

  /** The AoRs that registered from exactly here. */
  aorsAt(address: string, port: number): string[] {
    return [...(this.#sources.get(sourceKey({ address, port }))?.keys() ?? [])];
  }

  /** Whether anybody registered from this address, whatever the port. Looks at every source. */
  isPhoneAddress(address: string): boolean {
    for (const source of this.#sources.keys()) if (source.startsWith(`${address} `)) return true;
    return false;
  }

  save(binding: Binding): void {
    const known = this.#byAor.get(binding.aor)?.get(binding.key);
    if (known !== undefined) this.#drop(known);
    this.#put(binding);
    this.#store.save(binding);
    this.#tell(known === undefined ? "added" : "refreshed", binding);
  }

  remove(binding: Binding): void {
    this.#remove(binding, "removed");
  }

  /** When `expire` will next find something; wall clock, ms. */
  nextExpiry(): number | undefined {
    return this.#expiries.next();
  }

  expire(wall: number): void {
    for (let due = this.#expiries.popDue(wall); due !== undefined; due = this.#expiries.popDue(wall))
      this.#remove(due, "expired");
  }

  /** Tells of each change after it is made. Returns what ends it. */
  onChange(listener: (change: BindingChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #remove(binding: Binding, change: "removed" | "expired"): void {
    this.#drop(binding);
    this.#store.remove(binding.key);
    this.#tell(change, binding);
  }

  #put(binding: Binding): void {
    const siblings = this.#byAor.get(binding.aor) ?? new Map<string, Binding>();
    this.#byAor.set(binding.aor, siblings.set(binding.key, binding));
    const source = sourceKey(binding.source);
    const aors = this.#sources.get(source) ?? new Map<string, number>();
    this.#sources.set(source, aors.set(binding.aor, (aors.get(binding.aor) ?? 0) + 1));
    this.#expiries.set(binding, binding.expiresAt);
  }

  #drop(binding: Binding): void {
    this.#expiries.clear(binding);
    const siblings = this.#byAor.get(binding.aor);
    siblings?.delete(binding.key);
    if (siblings?.size === 0) this.#byAor.delete(binding.aor);
    const source = sourceKey(binding.source);
    const aors = this.#sources.get(source);
    const left = (aors?.get(binding.aor) ?? 0) - 1;
    if (left > 0) aors?.set(binding.aor, left);
    else aors?.delete(binding.aor);
    if (aors?.size === 0) this.#sources.delete(source);
  }

  #tell(change: BindingChange["change"], binding: Binding): void {
    const online = this.#byAor.has(binding.aor);
    for (const listener of this.#listeners) listener({ change, binding, online });
  }
}

const sourceKey = ({ address, port }: Pick<Flow, "address" | "port">): string => `${address} ${port}`;

/**
 * A binding of an earlier process. Its TCP connection is gone: the phone is reached where it listens, if the target says that;
 * one that was reachable only by the connection, behind a NAT, is no longer and must register again.
 */
function restored(binding: Binding): Binding | undefined {
  const { connection, ...target } = binding.target;
  if (connection === undefined) return binding;
  const isSource = target.host === binding.source.address && target.port === binding.source.port;
  return isSource ? undefined : { ...binding, target };
}
