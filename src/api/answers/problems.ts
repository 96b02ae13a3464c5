/** How a refusal leaves the API: RFC 9457, `application/problem+json`. */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../../kernel/log.ts";
import { type Problem, type ProblemCode, problem, problems } from "../../kernel/problem.ts";
import type { Result } from "../../kernel/result.ts";
import { invalidRequest } from "../requests/validation.ts";

export const problemMediaType = "application/problem+json";

/** Leaves a route early with a problem, which is fastify's way to refuse from any depth. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(reason: Problem | ProblemCode) {
    const refused = typeof reason === "string" ? problem(reason) : reason;
    super(refused.detail ?? problems[refused.code].title);
    this.problem = refused;
  }
}

/** The value of a result; its problem is thrown as a `Refusal`. */
export function unwrap<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Refusal(result.error);
  return result.value;
}

/** The result of a request that set a thing's part alone: what is wrong with it goes by the names of the request. */
export function ofPart<T>(part: string, result: Result<T, Problem>): Result<T, Problem> {
  if (result.ok || result.error.errors === undefined) return result;
  const { detail = "", errors, ...refused } = result.error;
  const within = (text: string): string => (text.startsWith(`${part}.`) ? text.slice(part.length + 1) : text);
  const named = errors.map((fault) => ({ ...fault, path: within(fault.path) }));
  return { ok: false, error: { ...refused, detail: within(detail), errors: named } };
}

/** The thing asked for; `not_found` where there is none, or none that the caller may see. */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Refusal("not_found");
  return thing;
}

/** The members of a problem document (RFC 9457 §3.1), with the stable `code` and, for `invalid_request`, `errors`. */
export function problemDocument(refused: Problem): Record<string, unknown> {
  const { status, title } = problems[refused.code];
  return { type: `urn:ponto:problem:${refused.code}`, title, status, ...refused };
}

export function sendProblem(reply: FastifyReply, refused: Problem): FastifyReply {
  const { status } = problems[refused.code];
  // RFC 9110 §15.5.2: the server generating a 401 response MUST send a WWW-Authenticate header field.
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="ponto"');
  if (refused.retryAfterSeconds !== undefined) reply.header("retry-after", refused.retryAfterSeconds);
  return reply.code(status).type(problemMediaType).send(problemDocument(refused));
}

/** Fastify's error hook: every way in which a request can fail becomes a problem of the catalogue. */
export const errorToProblem =
  (log: Log) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refused = problemFor(error);
    if (refused.code === "internal_error") {
      log.error(
        { event: "request_failed", method: request.method, route: request.routeOptions.url, error },
        error.message,
      );
    }
    return sendProblem(reply, refused);
  };

function problemFor(error: FastifyError | Refusal): Problem {
  if (error instanceof Refusal) return error.problem;
  if (error.validation !== undefined) return invalidRequest(error.validation);
  switch (error.statusCode) {
    case 413:
      return problem("too_large");
    case 414:
      // A name in the path that is longer than any of ours.
      return problem("not_found");
    case 415:
      return problem("unsupported_media_type");
    case 400:
      return problem("invalid_request", error.message);
    default:
      return problem("internal_error");
  }
}
