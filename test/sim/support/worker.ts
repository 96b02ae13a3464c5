import type { DatagramSocket, Datagrams } from "../../../src/kernel/datagrams.ts";
import type { MediaCommand, MediaEvent } from "../../../src/media/commands.ts";
import { MediaEngine, type MediaEngineOptions } from "../../../src/media/engine.ts";
import { Plane, type PlaneOptions, type WorkerReports } from "../../../src/media/workers/plane.ts";

/** A media worker in this thread that can die as a thread does: its sockets close, its events stop, its plane is told. */
export class SimWorker {
  readonly #options: Omit<MediaEngineOptions, "emit">;
  #die: () => void = () => undefined;

  constructor(options: Omit<MediaEngineOptions, "emit">) {
    this.#options = options;
  }

  openPlane({ workers, ports, address, emit }: Pick<PlaneOptions, "workers" | "ports" | "address" | "emit">): Plane {
    const { scheduler, entropy } = this.#options;
    return new Plane({
      workers,
      ports,
      address,
      scheduler,
      entropy,
      emit,
      spawn: (reports) => this.#spawn(reports),
    });
  }

  /** The worker dies at once; the plane puts another one in its place. */
  die(): void {
    this.#die();
  }

  #spawn(reports: WorkerReports) {
    const { datagrams, scheduler } = this.#options;
    let alive = true;
    const sockets = new Set<DatagramSocket>();
    const mortal: Datagrams = {
      bind: (address, port, receive, done) =>
        datagrams.bind(address, port, receive, (result) => {
          if (result.ok) sockets.add(result.value);
          done(result);
        }),
    };
    const later = (work: () => void) => void scheduler.at(scheduler.now(), () => alive && work());
    const engine = new MediaEngine({
      ...this.#options,
      datagrams: mortal,
      scheduler: {
        now: () => scheduler.now(),
        wall: () => scheduler.wall(),
        at: (when, work) => scheduler.at(when, () => alive && work()),
      },
      emit: (event: MediaEvent) => later(() => reports.event(event)),
    });
    this.#die = () => {
      alive = false;
      for (const socket of sockets) socket.close();
      reports.lost();
    };
    return { post: (command: MediaCommand) => later(() => engine.handle(command)), close: () => Promise.resolve() };
  }
}
