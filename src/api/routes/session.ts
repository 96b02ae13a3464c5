/** Signing in and out, and who one is. */
import type { FastifyInstance } from "fastify";
import { problem } from "../../kernel/problem.ts";
import { callerOf, clearCookie, setCookie } from "../authentication.ts";
import type { Api } from "../options.ts";
import { Refusal, unwrap } from "../problems.ts";
import { ref } from "../schemas/schema.ts";
import { credentials, signedIn, userSchema } from "../schemas/users.ts";
import { SignInLimit } from "../signInLimit.ts";

const tags = ["session"];

export function sessionRoutes(app: FastifyInstance, { accounts, clock, limits }: Api): void {
  const limit = new SignInLimit(limits.failedSignIns);

  app.post<{ Body: { email: string; password: string } }>(
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
      const session = unwrap(await accounts.signIn(body.email, body.password, ip));
      limit.succeeded(ip);
      setCookie(request, reply, session.token);
      return session;
    },
  );

  app.delete(
    "/session",
    { config: { access: "user" }, schema: { tags, summary: "Sign out", response: { 204: { type: "null" } } } },
    async (request, reply) => {
      await accounts.signOut(callerOf(request).token);
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
