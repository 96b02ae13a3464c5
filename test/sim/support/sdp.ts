/** The descriptions that simulated phones send and read: one audio stream with RFC 4733 events. */
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";

export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

const payloadTypes: Record<CodecName, number> = { PCMU: 0, PCMA: 8, G722: 9, opus: 111 };
const encodings: Record<CodecName, string> = {
  PCMU: "PCMU/8000",
  PCMA: "PCMA/8000",
  G722: "G722/8000",
  opus: "opus/48000/2",
};

export interface OwnAudio {
  readonly address: string;
  readonly port: number;
  /** Best first. */
  readonly codecs: readonly CodecName[];
  readonly ptime: number;
  /** RTP/AVP unless given. */
  readonly protocol?: string;
  /** Lines of its own about the stream. */
  readonly attributes?: readonly string[];
  /** False: it does not know RFC 4733. */
  readonly events?: boolean;
  /** It knows comfort noise (RFC 3389). */
  readonly noise?: boolean;
  /** What it calls Opus, where that is not 111. */
  readonly opusType?: number;
}

/** @param connection The c= line's address, where it is not the phone's own: 0.0.0.0 holds (RFC 2543). */
export function describe(
  {
    address,
    port,
    codecs,
    ptime,
    protocol = "RTP/AVP",
    attributes = [],
    events = true,
    noise = false,
    opusType = payloadTypes.opus,
  }: OwnAudio,
  version: number,
  direction: Direction = "sendrecv",
  connection: string = address,
): string {
  const typeOf = (codec: CodecName): number => (codec === "opus" ? opusType : payloadTypes[codec]);
  return [
    "v=0",
    `o=- 7 ${version} IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${connection}`,
    "t=0 0",
    `m=audio ${port} ${protocol} ${codecs.map(typeOf).join(" ")}${noise ? " 13" : ""}${events ? " 101" : ""}`,
    ...codecs.map((codec) => `a=rtpmap:${typeOf(codec)} ${encodings[codec]}`),
    ...(events ? ["a=rtpmap:101 telephone-event/8000"] : []),
    ...attributes,
    `a=ptime:${ptime}`,
    `a=${direction}`,
    "",
  ].join("\r\n");
}

/** The codecs that a description of the exchange's has, best first. */
export function codecsIn(sdp: string): CodecName[] {
  const types = /^m=audio \d+ \S+ (.*)$/m.exec(sdp)?.[1]?.trim().split(" ") ?? [];
  return types.flatMap((type) => {
    const map = new RegExp(`^a=rtpmap:${type} (.*)$`, "m").exec(sdp)?.[1]?.trim();
    const codec = (Object.keys(encodings) as CodecName[]).find((name) => encodings[name] === map);
    return codec === undefined ? [] : [codec];
  });
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
