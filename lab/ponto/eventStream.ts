import { Changes } from "../waiting.ts";

export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A subscription to `/v1/events` (server-sent events of the WHATWG HTML standard, §9.2). */
export class EventStream {
  readonly #abort: AbortController;
  readonly #changes = new Changes();
  readonly events: ServerEvent[] = [];

  static async open(url: string, headers: Record<string, string>): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(url, { headers: { ...headers, Accept: "text/event-stream" }, signal: abort.signal });
    if (response.status !== 200 || response.body === null) {
      abort.abort();
      throw new Error(`the event stream was answered ${response.status}`);
    }
    const stream = new EventStream(abort);
    // It ends by close(), or with the server.
    stream.#read(response.body).catch(() => {});
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

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let pending = "";
    for await (const bytes of body) {
      pending += decoder.decode(bytes, { stream: true });
      const blocks = pending.split(/\r?\n\r?\n/);
      pending = blocks.pop() ?? "";
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const lines = block.split(/\r?\n/);
    const field = (name: string): string =>
      lines
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).trimStart())
        .join("\n");
    // A comment keeps the connection alive and is no event.
    if (field("data") === "") return;
    this.events.push({ id: field("id"), type: field("event"), data: JSON.parse(field("data")) });
    this.#changes.announce();
  }
}
