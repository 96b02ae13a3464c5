/** Somebody who sends bytes of any kind and notes what comes back: over a socket of his own, so that all of it is meant for him. */
import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { SipMessage } from "../../lab/sip/message.ts";
import { framing, type Peer } from "../../lab/sip/wire.ts";
import { Changes } from "../../lab/waiting.ts";

/** Longer than the server waits for the rest of a message on a stream, ms. */
const PATIENCE = 20_000;

export interface Stranger {
  /** What came back, in order. */
  readonly heard: readonly SipMessage[];
  /** Whether the server has closed the connection; never for UDP. */
  readonly closed: boolean;
  send(bytes: Buffer | string): void;
  /** Waits until `isSo` gives something. */
  until<T>(isSo: () => T | undefined | false, what: string): Promise<T>;
  close(): void;
}

export const strangers = {
  udp: async (server: Peer): Promise<Stranger> => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new UdpStranger(socket, server);
  },
  tcp: async (server: Peer): Promise<Stranger> => {
    const socket = connect(server.port, server.address);
    await once(socket, "connect");
    return new TcpStranger(socket);
  },
} as const;

abstract class Listening {
  readonly heard: SipMessage[] = [];
  readonly changes = new Changes();

  until<T>(isSo: () => T | undefined | false, what: string): Promise<T> {
    return this.changes.until(isSo, what, { patience: PATIENCE });
  }

  protected hear(text: string): void {
    const message = SipMessage.parse(text);
    this.heard.push(message);
    // A refused INVITE is acknowledged, as any peer would do, so that the server is done with it at once.
    if ((message.status ?? 0) >= 300 && message.cseq.method === "INVITE") this.send(acknowledgement(message));
    this.changes.announce();
  }

  abstract send(bytes: Buffer | string): void;
}

class UdpStranger extends Listening implements Stranger {
  readonly closed = false;
  readonly #socket: UdpSocket;
  readonly #server: Peer;

  constructor(socket: UdpSocket, server: Peer) {
    super();
    this.#socket = socket;
    this.#server = server;
    socket.on("message", (data) => this.hear(data.toString()));
  }

  send(bytes: Buffer | string): void {
    this.#socket.send(bytes, this.#server.port, this.#server.address);
  }

  close(): void {
    this.#socket.close();
  }
}

class TcpStranger extends Listening implements Stranger {
  closed = false;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on(
      "data",
      framing((text) => this.hear(text)),
    );
    socket.on("error", () => undefined);
    const gone = (): void => {
      this.closed = true;
      this.changes.announce();
    };
    socket.on("end", gone).on("close", gone);
  }

  send(bytes: Buffer | string): void {
    this.#socket.write(bytes);
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** RFC 3261 §17.1.1.3, as far as a response shows it; the Request-URI is any. */
function acknowledgement(response: SipMessage): string {
  const field = (name: string): [string, string] => [name, response.get(name)];
  return new SipMessage("ACK sip:ack@example.com SIP/2.0", [
    field("Via"),
    ["Max-Forwards", "70"],
    field("From"),
    field("To"),
    field("Call-ID"),
    ["CSeq", `${response.cseq.number} ACK`],
  ]).toString();
}

let probes = 0;

/** An OPTIONS that any living server answers. */
export function probe(transport: "udp" | "tcp"): SipMessage {
  const number = ++probes;
  return new SipMessage("OPTIONS sip:probe@example.com SIP/2.0", [
    ["Via", `SIP/2.0/${transport.toUpperCase()} 127.0.0.1:5060;rport;branch=z9hG4bKprobe${number}`],
    ["Max-Forwards", "70"],
    ["From", "<sip:probe@example.com>;tag=p"],
    ["To", "<sip:probe@example.com>"],
    ["Call-ID", `probe-${number}`],
    ["CSeq", "1 OPTIONS"],
  ]);
}

/** The first final answer to anything but probes. */
export const finalAnswer = (stranger: Stranger): SipMessage | undefined =>
  stranger.heard.find((message) => (message.status ?? 0) >= 200 && !message.callId.startsWith("probe-"));
