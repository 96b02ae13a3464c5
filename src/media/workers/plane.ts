/** The main thread's side of the media plane: which worker has which call, which leg has which port. */
import type { Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import type { PortPool } from "../../rtp/portPool.ts";
import type { CallNumber, LegNumber, LegRole, MediaCommand, MediaEvent, MediaPlane } from "../commands.ts";
import { addStats, noStats } from "./statsSum.ts";
import { type MediaWorker, type WorkerReports, WorkerSlot } from "./workerSlot.ts";

export type { MediaWorker, WorkerReports } from "./workerSlot.ts";

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

interface Leg {
  readonly role: LegRole;
  /** Its RTP port, once one was taken for it. */
  port: number | undefined;
  /** Ports that turned out to be taken. */
  taken: number;
}

interface PlacedCall {
  readonly slot: WorkerSlot;
  /** Legs that are wanted: not one that was closed while its ports were still being sought. */
  readonly legs: Map<LegNumber, Leg>;
  /** Of its parties. */
  readonly described: Set<LegNumber>;
  /** Ports not freed yet. */
  readonly ports: Set<number>;
}

/** How many taken ports a leg is tried on before it fails. */
const MAX_TAKEN = 20;
/** ms between two looks at whether the workers live. */
const LOOK = 1000;

export class Plane implements MediaPlane {
  readonly #options: PlaneOptions;
  readonly #slots: readonly WorkerSlot[];
  readonly #calls = new Map<CallNumber, PlacedCall>();
  /** Whose each port is that is taken. */
  readonly #portsOf = new Map<number, PlacedCall>();
  /** What workers that died had counted. */
  #retired = noStats;
  #whenIdle: (() => void) | undefined;
  #cancelLook: (() => void) | undefined;

  constructor(options: PlaneOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: Math.max(1, options.workers) }, () => new WorkerSlot());
    for (const slot of this.#slots) this.#start(slot);
  }

  send(command: MediaCommand): void {
    if (command.op === "openCall") this.#place(command.call, command.near);
    const placed = this.#calls.get(command.call);
    if (command.op === "moveLeg" && !this.#move(command)) return;
    if (command.op === "closeLeg") placed?.legs.delete(command.leg);
    if (command.op === "describeLeg") this.#describe(placed, command);
    if (command.op === "closeCall") placed?.slot.closing(command.call);
    placed?.slot.post(command);
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

  areNear(one: CallNumber, other: CallNumber): boolean {
    const placed = this.#calls.get(one);
    return placed !== undefined && placed.slot === this.#calls.get(other)?.slot;
  }

  /** Closes every call, then the workers. */
  async close(): Promise<void> {
    for (const call of [...this.#calls.keys()]) this.send({ op: "closeCall", call });
    if (this.#calls.size > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #start(slot: WorkerSlot): void {
    const { spawn, scheduler } = this.#options;
    const reports = { event: (event: MediaEvent) => this.#onEvent(slot, event), lost: () => this.#onLost(slot) };
    slot.start(spawn, reports, scheduler.now());
  }

  #place(call: CallNumber, near: CallNumber | undefined): void {
    const slot =
      (near === undefined ? undefined : this.#calls.get(near)?.slot) ??
      this.#slots.reduce((idlest, other) => (isIdler(other, idlest) ? other : idlest));
    this.#start(slot);
    slot.open(call);
    this.#calls.set(call, { slot, legs: new Map(), described: new Set(), ports: new Set() });
    if (this.#cancelLook === undefined) this.#lookLater();
  }

  /** With both parties described a call begins to cost what it costs. */
  #describe(placed: PlacedCall | undefined, { call, leg }: Extract<MediaCommand, { op: "describeLeg" }>): void {
    const role = placed?.legs.get(leg)?.role;
    if (placed === undefined || role === undefined || role === "monitor") return;
    if (placed.described.add(leg).size === 2) placed.slot.flows(call);
  }

  #lookLater(): void {
    const { scheduler } = this.#options;
    this.#cancelLook = scheduler.at(scheduler.now() + LOOK, () => {
      this.#lookLater();
      for (const slot of this.#slots) if (slot.look()) this.#onHung(slot);
    });
  }

  /** Takes note that a leg goes from one call to another. @returns false when it cannot, or is not there any more. */
  #move({ call, leg: number, to, role }: Extract<MediaCommand, { op: "moveLeg" }>): boolean {
    const from = this.#calls.get(call);
    const target = this.#calls.get(to);
    const leg = from?.legs.get(number);
    if (from === undefined || leg === undefined) return false;
    if (target === undefined || !this.areNear(call, to)) {
      const message = "the two calls live on different workers";
      this.#emitLater({ event: "legFailed", call: to, leg: number, code: "other_worker", message });
      return false;
    }
    from.legs.delete(number);
    target.legs.set(number, { ...leg, role });
    if (leg.port !== undefined && from.ports.delete(leg.port)) this.#lend(leg.port, target);
    return true;
  }

  #lend(port: number, placed: PlacedCall): void {
    placed.ports.add(port);
    this.#portsOf.set(port, placed);
  }

  #bind(placed: PlacedCall, call: CallNumber, leg: LegNumber, role: LegRole): void {
    const { ports, address, entropy, scheduler } = this.#options;
    const port = ports.take(scheduler.now());
    if (port === undefined) {
      placed.legs.delete(leg);
      this.#emitLater({ event: "legFailed", call, leg, code: "no_ports", message: "every RTP port is in use" });
      return;
    }
    this.#lend(port, placed);
    const wanted = placed.legs.get(leg);
    if (wanted !== undefined) wanted.port = port;
    placed.slot.post({
      op: "openLeg",
      call,
      leg,
      role,
      address,
      port,
      // "The initial value of the sequence number SHOULD be random", and the timestamp's likewise (RFC 3550 §5.1).
      ssrc: entropy.uint32(),
      // In the lower half, so that no receiver whom the first packets never reach misses that the sequence began anew: SRTP counts that.
      sequence: entropy.uint32() & 0x7fff,
      timestamp: entropy.uint32(),
    });
  }

  #onEvent(slot: WorkerSlot, event: MediaEvent): void {
    slot.heard();
    switch (event.event) {
      case "portFreed":
        if (this.#portsOf.get(event.port)?.ports.delete(event.port) === true) this.#release(event.port);
        break;
      case "legFailed":
        this.#onLegFailed(event);
        break;
      case "stats":
        slot.report(event.stats);
        this.#emitStats();
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

  /** A worker no longer answers. What it holds is taken from it. */
  #onHung(slot: WorkerSlot): void {
    this.#options.emit({ event: "workerHung", calls: slot.size });
    // A thread that cannot even be ended has nothing any more that somebody waits for.
    void slot.close().catch(() => undefined);
    this.#onLost(slot);
  }

  /** A worker died: its sockets are closed, its calls are over. Another takes its place. */
  #onLost(slot: WorkerSlot): void {
    const lost = slot.calls;
    const { workersLost } = this.#retired;
    this.#retired = { ...addStats(this.#retired, slot.stats), legs: 0, busy: 0, workersLost: workersLost + 1 };
    if (slot.lose(this.#options.scheduler.now())) this.#start(slot);
    for (const call of lost) {
      this.#forget(call);
      this.#options.emit({ event: "workerLost", call });
    }
    this.#emitStats();
  }

  #release(port: number): void {
    this.#portsOf.delete(port);
    this.#options.ports.release(port, this.#options.scheduler.now());
  }

  #forget(call: CallNumber): void {
    const placed = this.#calls.get(call);
    if (placed === undefined) return;
    for (const port of placed.ports) this.#release(port);
    placed.slot.forget(call);
    this.#calls.delete(call);
    if (this.#calls.size > 0) return;
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    this.#whenIdle?.();
  }

  #emitStats(): void {
    const stats = this.#slots.reduce((sum, slot) => addStats(sum, slot.stats), this.#retired);
    this.#options.emit({ event: "stats", stats });
  }

  #emitLater(event: MediaEvent): void {
    const { scheduler, emit } = this.#options;
    scheduler.at(scheduler.now(), () => emit(event));
  }
}

const isIdler = (one: WorkerSlot, other: WorkerSlot): boolean =>
  one.load < other.load || (one.load === other.load && one.size < other.size);
