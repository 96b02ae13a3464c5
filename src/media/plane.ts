/** The main thread's side of the media plane: which worker has which call, which leg has which port. */
import type { Scheduler } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { PortPool } from "../rtp/portPool.ts";
import type { CallNumber, LegNumber, LegRole, MediaCommand, MediaEvent, MediaPlane, MediaStats } from "./commands.ts";
import { addStats, noStats } from "./statsSum.ts";

/** A worker as the plane sees it: a `MediaEngine` behind a thread, or in this one. */
export interface MediaWorker {
  post(command: MediaCommand): void;
  /** Ends a worker that has no calls. */
  close(): Promise<void>;
}

/** What a worker tells. Never from within `spawn` or `post`. */
export interface WorkerReports {
  event(event: MediaEvent): void;
  /** It died of itself; nothing more comes from it. */
  lost(): void;
}

export interface PlaneOptions {
  readonly workers: number;
  readonly spawn: (reports: WorkerReports) => MediaWorker;
  /** RTP ports, shared by all workers. */
  readonly ports: PortPool;
  /** The address legs are bound to. */
  readonly address: string;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  /** Told of every event but `portFreed`; `stats` are summed over all workers. Never from within a call to the plane. */
  readonly emit: (event: MediaEvent) => void;
}

/** A place for a worker. After one has died, the next call that is placed here starts another. */
interface Slot {
  worker: MediaWorker | undefined;
  stats: MediaStats;
  readonly calls: Set<CallNumber>;
}

interface Leg {
  readonly role: LegRole;
  /** Its RTP port, once one was taken for it. */
  port: number | undefined;
  /** Ports that turned out to be taken. */
  taken: number;
}

interface PlacedCall {
  readonly slot: Slot;
  /** Legs that are wanted: not one that was closed while its ports were still being sought. */
  readonly legs: Map<LegNumber, Leg>;
  /** Ports not freed yet. */
  readonly ports: Set<number>;
}

/** How many taken ports a leg is tried on before it fails. */
const MAX_TAKEN = 20;

export class Plane implements MediaPlane {
  readonly #options: PlaneOptions;
  readonly #slots: readonly Slot[];
  readonly #calls = new Map<CallNumber, PlacedCall>();
  /** What workers that died had counted. */
  #retired = noStats;
  #whenIdle: (() => void) | undefined;

  constructor(options: PlaneOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: Math.max(1, options.workers) }, () => this.#slot());
  }

  send(command: MediaCommand): void {
    if (command.op === "openCall") this.#place(command.call, command.near);
    const placed = this.#calls.get(command.call);
    if (command.op === "moveLeg" && !this.#move(command)) return;
    if (command.op === "closeLeg") placed?.legs.delete(command.leg);
    placed?.slot.worker?.post(command);
  }

  openLeg(call: CallNumber, leg: LegNumber, role: LegRole): void {
    const placed = this.#calls.get(call);
    if (placed === undefined) {
      this.#emitLater({ event: "legFailed", call, leg, code: "worker_lost", message: "the call is not open" });
    } else {
      placed.legs.set(leg, { role, port: undefined, taken: 0 });
      this.#bind(placed, call, leg, role);
    }
  }

  /** Closes every call, then the workers. */
  async close(): Promise<void> {
    for (const call of [...this.#calls.keys()]) this.send({ op: "closeCall", call });
    if (this.#calls.size > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    await Promise.all(this.#slots.map((slot) => slot.worker?.close()));
  }

  #slot(): Slot {
    const slot: Slot = { worker: undefined, stats: noStats, calls: new Set() };
    this.#start(slot);
    return slot;
  }

  #start(slot: Slot): void {
    slot.worker ??= this.#options.spawn({
      event: (event) => this.#onEvent(slot, event),
      lost: () => this.#onLost(slot),
    });
  }

  #place(call: CallNumber, near: CallNumber | undefined): void {
    const slot =
      (near === undefined ? undefined : this.#calls.get(near)?.slot) ??
      this.#slots.reduce((idlest, other) => (other.calls.size < idlest.calls.size ? other : idlest));
    this.#start(slot);
    slot.calls.add(call);
    this.#calls.set(call, { slot, legs: new Map(), ports: new Set() });
  }

  /** Takes note that a leg goes from one call to another. @returns false when it cannot, or is not there any more. */
  #move({ call, leg: number, to, role }: Extract<MediaCommand, { op: "moveLeg" }>): boolean {
    const from = this.#calls.get(call);
    const target = this.#calls.get(to);
    const leg = from?.legs.get(number);
    if (from === undefined || leg === undefined) return false;
    if (target === undefined || target.slot !== from.slot) {
      const message = "the two calls live on different workers";
      this.#emitLater({ event: "legFailed", call: to, leg: number, code: "other_worker", message });
      return false;
    }
    from.legs.delete(number);
    target.legs.set(number, { ...leg, role });
    if (leg.port !== undefined && from.ports.delete(leg.port)) target.ports.add(leg.port);
    return true;
  }

  #bind(placed: PlacedCall, call: CallNumber, leg: LegNumber, role: LegRole): void {
    const { ports, address, entropy, scheduler } = this.#options;
    const port = ports.take(scheduler.now());
    if (port === undefined) {
      placed.legs.delete(leg);
      this.#emitLater({ event: "legFailed", call, leg, code: "no_ports", message: "every RTP port is in use" });
      return;
    }
    placed.ports.add(port);
    const wanted = placed.legs.get(leg);
    if (wanted !== undefined) wanted.port = port;
    placed.slot.worker?.post({
      op: "openLeg",
      call,
      leg,
      role,
      address,
      port,
      // "The initial value of the sequence number SHOULD be random", and the timestamp's likewise (RFC 3550 §5.1).
      ssrc: entropy.uint32(),
      sequence: entropy.uint32() & 0xffff,
      timestamp: entropy.uint32(),
    });
  }

  #onEvent(slot: Slot, event: MediaEvent): void {
    switch (event.event) {
      case "portFreed":
        this.#free(slot, event.port);
        break;
      case "legFailed":
        this.#onLegFailed(event);
        break;
      case "stats":
        slot.stats = event.stats;
        this.#options.emit({ event: "stats", stats: this.#sum() });
        break;
      case "callClosed":
        this.#forget(event.call);
        this.#options.emit(event);
        break;
      default:
        this.#options.emit(event);
    }
  }

  #onLegFailed(event: Extract<MediaEvent, { event: "legFailed" }>): void {
    const placed = this.#calls.get(event.call);
    const leg = placed?.legs.get(event.leg);
    if (placed !== undefined && leg !== undefined && event.code === "port_taken" && leg.taken < MAX_TAKEN) {
      leg.taken++;
      this.#bind(placed, event.call, event.leg, leg.role);
    } else {
      placed?.legs.delete(event.leg);
      this.#options.emit(event.code === "port_taken" ? { ...event, code: "no_ports" } : event);
    }
  }

  /** A worker died: its sockets are closed, its calls are over. */
  #onLost(slot: Slot): void {
    const lost = [...slot.calls];
    this.#retired = { ...addStats(this.#retired, slot.stats), legs: 0 };
    slot.stats = noStats;
    slot.worker = undefined;
    for (const call of lost) {
      this.#forget(call);
      this.#options.emit({ event: "workerLost", call });
    }
  }

  #free(slot: Slot, port: number): void {
    for (const call of slot.calls) {
      if (this.#calls.get(call)?.ports.delete(port)) this.#release(port);
    }
  }

  #release(port: number): void {
    this.#options.ports.release(port, this.#options.scheduler.now());
  }

  #forget(call: CallNumber): void {
    const placed = this.#calls.get(call);
    if (placed === undefined) return;
    for (const port of placed.ports) this.#release(port);
    placed.slot.calls.delete(call);
    this.#calls.delete(call);
    if (this.#calls.size === 0) this.#whenIdle?.();
  }

  #sum(): MediaStats {
    return this.#slots.reduce((sum, slot) => addStats(sum, slot.stats), this.#retired);
  }

  #emitLater(event: MediaEvent): void {
    const { scheduler, emit } = this.#options;
    scheduler.at(scheduler.now(), () => emit(event));
  }
}
