/** The same streams from socket to socket, with nothing between. */
import type { DatagramSocket } from "../../src/kernel/datagrams.ts";
import type { Network } from "../../src/system/network.ts";
import type { Pacer } from "./pacer.ts";
import { PartyStream } from "./partyStream.ts";

const HOST = "127.0.0.1";
/** As in calls through a server. */
const STREAMS_A_SOCKET = 32;

/** Two streams for each of so many calls. @returns them, and what ends them */
export async function direct(
  network: Network,
  pacer: Pacer,
  calls: number,
): Promise<{ readonly streams: readonly PartyStream[]; readonly close: () => void }> {
  const byNumber: PartyStream[] = [];
  const hears = (packet: Buffer): void => byNumber[packet.readUInt32BE(8)]?.receive(packet);
  const sockets = await Promise.all(
    Array.from({ length: 1 + Math.ceil((2 * calls) / STREAMS_A_SOCKET) }, () => bound(network, hears)),
  );
  for (let number = 0; number < 2 * calls; number++) {
    const from = sockets[number % sockets.length]!;
    const to = sockets[(number + 1) % sockets.length]!;
    const send = (packet: Buffer, length: number): void => from.send(packet, 0, length, to.port, HOST);
    const stream = new PartyStream(number, { codec: "PCMA", payloadType: 8, heardAs: "PCMA", send }, -1);
    byNumber.push(stream);
    pacer.add(stream);
  }
  return {
    streams: byNumber,
    close: () => {
      for (const stream of byNumber) pacer.remove(stream);
      for (const socket of sockets) socket.close();
    },
  };
}

function bound(network: Network, hears: (packet: Buffer) => void): Promise<DatagramSocket> {
  return new Promise((resolve, reject) =>
    network.datagrams.bind(HOST, 0, hears, (result) =>
      result.ok ? resolve(result.value) : reject(new Error(result.error.message)),
    ),
  );
}
