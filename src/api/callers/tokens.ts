/** Where a request carries the token of its sign-in or API key: in a header (RFC 6750 §2.1), or in the cookie of a browser. */
import type { FastifyReply, FastifyRequest } from "fastify";

const COOKIE = "ponto_session";

export const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer +([\w\-.~+/]+=*) *$/i.exec(request.headers.authorization ?? "")?.[1];

/** The token of the browser that asks, if it has one. */
export const cookieToken = (request: FastifyRequest): string | undefined => request.cookies[COOKIE];

/** SameSite=Lax keeps the cookie from other sites' writes, the Origin rule from other ports of this host, which share it. */
export const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string): void => {
  reply.setCookie(COOKIE, token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: request.protocol === "https",
  });
};

export const clearCookie = (reply: FastifyReply): void => {
  reply.clearCookie(COOKIE, { path: "/" });
};
