/** What the document says beyond the schemas: examples, headers, and what the parts of the API are. */
import { type ProblemCode, problems } from "../../kernel/problem.ts";
import { problemDocument, problemMediaType } from "../answers/problems.ts";
import type { Schema } from "../schemas/schema.ts";
import { exampleOf } from "./examples.ts";

interface Content {
  readonly schema: Schema;
  example?: unknown;
  examples?: Record<string, { readonly value: unknown }>;
}

interface Response {
  description: string;
  readonly content?: Record<string, Content>;
}

interface OperationObject {
  operationId?: string;
  readonly requestBody?: { required: boolean; readonly content: Record<string, Content> };
  readonly responses: Record<string, Response>;
  parameters?: object[];
}

export interface OpenApi {
  readonly paths: Record<string, Record<string, OperationObject>>;
  readonly components: { readonly schemas: Record<string, Schema> };
  tags?: readonly object[];
}

const tags = {
  session: "Signing in and out, and what is one's own.",
  users: "Who may do what.",
  agents: "Who takes calls, and their phones.",
  trunks: "The ways to and from the telephone network.",
  numbers: "Where the account's numbers lead.",
  groups: "Agents who are called together.",
  routes: "Which trunk a number leaves by.",
  settings: "What holds for the whole account.",
  "api keys": "Long-lived bearers for machines.",
  imports: "Many things at once, from a file.",
  calls: "Live calls.",
  monitorings: "Listening to a call, whispering to its agent, speaking in it.",
  reports: "Finished calls.",
  recordings: "What was said.",
  audit: "Who did what.",
  privacy: "What is kept of one person.",
  events: "What happens, as it happens.",
  operation: "Whether all is well.",
};

/** Completes the document in place. */
export function complete(document: OpenApi): void {
  const named = document.components.schemas;
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) completeOperation(operation, named);
    // A route of two methods describes both in the same words.
    const { head } = path;
    if (head !== undefined) path.head = { ...head, operationId: head.operationId?.replace(/^get/, "head") ?? "" };
  }
  document.tags = Object.entries(tags).map(([name, description]) => ({ name, description }));
}

function completeOperation(operation: OperationObject, named: Record<string, Schema>): void {
  const { requestBody, responses } = operation;
  if (requestBody !== undefined) {
    requestBody.required = !Object.values(requestBody.content).some(({ schema }) => mayBeNull(schema));
    addExamples(requestBody.content, named);
  }
  for (const response of Object.values(responses)) {
    if (response.description === "Default Response") response.description = "Done";
    addExamples(response.content ?? {}, named, response.description);
  }
  const headers = Object.entries(requestHeaders)
    .filter(([, { status, code }]) => responses[status]?.description.includes(code))
    .map(([name, { description }]) => ({ in: "header", name, description, schema: { type: "string" } }));
  if (headers.length > 0) operation.parameters = [...(operation.parameters ?? []), ...headers];
}

const mayBeNull = ({ type }: Schema): boolean => Array.isArray(type) && type.includes("null");

/** Headers of requests, by the refusal that only their readers know. */
const requestHeaders: Record<string, { status: number; code: ProblemCode; description: string }> = {
  "If-Match": {
    status: 412,
    code: "precondition_failed",
    description: "The ETag of what is to be changed: refused where it was changed meanwhile.",
  },
  "Idempotency-Key": {
    status: 422,
    code: "idempotency_key_reused",
    description: "The request is carried out once, however often it is sent with this key.",
  },
};

/** Examples of every body. `codes`: those that a problem can have, between commas. */
function addExamples(contents: Record<string, Content>, named: Record<string, Schema>, codes = ""): void {
  for (const [mediaType, content] of Object.entries(contents)) {
    if (mediaType === problemMediaType) content.examples = problemExamples(codes);
    else if (mediaType === "application/json") content.example ??= exampleOf(content.schema, named);
    else if (mediaType === "text/csv") content.example = "email,name\r\nana.souza@example.com,Ana Souza\r\n";
  }
}

function problemExamples(codes: string): Record<string, { value: unknown }> {
  const known = codes.split(", ").filter((code): code is ProblemCode => Object.hasOwn(problems, code));
  const errors = [{ path: "email", message: "must be an e-mail address" }];
  return Object.fromEntries(
    known.map((code) => [code, { value: problemDocument(code === "invalid_request" ? { code, errors } : { code }) }]),
  );
}
