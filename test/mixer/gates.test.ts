import fc from "fast-check";
import t from "tap";
import { Gates } from "../../src/mixer/gates.ts";

t.test("M6 a stamp holds from its sample on", async (t) => {
  const gates = new Gates();
  gates.stamp(100, 1);
  gates.stamp(260, 3);
  t.equal(gates.maskAt(99), 0, "nobody hears what came before the first stamp");
  t.equal(gates.maskAt(100), 1);
  t.equal(gates.maskAt(259), 1);
  t.equal(gates.maskAt(260), 3);
  t.equal(gates.current, 3);
  t.equal(gates.endAt(0), 100);
  t.equal(gates.endAt(100), 260);
  t.equal(gates.endAt(260), Number.POSITIVE_INFINITY);
});

t.test("M6 of two stamps on one sample the later holds", async (t) => {
  const gates = new Gates();
  gates.stamp(100, 1);
  gates.stamp(100, 2);
  t.equal(gates.maskAt(100), 2);
});

t.test("what is too old to be remembered is heard by nobody", async (t) => {
  const gates = new Gates();
  for (let i = 0; i < 100; i++) gates.stamp(i * 10, (i % 2) + 1);
  t.equal(gates.maskAt(50), 0);
  t.equal(gates.maskAt(995), 2);
});

t.test("stretches agree with a plain list", async () => {
  const stamps = fc.array(fc.record({ step: fc.nat(50), mask: fc.nat(7) }), { maxLength: 25 });
  fc.assert(
    fc.property(stamps, fc.array(fc.nat(1300), { maxLength: 20 }), (made, probes) => {
      const gates = new Gates();
      const list: { from: number; mask: number }[] = [];
      let position = 0;
      for (const { step, mask } of made) {
        position += step;
        gates.stamp(position, mask);
        list.push({ from: position, mask });
      }
      const expected = (at: number) => list.findLast(({ from }) => from <= at)?.mask ?? 0;
      return probes.every((at) => {
        if (gates.maskAt(at) !== expected(at)) return false;
        const end = Math.min(gates.endAt(at), at + 200);
        for (let later = at; later < end; later++) if (expected(later) !== expected(at)) return false;
        return true;
      });
    }),
    { seed: 2 },
  );
});
