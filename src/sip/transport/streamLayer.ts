/** EDGE: what lies between SIP and a TCP connection: nothing, or TLS. */
import { connect, isIP, type Socket } from "node:net";
import { TLSSocket, connect as tlsConnect } from "node:tls";
import { identityFault } from "./serverIdentity.ts";
import type { TlsIdentity } from "./tlsIdentity.ts";

/** Whom to connect to. */
export interface StreamHop {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** The domain or address that the peer has to prove to be; TCP proves nothing. */
  readonly serverName: string;
}

export interface StreamLayer {
  readonly transport: "tcp" | "tls";
  /** What SIP reads and writes of a connection that was accepted. */
  accepted(socket: Socket): Socket;
  /** Begins to connect. @param from the local address, where it is not left to the system */
  connect(hop: StreamHop, from: string | undefined): Socket;
  /** Of the socket: it is connected, and the peer is who it should be. */
  readonly ready: "connect" | "secureConnect";
}

const local = (from: string | undefined) => (from === undefined ? {} : { localAddress: from });

export const plain: StreamLayer = {
  transport: "tcp",
  accepted: (socket) => socket,
  connect: ({ address, port }, from) => connect({ host: address, port, ...local(from) }),
  ready: "connect",
};

/** TLS with the certificate that the identity has when a connection begins. */
export const secured = (identity: TlsIdentity): StreamLayer => ({
  transport: "tls",
  accepted: (socket) => new TLSSocket(socket, { isServer: true, secureContext: identity.server }),
  connect: ({ address, port, serverName }, from) =>
    tlsConnect({
      host: address,
      port,
      ...local(from),
      // RFC 6066 §3: "Literal IPv4 and IPv6 addresses are not permitted in "HostName"."
      ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
      secureContext: identity.client,
      rejectUnauthorized: true,
      checkServerIdentity: (_, certificate) =>
        identityFault(certificate.subjectaltname, certificate.subject?.CN, serverName),
    }),
  ready: "secureConnect",
});
