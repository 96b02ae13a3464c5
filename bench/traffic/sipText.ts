/** SIP messages and session descriptions as little text as will do. */

/** What a generator's leg speaks. */
export type Spoken = "PCMA" | "G722" | "opus";

interface Format {
  readonly payloadType: number;
  /** As `a=rtpmap` names it. */
  readonly name: string;
}

const formats: Readonly<Record<Spoken, Format>> = {
  PCMA: { payloadType: 8, name: "PCMA/8000" },
  G722: { payloadType: 9, name: "G722/8000" },
  opus: { payloadType: 111, name: "opus/48000/2" },
};

/** Where the other side wants its packets, and under which payload type. */
export interface MediaPlace {
  readonly port: number;
  readonly payloadType: number;
}

/** Keys as events (RFC 4733): without them the server would have to look for tones in all that is said. */
const EVENTS = { payloadType: 101, name: "telephone-event/8000" };

/** A description with one codec. @param like the offer that it answers, whose payload types it keeps (RFC 3264 §6.1) */
export function writeSdp(port: number, codec: Spoken, like?: string): string {
  const { name } = formats[codec];
  const [payloadType, events] = [formats[codec], EVENTS].map((format) => typeIn(like ?? "", format));
  const lines = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio ${port} RTP/AVP ${payloadType} ${events}`,
    `a=rtpmap:${payloadType} ${name}`,
    `a=rtpmap:${events} ${EVENTS.name}`,
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** @param text a description, or a message with one. */
export function readSdp(text: string, codec: Spoken): MediaPlace {
  const port = Number(/^m=audio (\d+)/m.exec(text)?.[1] ?? 0);
  return { port, payloadType: typeIn(text, formats[codec]) };
}

/** The payload type that a description maps to the format, or our own for it. */
const typeIn = (text: string, { payloadType, name }: Format): number =>
  Number(new RegExp(`^a=rtpmap:(\\d+) ${name}`, "im").exec(text)?.[1] ?? payloadType);

export const withBody = (lines: readonly string[], body: string): string =>
  [...lines, "Content-Type: application/sdp", `Content-Length: ${body.length}`, "", body].join("\r\n");

export const withoutBody = (lines: readonly string[]): string => [...lines, "Content-Length: 0", "", ""].join("\r\n");

/** What stands after `name` until the next delimiter, in its first place. */
export function field(text: string, name: string): string {
  const from = text.indexOf(name);
  if (from < 0) return "";
  const end = /[;,>"\s]/g;
  end.lastIndex = from + name.length;
  return text.slice(from + name.length, end.exec(text)?.index ?? text.length);
}

/** The user of From. */
export const callerOf = (text: string): string => /^From:[^\r]*?sips?:([^@>]*)@/m.exec(text)?.[1] ?? "";

/** The whole line of a field, its name included. */
export function line(text: string, name: string): string {
  const from = text.indexOf(`\r\n${name}: `) + 2;
  return from < 2 ? "" : text.slice(from, text.indexOf("\r\n", from));
}
