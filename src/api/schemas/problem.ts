import { problems } from "../../kernel/problem.ts";
import { described, listOf, named, object, oneOf } from "./schema.ts";

const requestFault = object(
  {
    path: described("The field; of a file, the column. Empty where it is no single one.", { type: "string" }),
    message: { type: "string" },
    line: described("Of a file.", { type: "integer", minimum: 1 }),
    code: described("Of a file: the kind of fault.", { type: "string" }),
  },
  ["line", "code"],
);

export const problemSchema = named("Problem", {
  ...object(
    {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      code: oneOf(...Object.keys(problems)),
      detail: { type: "string" },
      errors: listOf(requestFault, 20_000),
      retryAfterSeconds: { type: "integer", minimum: 1 },
    },
    ["detail", "errors", "retryAfterSeconds"],
  ),
  description: "RFC 9457. `code` is stable; `errors` says where, for `invalid_request`.",
});
