/** Bytes → a message whose every field that we depend on is well formed; the accessors of `access.ts` are total on it. */
import { err, ok, type Result } from "../../kernel/result.ts";
import { fieldFault } from "./fieldFault.ts";
import { parseCSeq } from "./fields.ts";
import { endOfHead, type Fault, type Head, MAX_MESSAGE_BYTES, readHead, skipEmptyLines } from "./framing.ts";
import type { Headers } from "./headers.ts";
import { noBody, type SipMessage, type SipRequest } from "./message.ts";
import { readStartLine, type StartLine } from "./startLine.ts";

/** Why bytes are no message that we take. */
export interface ParseProblem extends Fault {
  /** The request as far as it could be read, when it can be answered with `status`: it has what a response copies, and is no ACK. */
  readonly request?: SipRequest;
}

/** Reads one datagram. Bytes beyond Content-Length are dropped; without that field the body is the rest (RFC 3261 §18.3). */
export function parseMessage(bytes: Buffer): Result<SipMessage, ParseProblem> {
  if (bytes.length > MAX_MESSAGE_BYTES) return err({ status: 513, reason: "Message Too Large" });
  const start = skipEmptyLines(bytes);
  const end = endOfHead(bytes, start);
  if (end < 0) return bad(readHead(bytes.subarray(start)), "Missing empty line after the header");
  const head = readHead(bytes.subarray(start, end));
  const rest = bytes.subarray(end + 4);
  const length = head.contentLength ?? rest.length;
  // §18.3: "If the transport packet ends before the end of the message body, this is considered an error."
  if (length > rest.length) return bad(head, "Content-Length exceeds the datagram");
  return assemble(head, rest.subarray(0, length));
}

/** Judges a head together with its body. */
export function assemble(head: Head, body: Uint8Array): Result<SipMessage, ParseProblem> {
  const start = readStartLine(head.startLine);
  const fault = faultOf(start, head);
  if (start === undefined || fault !== undefined) return err(problemOf(head, fault ?? unreadable));
  const { headers } = head;
  return ok(
    start.kind === "request"
      ? { kind: "request", method: start.method, uri: start.uri, headers, body }
      : { kind: "response", status: start.status, reason: start.reason, headers, body },
  );
}

/** The problem that `fault` makes of a message with this head. */
export function problemOf(head: Head, fault: Fault): ParseProblem {
  const start = readStartLine(head.startLine);
  const { status, reason } = fault;
  // §17.1.1.3: an ACK is never answered; nor is a response, or a request without the fields that route the answer.
  if (start?.kind !== "request" || start.method === "ACK" || !answerable(head.headers)) return { status, reason };
  const { method, uri } = start;
  return { status, reason, request: { kind: "request", method, uri, headers: head.headers, body: noBody } };
}

const bad = (head: Head, reason: string): Result<never, ParseProblem> => err(problemOf(head, { status: 400, reason }));

const unreadable: Fault = { status: 400, reason: "Malformed start line" };

function faultOf(start: StartLine | undefined, head: Head): Fault | undefined {
  if (start === undefined) return unreadable;
  const fault = (start.kind === "request" ? start.fault : undefined) ?? head.fault ?? fieldFault(head.headers);
  if (fault !== undefined || start.kind === "response") return fault;
  // §8.1.1.5: "The method MUST match that of the request."
  const { method } = parseCSeq(head.headers.get("CSeq")!)!;
  return method === start.method ? undefined : { status: 400, reason: "CSeq names another method" };
}

/** §8.2.6.2: what a response copies from its request must be there. */
const answerable = (headers: Headers): boolean =>
  ["Via", "From", "To", "Call-ID", "CSeq"].every((name) => headers.get(name) !== undefined);
