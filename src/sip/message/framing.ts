/**
 * Bytes → start line and header fields. Nothing here knows what a field means, except where the message ends:
 * that must be settled before, and independently of, any understanding.
 */
import { Headers } from "./headers.ts";
import { canonicalName, listNames, singleNames } from "./names.ts";

/** The largest message that is read, bytes. A datagram cannot be longer. */
export const MAX_MESSAGE_BYTES = 65_536;
const MAX_FIELDS = 256;
const MAX_FIELD_CHARACTERS = 8192;

/** Why a message is refused: the status it deserves, and a phrase that names the place. */
export interface Fault {
  readonly status: number;
  readonly reason: string;
}

/** All above the body. With a `fault`, `headers` holds what could be read all the same, so that the sender can be told. */
export interface Head {
  readonly startLine: string;
  readonly headers: Headers;
  /** Bytes; undefined when the field is absent or faulty. */
  readonly contentLength: number | undefined;
  readonly fault: Fault | undefined;
}

const CR = 0x0d;
const LF = 0x0a;

/** RFC 3261 §7.5: "Implementations processing SIP messages over stream-oriented transports MUST ignore any CRLF appearing before the start-line." */
export function skipEmptyLines(bytes: Buffer): number {
  let at = 0;
  while (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
  return at;
}

/** Where a head ends, searched from `from` on, or -1; the body begins four bytes later, after the empty line. */
export const endOfHead = (bytes: Buffer, from: number): number => bytes.indexOf("\r\n\r\n", from, "latin1");

/** Reads start line and fields. Never throws; the first thing that is wrong becomes `fault`. */
export function readHead(bytes: Buffer): Head {
  // §7.3.1: a line that begins with white space continues the one above; both line end and white space stand for one space.
  const lines = bytes
    .toString("utf8")
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Headers();
  let fault: Fault | undefined;

  for (let i = 1; i < lines.length; i++) {
    const problem = readField(lines[i]!, headers);
    fault ??= problem;
    if (headers.size <= MAX_FIELDS) continue;
    fault ??= { status: 513, reason: "Too many header fields" };
    break;
  }
  const length = headers.get("Content-Length");
  if (length !== undefined && !/^\d{1,9}$/.test(length)) fault ??= { status: 400, reason: "Malformed Content-Length" };

  return {
    startLine: lines[0]!,
    headers,
    contentLength: length === undefined || fault !== undefined ? undefined : Number(length),
    fault,
  };
}

// A bare CR or LF is no line end (§7: "each line MUST be terminated by CRLF"): two readers could split such a line differently.
const FIELD = /^([-.!%*_+`'~0-9A-Za-z]+)[ \t]*:([^\r\n]*)$/;

function readField(line: string, headers: Headers): Fault | undefined {
  if (line.length > MAX_FIELD_CHARACTERS) return { status: 513, reason: "Header field too long" };
  const field = FIELD.exec(line);
  if (field === null) return { status: 400, reason: "Malformed header line" };
  const name = canonicalName(field[1]!);
  const value = field[2]!.trim();
  if (singleNames.has(name) && headers.get(name) !== undefined) return { status: 400, reason: `Repeated ${name}` };
  for (const entry of listNames.has(name) ? splitList(value) : [value]) headers.append(name, entry);
  return undefined;
}

/**
 * The elements of a comma-separated list; commas within quotes and angle brackets do not separate.
 * A list with an empty element follows no grammar: it is left whole, for the field's own parser to refuse.
 */
export function splitList(value: string): string[] {
  if (!value.includes(",")) return [value];
  const elements: string[] = [];
  let quoted = false;
  let bracketed = false;
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    const c = value[i];
    if (quoted && c === "\\") i++;
    else if (c === '"' && !bracketed) quoted = !quoted;
    else if (quoted) continue;
    else if (c === "<") bracketed = true;
    else if (c === ">") bracketed = false;
    else if (c === "," && !bracketed) {
      elements.push(value.slice(from, i).trim());
      from = i + 1;
    }
  }
  elements.push(value.slice(from).trim());
  return elements.includes("") ? [value] : elements;
}
