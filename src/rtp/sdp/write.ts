/** Our session descriptions as text (RFC 4566). */
import { isIPv6 } from "node:net";
import { type CryptoLine, writeCrypto } from "./crypto.ts";
import type { Direction } from "./direction.ts";
import { encodings, type Format } from "./formats.ts";
import { type OpusParameters, writeOpusParameters } from "./opusParameters.ts";

/** What the lines above the streams say. */
export interface Origin {
  /** IP literal that the peer sends to. */
  readonly address: string;
  /** The o= line: the id stays for the life of the dialog, the version grows with each description (RFC 3264 §5, §8). */
  readonly sessionId: number;
  readonly sessionVersion: number;
}

/** One audio stream of ours. */
export interface AudioStream {
  /** `RTP/AVP`, `RTP/SAVP`, … */
  readonly protocol: string;
  readonly crypto: readonly CryptoLine[];
  /** RTP; RTCP goes to the port above. 0: refused. */
  readonly port: number;
  readonly formats: readonly { readonly format: Format; readonly payloadType: number }[];
  readonly opus: OpusParameters;
  /** ms */
  readonly ptime: number;
  readonly direction: Direction;
}

export function writeDescription(origin: Origin, timing: string, media: readonly string[]): string {
  const family = isIPv6(origin.address) ? "IP6" : "IP4";
  const lines = [
    "v=0",
    `o=- ${origin.sessionId} ${origin.sessionVersion} IN ${family} ${origin.address}`,
    "s=-",
    `c=IN ${family} ${origin.address}`,
    `t=${timing}`,
    ...media,
  ];
  return `${lines.join("\r\n")}\r\n`;
}

export function writeAudio({ protocol, crypto, port, formats, opus, ptime, direction }: AudioStream): string[] {
  const line = `m=audio ${port} ${protocol} ${formats.map(({ payloadType }) => payloadType).join(" ")}`;
  if (port === 0) return [line];
  return [
    line,
    ...crypto.map(writeCrypto),
    ...formats.flatMap(({ format, payloadType }) => formatLines(format, payloadType, opus)),
    `a=ptime:${ptime}`,
    `a=${direction}`,
  ];
}

function formatLines(format: Format, payloadType: number, opus: OpusParameters): string[] {
  const map = `a=rtpmap:${payloadType} ${encodings[format].name}`;
  switch (format) {
    case "opus":
      return [map, `a=fmtp:${payloadType} ${writeOpusParameters(opus)}`];
    case "telephone-event/8000":
    case "telephone-event/48000":
      // The sixteen keys of a telephone (RFC 4733 §3.2).
      return [map, `a=fmtp:${payloadType} 0-15`];
    default:
      return [map];
  }
}
