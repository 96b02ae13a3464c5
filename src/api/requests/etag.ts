/** Optimistic writes (RFC 9110 §13.1.1): `If-Match` with the ETag of what was read, 412 when it was changed meanwhile. */
import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../answers/problems.ts";

/** Fields of a view that change by themselves, and make no other version of the thing. */
export type LiveFields = readonly string[];

/** A validator of a JSON answer, but for its live fields. */
function etagOf(view: object, live: LiveFields): string {
  const stored = Object.entries(view).filter(([field]) => !live.includes(field));
  return `"${createHash("sha256").update(JSON.stringify(stored)).digest("base64url").slice(0, 22)}"`;
}

/** Answers with a thing and its ETag. */
export function withEtag<T extends object>(reply: FastifyReply, view: T, live: LiveFields = []): T {
  reply.header("etag", etagOf(view, live));
  return view;
}

/** Refuses the write when its `If-Match` does not name what is stored now. `current` is only asked when there is one. */
export async function checkPrecondition(
  request: FastifyRequest,
  current: () => object | Promise<object>,
  live: LiveFields = [],
): Promise<void> {
  const wanted = request.headers["if-match"];
  if (wanted === undefined || wanted.trim() === "*") return;
  const etag = etagOf(await current(), live);
  if (!wanted.split(",").some((tag) => tag.trim() === etag)) throw new Refusal("precondition_failed");
}
