/** Which site a request comes from. */
import type { FastifyRequest } from "fastify";

/** Whether a page of another site asks. Programs that are no browser name no Origin. */
export const isForeign = (request: FastifyRequest): boolean =>
  request.headers.origin !== undefined && !isSameOrigin(request);

/** Whether the Origin (RFC 6454 §7) is the host the request was sent to. */
export function isSameOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  const own = `${protocol}//${request.host}`;
  return /^https?:$/.test(protocol) && URL.canParse(own) && new URL(own).host === host;
}
