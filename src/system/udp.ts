/** EDGE: UDP sockets of the operating system. */
import { isIP } from "node:net";
import { DgramAsPromised, type Socket, type SocketAsPromised } from "dgram-as-promised";
import { mapped, rememberingLast, unmapped } from "../kernel/addresses.ts";
import type { BindFailure, DatagramSocket, Datagrams, Receive } from "../kernel/datagrams.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** Room for a burst while the event loop is busy, bytes; the kernel gives at most net.core.rmem_max. */
export const RECEIVE_BUFFER_BYTES = 1 << 20;

/**
 * UDP as `Datagrams`. Addresses are IP literals: 4 or 6 decides the socket's family, and names are never looked up.
 * A socket at `::` serves both families; IPv4 addresses are IPv4 to its user. Each datagram's bytes are its receiver's for good.
 */
export const udp: Datagrams = {
  bind(address, port, receive, done) {
    open(address, port, receive).then(done);
  },
};

const asItIs = (address: string): string => address;

async function open(address: string, port: number, receive: Receive): Promise<Result<DatagramSocket, BindFailure>> {
  const both = address === "::";
  const v6 = isIP(address) === 6;
  const shown = both ? rememberingLast(unmapped) : asItIs;
  const socket = DgramAsPromised.createSocket(
    { type: v6 ? "udp6" : "udp4", ipv6Only: v6 && !both, lookup: literal },
    (data, source) => receive(data, shown(source.address), source.port),
  );
  try {
    const bound = await socket.bind(port, address);
    enlargeReceiveBuffer(socket);
    return ok(new UdpSocket(socket, bound.address, bound.port, both ? rememberingLast(mapped) : asItIs));
  } catch (failure) {
    const { code = "EUNKNOWN", message } = failure as NodeJS.ErrnoException;
    await socket.close();
    return err({ code, message });
  }
}

class UdpSocket implements DatagramSocket {
  readonly address: string;
  readonly port: number;
  readonly #owner: SocketAsPromised;
  /** The hot path goes past the promises of its owner: no allocation a packet. */
  readonly #socket: Socket;
  /** What the system must be given for an address. */
  readonly #destination: (address: string) => string;
  #open = true;

  constructor(owner: SocketAsPromised, address: string, port: number, destination: (address: string) => string) {
    this.#owner = owner;
    this.#socket = owner.socket;
    this.address = address;
    this.port = port;
    this.#destination = destination;
  }

  /** What the network refuses (ICMP unreachable, no route, a port of 0) is lost silently, as UDP may lose anything. */
  send(data: Buffer, offset: number, length: number, port: number, address: string): void {
    if (!this.#open) return;
    try {
      // Without an offset Node makes no view of the bytes: most packets fill their buffer.
      if (length === data.length) this.#socket.send(data, port, this.#destination(address));
      else this.#socket.send(data, offset, length, port, this.#destination(address));
    } catch {
      // Node throws for arguments that no network could take, such as port 0 out of a stranger's SDP.
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    void this.#owner.close();
  }
}

/** Answers at once what is an address already: without it every send takes a turn through DNS. */
function literal(
  address: string,
  family: unknown,
  answer: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  const found = isIP(address);
  if (found !== 0) answer(null, address, found);
  else answer(new Error(`${address} is no IP address (family ${String(family)})`), address, 0);
}

function enlargeReceiveBuffer(socket: SocketAsPromised): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
  } catch {
    // Without the larger buffer bursts are lost earlier, and nothing else changes.
  }
}
