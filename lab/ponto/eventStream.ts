import type { Ponto, PontoEvent } from "../../client/ponto.ts";
import { Changes } from "../waiting.ts";

export type ServerEvent = PontoEvent;

/** A subscription to `/v1/events` that keeps what has come. */
export class EventStream {
  readonly #abort: AbortController;
  readonly #changes = new Changes();
  readonly events: ServerEvent[] = [];

  static async open(ponto: Ponto, lastEventId?: string): Promise<EventStream> {
    const abort = new AbortController();
    const { signal } = abort;
    const events = await ponto.openEvents({ signal, ...(lastEventId === undefined ? {} : { lastEventId }) });
    const stream = new EventStream(abort);
    // It ends by close(), or with the server.
    stream.#read(events).catch(() => {});
    return stream;
  }

  private constructor(abort: AbortController) {
    this.#abort = abort;
  }

  /** The first event of the type, seen already or still to come. */
  next(type: string, where: (event: ServerEvent) => boolean = () => true, patience?: number): Promise<ServerEvent> {
    return this.#changes.until(
      () => this.events.find((event) => event.type === type && where(event)),
      `the event ${type}`,
      {
        state: () => `had ${this.events.map((event) => event.type).join(", ") || "none"}`,
        ...(patience === undefined ? {} : { patience }),
      },
    );
  }

  close(): void {
    this.#abort.abort();
    this.#changes.close();
  }

  async #read(events: AsyncIterable<PontoEvent>): Promise<void> {
    for await (const event of events) {
      this.events.push(event);
      this.#changes.announce();
    }
  }
}
