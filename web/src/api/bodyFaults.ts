/** What is wrong with a body by a schema of the API, in the words in which the server itself would say it. */

/** What is wrong with the field at `path` (`voip.forwardTo.busy`), in the server's words. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The part of JSON Schema that the document uses for bodies. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the schema finds wrong with a body, as the server's own validator says it; the rest is for the server to judge. */
export function faultsOf(schema: Schema, body: unknown, path = ""): Fault[] {
  const message = messageOf(schema, body);
  if (message !== undefined) return [{ path, message }];
  const at = (step: string): string => (path === "" ? step : `${path}.${step}`);
  if (Array.isArray(body)) return body.flatMap((item, i) => faultsOf(schema.items ?? {}, item, at(`${i}`)));
  if (!isRecord(body)) return [];
  const missing = (schema.required ?? []).filter((name) => body[name] === undefined);
  const wrong = Object.entries(schema.properties ?? {}).filter(([name]) => body[name] !== undefined);
  return [
    ...missing.map((name) => ({ path: at(name), message: "is required" })),
    ...wrong.flatMap(([name, inner]) => faultsOf(inner, body[name], at(name))),
  ];
}

function messageOf(schema: Schema, value: unknown): string | undefined {
  const { type, enum: choices } = schema;
  if (value === null && (type === undefined || type === "null" || type.includes("null"))) return undefined;
  if (value === null) return "is required";
  if (choices !== undefined && !choices.includes(value)) return `must be one of ${choices.join(", ")}`;
  if (typeof value === "string") return textFault(schema, value);
  if (typeof value === "number") return numberFault(schema, value);
  return Array.isArray(value) ? listFault(schema, value) : undefined;
}

/** Characters as JSON Schema counts them: a surrogate pair is one. */
const lengthOf = (text: string): number => [...text].length;

/** As the server reads it: something before and after an `@`. */
const EMAIL = /^[^\s@<>,;:"]{1,64}@[^\s@<>,;:"]+$/;

function textFault({ minLength = 0, maxLength, pattern, format }: Schema, text: string): string | undefined {
  if (text === "" && minLength > 0) return "must not be empty";
  if (text === "" && format === "email") return "must not be empty";
  if (lengthOf(text) < minLength) return `must have at least ${minLength} characters`;
  if (maxLength !== undefined && lengthOf(text) > maxLength) return `must have at most ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text)) return `must match pattern "${pattern}"`;
  if (format === "email" && !EMAIL.test(text)) return "must be an e-mail address";
  return undefined;
}

function numberFault({ type, minimum, maximum }: Schema, value: number): string | undefined {
  const whole = type === "integer" || (Array.isArray(type) && type.includes("integer"));
  if (whole && !Number.isInteger(value)) return "must be integer";
  if (minimum !== undefined && value < minimum) return `must be >= ${minimum}`;
  if (maximum !== undefined && value > maximum) return `must be <= ${maximum}`;
  return undefined;
}

function listFault({ minItems = 0, maxItems, uniqueItems }: Schema, list: readonly unknown[]): string | undefined {
  if (list.length < minItems) return `must NOT have fewer than ${minItems} items`;
  if (maxItems !== undefined && list.length > maxItems) return `must NOT have more than ${maxItems} items`;
  if (uniqueItems === true && new Set(list).size < list.length) return "must not repeat an entry";
  return undefined;
}
