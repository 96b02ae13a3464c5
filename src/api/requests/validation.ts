/** From the schema validator's findings to `errors: [{path, message}]`. */
import type { FastifySchemaValidationError } from "fastify";
import { type Problem, problem } from "../../kernel/problem.ts";

/** How many findings one answer names: a body full of unknown fields must not be answered by a longer one. */
const MAX_ERRORS = 20;

/** The problem for a request that does not follow its schema. Paths are dotted: `voip.codecs.0`, `limit`. */
export function invalidRequest(findings: readonly FastifySchemaValidationError[]): Problem {
  const errors = findings
    .slice(0, MAX_ERRORS)
    .map((finding) => ({ path: pathOf(finding), message: messageOf(finding) }));
  const [first] = errors;
  return { ...problem("invalid_request", `${first?.path} ${first?.message}`.trim()), errors };
}

function pathOf({ instancePath, keyword, params }: FastifySchemaValidationError): string {
  // A JSON pointer (RFC 6901 §3): "~1" stands for "/", "~0" for "~".
  const steps = instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (keyword === "required") steps.push(String(params.missingProperty));
  if (keyword === "additionalProperties") steps.push(String(params.additionalProperty).slice(0, 100));
  return steps.join(".");
}

function messageOf({ keyword, params, message }: FastifySchemaValidationError): string {
  switch (keyword) {
    case "required":
      return "is required";
    case "additionalProperties":
      return "is not a known field";
    case "enum":
      return `must be one of ${(params.allowedValues as unknown[]).join(", ")}`;
    default:
      return message ?? "is not valid";
  }
}
