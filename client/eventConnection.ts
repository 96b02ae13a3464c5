import { EventText } from "./eventText.ts";

export interface PontoEvent {
  /** Where to go on from, should the stream break off. */
  readonly id: string;
  readonly type: string;
  readonly data: { readonly type: string; readonly at: string; readonly [field: string]: unknown };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** One connection to the server-sent events, and what comes through it until it ends. */
export class EventConnection implements AsyncIterable<PontoEvent> {
  readonly #body: ReadableStream<Uint8Array>;
  readonly #silence: number | undefined;
  readonly #text = new EventText();

  /** @param silence how long nothing may come, ms, before the connection counts as broken; left out: as long as it likes. */
  constructor(body: ReadableStream<Uint8Array>, silence?: number) {
    this.#body = body;
    this.#silence = silence;
  }

  /** How long the server wants one to wait before the next connection, ms; undefined: it does not say. */
  get retryMs(): number | undefined {
    return this.#text.retryMs;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PontoEvent, void, undefined> {
    const decoder = new TextDecoder();
    const reader = this.#body.getReader();
    try {
      for (let read = await this.#next(reader); !read.done; read = await this.#next(reader)) {
        for (const { id, type, data } of this.#text.take(decoder.decode(read.value, { stream: true }))) {
          yield { id, type, data: JSON.parse(data) };
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  /** The next piece, signs of life among them. @throws Error when there was silence for too long. */
  async #next(reader: Reader): Promise<Awaited<ReturnType<Reader["read"]>>> {
    const silence = this.#silence;
    if (silence === undefined) return await reader.read();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no event and no sign of life for ${silence} ms`)), silence);
    });
    return await Promise.race([reader.read(), tooLong]).finally(() => clearTimeout(timer));
  }
}
