import { join } from "node:path";
import t from "tap";
import { connectLibsql } from "../../src/store/store.ts";

t.test("a statement that writes is prepared once, and takes rows again after one that it refused", (t) => {
  const database = connectLibsql(join(t.testdir(), "some.db"));
  t.teardown(() => database.close());
  const prepare = (sql: string) => database.prepare(sql);
  prepare("create table things (id integer primary key, name text not null)").run([]);
  const insert = "insert into things (id, name) values (?, ?)";
  prepare(insert).run([1, "one"]);
  t.throws(() => prepare(insert).run([1, "again"]), { code: /SQLITE_CONSTRAINT/ });
  t.throws(() => prepare(insert).run([2, null]), { code: /SQLITE_CONSTRAINT/ });
  prepare(insert).run([2, "two"]);
  t.equal(prepare(insert), prepare(insert));

  prepare("alter table things add column colour text default 'red'").run([]);
  prepare(insert).run([3, "three"]);
  const select = "select id, name, colour from things order by id";
  t.not(prepare(select), prepare(select), "what reads is prepared anew");
  t.same(prepare(select).all([]), [
    { id: 1, name: "one", colour: "red" },
    { id: 2, name: "two", colour: "red" },
    { id: 3, name: "three", colour: "red" },
  ]);
  t.end();
});

t.test("transactions begin and end by the same statements", (t) => {
  const database = connectLibsql(join(t.testdir(), "some.db"));
  t.teardown(() => database.close());
  const run = (sql: string) => database.prepare(sql).run([]);
  run("create table things (id integer primary key)");
  for (const [i, end] of ["commit", "rollback", "commit"].entries()) {
    run("begin");
    database.prepare("insert into things values (?)").run([i]);
    run(end);
  }
  t.throws(() => run("commit"), "outside of a transaction");
  run("begin");
  run("commit");
  t.same(database.prepare("select id from things").all([]), [{ id: 0 }, { id: 2 }]);
  t.end();
});
