/** Where a phone's signalling leaves and arrives: a UDP socket, or TCP or TLS connections in either direction. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, isIPv6, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";

export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** A host as URIs and Via write it: an IPv6 address in brackets. */
export const hostText = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** Called with the text of each complete message. */
export type ReceiveText = (text: string, from: Peer) => void;

export type WireTransport = "udp" | "tcp" | "tls";

export interface Wire {
  readonly transport: WireTransport;
  /** The address and port that Via and Contact name. */
  readonly local: Peer;
  /** Never throws; a message that cannot be sent is lost, as on a network. */
  send(text: string, to: Peer): void;
  close(): Promise<void>;
}

export interface WireOptions {
  readonly transport: WireTransport;
  readonly host: string;
  /** Any free one by default. */
  readonly port?: number;
  /** The certificate, in PEM, of the authority that vouches for servers over TLS. */
  readonly authority?: string;
  /** In PEM, what it proves itself by to who connects to it over TLS; without it nobody can. */
  readonly proof?: { readonly cert: string; readonly key: string };
}

export const openWire = (options: WireOptions, receive: ReceiveText): Promise<Wire> =>
  options.transport === "udp" ? openUdp(options, receive) : openStreams(options, receive);

async function openUdp({ host, port = 0 }: WireOptions, receive: ReceiveText): Promise<Wire> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  socket.on("message", (data, from) => {
    receive(data.toString(), from);
  });
  socket.bind(port, host);
  await once(socket, "listening");
  // An ICMP error for a peer that is gone must not end the phone.
  socket.on("error", () => {});
  return {
    transport: "udp",
    local: socket.address(),
    send: (text, to) => {
      socket.send(text, to.port, to.address, () => {});
    },
    close: async () => {
      const closed = once(socket, "close");
      socket.close();
      await closed;
    },
  };
}

async function openStreams(options: WireOptions, receive: ReceiveText): Promise<Wire> {
  const { transport, host, port = 0, authority, proof } = options;
  const connections = new Map<string, Socket>();
  const keyOf = (peer: Peer): string => `${peer.address}:${peer.port}`;
  const adopt = (socket: Socket, peer: Peer): void => {
    connections.set(keyOf(peer), socket);
    const feed = framing((text) => {
      receive(text, peer);
    });
    socket.on("data", feed);
    socket.on("error", () => {});
    socket.on("close", () => connections.delete(keyOf(peer)));
  };
  const accept = (socket: Socket): void =>
    adopt(socket, { address: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 });
  // A phone over TLS has no certificate to show: the port is its own, but whoever wants it uses the connection that it made.
  const refuse = (socket: Socket): void => void socket.destroy();
  const server =
    proof === undefined ? createServer(transport === "tls" ? refuse : accept) : createTlsServer(proof, accept);
  server.on("tlsClientError", () => {});
  server.listen(port, host);
  await once(server, "listening");
  return {
    transport,
    local: server.address() as AddressInfo,
    send: (text, to) => {
      let socket = connections.get(keyOf(to));
      if (socket === undefined) {
        const there = { host: to.address, port: to.port, localAddress: host };
        socket = transport === "tls" ? connectTls({ ...there, ...(authority && { ca: authority }) }) : connect(there);
        adopt(socket, to);
      }
      // One that is being closed takes nothing more.
      if (socket.writable) socket.write(text);
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      const open = [...connections.values()];
      for (const socket of open) socket.end();
      // What was just written (a BYE, an answer) gets a moment to leave before the connections are cut.
      const ended = Promise.all(open.map((socket) => socket.closed || once(socket, "close")));
      await Promise.race([ended, delay(200, undefined, { ref: false })]);
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Cuts a stream into messages by Content-Length (RFC 3261 §18.3), skipping the CRLFs of keep-alive. */
export function framing(deliver: (text: string) => void): (data: Buffer) => void {
  let pending = Buffer.alloc(0);
  return (data) => {
    pending = Buffer.concat([pending, data]);
    for (;;) {
      while (pending[0] === 13 || pending[0] === 10) pending = pending.subarray(1);
      const end = pending.indexOf("\r\n\r\n");
      if (end === -1) return;
      const length = /^(?:content-length|l)\s*:\s*(\d+)/im.exec(pending.toString("latin1", 0, end))?.[1];
      const whole = end + 4 + Number(length ?? 0);
      if (pending.length < whole) return;
      const text = pending.toString("utf8", 0, whole);
      pending = pending.subarray(whole);
      deliver(text);
    }
  };
}
