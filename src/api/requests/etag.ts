/** Optimistic writes (RFC 9110 §13.1.1): `If-Match` with the ETag of what was read, 412 when it was changed meanwhile. */
import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../answers/problems.ts";

/** A strong validator of a JSON answer. */
const etagOf = (view: unknown): string =>
  `"${createHash("sha256").update(JSON.stringify(view)).digest("base64url").slice(0, 22)}"`;

/** Answers with a thing and its ETag. */
export function withEtag<T>(reply: FastifyReply, view: T): T {
  reply.header("etag", etagOf(view));
  return view;
}

/** Refuses the write when its `If-Match` does not name what is stored now. `current` is only asked when there is one. */
export async function checkPrecondition(request: FastifyRequest, current: () => unknown): Promise<void> {
  const wanted = request.headers["if-match"];
  if (wanted === undefined || wanted.trim() === "*") return;
  const etag = etagOf(await current());
  if (!wanted.split(",").some((tag) => tag.trim() === etag)) throw new Refusal("precondition_failed");
}
