import { problems } from "../../kernel/problem.ts";
import { listOf, named, object, oneOf } from "./schema.ts";

export const problemSchema = named("Problem", {
  ...object(
    {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      code: oneOf(...Object.keys(problems)),
      detail: { type: "string" },
      errors: listOf(object({ path: { type: "string" }, message: { type: "string" } })),
      retryAfterSeconds: { type: "integer", minimum: 1 },
    },
    ["detail", "errors", "retryAfterSeconds"],
  ),
  description: "RFC 9457. `code` is stable; `errors` says where, for `invalid_request`.",
});
