/** What was changed in a form: what is sent, and what remains where somebody else changed the same thing. */

type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The smallest patch that makes `after` of `before`: objects are merged, lists replaced, and null clears. Undefined: nothing is to be changed. */
export function patchBetween(before: unknown, after: unknown): Tree | undefined {
  if (!isTree(before) || !isTree(after)) return undefined;
  const patch: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined || same(before[key], value)) continue;
    patch[key] = isTree(before[key]) && isTree(value) ? patchBetween(before[key], value) : value;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** The paths (`voip.forwardTo.busy`) of the fields that differ. */
export function changedPaths(before: unknown, after: unknown, path = ""): string[] {
  if (same(before, after)) return [];
  if (!isTree(before) || !isTree(after)) return [path];
  return Object.keys(after).flatMap((key) =>
    changedPaths(before[key], after[key], path === "" ? key : `${path}.${key}`),
  );
}

/** `theirs`, with what I changed since `base`: nothing that anybody typed is lost. */
export function withMine<T>(base: T, mine: T, theirs: T): T {
  if (!isTree(base) || !isTree(mine) || !isTree(theirs)) return same(base, mine) ? theirs : mine;
  const merged = Object.keys(theirs).map((key) => [key, withMine(base[key], mine[key], theirs[key])]);
  return Object.fromEntries(merged) as T;
}

/** The value at a path. */
export const valueAt = (tree: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), tree);
