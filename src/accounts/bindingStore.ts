import type { Kysely } from "kysely";
import type { Schema } from "../store/schema.ts";
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

/** Reads what an earlier process left; what has expired since is the registrar's to remove. Rejects where the store does. */
export async function loadBindings<B extends StoredBinding>(
  db: Kysely<Schema>,
  writer: WriteBehind,
): Promise<BindingRows<B>> {
  const rows = await db.selectFrom("bindings").select("value").execute();
  const left = rows.map(({ value }) => JSON.parse(value) as B);
  return {
    load: () => left,
    save(binding) {
      const { key } = binding;
      const row = { key, value: JSON.stringify(binding) };
      const write = () =>
        db
          .insertInto("bindings")
          .values(row)
          .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
          .execute();
      writer.put(`binding:${key}`, write, { binding: key });
    },
    remove(key) {
      writer.put(`binding:${key}`, () => db.deleteFrom("bindings").where("key", "=", key).execute(), { binding: key });
    },
  };
}
