/** UDP, TCP and TLS on one address, behind the `Transport` interface. */
import { isIP } from "node:net";
import { isSameAddress } from "../../kernel/addresses.ts";
import type { Log } from "../../kernel/log.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { type Gate, openGate } from "../guard/gate.ts";
import { parseVia } from "../message/fields.ts";
import { skipEmptyLines } from "../message/framing.ts";
import type { SipMessage, SipResponse } from "../message/message.ts";
import { parseMessage } from "../message/parse.ts";
import { serialize } from "../message/serialize.ts";
import { Allowance } from "./allowance.ts";
import { type Count, whatIs } from "./counting.ts";
import { Inbound } from "./inbound.ts";
import { LocalAddresses } from "./localAddress.ts";
import { type Arrivals, bindSockets, type Place, type PortFailure, type Sockets } from "./sockets.ts";
import {
  defaultPort,
  type Flow,
  type OnLost,
  type OnMessage,
  type SendFailure,
  type Target,
  type Transport,
  type TransportName,
} from "./transport.ts";

export interface TransportOptions extends Place {
  /** What peers of its family are told instead of a local address. */
  readonly publicAddress?: string;
  readonly onMessage: OnMessage;
  readonly onLost?: OnLost;
  readonly log: Log;
  readonly count?: Count;
  /** Who is listened to; everybody unless told. */
  readonly gate?: Gate;
}

export interface BoundTransport extends Transport {
  /** Of UDP and TCP. */
  readonly port: number;
  /** Undefined where TLS is not served. */
  readonly tlsPort: number | undefined;
}

export async function createTransport(options: TransportOptions): Promise<Result<BoundTransport, PortFailure>> {
  let transport: SipTransport | undefined;
  const sockets = await bindSockets(options, {
    datagram: (data, address, port) => transport?.datagram(data, address, port),
    framed: (connection, framed) => transport?.framed(connection, framed),
    failed: (connection, reason) => transport?.failed(connection, reason),
    closed: (connection) => transport?.closed(connection),
    bars: (address) => (options.gate ?? openGate).bars(address),
  });
  if (!sockets.ok) return sockets;
  transport = new SipTransport(options, sockets.value);
  return ok(transport);
}

/** A connection that cannot be made is told of so often, a second at most: a trunk that is down is tried again and again. */
const FAILURE_LINES_PER_SECOND = 1;
/** 65,535 less the headers of IPv4 and UDP. */
const MAX_DATAGRAM_BYTES = 65_507;

type Failed = (cause: SendFailure) => void;

/** The next hop, its name resolved. */
type Hop = Pick<Flow, "transport" | "address" | "port"> & { readonly serverName: string };

class SipTransport implements BoundTransport, Omit<Arrivals, "bars"> {
  readonly port: number;
  readonly tlsPort: number | undefined;
  readonly #options: TransportOptions;
  readonly #sockets: Sockets;
  /** 4, 6, or 0 for both. */
  readonly #family: number;
  readonly #count: Count;
  readonly #gate: Gate;
  readonly #localAddresses: LocalAddresses;
  readonly #inbound: Inbound;
  readonly #failureLines = new Allowance(FAILURE_LINES_PER_SECOND);
  #closed = false;

  constructor(options: TransportOptions, sockets: Sockets) {
    const now = (): number => options.scheduler.now();
    this.port = sockets.port;
    this.tlsPort = sockets.tlsPort;
    this.#options = options;
    this.#sockets = sockets;
    this.#family = options.host === "::" ? 0 : isIP(options.host);
    this.#count = options.count ?? (() => undefined);
    this.#gate = options.gate ?? openGate;
    this.#localAddresses = new LocalAddresses(this.#family === 6 ? 6 : 4, now);
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
    const { transport, address, port, id } = connection;
    const flow = { ...this.#flow(transport, address, port), connection: id };
    if (framed.framed === "message") this.#inbound.take(framed.parsed, flow);
    else this.#inbound.refuse(framed.problem, flow);
    if (framed.framed === "lost" || framed.last) connection.end();
  };

  readonly failed: Arrivals["failed"] = ({ transport, address, port }, reason) => {
    const { log, scheduler } = this.#options;
    if (!this.#failureLines.take(scheduler.now())) return;
    log.warn({ event: "sip_unreachable", transport, address, port, reason }, "a SIP connection could not be made");
  };

  readonly closed: Arrivals["closed"] = ({ transport, address, port }) => {
    if (!this.#closed) this.#options.onLost?.({ transport, address, port });
  };

  #flow(transport: TransportName, address: string, port: number): Flow {
    const local = { localAddress: this.#localTowards(address), localPort: this.#localPort(transport) };
    return { transport, address, port, ...local };
  }

  // --- out --------------------------------------------------------------------------------------------------------

  localFor(target: Target): { address: string; port: number } {
    const { host, transport } = target;
    return { address: this.#localTowards(isIP(host) === 0 ? undefined : host), port: this.#localPort(transport) };
  }

  send(message: SipMessage, target: Target, failed: Failed): void {
    const { transport, host, port, connection } = target;
    const hop = { transport, address: host, port, serverName: target.serverName ?? host };
    this.#deliver(message, hop, connection, failed);
  }

  sendBack(response: SipResponse, flow: Flow, failed: Failed): void {
    const { transport, address, connection } = flow;
    const hop = { transport, address, port: responsePort(response, flow), serverName: address };
    this.#deliver(response, hop, connection, failed);
  }

  keepAlive({ transport, host, port }: Target): void {
    if (this.#closed || transport !== "udp" || !this.#reaches(host, port)) return;
    this.#sockets.udp.send(EMPTY_LINES, 0, EMPTY_LINES.length, port, host);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#sockets.udp.close();
    await this.#sockets.streams.close();
  }

  /** To the connection where it is open, else to the hop. */
  #deliver(message: SipMessage, hop: Hop, connection: number | undefined, failed: Failed): void {
    const bytes = serialize(message);
    this.#count("out", hop.transport, whatIs(message));
    const { streams } = this.#sockets;
    const open = streams.connection(connection);
    if (this.#closed) this.#fail(failed, "closed");
    else if (open !== undefined) {
      if (admitsPeer(message)) open.welcome();
      open.send(bytes, failed);
    } else if (hop.transport === "udp") this.#sendDatagram(bytes, hop, failed);
    else streams.sendTo(hop.transport, hop, bytes, failed);
  }

  #sendDatagram(bytes: Buffer, { address, port }: Hop, failed: Failed): void {
    // Whether a datagram arrives nobody tells; that it cannot leave we know.
    if (this.#reaches(address, port) && bytes.length <= MAX_DATAGRAM_BYTES)
      this.#sockets.udp.send(bytes, 0, bytes.length, port, address);
    else this.#fail(failed, "unreachable");
  }

  /** Whether the UDP socket can send there at all. */
  #reaches(address: string, port: number): boolean {
    const family = isIP(address);
    return family !== 0 && (this.#family === 0 || this.#family === family) && port > 0 && port <= 65_535;
  }

  #fail(failed: Failed, cause: SendFailure): void {
    const { scheduler } = this.#options;
    scheduler.at(scheduler.now(), () => failed(cause));
  }

  /** @param peer Undefined while its name has not been resolved. */
  #localTowards(peer: string | undefined): string {
    const { publicAddress, host } = this.#options;
    const sees = peer === undefined || isIP(peer) === isIP(publicAddress ?? "");
    if (publicAddress !== undefined && (sees || this.#family !== 0)) return publicAddress;
    return host === "0.0.0.0" || host === "::" ? this.#localAddresses.towards(peer) : host;
  }

  #localPort(transport: TransportName): number {
    return transport === "tls" ? (this.tlsPort ?? this.port) : this.port;
  }
}

/** RFC 5626 §3.5.1: what keeps a flow open and says nothing. */
const EMPTY_LINES = Buffer.from("\r\n\r\n");

/** Whether we let the peer in by this: a request of ours, or a success that a stranger does not get (anybody's OPTIONS is answered). */
function admitsPeer(message: SipMessage): boolean {
  if (message.kind === "request") return true;
  const succeeds = message.status >= 200 && message.status < 300;
  return succeeds && !/ OPTIONS$/.test(message.headers.get("CSeq") ?? "");
}

/**
 * The port of RFC 3261 §18.2.2 and RFC 3581 §4; the address is always the source, never what `maddr` or sent-by name.
 * A declared deviation: over UDP the port of sent-by is believed only beside the address the request came from. Beside another
 * address, or a name, it belongs to the far side of a NAT, and the answer goes to the source port as if `rport` had been asked for.
 */
function responsePort(response: SipResponse, flow: Flow): number {
  const via = parseVia(response.headers.get("Via") ?? "");
  const isStream = flow.transport !== "udp";
  const believed =
    via !== undefined && (isStream || (via.rport === undefined && isSameAddress(via.host, flow.address)));
  return believed ? (via.port ?? defaultPort(flow.transport)) : flow.port;
}
