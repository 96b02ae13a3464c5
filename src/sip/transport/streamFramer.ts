/** Messages out of a stream (RFC 3261 §18.3): the machine of one TCP connection's incoming side. No I/O. */
import type { Result } from "../../kernel/result.ts";
import { endOfHead, type Fault, type Head, MAX_MESSAGE_BYTES, readHead, skipEmptyLines } from "../message/framing.ts";
import type { SipMessage } from "../message/message.ts";
import { assemble, type ParseProblem, problemOf } from "../message/parse.ts";
import { readStartLine } from "../message/startLine.ts";

export type Framed =
  | {
      readonly framed: "message";
      readonly parsed: Result<SipMessage, ParseProblem>;
      /** Where the next one would begin is unknown: nothing more is read from this stream. */
      readonly last: boolean;
    }
  /** A double CRLF between messages, to be answered with a single one (RFC 5626 §4.4.1). */
  | { readonly framed: "ping" }
  /** Where the next message begins is unknown: nothing more can be read from this stream. Always the last. */
  | { readonly framed: "lost"; readonly problem: ParseProblem };

const nothing: Buffer = Buffer.alloc(0);

export class StreamFramer {
  #buffer: Buffer = nothing;
  /** Up to here no end of a head was found: a peer that drips bytes does not make us search them again. */
  #searched = 0;
  #head: { readonly head: Head; readonly bodyAt: number; readonly length: number } | undefined;
  #emptyLines = 0;
  #lost = false;

  /** Whether part of a message is waiting for the rest. */
  get partial(): boolean {
    return this.#buffer.length > 0;
  }

  /** Takes the next bytes and gives what they complete, in order. At most one message's worth is kept. */
  push(chunk: Buffer): Framed[] {
    const output: Framed[] = [];
    if (this.#lost) return output;
    this.#buffer = this.partial ? Buffer.concat([this.#buffer, chunk]) : chunk;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      output.push(next);
      if (next.framed === "lost" || (next.framed === "message" && next.last)) {
        this.#giveUp();
        break;
      }
    }
    return output;
  }

  /**
   * No more will come. A request whose head is complete can be told that its body is not (RFC 4475 §3.1.2.2);
   * undefined where there is nobody to tell.
   */
  end(): Framed | undefined {
    const waiting = this.#head;
    this.#giveUp();
    return waiting && lost(waiting.head, { status: 400, reason: "Content-Length exceeds what came" });
  }

  #giveUp(): void {
    this.#lost = true;
    this.#head = undefined;
    this.#buffer = nothing;
  }

  #next(): Framed | undefined {
    if (this.#head === undefined) {
      if (this.#pinged()) return { framed: "ping" };
      const ending = this.#readHead();
      if (ending !== undefined) return ending;
    }
    return this.#head === undefined ? undefined : this.#readBody();
  }

  /** Skips empty lines before a message one by one; every second one makes a ping. */
  #pinged(): boolean {
    while (skipEmptyLines(this.#buffer.subarray(0, 2)) === 2) {
      this.#consume(2);
      this.#emptyLines = (this.#emptyLines + 1) % 2;
      if (this.#emptyLines === 0) return true;
    }
    return false;
  }

  #readHead(): Framed | undefined {
    const end = endOfHead(this.#buffer, this.#searched);
    if ((end < 0 ? this.#buffer.length : end) > MAX_MESSAGE_BYTES) return lost(readHead(this.#buffer), tooLarge);
    if (end < 0) {
      // The empty line's first three bytes may be here already.
      this.#searched = Math.max(0, this.#buffer.length - 3);
      return undefined;
    }
    const head = readHead(this.#buffer.subarray(0, end));
    if (!isSip(head)) return lost(head, { status: 400, reason: "Malformed start line" });
    if (head.fault !== undefined) return lost(head, head.fault);
    // §18.3: "The Content-Length header field MUST be used with stream oriented transports." In RFC 2543 the end of the
    // connection could stand for it. Such a message is taken without its body, and as the last: what follows is of unknown kind.
    if (head.contentLength === undefined) return { framed: "message", parsed: assemble(head, nothing), last: true };
    const bodyAt = end + 4;
    if (bodyAt + head.contentLength > MAX_MESSAGE_BYTES) return lost(head, tooLarge);
    this.#head = { head, bodyAt, length: bodyAt + head.contentLength };
    return undefined;
  }

  #readBody(): Framed | undefined {
    const { head, bodyAt, length } = this.#head!;
    if (this.#buffer.length < length) return undefined;
    const parsed = assemble(head, this.#buffer.subarray(bodyAt, length));
    this.#consume(length);
    this.#head = undefined;
    this.#emptyLines = 0;
    return { framed: "message", parsed, last: false };
  }

  #consume(length: number): void {
    this.#buffer = this.#buffer.subarray(length);
    this.#searched = 0;
  }
}

const tooLarge: Fault = { status: 513, reason: "Message Too Large" };

const lost = (head: Head, fault: Fault): Framed => ({ framed: "lost", problem: problemOf(head, fault) });

/** What does not even begin as SIP does says nothing that could be trusted about where it ends. */
function isSip({ startLine }: Head): boolean {
  const start = readStartLine(startLine);
  return start !== undefined && (start.kind === "response" || start.uri !== "");
}
