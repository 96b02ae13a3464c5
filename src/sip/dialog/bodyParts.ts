/** The bodies of a message: one, or the parts of a multipart (RFC 2046 §5.1, RFC 5621), as carriers send SDP beside ISUP. */
import type { SipMessage } from "../message/message.ts";
import { paramMap, parseParams } from "../message/params.ts";

/** More than any message of a carrier has; the rest is left unread. */
const MAX_PARTS = 8;

export interface BodyPart {
  /** The media type in lower case, without parameters; "" when nothing says it. */
  readonly type: string;
  /** What it is for, in lower case: `session`, `signal`, …; undefined when nothing says it (RFC 3261 §20.11). */
  readonly disposition: string | undefined;
  /** What to do where we cannot read it; undefined when nothing says it. */
  readonly handling: "required" | "optional" | undefined;
  readonly body: Buffer;
}

/** None of an empty body; undefined of a multipart that cannot be taken apart. */
export function bodyPartsOf(message: SipMessage): readonly BodyPart[] | undefined {
  if (message.body.length === 0) return [];
  const body = Buffer.from(message.body.buffer, message.body.byteOffset, message.body.length);
  const whole = partOf((name) => message.headers.get(name), body);
  if (!whole.type.startsWith("multipart/")) return [whole];
  const boundary = paramsOf(message.headers.get("Content-Type") ?? "").get("boundary") ?? "";
  // RFC 2046 §5.1.1: "1 to 70 characters".
  return boundary.length === 0 || boundary.length > 70 ? undefined : split(body, boundary)?.map(readPart);
}

/** The texts between the delimiter lines; what stands before the first and after the last is no part (RFC 2046 §5.1.1). */
function split(body: Buffer, boundary: string): Buffer[] | undefined {
  const delimiter = `--${boundary}`;
  const parts: Buffer[] = [];
  let begin = body.indexOf(delimiter);
  if (begin > 0 && body.subarray(begin - 2, begin).toString() !== "\r\n") return undefined;
  while (begin >= 0 && parts.length < MAX_PARTS) {
    const start = begin + delimiter.length;
    // "--" after it closes the last part; white space may follow it.
    if (body.subarray(start, start + 2).toString() === "--") return parts;
    const lineEnd = body.indexOf("\r\n", start);
    const next = lineEnd < 0 ? -1 : body.indexOf(`\r\n${delimiter}`, lineEnd);
    if (next < 0) return undefined;
    parts.push(body.subarray(lineEnd + 2, next));
    begin = next + 2;
  }
  return parts.length === 0 ? undefined : parts;
}

function readPart(part: Buffer): BodyPart {
  // Without any header a part begins with an empty line.
  const headless = part.subarray(0, 2).toString() === "\r\n";
  const end = headless ? 0 : part.indexOf("\r\n\r\n");
  const head = part.subarray(0, Math.max(end, 0)).toString("latin1");
  const headers = new Map(
    head.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, Math.max(colon, 0)).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return partOf(
    (name) => headers.get(name.toLowerCase()),
    part.subarray(headless ? 2 : end < 0 ? part.length : end + 4),
  );
}

function partOf(header: (name: string) => string | undefined, body: Buffer): BodyPart {
  const disposition = header("Content-Disposition");
  const handling = disposition === undefined ? undefined : paramsOf(disposition).get("handling")?.toLowerCase();
  return {
    type: kindOf(header("Content-Type") ?? ""),
    disposition: disposition === undefined ? undefined : kindOf(disposition),
    handling: handling === "required" || handling === "optional" ? handling : undefined,
    body,
  };
}

const kindOf = (value: string): string => value.split(";")[0]!.trim().toLowerCase();

function paramsOf(value: string): ReadonlyMap<string, string> {
  const at = value.indexOf(";");
  return paramMap((at < 0 ? undefined : parseParams(value.slice(at).trimEnd())) ?? []);
}
