import fc from "fast-check";
import t from "tap";
import { Marks } from "../../../src/rtp/playout/marks.ts";

const RING = 256;

t.test("a ring of bits, compared with a plain one, beyond 32 bits too", async () => {
  const range = fc.record({ from: fc.nat(600), length: fc.nat(200), marked: fc.boolean() });
  fc.assert(
    fc.property(fc.constantFrom(0, 2 ** 31 - 300, 2 ** 32 + 17), fc.array(range, { maxLength: 30 }), (base, ranges) => {
      const marks = new Marks(RING);
      const plain = new Array<boolean>(RING).fill(false);
      for (const { from, length, marked } of ranges) {
        marks.set(base + from, base + from + length, marked);
        for (let at = base + from; at < base + from + length; at++) plain[at % RING] = marked;
      }
      const next = (from: number, to: number, marked: boolean) => {
        let at = from;
        while (at < to && plain[at % RING] !== marked) at++;
        return at;
      };
      for (let at = base; at < base + RING; at += 7) {
        if (marks.has(at) !== plain[at % RING]) return false;
        for (const marked of [true, false]) {
          if (marks.next(at, at + 100, marked) !== next(at, at + 100, marked)) return false;
        }
      }
      return true;
    }),
  );
});

t.test("nothing is marked, or found, in an empty range", async (t) => {
  const marks = new Marks(RING);
  marks.set(5, 5, true);
  t.notOk(marks.has(5));
  t.equal(marks.next(5, 5, true), 5);
});
