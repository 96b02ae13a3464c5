/** Thousands of readers of `/v1/events`: what each is told of answered calls, and when. */
import { createConnection, type Socket } from "node:net";
import { distribution } from "../percentiles.ts";
import { monotonic } from "./monotonic.ts";
import type { Heard, Listener } from "./orders.ts";

/** Connections that are opened at once. */
const AT_ONCE = 50;
/** A machine has some 28,000 ports an address for connections to the same one. */
const ADDRESSES = 8;
const ANSWERED = /event: call\.answered\n[^\n]*"customer":\{"number":"(\d+)"/g;

interface Arrival {
  readonly customer: string;
  readonly at: number;
  readonly sees: Listener["sees"];
}

export class Audience {
  readonly #server: URL;
  readonly #sockets: Socket[] = [];
  #arrivals: Arrival[] = [];
  #lost = 0;

  constructor(url: string) {
    this.#server = new URL(url);
  }

  /** @returns how long that took, ms. */
  async open(listeners: readonly Listener[]): Promise<number> {
    const since = performance.now();
    for (let i = 0; i < listeners.length; i += AT_ONCE) {
      await Promise.all(listeners.slice(i, i + AT_ONCE).map((listener) => this.#open(listener)));
    }
    return performance.now() - since;
  }

  /** What became of these answered calls. Forgets all that was heard. */
  heard(answers: ReadonlyMap<string, number>, listeners: readonly Listener[]): Heard {
    const arrivals = this.#arrivals.filter(({ customer }) => answers.has(customer));
    this.#arrivals = [];
    const toDashboards = arrivals.filter(({ sees }) => sees === "all");
    const delays = arrivals.map(({ customer, at }) => at - answers.get(customer)!);
    return {
      ...distribution(Float64Array.from(delays)),
      missed: answers.size * listeners.filter(({ sees }) => sees === "all").length - toDashboards.length,
      ownHeard: arrivals.filter(({ sees }) => sees === "own").length,
      leaked: arrivals.filter(({ sees }) => sees === "none").length,
      dropped: this.#lost,
    };
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    this.#lost = 0;
  }

  #open({ token, sees }: Listener): Promise<void> {
    const localAddress = `127.0.0.${1 + (this.#sockets.length % ADDRESSES)}`;
    const socket = createConnection({ host: this.#server.hostname, port: Number(this.#server.port), localAddress });
    this.#sockets.push(socket);
    return new Promise((resolve, reject) => {
      let text = "";
      let open = false;
      socket.once("error", reject);
      socket.once("close", () => {
        if (this.#sockets.includes(socket)) this.#lost++;
      });
      socket.on("data", (data) => {
        const at = monotonic();
        text += data.toString("latin1");
        if (!open && text.includes("retry:")) {
          open = true;
          if (text.startsWith("HTTP/1.1 200")) resolve();
          else reject(new Error(text.slice(0, text.indexOf("\r\n"))));
        }
        // The last block may go on in the next packet.
        const whole = text.lastIndexOf("\n\n") + 2;
        if (whole < 2) return;
        for (const [, customer] of text.slice(0, whole).matchAll(ANSWERED)) {
          this.#arrivals.push({ customer: customer!, at, sees });
        }
        text = text.slice(whole);
      });
      socket.write(`GET /v1/events HTTP/1.1\r\nHost: ${this.#server.host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    });
  }
}
