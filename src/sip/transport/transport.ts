import type { SipMessage } from "../message/message.ts";

export type TransportName = "udp" | "tcp" | "tls";

/** Where a peer listens that names no port (RFC 3261 §19.1.2). */
export const defaultPort = (transport: TransportName): number => (transport === "tls" ? 5061 : 5060);

/** Where a message came from, and the way back. */
export interface Flow {
  readonly transport: TransportName;
  /** Source address and port as seen by us. */
  readonly address: string;
  readonly port: number;
  /** The local address the message came to, as the peer may be told (never a wildcard). */
  readonly localAddress: string;
  readonly localPort: number;
  /** Names the TCP or TLS connection; undefined for UDP. */
  readonly connection?: number;
}

/** The next hop of a request. */
export interface Target {
  readonly transport: TransportName;
  /** An IP address, or a host name to the stack, which locates it; to the transport an address. */
  readonly host: string;
  readonly port: number;
  /** A connection to use again if it is still open (phones behind NAT). */
  readonly connection?: number;
  /**
   * The host is a domain to be located (RFC 3263 §4): by the SRV records of this transport, or by NAPTR first;
   * `transport` and `port` are then what holds where DNS says nothing. Without it the host's addresses are looked up.
   */
  readonly locate?: "srv" | "naptr";
  /** The name that a TLS server's certificate must bear (RFC 5922 §7); `host` where it is left out. */
  readonly serverName?: string;
  /** The peer is behind a NAT, which lets in only what comes back along the flow it opened: no connection can be made to it. */
  readonly behindNat?: boolean;
}

export type SendFailure = "unreachable" | "closed";

/** Bytes in and out. The transport parses and serialises; it adds `received`/`rport` to requests (RFC 3261 §18.2.1, RFC 3581 §4). */
export interface Transport {
  /** What to write into Via, Contact and SDP for a peer at `target`. */
  localFor(target: Target): { address: string; port: number };
  /** Sends to `target`, opening a connection if need be. `failed` is called at most once, later. */
  send(message: SipMessage, target: Target, failed: (cause: SendFailure) => void): void;
  /** Sends a response the way RFC 3261 §18.2.2 says: back over the connection, else to `received`:`rport`. */
  sendBack(response: SipMessage, flow: Flow, failed: (cause: SendFailure) => void): void;
  /** Sends empty lines to a phone behind NAT, which keeps the way to it open; nothing over streams. Never fails. */
  keepAlive(target: Target): void;
  close(): Promise<void>;
}

export type OnMessage = (message: SipMessage, flow: Flow) => void;

/** A connection is no more: who had registered over it is not reached by it any longer. */
export type OnLost = (peer: Pick<Flow, "transport" | "address" | "port">) => void;
