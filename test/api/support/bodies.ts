/** Request bodies made of a schema: good ones, and the same with something wrong. */
import fc, { type Arbitrary } from "fast-check";

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** Values that follow the schema. */
export function good(schema: Schema): Arbitrary<unknown> {
  const { type, enum: values, const: only, anyOf } = schema;
  if (only !== undefined) return fc.constant(only);
  if (values !== undefined) return fc.constantFrom(...values);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(good));
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => good({ ...schema, type: one })));
  const { properties = {}, required = [], items = {}, minItems = 0, minLength = 0, pattern, format } = schema;
  switch (type) {
    case "object": {
      const optional = Object.keys(properties).filter((name) => !required.includes(name));
      const sizes = {
        minLength: Math.max(0, (schema.minProperties ?? 0) - required.length),
        maxLength: Math.min(optional.length, (schema.maxProperties ?? Number.POSITIVE_INFINITY) - required.length),
      };
      const recordOf = (names: readonly string[]) =>
        fc.record(Object.fromEntries(names.map((name) => [name, good(properties[name]!)])));
      return fc.subarray(optional, sizes).chain((chosen) => recordOf([...required, ...chosen]));
    }
    case "array": {
      const sizes = { minLength: minItems, maxLength: Math.min(schema.maxItems ?? 3, 3) };
      return schema.uniqueItems === true ? fc.uniqueArray(good(items), sizes) : fc.array(good(items), sizes);
    }
    case "integer":
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      if (format === "email") return fc.constantFrom("ana@example.com", "a.b+c@d.example");
      if (format === "date-time") return fc.constantFrom("2030-01-01T00:00:00Z", "2030-01-01T00:00:00.5-03:00");
      if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
      return fc.string({ minLength, maxLength: Math.min(schema.maxLength ?? 20, minLength + 20) });
  }
}

/** Good bodies in which one value, anywhere, is another one, is gone, or has company that nobody asked for. */
export const nearly = (schema: Schema): Arbitrary<unknown> =>
  fc.tuple(good(schema), fc.nat(), wrong).map(([body, at, value]) => changed(body, at, value));

const GONE = Symbol("gone");
const wrong: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(GONE, null, "", "x", "x".repeat(1_001), 0, -1, 1.5, 1e9, true, [], {}, [[]], {
    role: "administrator",
  }),
  fc.jsonValue({ maxDepth: 1 }),
);

/** A copy whose `at`-th place holds `value`. */
function changed(body: unknown, at: number, value: unknown): unknown {
  const copy: unknown = structuredClone(body);
  const places: (() => void)[] = [];
  const visit = (thing: unknown): void => {
    if (typeof thing !== "object" || thing === null) return;
    const fields = thing as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      visit(fields[key]);
      places.push(() => {
        if (value !== GONE) fields[key] = value;
        else if (Array.isArray(thing)) thing.splice(Number(key), 1);
        else delete fields[key];
      });
    }
    if (Array.isArray(thing)) return;
    places.push(() => {
      fields.accountId = value === GONE ? "account_1" : value;
    });
  };
  visit(copy);
  if (places.length === 0) return value === GONE ? body : value;
  places[at % places.length]!();
  return copy;
}
