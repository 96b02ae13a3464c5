import fc from "fast-check";
import t from "tap";
import { answerRange } from "../../../src/api/answers/range.ts";

t.test("whatever is asked, a part lies within the file", async () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
    fc.bigInt({ min: 0n }).map((n) => `bytes=${n}-`),
    fc.bigInt({ min: 0n }).map((n) => `bytes=-${n}`),
  );
  fc.assert(
    fc.property(header, fc.nat(), (header, size) => {
      const answer = answerRange(header, size);
      return answer.kind !== "part" || (0 <= answer.start && answer.start <= answer.end && answer.end < size);
    }),
  );
});

t.test("a satisfiable range is answered with exactly what was asked", async () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }), (start, length, size) => {
      const answer = answerRange(`bytes=${start}-${start + length}`, size);
      if (start >= size) return answer.kind === "unsatisfiable";
      return answer.kind === "part" && answer.start === start && answer.end === Math.min(start + length, size - 1);
    }),
  );
});

t.same(answerRange(undefined, 10), { kind: "whole" });
