/** HTTP byte by byte, for what no client would send. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Test } from "tap";
import { Changes } from "../../lab/waiting.ts";

/** A connection to a server; it ends with the test. */
export class RawConnection {
  readonly #socket: Socket;
  readonly #changes = new Changes();
  /** All that has come so far, a character a byte. */
  received = "";
  isClosed = false;

  /** @param url of the server; its path does not count. @param localAddress whence, of this machine. */
  static async open(test: Test, url: string, localAddress = "127.0.0.1"): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), localAddress });
    socket.on("error", () => {});
    test.teardown(() => socket.destroy());
    await once(socket, "connect");
    return new RawConnection(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes) => {
      this.received += bytes.toString("latin1");
      this.#changes.announce();
    });
    socket.on("close", () => {
      this.isClosed = true;
      this.#changes.announce();
    });
  }

  send(bytes: string | Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Takes nothing more from the network for now. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** What was received, once it fits. */
  async until(pattern: RegExp): Promise<string> {
    await this.#changes.until(() => pattern.test(this.received), `${pattern}`, { state: () => this.received });
    return this.received;
  }

  /** What was received, once the server has hung up. */
  async closed(patience?: number): Promise<string> {
    const state = () => this.received.slice(0, 500);
    await this.#changes.until(() => this.isClosed, "the connection to be closed", {
      state,
      ...(patience === undefined ? {} : { patience }),
    });
    return this.received;
  }
}
