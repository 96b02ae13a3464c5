/**
 * Session descriptions as phones and trunks send them, read into what a G.711 audio stream needs (RFC 4566, RFC 3264).
 * Whatever the text holds, the outcome is a value; its cost is bounded by the limits below.
 */
import { parse, type SessionDescription } from "sdp-transform";
import { canonicalAddress } from "../../kernel/addresses.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { CodecName } from "../codecs/codec.ts";

const MAX_LENGTH = 16_384;
const MAX_LINES = 1024;
const MAX_MEDIA = 16;
const MAX_FORMATS = 64;
/** The lines that are read. Attributes of other kinds, or longer, never reach the grammar, whose patterns may take long over them. */
const READ_LINE = /^(?:[voct]=|m=|a=(?:rtpmap|rtcp|ptime|maxptime):|a=(?:sendrecv|sendonly|recvonly|inactive)$)/;
const MAX_ATTRIBUTE = 200;

/** Why a session description is not taken; an offer of that kind is answered 488. */
export interface SdpProblem {
  readonly code: "too_large" | "not_sdp" | "no_audio" | "bad_address" | "no_common_codec";
  /** One sentence for the log. */
  readonly detail: string;
}

/** What a peer is ready to do, in its own words: `sendonly` means that it sends. */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** An m-line of an offer, as far as an answer must repeat it (RFC 3264 §6). */
export interface MediaLine {
  readonly type: string;
  readonly protocol: string;
  readonly formats: string;
}

/** The audio stream of a peer's offer or answer. */
export interface RemoteAudio {
  /** Canonical IP literal. */
  readonly address: string;
  readonly rtpPort: number;
  readonly rtcpPort: number;
  /** A null address (RFC 2543 hold) takes the peer's receiving away, whatever its attribute says (RFC 3264 §8.4). */
  readonly direction: Direction;
  /** ms, a multiple of 10 from 10 to 60: the packet time the peer asks for, 20 when it asks for none. */
  readonly ptime: number;
  /** In the peer's order of preference. May be empty. */
  readonly codecs: readonly { readonly name: CodecName; readonly payloadType: number }[];
  /** The payload type of telephone-event/8000 (RFC 4733). */
  readonly eventPayloadType?: number;
  /** Every m-line in order; the audio's is at `mediaIndex`. */
  readonly media: readonly MediaLine[];
  readonly mediaIndex: number;
  /** The t= line, which an answer repeats (RFC 3264 §6). */
  readonly timing: string;
}

/** G.711's static payload types, which need no rtpmap (RFC 3551 §6). */
export const staticTypes: Readonly<Record<"PCMU" | "PCMA", number>> = { PCMU: 0, PCMA: 8 };

type Media = SessionDescription["media"][number];

/** Reads an offer or an answer: its first accepted RTP/AVP audio stream. */
export function parseSdp(text: string): Result<RemoteAudio, SdpProblem> {
  if (text.length > MAX_LENGTH) return refused("too_large", `${text.length} characters`);
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > MAX_LINES) return refused("too_large", `${lines.length} lines`);
  const session = parsed(lines);
  if (session === undefined) return refused("not_sdp", "not a session description");
  if (session.media.length > MAX_MEDIA) return refused("too_large", `${session.media.length} media lines`);
  // An m-line that the grammar does not know could not be repeated in an answer.
  if (session.media.some(({ type }) => type === undefined)) return refused("not_sdp", "a malformed m-line");

  const mediaIndex = session.media.findIndex((m) => m.type === "audio" && m.protocol === "RTP/AVP" && isPort(m.port));
  const audio = session.media[mediaIndex];
  if (audio === undefined) return refused("no_audio", "no RTP/AVP audio stream with a port");
  const formats = formatsOf(audio);
  if (formats.length > MAX_FORMATS) return refused("too_large", `${formats.length} formats`);
  const address = canonicalAddress(String((audio.connection ?? session.connection)?.ip));
  if (address === undefined) return refused("bad_address", "the media's address is not an IP literal");

  const eventPayloadType = formats.find((type) => isEvent(audio, type));
  return ok({
    address,
    rtpPort: audio.port,
    rtcpPort: isPort(audio.rtcp?.port) ? audio.rtcp.port : audio.port + 1,
    direction: directionOf(audio.direction ?? session.direction, address),
    ptime: ptimeOf(audio.ptime, audio.maxptime),
    codecs: formats.flatMap((payloadType) => {
      const name = codecOf(audio, payloadType);
      return name === undefined ? [] : [{ name, payloadType }];
    }),
    ...(eventPayloadType === undefined ? {} : { eventPayloadType }),
    media: session.media.map(({ type, protocol, payloads }) => ({
      type,
      protocol: protocol || "RTP/AVP",
      formats: String(payloads ?? "0"),
    })),
    mediaIndex,
    timing: `${session.timing?.start ?? 0} ${session.timing?.stop ?? 0}`,
  });
}

const refused = (code: SdpProblem["code"], detail: string) => err({ code, detail });

function parsed(lines: readonly string[]): SessionDescription | undefined {
  if (lines[0] !== "v=0") return undefined;
  const read = lines.filter((line) => READ_LINE.test(line) && (line[0] !== "a" || line.length <= MAX_ATTRIBUTE));
  try {
    return parse(read.join("\r\n"));
  } catch {
    return undefined;
  }
}

const isPort = (port: unknown): port is number =>
  typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536;

/** The payload types of the m-line; what is no number from 0 to 127 is left out. */
function formatsOf(audio: Media): number[] {
  const words = String(audio.payloads ?? "").split(" ");
  return words.filter((word) => /^\d{1,3}$/.test(word) && Number(word) < 128).map(Number);
}

/** The encoding that an rtpmap gives to a payload type: upper-case name, clock rate and the number of its sound tracks. */
function encodingOf(audio: Media, payloadType: number): string | undefined {
  const map = audio.rtp.find((line) => line.payload === payloadType);
  if (map === undefined) return undefined;
  return `${map.codec}/${map.rate ?? ""}${String(map.encoding ?? "1") === "1" ? "" : `/${map.encoding}`}`.toUpperCase();
}

function codecOf(audio: Media, payloadType: number): CodecName | undefined {
  const encoding = encodingOf(audio, payloadType);
  if (encoding === "PCMA/8000") return "PCMA";
  if (encoding === "PCMU/8000") return "PCMU";
  // "If no rtpmap is present for a static payload type", its meaning is that of RFC 3551.
  if (encoding !== undefined) return undefined;
  return payloadType === staticTypes.PCMA ? "PCMA" : payloadType === staticTypes.PCMU ? "PCMU" : undefined;
}

const isEvent = (audio: Media, payloadType: number): boolean =>
  encodingOf(audio, payloadType) === "TELEPHONE-EVENT/8000";

function directionOf(attribute: string | undefined, address: string): Direction {
  const sends = attribute === undefined || attribute === "sendrecv" || attribute === "sendonly";
  const receives = attribute === undefined || attribute === "sendrecv" || attribute === "recvonly";
  return direction(sends, receives && address !== "0.0.0.0" && address !== "::");
}

export function direction(sends: boolean, receives: boolean): Direction {
  if (sends) return receives ? "sendrecv" : "sendonly";
  return receives ? "recvonly" : "inactive";
}

/** "the offerer ... would like to receive" (RFC 3264 §5.1), within what a frame of ours can be. */
function ptimeOf(ptime: unknown, maxptime: unknown): number {
  const asked = typeof ptime === "number" && ptime >= 10 ? ptime : 20;
  const most = typeof maxptime === "number" && maxptime >= 10 ? maxptime : 60;
  return Math.floor(Math.min(asked, most, 60) / 10) * 10;
}
