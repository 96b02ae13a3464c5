import type { Result } from "./result.ts";

/**
 * Called for each datagram, in the order of arrival. `data` may be changed by the receiver, and passed to `send`; beyond the call it is
 * the receiver's only where the network says so (`udp` does): the next datagram may stand in its place.
 */
export type Receive = (data: Buffer, address: string, port: number) => void;

export interface DatagramSocket {
  /** The bound address and port. */
  readonly address: string;
  readonly port: number;
  /** Sends `data[offset, offset + length)`. The bytes must not change before the next turn of the event loop. Never throws. */
  send(data: Buffer, offset: number, length: number, port: number, address: string): void;
  close(): void;
}

export interface BindFailure {
  /** `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, … */
  readonly code: string;
  readonly message: string;
}

/** UDP as the program sees it: the operating system's in production, a seeded lossy one in simulations. */
export interface Datagrams {
  bind(
    address: string,
    port: number,
    receive: Receive,
    done: (result: Result<DatagramSocket, BindFailure>) => void,
  ): void;
}
