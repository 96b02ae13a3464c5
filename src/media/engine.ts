import { causeOf } from "../kernel/fault.ts";
import { followLoad } from "../rtp/codecs/opus/complexity.ts";
import type { CallNumber, LegNumber, MediaCommand, MediaStats } from "./commands.ts";
import { Counters, type MediaHost } from "./host.ts";
import { MediaCall } from "./mediaCall.ts";
import { MediaClock, type Ticking } from "./mediaClock.ts";

/** ms between two `stats` events. */
const STATS_INTERVAL = 1000;

export type MediaEngineOptions = Omit<MediaHost, "counters">;

/** A media plane's worker without the thread: obeys commands, owns calls and their clock, tells events. */
export class MediaEngine {
  readonly #host: MediaHost;
  readonly #clock: MediaClock;
  readonly #calls = new Map<CallNumber, MediaCall>();
  readonly #statistics: Ticking;
  #nextStats = 0;
  #busy = 0;

  constructor(options: MediaEngineOptions) {
    this.#host = { ...options, counters: new Counters() };
    this.#clock = new MediaClock(options.scheduler, this.#host.counters.tickLateness, (ticking, error) => {
      if (ticking instanceof MediaCall) this.#abandon(ticking.number, error);
    });
    this.#statistics = { step: (_due, now) => this.#reportStats(now) };
  }

  /** Commands for a call that is not open (any more) are ignored, but for `openLeg`, which fails. Never throws. */
  handle(command: MediaCommand): void {
    try {
      this.#take(command);
    } catch (error) {
      this.#abandon(command.call, error);
    }
  }

  #take(command: MediaCommand): void {
    const call = this.#calls.get(command.call);
    if (command.op === "openCall") this.#openCall(command);
    else if (call !== undefined) this.#obey(call, command);
    else if (command.op === "openLeg") this.#refuse(command.call, command.leg);
  }

  #obey(call: MediaCall, command: Exclude<MediaCommand, { op: "openCall" }>): void {
    switch (command.op) {
      case "openLeg":
        call.openLeg(command);
        break;
      case "describeLeg":
        call.describeLeg(command);
        break;
      case "setAudio":
        call.setAudio(command.state, command.stamp);
        break;
      case "pressKey":
        call.pressKey(command.leg, command.key, command.durationMs);
        break;
      case "startRecording":
        call.startRecording(command.plan);
        break;
      case "pauseRecording":
        call.pauseRecording(command.paused);
        break;
      case "moveLeg":
        this.#moveLeg(call, command);
        break;
      case "closeLeg":
        call.closeLeg(command.leg);
        break;
      case "closeCall":
        this.#closeCall(command.call, call);
        break;
    }
  }

  /** The counters as they stand. */
  stats(): MediaStats {
    const { counters } = this.#host;
    let legs = 0;
    let recordingLostMs = counters.recordingLostMs;
    for (const call of this.#calls.values()) {
      legs += call.legs;
      recordingLostMs += call.recordingMissingMs;
    }
    return {
      packetsIn: counters.packetsIn,
      packetsOut: counters.packetsOut,
      packetsForeign: counters.packetsForeign,
      packetsRefused: counters.packetsRefused,
      legs,
      forwardDelay: counters.forwardDelay.cumulative(),
      forwardDelaySumMs: counters.forwardDelay.sum,
      tickLateness: counters.tickLateness.cumulative(),
      tickLatenessSumMs: counters.tickLateness.sum,
      recordingLostMs,
      busy: this.#busy,
      workersLost: 0,
    };
  }

  #openCall({ call: number, holdMusic, notice }: Extract<MediaCommand, { op: "openCall" }>): void {
    if (this.#calls.has(number)) return;
    if (this.#calls.size === 0) this.#clock.add(this.#statistics);
    const call = new MediaCall(number, this.#host, holdMusic, notice);
    this.#calls.set(number, call);
    this.#clock.add(call);
  }

  #moveLeg(from: MediaCall, { leg, to, role }: Extract<MediaCommand, { op: "moveLeg" }>): void {
    const target = this.#calls.get(to);
    const seat = target === undefined || target === from ? undefined : from.release(leg);
    if (target !== undefined && seat !== undefined) target.takeIn(leg, seat, role);
  }

  #closeCall(number: CallNumber, call: MediaCall): void {
    this.#calls.delete(number);
    this.#clock.remove(call);
    if (this.#calls.size === 0) this.#clock.remove(this.#statistics);
    call.close(() => {
      this.#host.emit({ event: "callClosed", call: number });
      // The clock may stand still now: what changed since its last report would never be told.
      if (this.#calls.size === 0) this.#rest();
    });
  }

  /** A defect in one call must not end the others: it alone is closed, as well as it can be. */
  #abandon(number: CallNumber, error: unknown): void {
    const call = this.#calls.get(number);
    this.#host.emit({ event: "fault", call: number, cause: causeOf(error) });
    if (call === undefined) return;
    try {
      this.#closeCall(number, call);
    } catch {
      this.#host.emit({ event: "callClosed", call: number });
    }
  }

  #refuse(call: CallNumber, leg: LegNumber): void {
    this.#host.emit({ event: "legFailed", call, leg, code: "bind_failed", message: "the call is not open" });
  }

  #reportStats(now: number): void {
    if (now < this.#nextStats) return;
    this.#nextStats = now + STATS_INTERVAL;
    this.#busy = this.#host.busy?.() ?? 0;
    followLoad(this.#busy);
    this.#emitStats();
  }

  #rest(): void {
    this.#busy = 0;
    this.#emitStats();
  }

  #emitStats(): void {
    this.#host.emit({ event: "stats", stats: this.stats() });
  }
}
