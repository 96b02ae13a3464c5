/** EDGE: the compiled sockets of `native/`, where there are any. */
import { createRequire } from "node:module";
import { err, ok, type Result } from "../../kernel/result.ts";

/** Sockets have numbers; datagrams that came stand in slots. All of it belongs to the thread that opened it. */
export interface NativeSockets {
  readonly slots: number;
  readonly slotBytes: number;
  /** Slot after slot. */
  readonly slab: ArrayBuffer;
  /** Three 32-bit numbers a slot: the socket's number; bytes, -1 for a datagram that was too long; 1 when its source is not that of the socket's datagram before. */
  readonly arrivals: ArrayBuffer;
  /** @throws an error with the system's `code` */
  bind(address: string, port: number, both: boolean, bufferBytes: number): number;
  address(socket: number): string;
  port(socket: number): number;
  /** Where the datagram in a slot came from. */
  sourceAddress(slot: number): string;
  sourcePort(slot: number): number;
  /** Where `send` sends from now on. */
  aim(socket: number, address: string, port: number): void;
  send(socket: number, data: Buffer, offset: number, length: number): void;
  close(socket: number): void;
  /** `wake` is called once after so many ms (fractions count); a later call takes the place of an earlier one; negative: never. */
  wakeAfter(ms: number): void;
}

export interface NativeAddon {
  /**
   * @param deliver told after each turn of the event loop how many slots, from the first on, hold datagrams; they may be changed until it returns
   * @param wake the alarm
   */
  open(deliver: (count: number) => void, wake: () => void): NativeSockets;
}

const PLACE = "../../../native/build/ponto.node";

/** The addon, or in one line why there is none. */
export function loadAddon(): Result<NativeAddon, string> {
  try {
    return ok(createRequire(import.meta.url)(PLACE) as NativeAddon);
  } catch (error) {
    return err((error as Error).message.split("\n", 1)[0]!);
  }
}
