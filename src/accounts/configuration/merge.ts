const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * PATCH: objects are merged, arrays and plain values replaced; null stands for itself, and clears what may be cleared.
 * Only keys that `base` has are taken, so that nothing foreign gets in.
 */
export function merge(base: unknown, patch: unknown): unknown {
  if (!isObject(base) || !isObject(patch)) return patch;
  return Object.fromEntries(
    Object.entries(base).map(([key, value]) => [
      key,
      Object.hasOwn(patch, key) && patch[key] !== undefined ? merge(value, patch[key]) : value,
    ]),
  );
}
