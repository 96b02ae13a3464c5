/**
 * Session descriptions as phones and trunks send them, read into what an audio stream needs (RFC 4566, RFC 3264).
 * Whatever the text holds, the outcome is a value; its cost is bounded by the limits below.
 */
import { parse, type SessionDescription } from "sdp-transform";
import { canonicalAddress } from "../../kernel/addresses.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { type Carriage, type CryptoLine, readCrypto } from "./crypto.ts";
import { type Direction, direction, mayReceive, maySend } from "./direction.ts";
import { type ClockRate, encodings, formatNamed, staticFormat } from "./formats.ts";
import { readOpusParameters } from "./opusParameters.ts";
import type { Mapping, RemoteAudio, RemoteCodec, SdpProblem } from "./remoteAudio.ts";

const MAX_LENGTH = 16_384;
const MAX_LINES = 1024;
const MAX_MEDIA = 16;
const MAX_FORMATS = 64;
/** The lines that are read. Attributes of other kinds, or longer, never reach the grammar, whose patterns may take long over them. */
const READ_LINE = /^(?:[voct]=|m=|a=(?:rtpmap|fmtp|rtcp|ptime|maxptime):|a=(?:sendrecv|sendonly|recvonly|inactive)$)/;
const MAX_ATTRIBUTE = 200;

type Media = SessionDescription["media"][number];

/** RTP with and without the feedback of RFC 4585, which nobody has to send, and both in SRTP (RFC 5124). */
const profiles: ReadonlyMap<string, Carriage> = new Map([
  ["RTP/AVP", "clear"],
  ["RTP/AVPF", "clear"],
  ["RTP/SAVP", "encrypted"],
  ["RTP/SAVPF", "encrypted"],
]);

/** Reads an offer or an answer: its first audio stream of the kind that is taken best. @param takes what may be taken, best first */
export function parseSdp(text: string, takes: readonly Carriage[] = ["clear"]): Result<RemoteAudio, SdpProblem> {
  if (text.length > MAX_LENGTH) return refused("too_large", `${text.length} characters`);
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > MAX_LINES) return refused("too_large", `${lines.length} lines`);
  const session = parsed(lines);
  if (session === undefined) return refused("not_sdp", "not a session description");
  if (session.media.length > MAX_MEDIA) return refused("too_large", `${session.media.length} media lines`);
  // An m-line that the grammar does not know could not be repeated in an answer.
  if (session.media.some(({ type }) => type === undefined)) return refused("not_sdp", "a malformed m-line");

  const streams = session.media.filter((m) => m.type === "audio" && profiles.has(m.protocol) && isPort(m.port));
  if (streams.length === 0) return refused("no_audio", "no RTP audio stream with a port");
  const keys = keysOf(lines, session.media);
  const carriage = takes.find((kind) => streams.some((stream) => mayBe(kind, stream, keys)));
  const audio = streams.find((stream) => carriage !== undefined && mayBe(carriage, stream, keys));
  if (audio === undefined) return refused("media_security", `no audio stream that may be taken ${takes.join(" or ")}`);
  const crypto = carriage === "encrypted" ? keys.get(audio) : undefined;
  const types = payloadTypesOf(audio);
  if (types.length > MAX_FORMATS) return refused("too_large", `${types.length} formats`);
  const address = canonicalAddress(String((audio.connection ?? session.connection)?.ip));
  if (address === undefined) return refused("bad_address", "the media's address is not an IP literal");

  return ok({
    address,
    rtpPort: audio.port,
    rtcpPort: isPort(audio.rtcp?.port) ? audio.rtcp.port : audio.port + 1,
    direction: directionOf(audio.direction ?? session.direction, address),
    ptime: ptimeOf(audio.ptime, audio.maxptime),
    ...understood(audio, mappingsOf(audio, types)),
    ...(crypto === undefined ? {} : { crypto }),
    media: session.media.map(({ type, protocol, payloads }) => ({
      type,
      protocol: protocol || "RTP/AVP",
      formats: String(payloads ?? "0"),
    })),
    mediaIndex: session.media.indexOf(audio),
    timing: `${session.timing?.start ?? 0} ${session.timing?.stop ?? 0}`,
  });
}

/** The keys of each stream; the n-th m-line is the n-th of the grammar's. */
function keysOf(lines: readonly string[], media: readonly Media[]): Map<Media, CryptoLine[]> {
  const starts = lines.flatMap((line, i) => (line.startsWith("m=") ? [i] : []));
  const own = lines.map((line) => (line.length <= MAX_ATTRIBUTE ? line : ""));
  return new Map(media.map((stream, n) => [stream, readCrypto(own.slice(starts[n], starts[n + 1]))]));
}

/** Whether a stream can be taken so: RTP/AVP may carry keys, too, from peers that leave the choice to us. */
function mayBe(carriage: Carriage, stream: Media, keys: ReadonlyMap<Media, readonly CryptoLine[]>): boolean {
  return carriage === "encrypted" ? (keys.get(stream)?.length ?? 0) > 0 : profiles.get(stream.protocol) === "clear";
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
function payloadTypesOf(audio: Media): number[] {
  const words = String(audio.payloads ?? "").split(" ");
  return words.filter((word) => /^\d{1,3}$/.test(word) && Number(word) < 128).map(Number);
}

/** What the payload types mean; one without an rtpmap means what RFC 3551 §6 says, or nothing. */
function mappingsOf(audio: Media, types: readonly number[]): Mapping[] {
  const maps = new Map<number, Media["rtp"][number]>();
  for (const line of audio.rtp) if (!maps.has(line.payload)) maps.set(line.payload, line);
  return [...new Set(types)].flatMap((payloadType) => {
    const map = maps.get(payloadType);
    const format = map === undefined ? staticFormat(payloadType) : formatNamed(encodingOf(map));
    const encoding = format === undefined ? map && encodingOf(map) : encodings[format].name;
    return encoding === undefined ? [] : [{ payloadType, encoding: encoding.toUpperCase() }];
  });
}

const encodingOf = ({ codec, rate, encoding }: Media["rtp"][number]): string =>
  `${codec}/${rate ?? ""}${encoding === undefined ? "" : `/${encoding}`}`;

/** Of its formats, those that we understand. */
function understood(
  audio: Media,
  mappings: readonly Mapping[],
): Pick<RemoteAudio, "codecs" | "events" | "noisePayloadType" | "opus" | "mappings"> {
  const codecs: RemoteCodec[] = [];
  const events: Partial<Record<ClockRate, number>> = {};
  let noisePayloadType: number | undefined;
  for (const { payloadType, encoding } of mappings) {
    const format = formatNamed(encoding);
    if (format === "telephone-event/8000") events[8000] ??= payloadType;
    else if (format === "telephone-event/48000") events[48_000] ??= payloadType;
    else if (format === "CN") noisePayloadType ??= payloadType;
    else if (format !== undefined) codecs.push({ name: format, payloadType });
  }
  const opus = codecs.find(({ name }) => name === "opus");
  return {
    codecs,
    events,
    ...(noisePayloadType === undefined ? {} : { noisePayloadType }),
    ...(opus === undefined ? {} : { opus: readOpusParameters(parametersOf(audio, opus.payloadType)) }),
    mappings,
  };
}

function parametersOf(audio: Media, payloadType: number): string {
  return String(audio.fmtp.find(({ payload }) => payload === payloadType)?.config ?? "");
}

function directionOf(attribute: string | undefined, address: string): Direction {
  const own = (attribute ?? "sendrecv") as Direction;
  return direction(maySend(own), mayReceive(own) && address !== "0.0.0.0" && address !== "::");
}

/** "the offerer ... would like to receive" (RFC 3264 §5.1), within what a frame of ours can be. */
function ptimeOf(ptime: unknown, maxptime: unknown): number {
  const asked = typeof ptime === "number" && ptime >= 10 ? ptime : 20;
  const most = typeof maxptime === "number" && maxptime >= 10 ? maxptime : 60;
  return Math.floor(Math.min(asked, most, 60) / 10) * 10;
}
