/** Thousands of readers of `/v1/events`, each with a connection of its own. */
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { eventually } from "./eventually.ts";

/** Connections that are opened at once. */
const AT_ONCE = 50;
/** For thousands of connections, on a busy machine, ms. */
const PATIENCE = 30_000;

/** One stream, and all that came through it. */
export class CrowdReader {
  readonly #socket: Socket;
  text = "";
  #closed = false;

  static async open(url: string, token: string): Promise<CrowdReader> {
    const { hostname, port, host } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port) });
    await once(socket, "connect");
    const reader = new CrowdReader(socket);
    socket.write(`GET /v1/events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    // The answer's head, and what a stream begins with.
    await reader.#until(() => reader.#closed || /\r\n\r\n[\s\S]*\n/.test(reader.text));
    return reader;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (data) => {
      this.text += data.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#closed = true;
    });
  }

  get status(): number {
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.text)?.[1]);
  }

  /** How often it was told so of this call. */
  times(type: string, callId: string): number {
    const blocks = this.text.split("\n\n");
    return blocks.filter((block) => block.includes(`event: ${type}\n`) && block.includes(`"id":"${callId}"`)).length;
  }

  /** The server ended it: with the last chunk (RFC 9112 §7.1), or by closing the connection. */
  get ended(): boolean {
    return this.#closed || this.text.endsWith("\r\n0\r\n\r\n");
  }

  /** Whether it was told anything at all. */
  get told(): boolean {
    return this.text.includes("\ndata: ");
  }

  /** Reads no more, and stays. */
  stopReading(): void {
    this.#socket.pause();
  }

  leave(): void {
    this.#socket.destroy();
  }

  async #until(happened: () => boolean): Promise<void> {
    while (!happened()) await Promise.race([once(this.#socket, "data"), once(this.#socket, "close")]);
  }
}

/** A stream for each token. */
export async function openCrowd(url: string, tokens: readonly string[]): Promise<readonly CrowdReader[]> {
  const readers: CrowdReader[] = [];
  for (let i = 0; i < tokens.length; i += AT_ONCE) {
    const some = tokens.slice(i, i + AT_ONCE).map((token) => CrowdReader.open(url, token));
    readers.push(...(await Promise.all(some)));
  }
  return readers;
}

/** Waits until all of them were told so of the call. */
export const allTold = (readers: readonly CrowdReader[], type: string, callId: string): Promise<true> =>
  eventually(
    async () => readers.every((reader) => reader.times(type, callId) > 0) || undefined,
    `${type} to reach ${readers.length} readers`,
    PATIENCE,
  );
