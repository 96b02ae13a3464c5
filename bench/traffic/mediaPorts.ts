import type { DatagramSocket } from "../../src/kernel/datagrams.ts";
import type { Network } from "../../src/system/network.ts";

const HOST = "127.0.0.1";
/**
 * Legs that share a socket. Few sockets are read and polled cheaply; but what the kernel keeps for one while we are busy is bounded.
 * The server sends from a port of each leg's own, which tells us whose a packet is.
 */
const LEGS_A_SOCKET = 32;
const PORTS = 65_536;
/** How often an even port with a free neighbour is looked for. */
const TRIES = 100;

/** Takes a packet, whose bytes are its own only until it returns. */
export type Hears = (packet: Buffer) => void;

/** One end of the media of a call. */
export interface MediaLeg {
  /** The port that its description names. */
  readonly port: number;
  hears: Hears;
  /** The server's description is known. */
  connect(port: number): void;
  send(packet: Buffer, length: number): void;
  close(): void;
}

const nothing: Hears = () => {};

/** The sockets of all legs. */
export class MediaPorts {
  readonly #network: Network;
  readonly #sockets: DatagramSocket[] = [];
  #rtp: readonly DatagramSocket[] = [];
  /** By the server's port. */
  readonly #legs = new Array<SharedLeg | undefined>(PORTS).fill(undefined);
  #given = 0;

  constructor(network: Network) {
    this.#network = network;
  }

  /** Opens what so many legs need. */
  async reserve(legs: number): Promise<void> {
    while (this.#rtp.length * LEGS_A_SOCKET < legs) this.#rtp = [...this.#rtp, await this.#pair()];
  }

  leg(): MediaLeg {
    const socket = this.#rtp[this.#given++ % this.#rtp.length];
    if (socket === undefined) throw new Error("no ports were reserved");
    return new SharedLeg(socket, this.#legs);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  /** RTP on an even port, and one for RTCP above it, whose reports nobody reads. */
  async #pair(): Promise<DatagramSocket> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const rtp = await this.#bind(0, (packet, _address, port) => this.#legs[port]?.hears(packet));
      const rtcp = rtp !== undefined && rtp.port % 2 === 0 ? await this.#bind(rtp.port + 1, nothing) : undefined;
      if (rtp !== undefined && rtcp !== undefined) {
        this.#sockets.push(rtp, rtcp);
        return rtp;
      }
      rtp?.close();
    }
    throw new Error("no pair of free ports");
  }

  #bind(
    port: number,
    receive: (packet: Buffer, address: string, port: number) => void,
  ): Promise<DatagramSocket | undefined> {
    return new Promise((resolve) =>
      this.#network.datagrams.bind(HOST, port, receive, (bound) => resolve(bound.ok ? bound.value : undefined)),
    );
  }
}

class SharedLeg implements MediaLeg {
  hears = nothing;
  readonly #socket: DatagramSocket;
  readonly #legs: (SharedLeg | undefined)[];
  #server = 0;

  constructor(socket: DatagramSocket, legs: (SharedLeg | undefined)[]) {
    this.#socket = socket;
    this.#legs = legs;
  }

  get port(): number {
    return this.#socket.port;
  }

  connect(port: number): void {
    this.close();
    this.#server = port;
    this.#legs[port] = this;
  }

  send(packet: Buffer, length: number): void {
    if (this.#server !== 0) this.#socket.send(packet, 0, length, this.#server, HOST);
  }

  close(): void {
    // Another leg may have been given the port meanwhile.
    if (this.#legs[this.#server] === this) this.#legs[this.#server] = undefined;
    this.#server = 0;
  }
}
