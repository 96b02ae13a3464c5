/** The descriptions that simulated phones send and read: one G.711 stream with RFC 4733 events. */
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";

export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

const payloadTypes: Record<CodecName, number> = { PCMU: 0, PCMA: 8, G722: 9, opus: 111 };

export interface OwnAudio {
  readonly address: string;
  readonly port: number;
  readonly codec: CodecName;
  readonly ptime: number;
}

/** @param connection The c= line's address, where it is not the phone's own: 0.0.0.0 holds (RFC 2543). */
export function describe(
  { address, port, codec, ptime }: OwnAudio,
  version: number,
  direction: Direction = "sendrecv",
  connection: string = address,
): string {
  const type = payloadTypes[codec];
  return [
    "v=0",
    `o=- 7 ${version} IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${connection}`,
    "t=0 0",
    `m=audio ${port} RTP/AVP ${type} 101`,
    `a=rtpmap:${type} ${codec}/8000`,
    "a=rtpmap:101 telephone-event/8000",
    `a=ptime:${ptime}`,
    `a=${direction}`,
    "",
  ].join("\r\n");
}

export interface PeerAudio {
  readonly address: string;
  readonly port: number;
  readonly direction: Direction;
}

export function read(sdp: string): PeerAudio {
  const field = (pattern: RegExp): string => {
    const found = pattern.exec(sdp);
    if (found === null) throw new Error(`no ${pattern} in ${sdp}`);
    return found[1]!;
  };
  return {
    address: field(/^c=IN IP4 (\S+)/m),
    port: Number(field(/^m=audio (\d+)/m)),
    direction: field(/^a=(sendrecv|sendonly|recvonly|inactive)/m) as Direction,
  };
}
