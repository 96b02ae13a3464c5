/** UDP and TCP on one address and port, behind the `Transport` interface. */
import { isIP } from "node:net";
import type { BindFailure } from "../../kernel/datagrams.ts";
import type { Log } from "../../kernel/log.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { type Gate, openGate } from "../guard/gate.ts";
import { parseVia } from "../message/fields.ts";
import { skipEmptyLines } from "../message/framing.ts";
import type { SipMessage, SipResponse } from "../message/message.ts";
import { parseMessage } from "../message/parse.ts";
import { serialize } from "../message/serialize.ts";
import { type Count, whatIs } from "./counting.ts";
import { Inbound } from "./inbound.ts";
import { LocalAddresses } from "./localAddress.ts";
import { type LookUp, Resolver } from "./resolver.ts";
import { type Arrivals, bindSockets, type Place, type Sockets } from "./sockets.ts";
import type { Flow, OnMessage, SendFailure, Target, Transport, TransportName } from "./transport.ts";

/** `host`: an IP address of this machine, or `0.0.0.0` or `::`. `tcp`: whether to serve TCP too; true unless said otherwise. */
export interface TransportOptions extends Place {
  /** What peers are told instead of a local address. */
  readonly publicAddress?: string;
  readonly onMessage: OnMessage;
  readonly log: Log;
  readonly count?: Count;
  /** Who is listened to; everybody unless told. */
  readonly gate?: Gate;
  /** How names are looked up; the system's resolver unless given. */
  readonly lookUp?: LookUp;
}

export type BoundTransport = Transport & { readonly port: number };

export async function createTransport(options: TransportOptions): Promise<Result<BoundTransport, BindFailure>> {
  let transport: SipTransport | undefined;
  const sockets = await bindSockets(options, {
    datagram: (data, address, port) => transport?.datagram(data, address, port),
    framed: (connection, framed) => transport?.framed(connection, framed),
  });
  if (!sockets.ok) return sockets;
  transport = new SipTransport(options, sockets.value);
  return ok(transport);
}

const DEFAULT_PORT = 5060;
/** 65,535 less the headers of IPv4 and UDP. */
const MAX_DATAGRAM_BYTES = 65_507;

type Failed = (cause: SendFailure) => void;

/** The next hop, its name resolved. */
type Hop = Pick<Flow, "transport" | "address" | "port">;

class SipTransport implements Transport, Arrivals {
  readonly port: number;
  readonly #options: TransportOptions;
  readonly #sockets: Sockets;
  readonly #family: number;
  readonly #count: Count;
  readonly #gate: Gate;
  readonly #resolver: Resolver;
  readonly #localAddresses: LocalAddresses;
  readonly #inbound: Inbound;
  #closed = false;

  constructor(options: TransportOptions, sockets: Sockets) {
    const now = (): number => options.scheduler.now();
    this.port = sockets.port;
    this.#options = options;
    this.#sockets = sockets;
    this.#family = isIP(options.host) || 4;
    this.#count = options.count ?? (() => undefined);
    this.#gate = options.gate ?? openGate;
    this.#resolver = new Resolver(this.#family, now, options.lookUp);
    this.#localAddresses = new LocalAddresses(this.#family, now);
    this.#inbound = new Inbound({
      onMessage: options.onMessage,
      answer: (response, flow) => this.sendBack(response, flow, () => undefined),
      now,
      log: options.log,
      count: this.#count,
    });
  }

  // --- in ---------------------------------------------------------------------------------------------------------

  readonly datagram: Arrivals["datagram"] = (data, address, port) => {
    // Phones behind NAT keep their binding open with empty lines.
    if (this.#closed || skipEmptyLines(data) === data.length || !this.#gate.admits(address)) return;
    this.#inbound.take(parseMessage(data), this.#flow("udp", address, port));
  };

  readonly framed: Arrivals["framed"] = (connection, framed) => {
    if (this.#closed) return;
    // A stream's messages cannot be left unread one by one: whoever sends too many loses the connection.
    if (!this.#gate.admits(connection.address)) return void connection.destroy();
    const flow = { ...this.#flow("tcp", connection.address, connection.port), connection: connection.id };
    if (framed.framed === "message") {
      this.#inbound.take(framed.parsed, flow);
    } else {
      this.#inbound.refuse(framed.problem, flow);
      connection.end();
    }
  };

  #flow(transport: TransportName, address: string, port: number): Flow {
    return { transport, address, port, localAddress: this.#localTowards(address), localPort: this.port };
  }

  // --- out --------------------------------------------------------------------------------------------------------

  localFor(target: Target): { address: string; port: number } {
    return { address: this.#localTowards(this.#resolver.known(target.host)), port: this.port };
  }

  send(message: SipMessage, target: Target, failed: Failed): void {
    const { transport, host, port, connection } = target;
    const address = this.#resolver.known(host);
    if (address !== undefined || this.#sockets.tcp?.connection(connection) !== undefined) {
      this.#deliver(message, { transport, address: address ?? host, port }, connection, failed);
      return;
    }
    void this.#resolver.resolve(host).then((found) => {
      if (found === undefined) failed("unresolvable");
      else this.#deliver(message, { transport, address: found, port }, undefined, failed);
    });
  }

  sendBack(response: SipResponse, flow: Flow, failed: Failed): void {
    const { transport, address, connection } = flow;
    this.#deliver(response, { transport, address, port: responsePort(response, flow) }, connection, failed);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#sockets.udp.close();
    await this.#sockets.tcp?.close();
  }

  /** To the connection where it is open, else to the hop. */
  #deliver(message: SipMessage, hop: Hop, connection: number | undefined, failed: Failed): void {
    const bytes = serialize(message);
    this.#count("out", hop.transport, whatIs(message));
    const open = this.#sockets.tcp?.connection(connection);
    if (this.#closed) this.#fail(failed, "closed");
    else if (open !== undefined) open.send(bytes, failed);
    else if (hop.transport === "udp") this.#sendDatagram(bytes, hop, failed);
    else if (this.#sockets.tcp === undefined) this.#fail(failed, "unreachable");
    else this.#sockets.tcp.sendTo(hop.address, hop.port, bytes, failed);
  }

  #sendDatagram(bytes: Buffer, { address, port }: Hop, failed: Failed): void {
    // Whether a datagram arrives nobody tells; that it cannot leave we know.
    const sendable = isIP(address) === this.#family && port > 0 && port <= 65_535 && bytes.length <= MAX_DATAGRAM_BYTES;
    if (sendable) this.#sockets.udp.send(bytes, 0, bytes.length, port, address);
    else this.#fail(failed, "unreachable");
  }

  #fail(failed: Failed, cause: SendFailure): void {
    const { scheduler } = this.#options;
    scheduler.at(scheduler.now(), () => failed(cause));
  }

  /** @param peer Undefined while its name has not been resolved. */
  #localTowards(peer: string | undefined): string {
    const { publicAddress, host } = this.#options;
    if (publicAddress !== undefined) return publicAddress;
    return host === "0.0.0.0" || host === "::" ? this.#localAddresses.towards(peer) : host;
  }
}

/**
 * The port of RFC 3261 §18.2.2 and RFC 3581 §4; the address is always the source, never what `maddr` or sent-by name.
 * A declared deviation: over UDP the port of sent-by is believed only beside the address the request came from. Beside another
 * address, or a name, it belongs to the far side of a NAT, and the answer goes to the source port as if `rport` had been asked for.
 */
function responsePort(response: SipResponse, flow: Flow): number {
  const via = parseVia(response.headers.get("Via") ?? "");
  const believed =
    via !== undefined && (flow.transport === "tcp" || (via.rport === undefined && via.host === flow.address));
  return believed ? (via.port ?? DEFAULT_PORT) : flow.port;
}
