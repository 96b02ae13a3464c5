/** What the administrator sets up: users, agents, groups, trunks, numbers, outbound routes. */
import type { FastifyInstance } from "fastify";
import { trunkView } from "../../calls/live/views.ts";
import { deskOf } from "../callers/caller.ts";
import { agentPatch, agentSchema, newAgent } from "../schemas/agents.ts";
import { groupPatch, groupSchema, newGroup } from "../schemas/groups.ts";
import { ref } from "../schemas/schema.ts";
import {
  lookupQuery,
  lookupSchema,
  newNumber,
  newRoute,
  newTrunk,
  numberPatch,
  numberSchema,
  routePatch,
  routeSchema,
  trunkPatch,
  trunkSchema,
} from "../schemas/trunks.ts";
import { newUser, userPatch, userSchema } from "../schemas/users.ts";
import { collectionRoutes } from "./collection.ts";

const asIs = <T>(thing: T): T => thing;

export function accountRoutes(app: FastifyInstance): void {
  collectionRoutes(app, {
    path: "/users",
    tag: "users",
    collection: ({ users }) => users,
    read: "administrator",
    schema: userSchema,
    creation: newUser,
    patch: userPatch,
    sheet: ({ sheets }) => sheets.users,
    view: asIs,
  });
  collectionRoutes(app, {
    path: "/agents",
    tag: "agents",
    collection: ({ agents }) => agents,
    read: "dashboard",
    schema: agentSchema,
    creation: newAgent,
    patch: agentPatch,
    sheet: ({ sheets }) => sheets.agents,
    view: asIs,
  });
  collectionRoutes(app, {
    path: "/trunks",
    tag: "trunks",
    collection: ({ trunks }) => trunks,
    read: "administrator",
    schema: trunkSchema,
    creation: newTrunk,
    patch: trunkPatch,
    view: (trunk, { trunkState }) => trunkView(trunk, trunkState(trunk.id)),
    live: ["state"],
  });
  collectionRoutes(app, {
    path: "/numbers",
    tag: "numbers",
    collection: ({ numbers }) => numbers,
    read: "administrator",
    schema: numberSchema,
    creation: newNumber,
    patch: numberPatch,
    sheet: ({ sheets }) => sheets.numbers,
    view: asIs,
  });
  collectionRoutes(app, {
    path: "/groups",
    tag: "groups",
    collection: ({ groups }) => groups,
    read: "administrator",
    schema: groupSchema,
    creation: newGroup,
    patch: groupPatch,
    view: asIs,
  });
  collectionRoutes(app, {
    path: "/routes",
    tag: "routes",
    collection: ({ routes }) => routes,
    read: "administrator",
    schema: routeSchema,
    creation: newRoute,
    patch: routePatch,
    view: asIs,
  });
  app.get<{ Querystring: { number: string } }>(
    "/routes/lookup",
    {
      config: { access: "administrator" },
      schema: {
        tags: ["routes"],
        summary: "Which trunk a number would take now",
        querystring: lookupQuery,
        response: { 200: ref(lookupSchema) },
      },
    },
    async (request) => deskOf(request).calls.lookUp(request.query.number),
  );
}
