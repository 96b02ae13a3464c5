import type { FastifyInstance } from "fastify";
import type { Patch } from "../../accounts/account.ts";
import type { Settings } from "../../accounts/directory/shapes.ts";
import { unwrap } from "../answers/problems.ts";
import { actorOf, deskOf } from "../callers/caller.ts";
import { checkPrecondition, withEtag } from "../requests/etag.ts";
import { ref } from "../schemas/schema.ts";
import { settingsPatch, settingsSchema } from "../schemas/settings.ts";

const tags = ["settings"];

export function settingsRoutes(app: FastifyInstance): void {
  app.get(
    "/settings",
    { config: { access: "administrator" }, schema: { tags, response: { 200: ref(settingsSchema) } } },
    async (request, reply) => withEtag(reply, deskOf(request).account.directory.settings()),
  );

  app.patch<{ Body: Patch<Settings> }>(
    "/settings",
    {
      config: { access: "administrator", problems: ["precondition_failed"] },
      schema: { tags, body: settingsPatch, response: { 200: ref(settingsSchema) } },
    },
    async (request, reply) => {
      const { account, writes } = deskOf(request);
      const updated = await writes.take(async () => {
        await checkPrecondition(request, () => account.directory.settings());
        return account.updateSettings(request.body, actorOf(request));
      });
      return withEtag(reply, unwrap(updated));
    },
  );
}
