/** The API's OpenAPI document, asked about real requests and answers. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { FastifyInstance } from "fastify";

type Json = Record<string, unknown>;

interface Content {
  readonly schema: Json;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly value: unknown }>;
}

export interface OperationObject {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { in: string; name: string }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, Content> };
  readonly responses: Record<string, { readonly content?: Record<string, Content> }>;
  readonly "x-scope"?: string;
  readonly "x-access"?: string;
}

export interface Documented {
  readonly url: string;
  readonly method: string;
  readonly operation: OperationObject;
}

export class ApiDocument {
  readonly text: Json;
  readonly operations: readonly Documented[];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(app: FastifyInstance) {
    this.text = app.swagger() as unknown as Json;
    formats.default(this.#ajv);
    this.#ajv.addSchema({ ...this.text, $id: "openapi" });
    const paths = this.text.paths as Record<string, Record<string, OperationObject>>;
    this.operations = Object.entries(paths).flatMap(([url, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ url, method: method.toUpperCase(), operation })),
    );
  }

  /** What speaks against `value` being what the schema says; empty: nothing. */
  faults(schema: Json, value: unknown): string[] {
    const key = JSON.stringify(schema);
    let validate = this.#compiled.get(key);
    if (validate === undefined) {
      validate = this.#ajv.compile(inDocument(schema) as Json);
      this.#compiled.set(key, validate);
    }
    validate(value);
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
    );
  }

  /** What is wrong with an answer by the document: a status, media type or body that it does not know. */
  answerFaults(method: string, route: string, status: number, mediaType: string, body: string): string[] {
    const url = route.replace(/:(\w+)/g, "{$1}");
    const found = this.operations.find((each) => each.url === url && each.method === method);
    if (found === undefined) return [`${method} ${route} is not in the document`];
    const response = found.operation.responses[status];
    if (response === undefined) return [`${method} ${route} may not answer ${status} ${body.slice(0, 200)}`];
    if (body === "") return [];
    const content = response.content?.[mediaType];
    if (content === undefined) return [`${method} ${route} may not answer ${status} as ${mediaType}`];
    if (!mediaType.endsWith("json")) return [];
    return this.faults(content.schema, JSON.parse(body)).map((fault) => `${method} ${route} ${status}: ${fault}`);
  }
}

/** The schema with its references into the whole document. */
function inDocument(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inDocument);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? `openapi${value}` : inDocument(value),
    ]),
  );
}
