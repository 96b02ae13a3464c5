/** Session descriptions of one audio stream (RFC 4566), and a phone's side of offer/answer (RFC 3264). */
import { isIPv6 } from "node:net";
import { type Coding, codings, forms } from "../sound/coding.ts";

export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

export interface AudioDescription {
  readonly address: string;
  /** 0 refuses the stream. */
  readonly port: number;
  /** The codecs in order of preference. */
  readonly codecs: readonly Coding[];
  /** The payload type of Opus, which has none of its own. */
  readonly opusType?: number;
  /** The payload type of telephone-event (RFC 4733), when offered. */
  readonly eventType?: number;
  /** ms */
  readonly ptime?: number;
  readonly direction: Direction;
  /** SRTP by SDES (RFC 4568): the key in which the describing end sends. The stream is RTP/SAVP then. */
  readonly crypto?: Crypto;
}

export interface Crypto {
  readonly tag: string;
  /** Master key and salt of the one suite that the lab speaks. */
  readonly key: Buffer;
}

const SUITE = "AES_CM_128_HMAC_SHA1_80";

/** Writes a description; `version` must grow with each change (RFC 3264 §8). */
export function writeSdp(audio: AudioDescription, version: number): string {
  const types = audio.codecs.map((coding) => typeIn(audio, coding));
  const event = audio.eventType;
  const at = `IN ${isIPv6(audio.address) ? "IP6" : "IP4"} ${audio.address}`;
  const lines = [
    "v=0",
    `o=- 1 ${version} ${at}`,
    "s=-",
    `c=${at}`,
    "t=0 0",
    `m=audio ${audio.port} ${audio.crypto === undefined ? "RTP/AVP" : "RTP/SAVP"} ${[...types, ...(event === undefined ? [] : [event])].join(" ")}`,
    ...(audio.crypto === undefined
      ? []
      : [`a=crypto:${audio.crypto.tag} ${SUITE} inline:${audio.crypto.key.toString("base64")}`]),
    ...audio.codecs.map((coding) => `a=rtpmap:${typeIn(audio, coding)} ${forms[coding].name}`),
    ...(event === undefined ? [] : [`a=rtpmap:${event} telephone-event/8000`, `a=fmtp:${event} 0-15`]),
    ...(audio.ptime === undefined ? [] : [`a=ptime:${audio.ptime}`]),
    `a=${audio.direction}`,
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** Reads the first audio stream of a description; undefined when there is none. */
export function readSdp(text: string): AudioDescription | undefined {
  const [head = "", ...media] = text.split(/^(?=m=)/m);
  const audio = media.find((section) => section.startsWith("m=audio "));
  if (audio === undefined) return undefined;
  const first = (pattern: RegExp): string | undefined => (pattern.exec(audio) ?? pattern.exec(head))?.[1];
  const [, port = "0", , ...types] = audio.split(/\r?\n/)[0]!.split(" ");
  const opus = /^a=rtpmap:(\d+) opus\/48000\/2/im.exec(audio)?.[1];
  const opusType = opus === undefined ? {} : { opusType: Number(opus) };
  const codecs = types.flatMap((type) =>
    codings.filter((coding) => (coding === "opus" ? type === opus : Number(type) === forms[coding].payloadType)),
  );
  const event = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(audio)?.[1];
  const [, tag, key] = new RegExp(`^a=crypto:(\\d+) ${SUITE} inline:([\\w+/=]+)`, "m").exec(audio) ?? [];
  const ptime = first(/^a=ptime:(\d+)/m);
  return {
    address: first(/^c=IN IP[46] (\S+)/m) ?? "",
    port: Number(port),
    codecs,
    ...opusType,
    direction: (first(/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m) ?? "sendrecv") as Direction,
    ...(event === undefined ? {} : { eventType: Number(event) }),
    ...(ptime === undefined ? {} : { ptime: Number(ptime) }),
    ...(tag === undefined || key === undefined ? {} : { crypto: { tag, key: Buffer.from(key, "base64") } }),
  };
}

/** The payload type of a codec of the description's. */
export const typeIn = ({ opusType }: Pick<AudioDescription, "opusType">, coding: Coding): number =>
  coding === "opus" ? (opusType ?? forms.opus.payloadType) : forms[coding].payloadType;

const mirrored: Readonly<Record<Direction, Direction>> = {
  sendrecv: "sendrecv",
  sendonly: "recvonly",
  recvonly: "sendonly",
  inactive: "inactive",
};

export const sends = (direction: Direction): boolean => direction === "sendrecv" || direction === "sendonly";
export const receives = (direction: Direction): boolean => direction === "sendrecv" || direction === "recvonly";

/** The direction of an answer: what we want, as far as the offer lets us (RFC 3264 §6.1). */
export function answerDirection(offered: Direction, wanted: Direction): Direction {
  const ours = mirrored[offered];
  const send = sends(ours) && sends(wanted);
  const receive = receives(ours) && receives(wanted);
  return send ? (receive ? "sendrecv" : "sendonly") : receive ? "recvonly" : "inactive";
}
