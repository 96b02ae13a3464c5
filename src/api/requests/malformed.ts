/** What comes over a connection and is not HTTP, or not all of it: no request is made of it, so no route could refuse it. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type Problem, problem, problems } from "../../kernel/problem.ts";
import { problemDocument, problemMediaType } from "../answers/problems.ts";

/** Answers who sent it, as far as anybody listens, and hangs up: what follows on the connection could be anything. */
export function refuseMalformed(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code !== "ECONNRESET" && socket.writable) {
    const refused = problemFor(error.code);
    const { status } = problems[refused.code];
    const body = JSON.stringify(problemDocument(refused));
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${problemMediaType}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy();
}

function problemFor(code: string | undefined): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return problem("too_large", "The headers are too large.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return problem("invalid_request", "The request did not come in time.");
    default:
      return problem("invalid_request", "This is not HTTP.");
  }
}
