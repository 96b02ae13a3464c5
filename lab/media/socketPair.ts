import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";

export interface SocketPair {
  /** Even; RTCP is one above (RFC 3550 §11). */
  readonly port: number;
  onRtp(receive: (data: Buffer, from: RemoteInfo) => void): void;
  onRtcp(receive: (data: Buffer, from: RemoteInfo) => void): void;
  sendRtp(packet: Buffer, port: number, address: string): void;
  sendRtcp(packet: Buffer, port: number, address: string): void;
  /** Connects the RTP socket, which spares each packet the look-up of its destination. */
  connect(port: number, address: string): Promise<(packet: Buffer) => void>;
  close(): Promise<void>;
}

/** How often an even port with a free neighbour is looked for. */
const TRIES = 100;

/** Binds an even port and the odd one above it, chosen by the system. */
export async function openSocketPair(host: string): Promise<SocketPair> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const rtp = await bind(host, 0);
    const port = rtp?.address().port ?? 1;
    const rtcp = port % 2 === 0 ? await bind(host, port + 1) : undefined;
    if (rtp !== undefined && rtcp !== undefined) {
      return {
        port,
        onRtp: (receive) => void rtp.on("message", receive),
        onRtcp: (receive) => void rtcp.on("message", receive),
        sendRtp: sending(rtp),
        sendRtcp: sending(rtcp),
        connect: async (port, address) => {
          rtp.connect(port, address);
          await once(rtp, "connect");
          return (packet) => {
            rtp.send(packet, ignore);
          };
        },
        close: async () => {
          await Promise.all([close(rtp), close(rtcp)]);
        },
      };
    }
    if (rtp !== undefined) await close(rtp);
  }
  throw new Error(`no pair of free ports on ${host}`);
}

/** What cannot be sent is lost, as on a network. */
const ignore = (): void => {};

const sending =
  (socket: Socket) =>
  (packet: Buffer, port: number, address: string): void => {
    socket.send(packet, port, address, ignore);
  };

async function bind(host: string, port: number): Promise<Socket | undefined> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  try {
    socket.bind(port, host);
    await once(socket, "listening");
    socket.on("error", () => {});
    return socket;
  } catch {
    return undefined;
  }
}

async function close(socket: Socket): Promise<void> {
  const closed = once(socket, "close");
  socket.close();
  await closed;
}
