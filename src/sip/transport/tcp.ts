/** EDGE: SIP over TCP: the listening socket and every connection, accepted or made by us. */
import { connect, createServer, isIP, type Server, type Socket } from "node:net";
import type { Scheduler } from "../../kernel/clock.ts";
import type { BindFailure } from "../../kernel/datagrams.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { type ConnectionEvents, TcpConnection } from "./tcpConnection.ts";
import type { SendFailure } from "./transport.ts";

const MAX_CONNECTIONS = 4096;
/** An office behind one NAT fits; one stranger cannot take all. */
const MAX_CONNECTIONS_PER_ADDRESS = 256;
const BACKLOG = 512;

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly scheduler: Scheduler;
  readonly framed: ConnectionEvents["framed"];
}

export class Tcp {
  readonly #options: TcpOptions;
  readonly #server: Server;
  readonly #byId = new Map<number, TcpConnection>();
  /** The latest connection with each peer, `address:port`. */
  readonly #byPeer = new Map<string, TcpConnection>();
  /** How many connections each address has. */
  readonly #crowd = new Map<string, number>();
  #lastId = 0;

  constructor(options: TcpOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** @returns The port; a free one is chosen for 0. */
  listen(): Promise<Result<number, BindFailure>> {
    const { host, port } = this.#options;
    return new Promise((resolve) => {
      this.#server.once("error", (failure: NodeJS.ErrnoException) =>
        resolve(err({ code: failure.code ?? "EUNKNOWN", message: failure.message })),
      );
      this.#server.listen({ host, port, backlog: BACKLOG, ipv6Only: isIP(host) === 6 }, () => {
        // A failing accept (no file descriptors left) is that peer's misfortune.
        this.#server.removeAllListeners("error").on("error", () => undefined);
        const bound = this.#server.address();
        resolve(ok(typeof bound === "object" && bound !== null ? bound.port : port));
      });
    });
  }

  /** The connection of that number while it is open. */
  connection(id: number | undefined): TcpConnection | undefined {
    const connection = id === undefined ? undefined : this.#byId.get(id);
    return connection?.open ? connection : undefined;
  }

  /** Sends over a connection that is open to this peer, or over a new one (RFC 3261 §18: connections are to be used again). */
  sendTo(address: string, port: number, bytes: Buffer, failed: (cause: SendFailure) => void): void {
    const open = this.#byPeer.get(peerKey({ address, port }));
    const connection = open?.open ? open : this.#connect(address, port);
    if (connection !== undefined) connection.send(bytes, failed);
    else this.#options.scheduler.at(this.#options.scheduler.now(), () => failed("unreachable"));
  }

  /** Closes the listening socket and every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all([closed, ...[...this.#byId.values()].map((connection) => connection.destroy())]);
  }

  #accept(socket: Socket): void {
    const { remoteAddress: address, remotePort: port } = socket;
    // A peer that is gone already has no address.
    if (address === undefined || port === undefined || this.#full(address)) socket.destroy();
    else this.#keep(socket, { address, port });
  }

  #connect(address: string, port: number): TcpConnection | undefined {
    if (isIP(address) === 0 || port < 1 || port > 65_535 || this.#full(address)) return undefined;
    return this.#keep(connect({ host: address, port }), { address, port });
  }

  #full(address: string): boolean {
    return this.#byId.size >= MAX_CONNECTIONS || (this.#crowd.get(address) ?? 0) >= MAX_CONNECTIONS_PER_ADDRESS;
  }

  #keep(socket: Socket, peer: { readonly address: string; readonly port: number }): TcpConnection {
    const { scheduler, framed } = this.#options;
    const connection = new TcpConnection(++this.#lastId, peer, socket, scheduler, {
      framed,
      closed: (gone) => this.#forget(gone),
    });
    this.#byId.set(connection.id, connection);
    this.#byPeer.set(peerKey(peer), connection);
    this.#crowd.set(peer.address, (this.#crowd.get(peer.address) ?? 0) + 1);
    return connection;
  }

  #forget(connection: TcpConnection): void {
    this.#byId.delete(connection.id);
    const key = peerKey(connection);
    if (this.#byPeer.get(key) === connection) this.#byPeer.delete(key);
    const left = (this.#crowd.get(connection.address) ?? 1) - 1;
    if (left > 0) this.#crowd.set(connection.address, left);
    else this.#crowd.delete(connection.address);
  }
}

const peerKey = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  `${address}:${port}`;
