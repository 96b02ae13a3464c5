/** How bodies are read: JSON in UTF-8, as it is, and never compressed, so that nothing small on the wire becomes large here. */
import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { problem } from "../../kernel/problem.ts";
import { Refusal } from "../answers/problems.ts";

/**
 * Bodies are JSON; PATCH may call it by its name, merge patch (RFC 7396). An action without a body may still name a type.
 * Fields called `__proto__` or `constructor` are fields like others: the schemas, which know none of them, refuse them by name.
 */
export function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("ignore", "ignore");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "buffer" },
    (request, body, done) => {
      // RFC 8259 §8.1: JSON text between systems "MUST be encoded using UTF-8".
      if (!isUtf8(body)) done(new Refusal(problem("invalid_request", "The body must be in UTF-8.")));
      else if (body.length === 0) done(null, undefined);
      else parse(request, body.toString(), done);
    },
  );
  refuseCompressed(app);
}

function refuseCompressed(app: FastifyInstance): void {
  app.addHook("preParsing", async (request, reply) => {
    const coding = request.headers["content-encoding"];
    if (coding === undefined || coding === "identity") return;
    // RFC 9110 §15.5.16: "If the problem was caused by an unsupported content coding, the Accept-Encoding response header field
    // ought to be used to indicate which (if any) content codings would have been accepted in the request."
    reply.header("accept-encoding", "identity");
    throw new Refusal(problem("unsupported_media_type", "The body must not be compressed."));
  });
}
