import { extension } from "./agents.ts";
import { described, id, listOf, name, named, nullable, object, oneOf, patchOf } from "./schema.ts";

const fields = {
  name,
  extension: described("What agents dial to reach it.", nullable(extension)),
  strategy: described(
    "All at once; one after the other in the order of `agentIds`; or whoever has been free for longest first.",
    oneOf("all", "sequential", "longest_idle"),
  ),
  agentIds: { ...listOf(id, 200), uniqueItems: true },
  ringSeconds: described("How long it rings at each turn.", { type: "integer", minimum: 5, maximum: 180 }),
};

export const groupSchema = named("Group", object({ id, ...fields }));
export const newGroup = object(fields, ["extension", "ringSeconds"]);
export const groupPatch = patchOf(newGroup);
