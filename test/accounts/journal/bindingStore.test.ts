import { join } from "node:path";
import type { Kysely } from "kysely";
import t from "tap";
import { loadBindings } from "../../../src/accounts/journal/bindingStore.ts";
import { WriteBehind } from "../../../src/accounts/journal/writeBehind.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { Schema } from "../../../src/store/schema.ts";
import { openStore } from "../../../src/store/store.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

interface Row {
  readonly key: string;
  readonly cseq: number;
}

t.test("thousands of changes are a few writes, and the last of each binding stays", async (t) => {
  const store = await openStore(join(t.testdir(), "ponto.db"));
  if (!store.ok) throw new Error(store.error.message);
  t.teardown(() => store.value.close());
  const { db } = store.value;
  const time = new VirtualTime();
  const writer = new WriteBehind<Kysely<Schema>>(time, silentLog, (work) => db.transaction().execute(work));
  const bindings = await loadBindings<Row>(db, writer);
  t.same(bindings.load(), []);
  for (let cseq = 1; cseq <= 3; cseq++) for (let i = 0; i < 500; i++) bindings.save({ key: `phone ${i}`, cseq });
  bindings.save({ key: "gone", cseq: 1 });
  bindings.remove("gone");
  bindings.remove("phone 0");
  t.equal(writer.size, 1, "they wait together");
  t.equal(time.pending, 1, "for a moment");
  await writer.flush();
  t.equal(writer.size, 0);

  bindings.remove("phone 1");
  bindings.save({ key: "phone 0", cseq: 9 });
  await writer.close();
  const left = (await loadBindings<Row>(db, writer)).load();
  t.equal(left.length, 499);
  t.same(
    left.filter(({ cseq }) => cseq !== 3),
    [{ key: "phone 0", cseq: 9 }],
  );
  time.runUntilIdle();
  t.equal(time.pending, 0);
});
