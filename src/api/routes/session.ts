/** Signing in and out, and who one is. */
import type { FastifyInstance } from "fastify";
import { unwrap } from "../answers/problems.ts";
import { knownCaller } from "../callers/authentication.ts";
import { type Caller, callerOf } from "../callers/caller.ts";
import { isForeign } from "../callers/origin.ts";
import { clearCookie, cookieToken, setCookie } from "../callers/tokens.ts";
import type { Api } from "../options.ts";
import { ref } from "../schemas/schema.ts";
import { credentials, currentSignIn, meSchema, signedIn } from "../schemas/users.ts";

const tags = ["session"];

export function sessionRoutes(app: FastifyInstance, api: Api): void {
  const { accounts } = api;

  app.post<{ Body: { email: string; password: string; domain?: string } }>(
    "/session",
    {
      config: { access: "anyone", problems: ["wrong_credentials", "too_many_requests"] },
      schema: { tags, summary: "Sign in", body: credentials, response: { 200: signedIn } },
    },
    async (request, reply) => {
      const { ip, body } = request;
      const userAgent = request.headers["user-agent"] ?? null;
      const { token, user } = unwrap(await accounts.signIn(body, { ip, userAgent }));
      // Another site's script, where it may sign in, makes the browser of its visitor nobody here.
      if (isForeign(request)) return { token, user };
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
    {
      config: { access: "user" },
      schema: { tags, summary: "Who I am, and which agent and account are mine", response: { 200: ref(meSchema) } },
    },
    async (request) => meOf(callerOf(request)),
  );

  app.get(
    "/session",
    {
      config: { access: "anyone" },
      schema: {
        tags,
        summary: "Whether I am signed in; what a page asks before it shows the sign-in",
        response: { 200: currentSignIn },
      },
    },
    async (request) => {
      const caller = await knownCaller(request, api);
      return { user: caller === undefined ? null : meOf(caller) };
    },
  );
}

function meOf({ user, desk }: Caller) {
  const { id, name, domain, directory } = desk.account;
  const agent = directory.agentByEmail(user.email);
  const { timeZone, monitoring } = directory.settings();
  const { purpose, failureNotice } = monitoring;
  return {
    ...user,
    monitoring: { ...user.monitoring, purpose, failureNotice },
    agent: agent === undefined ? null : { id: agent.id, extension: agent.extension },
    account: { id, name, domain, timeZone },
  };
}
