/** Signing in and out, and who one is. */
import type { FastifyInstance } from "fastify";
import { problem } from "../../kernel/problem.ts";
import { callerOf, clearCookie, cookieToken, setCookie } from "../authentication.ts";
import type { Api } from "../options.ts";
import { Refusal, unwrap } from "../problems.ts";
import { ref } from "../schemas/schema.ts";
import { credentials, signedIn, userSchema } from "../schemas/users.ts";
import { SignInLimit } from "../signInLimit.ts";

const tags = ["session"];

export function sessionRoutes(app: FastifyInstance, { accounts, clock, limits }: Api): void {
  const limit = new SignInLimit(limits.failedSignIns);

  app.post<{ Body: { email: string; password: string; domain?: string } }>(
    "/session",
    {
      config: { access: "anyone", problems: ["wrong_credentials", "too_many_requests"] },
      schema: { tags, summary: "Sign in", body: credentials, response: { 200: signedIn } },
    },
    async (request, reply) => {
      const { ip, body } = request;
      const wait = limit.begin(ip, clock.now());
      if (wait > 0) {
        reply.header("retry-after", Math.ceil(wait / 1000));
        throw new Refusal(problem("too_many_requests", "Too many failed attempts from your address."));
      }
      const userAgent = request.headers["user-agent"] ?? null;
      const { token, user } = unwrap(await accounts.signIn(body, { ip, userAgent }));
      limit.succeeded(ip);
      // Whoever signs in anew with a browser signs out of what it was signed in to: no token given by somebody else lives on.
      const before = cookieToken(request);
      const old = before === undefined ? undefined : await accounts.authenticate(before);
      if (before !== undefined) await old?.account.signOut(before);
      setCookie(request, reply, token);
      return { token, user };
    },
  );

  app.delete(
    "/session",
    { config: { access: "user" }, schema: { tags, summary: "Sign out", response: { 204: { type: "null" } } } },
    async (request, reply) => {
      const { desk, token } = callerOf(request);
      await desk.account.signOut(token);
      clearCookie(reply);
      return reply.code(204).send();
    },
  );

  app.get(
    "/me",
    { config: { access: "user" }, schema: { tags, summary: "Who I am", response: { 200: ref(userSchema) } } },
    async (request) => callerOf(request).user,
  );
}
