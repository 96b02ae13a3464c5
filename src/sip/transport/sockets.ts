/** The sockets behind one address: UDP and TCP on one port, TLS on another. */
import type { Scheduler } from "../../kernel/clock.ts";
import type { BindFailure, DatagramSocket, Datagrams, Receive } from "../../kernel/datagrams.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { plain, secured } from "./streamLayer.ts";
import { type StreamOptions, Streams } from "./streams.ts";
import type { TlsIdentity } from "./tlsIdentity.ts";

export interface Place {
  /** An IP address of this machine; `0.0.0.0` is every one of IPv4, `::` every one of both families. */
  readonly host: string;
  /** 0: any that is free for both. */
  readonly port: number;
  readonly datagrams: Datagrams;
  /** Whether to serve TCP too; true unless said otherwise. */
  readonly tcp?: boolean;
  /** Port 0: any; undefined: TLS is not served, and used for connections of ours alone. */
  readonly tls?: { readonly port: number | undefined; readonly identity: TlsIdentity };
  readonly scheduler: Scheduler;
}

export interface Sockets {
  readonly port: number;
  /** Undefined where TLS is not served. */
  readonly tlsPort: number | undefined;
  readonly udp: DatagramSocket;
  readonly streams: Streams;
}

export interface Arrivals extends Pick<StreamOptions, "framed" | "failed" | "closed" | "bars"> {
  readonly datagram: Receive;
}

/** Which of the two ports could not be had, and why. */
export interface PortFailure extends BindFailure {
  readonly of: "sip" | "tls";
}

/** How often another port is tried where any will do, but UDP and TCP must agree. */
const PORT_TRIES = 10;

export async function bindSockets(place: Place, arrivals: Arrivals): Promise<Result<Sockets, PortFailure>> {
  const tries = place.port === 0 ? PORT_TRIES : 1;
  for (let i = 1; ; i++) {
    const bound = await bindOnce(place, arrivals);
    if (bound.ok || bound.error.of === "tls" || bound.error.code !== "EADDRINUSE" || i === tries) return bound;
  }
}

async function bindOnce(place: Place, arrivals: Arrivals): Promise<Result<Sockets, PortFailure>> {
  const { host, datagrams, scheduler, tls } = place;
  const streams = new Streams({ ...arrivals, host, scheduler });
  const giveUp = async (of: PortFailure["of"], failure: BindFailure) => {
    await streams.close();
    return { ok: false, error: { ...failure, of } } as const;
  };
  if (tls !== undefined) streams.connectBy(secured(tls.identity));
  const tlsPort = tls?.port === undefined ? ok(undefined) : await streams.listen(secured(tls.identity), tls.port);
  if (!tlsPort.ok) return giveUp("tls", tlsPort.error);
  const port = place.tcp === false ? ok(place.port) : await streams.listen(plain, place.port);
  if (!port.ok) return giveUp("sip", port.error);
  const udp = await new Promise<Result<DatagramSocket, BindFailure>>((resolve) =>
    datagrams.bind(host, port.value, arrivals.datagram, resolve),
  );
  if (!udp.ok) return giveUp("sip", udp.error);
  return ok({ port: udp.value.port, tlsPort: tlsPort.value, udp: udp.value, streams });
}
