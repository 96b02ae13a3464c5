import fc from "fast-check";
import t from "tap";
import { type Write, WriteBehind } from "../../../src/accounts/journal/writeBehind.ts";
import { type Log, silentLog } from "../../../src/kernel/log.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function bench() {
  const time = new VirtualTime();
  const logged: Record<string, unknown>[] = [];
  const note = (fields: object) => void logged.push({ ...fields });
  const log: Log = { ...silentLog, info: note, warn: note, error: note };
  const written: string[] = [];
  const sizes: number[] = [];
  /** As a store that takes all of it or nothing. */
  const inTransaction = async (work: Write<string[]>) => {
    const done: string[] = [];
    await work(done);
    written.push(...done);
    sizes.push(done.length);
  };
  const writer = new WriteBehind<string[]>(time, log, inTransaction);
  const disk = { failure: undefined as Error | undefined, tries: 0 };
  const put = (key: string, value: string) =>
    writer.put(
      key,
      async (done) => {
        disk.tries++;
        if (disk.failure !== undefined) throw disk.failure;
        done.push(value);
      },
      { row: value },
    );
  return { time, logged, writer, written, sizes, disk, put };
}

const full = Object.assign(new Error("disk is full"), { code: "SQLITE_FULL" });

t.test("what is put is written in order, without waiting", async (t) => {
  const { writer, written, put, time } = bench();
  for (let i = 0; i < 5; i++) put(`${i}`, `${i}`);
  t.same(written.length < 5, true, "put returns before the writes");
  await writer.flush();
  t.same(written, ["0", "1", "2", "3", "4"]);
  t.equal(writer.size, 0);
  time.runUntilIdle();
  t.equal(time.pending, 0);
});

t.test("many writes let the event loop turn between them", async (t) => {
  const { time, written, put } = bench();
  for (let i = 0; i < 100; i++) put(`${i}`, `${i}`);
  await settled();
  t.equal(written.length, 32);
  for (let turns = 0; turns < 4; turns++) {
    time.advance(0);
    await settled();
  }
  t.equal(written.length, 100);
  t.equal(time.pending, 0);
});

t.test("while the store fails it is tried again, less and less often", async (t) => {
  const { time, writer, written, disk, put, logged } = bench();
  disk.failure = full;
  put("a", "a1");
  put("b", "b1");
  await settled();
  t.ok(writer.failing);
  const tries: number[] = [];
  for (let ms = 0; ms < 60_000; ms += 50) {
    const before = disk.tries;
    time.advance(50);
    await settled();
    if (disk.tries > before) tries.push(ms + 50);
  }
  t.same(tries.slice(0, 8), [100, 300, 700, 1500, 3100, 6300, 12_700, 22_700]);
  put("a", "a2");
  await settled();
  t.equal(logged.filter(({ event }) => event === "store_failing").length, 1, "told once");
  t.same(
    logged.filter(({ event }) => event === "write_waits").map(({ row }) => row),
    ["a1", "b1", "a2"],
    "the log keeps what the store does not take",
  );
  disk.failure = undefined;
  time.advance(10_000);
  await settled();
  t.same(written, ["a2"], "one row by itself first");
  time.advance(0);
  await settled();
  t.same(written, ["a2", "b1"], "the later write of a key takes the place of the earlier");
  t.notOk(writer.failing);
  t.equal(logged.filter(({ event }) => event === "store_healed").length, 1);
  t.equal(time.pending, 0);
});

t.test("a write that comes while the same key is being written is not lost", async (t) => {
  const { writer } = bench();
  const written: number[] = [];
  writer.put("k", async () => settled().then(() => written.push(1)), {});
  await Promise.resolve();
  writer.put("k", async () => void written.push(2), {});
  await writer.flush();
  t.same(written, [1, 2]);
});

t.test("a row that the store will never take does not hold up the others", async (t) => {
  const { writer, written, disk, put, logged } = bench();
  disk.failure = Object.assign(new Error("NOT NULL constraint failed"), { code: "SQLITE_CONSTRAINT_NOTNULL" });
  put("bad", "bad");
  await writer.flush();
  disk.failure = undefined;
  put("good", "good");
  await writer.flush();
  t.same(written, ["good"]);
  t.match(logged, [{ event: "write_refused", row: "bad" }]);
});

t.test("memory is bounded, and what is lost is in the log", async (t) => {
  const { writer, disk, put, logged } = bench();
  disk.failure = full;
  for (let i = 0; i < 50_001; i++) put(`${i}`, `${i}`);
  t.equal(writer.size, 50_000);
  t.match(logged.at(-1), { event: "write_lost", row: "50000" });
  await writer.close();
});

t.test("the end tries once more, then tells what is lost", async (t) => {
  const { time, writer, written, disk, put, logged } = bench();
  disk.failure = full;
  put("a", "a");
  await settled();
  await writer.close();
  t.match(logged.at(-1), { event: "write_lost", row: "a" });
  t.equal(time.pending, 0);
  disk.failure = undefined;
  const other = bench();
  other.disk.failure = full;
  other.put("a", "a");
  await settled();
  other.disk.failure = undefined;
  await other.writer.close();
  t.same(other.written, ["a"]);
  t.same(written, []);
});

t.test("whenever the store fails: nothing is lost, and each key ends with its last value", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), fails: fc.boolean(), ms: fc.nat(500) }), {
        maxLength: 40,
      }),
      async (steps) => {
        const { time, writer, written, disk, put } = bench();
        const last = new Map<string, string>();
        for (const [i, { key, fails, ms }] of steps.entries()) {
          disk.failure = fails ? full : undefined;
          put(key, `${key}${i}`);
          last.set(key, `${key}${i}`);
          time.advance(ms);
          if (ms % 3 === 0) await settled();
        }
        disk.failure = undefined;
        await writer.flush();
        await writer.close();
        const ended = new Map(written.map((value) => [value[0], value]));
        return writer.size === 0 && [...last].every(([key, value]) => ended.get(key) === value) && time.pending === 0;
      },
    ),
  );
});

t.test("writes that gather wait for a moment, but not behind one that is urgent", async (t) => {
  const { time, writer, written } = bench();
  const write = (value: string) => async (done: string[]) => void done.push(value);
  writer.put("a", write("a"), {}, { gathers: true });
  writer.put("b", write("b"), {}, { gathers: true });
  await settled();
  t.same(written, []);
  time.advance(20);
  await settled();
  t.same(written, ["a", "b"]);
  writer.put("c", write("c"), {}, { gathers: true });
  writer.put("d", write("d"), {});
  await settled();
  t.same(written, ["a", "b", "c", "d"]);
  t.equal(time.pending, 0);
});

t.test("what waits together is one transaction, and told as written when that is over", async (t) => {
  const { time, writer, written, sizes, disk, put } = bench();
  const told: string[] = [];
  const over = (value: string) => ({ gathers: true, written: () => void told.push(`${value} of ${written.length}`) });
  writer.put("a", async (done) => void done.push("a"), {}, over("a"));
  put("b", "b");
  await settled();
  t.same(sizes, [2]);
  t.same(told, ["a of 2"]);

  disk.failure = full;
  writer.put("c", async (done) => void done.push("c"), {}, over("c"));
  put("d", "d");
  await settled();
  t.same(written, ["a", "b"], "nothing of one that failed");
  t.same(told, ["a of 2"]);
  disk.failure = undefined;
  time.advance(100);
  await settled();
  t.same(written, ["a", "b", "c"], "one row by itself first");
  await writer.flush();
  t.same(written, ["a", "b", "c", "d"]);
  t.same(told, ["a of 2", "c of 3"]);
});

t.test("a row that the store refuses leaves those of its transaction as they are", async (t) => {
  const { time, writer, written, logged } = bench();
  const refused = Object.assign(new Error("NOT NULL constraint failed"), { code: "SQLITE_CONSTRAINT_NOTNULL" });
  writer.put("a", async (done) => void done.push("a"), {}, { gathers: true });
  writer.put("bad", () => Promise.reject(refused), { row: "bad" }, { gathers: true });
  writer.put("b", async (done) => void done.push("b"), {});
  await settled();
  t.same(written, ["a", "b"]);
  t.match(logged, [{ event: "write_refused", row: "bad" }]);
  t.equal(time.pending, 0);
});

t.test("what comes after the end is told in the log, and nothing waits for a store that is closed", async (t) => {
  const { time, writer, written, logged, put } = bench();
  put("a", "a");
  await writer.close();
  put("b", "b");
  await settled();
  t.same(written, ["a"]);
  t.match(logged, [{ event: "write_lost", row: "b" }]);
  t.equal(writer.size, 0);
  t.equal(time.pending, 0);
});
