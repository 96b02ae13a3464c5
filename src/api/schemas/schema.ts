/** JSON Schema (2020-12, as OpenAPI 3.1 uses it) in the few words we need. */

export interface Schema {
  readonly [keyword: string]: unknown;
}

/** The name of a schema that others refer to, and what it says. */
export interface NamedSchema extends Schema {
  readonly $id: string;
}

type Properties = Readonly<Record<string, Schema>>;

/** An object that has these properties and no others. All but `optional` ones are required. */
export const object = <P extends Properties>(properties: P, optional: readonly (keyof P)[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

export const named = ($id: string, schema: Schema): NamedSchema => ({ $id, ...schema });
export const ref = ({ $id }: NamedSchema): Schema => ({ $ref: `${$id}#` });
export const described = (description: string, schema: Schema): Schema => ({ ...schema, description });

export const flag: Schema = { type: "boolean" };
export const id: Schema = { type: "string", minLength: 1, maxLength: 100 };
export const time: Schema = { type: "string", format: "date-time", maxLength: 40 };
export const milliseconds: Schema = { type: "integer", minimum: 0 };
export const line: Schema = { type: "string", maxLength: 200 };
export const name: Schema = { type: "string", minLength: 1, maxLength: 200 };
export const email: Schema = { type: "string", format: "email", maxLength: 254 };
export const port: Schema = { type: "integer", minimum: 1, maximum: 65_535 };
/** What a person dials: digits with the usual ornaments; its meaning is judged by whoever routes it. */
export const dialled: Schema = { type: "string", minLength: 1, maxLength: 64 };

export const oneOf = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
export const listOf = (items: Schema, maxItems = 1_000): Schema => ({ type: "array", items, maxItems });

export function nullable(schema: Schema): Schema {
  const { $ref, type, enum: values } = schema as { $ref?: string; type?: unknown; enum?: readonly unknown[] };
  if ($ref !== undefined) return { anyOf: [schema, { type: "null" }] };
  if (Array.isArray(type)) return schema;
  return { ...schema, type: [type, "null"], ...(values === undefined ? {} : { enum: [...values, null] }) };
}

/**
 * The schema of a PATCH: nothing is required, at any depth, and null clears what it names. What cannot be cleared,
 * or what it then becomes, is the account's to say.
 */
export function patchOf(schema: Schema): Schema {
  const { required: _required, properties, ...rest } = schema;
  if (properties === undefined) return rest;
  const patched = Object.entries(properties as Properties).map(([key, value]) => [key, nullable(patchOf(value))]);
  return { ...rest, properties: Object.fromEntries(patched) };
}

/** `{items, nextCursor}`. */
export const pageOfSchema = (items: NamedSchema): Schema =>
  object({
    items: { type: "array", items: ref(items) },
    nextCursor: described("Opaque; null on the last page.", nullable({ type: "string" })),
  });

export const MAX_PAGE = 500;

/** `?limit&cursor` and the filters of a list. */
export const pageQuery = (defaultLimit: number, filters: Properties = {}): Schema =>
  object(
    {
      limit: { type: "integer", minimum: 1, maximum: MAX_PAGE, default: defaultLimit },
      cursor: described("The `nextCursor` of the page before.", { type: "string", maxLength: 500 }),
      ...filters,
    },
    ["limit", "cursor", ...(Object.keys(filters) as never[])],
  );

export const idParams: Schema = object({ id });
/** The body of an action that has nothing to say. */
export const noFields: Schema = { ...object({}), type: ["object", "null"] };
