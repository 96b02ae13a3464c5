/** EDGE: SIP over TCP and TLS: the listening sockets and every connection, accepted or made by us. */
import { createServer, isIP, type Server, type Socket } from "node:net";
import { unmapped } from "../../kernel/addresses.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { BindFailure } from "../../kernel/datagrams.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { Connection, type ConnectionEvents, type Peer } from "./connection.ts";
import type { StreamHop, StreamLayer } from "./streamLayer.ts";
import type { SendFailure } from "./transport.ts";

const MAX_CONNECTIONS = 16_384;
/** Of peers that have not proved to be anybody: a stranger takes no more than this, and an office behind one NAT may all call at once. */
const MAX_STRANGERS_PER_ADDRESS = 256;
const BACKLOG = 512;

export interface StreamOptions extends Pick<ConnectionEvents, "framed" | "failed" | "closed"> {
  readonly host: string;
  readonly scheduler: Scheduler;
  /** Whether nothing of this source is wanted, not even a connection. */
  readonly bars: (address: string) => boolean;
}

export class Streams {
  readonly #options: StreamOptions;
  readonly #servers: Server[] = [];
  readonly #layers = new Map<string, StreamLayer>();
  readonly #byId = new Map<number, Connection>();
  /** The latest connection with each peer. */
  readonly #byPeer = new Map<string, Connection>();
  /** Connections that have not been welcomed, the oldest first, and how many each address has. */
  readonly #strangers = new Set<Connection>();
  readonly #strangersOf = new Map<string, number>();
  #lastId = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Can connect by this layer from now on. */
  connectBy(layer: StreamLayer): void {
    this.#layers.set(layer.transport, layer);
  }

  /** Listens for connections of a layer, and can connect by it from then on. @returns The port; a free one is chosen for 0. */
  listen(layer: StreamLayer, port: number): Promise<Result<number, BindFailure>> {
    const { host } = this.#options;
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket, layer));
    return new Promise((resolve) => {
      server.once("error", (failure: NodeJS.ErrnoException) =>
        resolve(err({ code: failure.code ?? "EUNKNOWN", message: failure.message })),
      );
      // A socket at `::` serves both families.
      server.listen({ host, port, backlog: BACKLOG, ipv6Only: isIP(host) === 6 && host !== "::" }, () => {
        // A failing accept (no file descriptors left) is that peer's misfortune.
        server.removeAllListeners("error").on("error", () => undefined);
        this.#servers.push(server);
        this.connectBy(layer);
        const bound = server.address();
        resolve(ok(typeof bound === "object" && bound !== null ? bound.port : port));
      });
    });
  }

  /** The connection of that number while it is open. */
  connection(id: number | undefined): Connection | undefined {
    const connection = id === undefined ? undefined : this.#byId.get(id);
    return connection?.open ? connection : undefined;
  }

  /**
   * Sends over a connection that is open to this peer, or over a new one (RFC 3261 §18: connections are to be used again).
   * One over TLS is used again only for the name that it has proved (RFC 5923 §8.3).
   */
  sendTo(transport: "tcp" | "tls", hop: StreamHop, bytes: Buffer, failed: (cause: SendFailure) => void): void {
    const open = this.#byPeer.get(peerKey(transport, hop));
    const connection = open?.open ? open : this.#connect(transport, hop);
    if (connection === undefined) {
      this.#options.scheduler.at(this.#options.scheduler.now(), () => failed("unreachable"));
      return;
    }
    connection.welcome();
    connection.send(bytes, failed);
  }

  /** Closes the listening sockets and every connection. */
  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    await Promise.all([...closed, ...[...this.#byId.values()].map((connection) => connection.destroy())]);
  }

  #accept(socket: Socket, layer: StreamLayer): void {
    const { remoteAddress, remotePort: port } = socket;
    const address = remoteAddress === undefined ? undefined : unmapped(remoteAddress);
    // A peer that is gone already has no address.
    if (address === undefined || port === undefined || this.#options.bars(address) || !this.#hasRoom(address)) {
      socket.destroy();
      return;
    }
    // Of whoever connects to us we know no name.
    this.#keep(layer, layer.accepted(socket), { address, port, serverName: "" }, undefined);
  }

  #connect(transport: "tcp" | "tls", hop: StreamHop): Connection | undefined {
    const { address, port } = hop;
    const layer = this.#layers.get(transport);
    const family = isIP(address);
    if (layer === undefined || family === 0 || port < 1 || port > 65_535 || this.#byId.size >= MAX_CONNECTIONS)
      return undefined;
    const { host } = this.#options;
    const from = host === "0.0.0.0" || host === "::" || isIP(host) !== family ? undefined : host;
    return this.#keep(layer, layer.connect(hop, from), hop, layer.ready);
  }

  /** When all places are taken, the stranger that has been here the longest gives way. */
  #hasRoom(address: string): boolean {
    if ((this.#strangersOf.get(address) ?? 0) >= MAX_STRANGERS_PER_ADDRESS) return false;
    if (this.#byId.size < MAX_CONNECTIONS) return true;
    const [oldest] = this.#strangers;
    void oldest?.destroy();
    return oldest !== undefined;
  }

  #keep(layer: StreamLayer, socket: Socket, hop: StreamHop, ready: StreamLayer["ready"] | undefined): Connection {
    const { transport } = layer;
    const { scheduler, framed, failed, closed } = this.#options;
    const key = peerKey(transport, hop);
    const peer: Peer = { transport, address: hop.address, port: hop.port };
    const connection = new Connection(++this.#lastId, peer, { socket, ready }, scheduler, {
      framed,
      failed,
      welcomed: (guest) => this.#noStranger(guest),
      closed: (gone) => {
        this.#noStranger(gone);
        this.#byId.delete(gone.id);
        if (this.#byPeer.get(key) === gone) this.#byPeer.delete(key);
        closed(gone);
      },
    });
    this.#byId.set(connection.id, connection);
    this.#byPeer.set(key, connection);
    this.#strangers.add(connection);
    this.#strangersOf.set(peer.address, (this.#strangersOf.get(peer.address) ?? 0) + 1);
    return connection;
  }

  #noStranger(connection: Connection): void {
    if (!this.#strangers.delete(connection)) return;
    const left = (this.#strangersOf.get(connection.address) ?? 1) - 1;
    if (left > 0) this.#strangersOf.set(connection.address, left);
    else this.#strangersOf.delete(connection.address);
  }
}

const peerKey = (transport: string, { address, port, serverName }: StreamHop): string =>
  `${transport} ${address} ${port} ${transport === "tls" ? serverName.toLowerCase() : ""}`;
