import type { Kysely } from "kysely";
import type { Schema } from "../../store/schema.ts";
import type { WriteBehind } from "./writeBehind.ts";

/** What the store must know of a registrar's binding; the rest it keeps as it is. */
export interface StoredBinding {
  readonly key: string;
}

/** Where a registrar's bindings outlive the process. No call blocks or throws. */
export interface BindingRows<B extends StoredBinding> {
  /** What an earlier process left, as it was at the start of this one. */
  load(): readonly B[];
  save(binding: B): void;
  remove(key: string): void;
}

/** Rows of one statement. */
const ROWS_AT_ONCE = 200;
/** Changes that wait at most while the store fails; the phone of one that is forgotten registers again. */
const CAPACITY = 50_000;

/**
 * Reads what an earlier process left; what has expired since is the registrar's to remove. Rejects where the store does.
 * Thousands of phones may register in a second: what changed is written together, each binding once.
 */
export async function loadBindings<B extends StoredBinding>(
  db: Kysely<Schema>,
  writer: WriteBehind<Kysely<Schema>>,
): Promise<BindingRows<B>> {
  const rows = await db.selectFrom("bindings").select("value").execute();
  const left = rows.map(({ value }) => JSON.parse(value) as B);
  /** What is not written yet; undefined where the binding is gone. */
  const changed = new Map<string, B | undefined>();

  let batch: readonly (readonly [string, B | undefined])[] = [];
  const write = async (db: Kysely<Schema>): Promise<void> => {
    batch = [...changed].slice(0, ROWS_AT_ONCE);
    await writeRows(db, batch);
  };
  const written = (): void => {
    for (const [key, binding] of batch) if (changed.get(key) === binding) changed.delete(key);
    if (changed.size > 0) put();
  };
  const what = {
    get bindings(): readonly string[] {
      return [...changed.keys()];
    },
  };
  const put = (): void => writer.put("bindings", write, what, { gathers: true, written });
  const change = (key: string, binding: B | undefined): void => {
    // Set anew, it stands last: what waits longest is written first.
    changed.delete(key);
    const [oldest] = changed.keys();
    if (oldest !== undefined && changed.size >= CAPACITY) changed.delete(oldest);
    changed.set(key, binding);
    put();
  };
  return {
    load: () => left,
    save: (binding) => change(binding.key, binding),
    remove: (key) => change(key, undefined),
  };
}

async function writeRows(db: Kysely<Schema>, batch: readonly (readonly [string, object | undefined])[]): Promise<void> {
  const gone = batch.filter(([, binding]) => binding === undefined).map(([key]) => key);
  const rows = batch.flatMap(([key, binding]) =>
    binding === undefined ? [] : [{ key, value: JSON.stringify(binding) }],
  );
  if (gone.length > 0) await db.deleteFrom("bindings").where("key", "in", gone).execute();
  if (rows.length === 0) return;
  await db
    .insertInto("bindings")
    .values(rows)
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: (row) => row.ref("excluded.value") }))
    .execute();
}
