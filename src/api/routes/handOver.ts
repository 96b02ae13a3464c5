import type { FastifyInstance } from "fastify";
import { problem } from "../../kernel/problem.ts";
import { found, Refusal, unwrap } from "../answers/problems.ts";
import { actorOf, callerOf } from "../callers/caller.ts";
import { checkPrecondition, withEtag } from "../requests/etag.ts";
import { idParams, noFields, ref } from "../schemas/schema.ts";
import { userSchema } from "../schemas/users.ts";

/** The administrator's role goes to another user: the only way in which anybody gets it. */
export function handOverRoutes(app: FastifyInstance): void {
  app.post<{ Params: { id: string } }>(
    "/users/:id/administrator",
    {
      config: { access: "administrator", problems: ["precondition_failed"] },
      schema: {
        tags: ["users"],
        summary: "Hand over the administration",
        description: "The user becomes the administrator. Whoever was it keeps every right but that.",
        params: idParams,
        body: noFields,
        response: { 200: ref(userSchema) },
      },
    },
    async (request, reply) => {
      const { desk, bearer } = callerOf(request);
      if (bearer.scopes !== null) {
        throw new Refusal(problem("forbidden", "A key that is limited to some scopes cannot do this."));
      }
      const { id } = request.params;
      const handedOver = await desk.writes.take(async () => {
        await checkPrecondition(request, () => found(desk.account.directory.user(id)));
        return desk.account.handOver(id, actorOf(request));
      });
      return withEtag(reply, unwrap(handedOver));
    },
  );
}
