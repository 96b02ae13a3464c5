import type { DatagramSocket, Datagrams, Receive } from "../../kernel/datagrams.ts";
import { err, ok, type Result } from "../../kernel/result.ts";

/** Why a leg has no sockets. `port_taken`: another program has one of the two ports. */
export interface OpenFailure {
  readonly code: "port_taken" | "bind_failed";
  readonly message: string;
}

/** A leg's pair of sockets: RTP on an even port, RTCP on the next (RFC 3550 §11). */
export class LegSockets {
  readonly #sockets: (DatagramSocket | undefined)[] = [undefined, undefined];
  #binding = 0;
  #closed = false;
  #whenClosed: (() => void) | undefined;

  /** Binds both ports of `address`; `done` is told once, unless the pair is closed first. */
  open(
    datagrams: Datagrams,
    address: string,
    port: number,
    receive: { readonly rtp: Receive; readonly rtcp: Receive },
    done: (result: Result<void, OpenFailure>) => void,
  ): void {
    this.#binding = 2;
    let failure: OpenFailure | undefined;
    const bind = (index: 0 | 1, onDatagram: Receive): void =>
      datagrams.bind(address, port + index, onDatagram, (result) => {
        this.#binding--;
        if (!result.ok) failure ??= openFailure(result.error);
        else if (this.#closed) result.value.close();
        else this.#sockets[index] = result.value;
        if (this.#binding > 0) return;
        if (this.#closed) return this.#whenClosed?.();
        if (failure !== undefined) this.#closeBoth();
        done(failure === undefined ? ok(undefined) : err(failure));
      });
    bind(0, receive.rtp);
    bind(1, receive.rtcp);
  }

  sendRtp(packet: Buffer, length: number, port: number, address: string): void {
    this.#sockets[0]?.send(packet, 0, length, port, address);
  }

  sendRtcp(packet: Buffer, port: number, address: string): void {
    this.#sockets[1]?.send(packet, 0, packet.length, port, address);
  }

  /** Closes what is open; `closed` is called when nothing is bound any more, at once if no bind is under way. */
  close(closed: () => void): void {
    this.#closed = true;
    this.#closeBoth();
    if (this.#binding > 0) this.#whenClosed = closed;
    else closed();
  }

  #closeBoth(): void {
    for (const socket of this.#sockets) socket?.close();
    this.#sockets.fill(undefined);
  }
}

const openFailure = ({ code, message }: { readonly code: string; readonly message: string }): OpenFailure => ({
  code: code === "EADDRINUSE" ? "port_taken" : "bind_failed",
  message,
});
