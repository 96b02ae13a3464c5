import { listOf, named, object, oneOf } from "./schema.ts";

export const healthSchema = named(
  "Health",
  object({ status: oneOf("ok", "degraded", "unavailable"), reasons: listOf({ type: "string" }) }),
);
