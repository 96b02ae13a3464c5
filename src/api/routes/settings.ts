import type { FastifyInstance } from "fastify";
import type { Patch } from "../../accounts/account.ts";
import { Turns } from "../../accounts/configuration/turns.ts";
import type { Settings } from "../../accounts/directory/shapes.ts";
import { actorOf } from "../authentication.ts";
import { checkPrecondition, withEtag } from "../etag.ts";
import type { Api } from "../options.ts";
import { unwrap } from "../problems.ts";
import { ref } from "../schemas/schema.ts";
import { settingsPatch, settingsSchema } from "../schemas/settings.ts";

const tags = ["settings"];

export function settingsRoutes(app: FastifyInstance, { accounts }: Api): void {
  // One after the other, so that nothing is written between a precondition and the write that relies on it.
  const writes = new Turns();

  app.get(
    "/settings",
    { config: { access: "administrator" }, schema: { tags, response: { 200: ref(settingsSchema) } } },
    async (_request, reply) => withEtag(reply, accounts.directory.settings()),
  );

  app.patch<{ Body: Patch<Settings> }>(
    "/settings",
    {
      config: { access: "administrator", problems: ["precondition_failed"] },
      schema: { tags, body: settingsPatch, response: { 200: ref(settingsSchema) } },
    },
    async (request, reply) => {
      const updated = await writes.take(async () => {
        await checkPrecondition(request, () => accounts.directory.settings());
        return accounts.updateSettings(request.body, actorOf(request));
      });
      return withEtag(reply, unwrap(updated));
    },
  );
}
