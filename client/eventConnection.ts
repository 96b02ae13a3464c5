import { EventText } from "./eventText.ts";

export interface PontoEvent {
  /** Where to go on from, should the stream break off. */
  readonly id: string;
  readonly type: string;
  readonly data: { readonly type: string; readonly at: string; readonly [field: string]: unknown };
}

/** One connection to the server-sent events, and what comes through it until it ends. */
export class EventConnection implements AsyncIterable<PontoEvent> {
  readonly #body: ReadableStream<Uint8Array>;
  readonly #text = new EventText();

  constructor(body: ReadableStream<Uint8Array>) {
    this.#body = body;
  }

  /** How long the server wants one to wait before the next connection, ms; undefined: it does not say. */
  get retryMs(): number | undefined {
    return this.#text.retryMs;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PontoEvent, void, undefined> {
    const decoder = new TextDecoder();
    const reader = this.#body.getReader();
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        for (const { id, type, data } of this.#text.take(decoder.decode(read.value, { stream: true }))) {
          yield { id, type, data: JSON.parse(data) };
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
}
