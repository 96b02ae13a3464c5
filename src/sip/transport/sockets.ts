/** The sockets behind one address and port: UDP, and TCP beside it. */
import type { Scheduler } from "../../kernel/clock.ts";
import type { BindFailure, DatagramSocket, Datagrams, Receive } from "../../kernel/datagrams.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { Tcp } from "./tcp.ts";
import type { ConnectionEvents } from "./tcpConnection.ts";

export interface Place {
  readonly host: string;
  /** 0: any that is free for both. */
  readonly port: number;
  readonly datagrams: Datagrams;
  readonly tcp?: boolean;
  readonly scheduler: Scheduler;
}

export interface Sockets {
  readonly port: number;
  readonly udp: DatagramSocket;
  readonly tcp: Tcp | undefined;
}

export interface Arrivals {
  readonly datagram: Receive;
  readonly framed: ConnectionEvents["framed"];
}

/** How often another port is tried where any will do, but UDP and TCP must agree. */
const PORT_TRIES = 10;

export async function bindSockets(place: Place, arrivals: Arrivals): Promise<Result<Sockets, BindFailure>> {
  const tries = place.port === 0 ? PORT_TRIES : 1;
  for (let i = 1; ; i++) {
    const bound = await bindOnce(place, arrivals);
    if (bound.ok || bound.error.code !== "EADDRINUSE" || i === tries) return bound;
  }
}

async function bindOnce(place: Place, { datagram, framed }: Arrivals): Promise<Result<Sockets, BindFailure>> {
  const { host, datagrams, scheduler } = place;
  const tcp = place.tcp === false ? undefined : new Tcp({ host, port: place.port, scheduler, framed });
  const port = tcp === undefined ? ok(place.port) : await tcp.listen();
  if (!port.ok) return port;
  const udp = await new Promise<Result<DatagramSocket, BindFailure>>((resolve) =>
    datagrams.bind(host, port.value, datagram, resolve),
  );
  if (udp.ok) return ok({ port: udp.value.port, udp: udp.value, tcp });
  await tcp?.close();
  return udp;
}
