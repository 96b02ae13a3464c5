import t from "tap";
import { Slices, type Step } from "../../../src/api/events/slices.ts";

/** Work of so many steps, each of which is noted under the name. */
const noting = (notes: string[], name: string, steps: number): Step => {
  let done = 0;
  return () => {
    notes.push(name);
    return ++done < steps;
  };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

t.test("work is done a hundred steps at a time, the thread is free in between", async (t) => {
  const notes: string[] = [];
  const slices = new Slices();
  slices.begin(noting(notes, "a", 250));
  t.equal(notes.length, 0, "not before its turn");
  const seen: number[] = [];
  for (let i = 0; i < 4; i++) {
    await turn();
    seen.push(notes.length);
  }
  t.same(seen, [100, 200, 250, 250]);
});

t.test("several works take turns", async (t) => {
  const notes: string[] = [];
  const slices = new Slices();
  for (const name of ["a", "b"]) slices.begin(noting(notes, name, 150));
  for (let i = 0; i < 4; i++) await turn();
  t.equal(notes.join(""), "a".repeat(100) + "b".repeat(100) + "a".repeat(50) + "b".repeat(50));
});

t.test("work that is begun by a step comes next", async (t) => {
  const notes: string[] = [];
  const slices = new Slices();
  slices.begin(() => {
    slices.begin(noting(notes, "second", 1));
    notes.push("first");
    return false;
  });
  for (let i = 0; i < 2; i++) await turn();
  t.same(notes, ["first", "second"]);
});

t.test("a step that fails is told, and those behind it are done", async (t) => {
  const notes: string[] = [];
  const slices = new Slices();
  let steps = 0;
  const told = new Promise<Error>((resolve) => process.once("uncaughtException", resolve));
  slices.begin(() => {
    if (++steps === 2) throw new Error("a defect");
    notes.push(String(steps));
    return steps < 4;
  });
  t.match(await told, { message: "a defect" });
  await turn();
  t.same(notes, ["1", "3", "4"]);
});
