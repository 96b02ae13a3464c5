/** Where people are signed in, and their own passwords. */
import type { FastifyInstance } from "fastify";
import type { SignIn } from "../../accounts/account.ts";
import { found, unwrap } from "../answers/problems.ts";
import { actorOf, callerOf, deskOf } from "../callers/caller.ts";
import type { Desk } from "../desk.ts";
import { idParams, pageOfSchema } from "../schemas/schema.ts";
import { passwordChange, signInSchema } from "../schemas/users.ts";

interface ById {
  Params: { id: string };
}

const tags = ["session"];
const noContent = { 204: { type: "null" } };

export function signInRoutes(app: FastifyInstance): void {
  ownSignIns(app);
  signInsOfUsers(app);

  app.put<{ Body: { current: string; password: string } }>(
    "/me/password",
    {
      config: { access: "user", problems: ["too_many_requests", "unavailable"] },
      schema: {
        tags,
        summary: "Change the own password; every other sign-in ends",
        body: passwordChange,
        response: noContent,
      },
    },
    async (request, reply) => {
      const { desk, bearer } = callerOf(request);
      unwrap(await desk.account.changePassword(bearer, request.body, actorOf(request)));
      return reply.code(204).send();
    },
  );
}

function ownSignIns(app: FastifyInstance): void {
  app.get(
    "/sign-ins",
    {
      config: { access: "user" },
      schema: {
        tags,
        summary: "Where I am signed in; the last used first",
        response: { 200: pageOfSchema(signInSchema) },
      },
    },
    async (request) => {
      const { user, desk, bearer } = callerOf(request);
      return pageOf(desk.account.signIns.of(user.id), bearer.signInId);
    },
  );

  app.delete(
    "/sign-ins",
    {
      config: { access: "user" },
      schema: { tags, summary: "Sign out everywhere else", response: noContent },
    },
    async (request, reply) => {
      const { user, desk, bearer } = callerOf(request);
      await desk.account.signIns.endAll(user.id, actorOf(request), bearer.signInId);
      return reply.code(204).send();
    },
  );

  app.delete<ById>(
    "/sign-ins/:id",
    { config: { access: "user" }, schema: { tags, params: idParams, response: noContent } },
    async (request, reply) => {
      const { user, desk } = callerOf(request);
      unwrap(await desk.account.signIns.end(user.id, request.params.id, actorOf(request)));
      return reply.code(204).send();
    },
  );
}

function signInsOfUsers(app: FastifyInstance): void {
  const userOf = ({ account }: Desk, id: string) => found(account.directory.user(id));

  app.get<ById>(
    "/users/:id/sign-ins",
    {
      config: { access: "administrator" },
      schema: {
        tags: ["users"],
        summary: "Where the user is signed in; the last used first",
        params: idParams,
        response: { 200: pageOfSchema(signInSchema) },
      },
    },
    async (request) => {
      const desk = deskOf(request);
      return pageOf(desk.account.signIns.of(userOf(desk, request.params.id).id), callerOf(request).bearer.signInId);
    },
  );

  app.delete<ById>(
    "/users/:id/sign-ins",
    {
      config: { access: "administrator" },
      schema: { tags: ["users"], summary: "Sign the user out everywhere", params: idParams, response: noContent },
    },
    async (request, reply) => {
      const desk = deskOf(request);
      await desk.account.signIns.endAll(userOf(desk, request.params.id).id, actorOf(request));
      return reply.code(204).send();
    },
  );
}

/** All of them: a user has few. */
const pageOf = (signIns: readonly SignIn[], current: string | null) => ({
  items: signIns.map((signIn) => ({ ...signIn, current: signIn.id === current })),
  nextCursor: null,
});
