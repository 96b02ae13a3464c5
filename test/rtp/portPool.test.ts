import fc from "fast-check";
import t from "tap";
import { PortPool } from "../../src/rtp/portPool.ts";

t.test("even ports, in turn, within the range with the port above", async (t) => {
  for (const [min, max, ports] of [
    [20_000, 20_005, [20_000, 20_002, 20_004]],
    [20_001, 20_006, [20_002, 20_004]],
    [20_000, 20_000, []],
  ] as const) {
    const pool = new PortPool(min, max);
    const taken = [pool.take(0), pool.take(0), pool.take(0)].filter((port) => port !== undefined);
    t.strictSame(taken, ports);
    t.equal(pool.take(0), undefined);
    t.equal(pool.inUse, ports.length);
  }
});

t.test("a released port rests for 2 s and goes to the end of the queue", async (t) => {
  const pool = new PortPool(10, 13);
  t.equal(pool.take(0), 10);
  pool.release(10, 100);
  t.equal(pool.inUse, 0);
  t.equal(pool.take(100), 12);
  t.equal(pool.take(2099), undefined);
  t.equal(pool.take(2100), 10);
});

t.test("every port has its turn: none is used twice before all others were", async (t) => {
  const pool = new PortPool(20_000, 20_199);
  const taken: number[] = [];
  for (let call = 0; call < 1000; call++) {
    const port = pool.take(100 * call)!;
    taken.push(port);
    pool.release(port, 100 * call + 50);
  }
  t.equal(new Set(taken.slice(0, 100)).size, 100);
  t.ok(taken.every((port, i) => port === taken[i % 100]));
});

t.test(
  "exhaustion: nothing is lent before its rest, whoever asks; then everything is, in the order in which it came back",
  async (t) => {
    const pool = new PortPool(20_000, 20_009);
    const taken = Array.from({ length: 5 }, () => pool.take(0)!);
    t.equal(pool.take(0), undefined);
    const order = [3, 0, 4, 1, 2].map((i) => taken[i]!);
    for (const [i, port] of order.entries()) pool.release(port, 10 * i);
    for (let now = 40; now < 2000; now += 100) t.equal(pool.take(now), undefined);
    t.strictSame(
      order.map((_, i) => pool.take(2000 + 10 * i)),
      order,
    );
    t.equal(pool.inUse, 5);
  },
);

t.test("what was not taken cannot be released", async (t) => {
  const pool = new PortPool(10, 20);
  t.throws(() => pool.release(10, 0), /invariant/);
  const port = pool.take(0)!;
  pool.release(port, 0);
  t.throws(() => pool.release(port, 0), /invariant/);
});

t.test("no port is lent twice, none is lost", async () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 100 }), (takes) => {
      const pool = new PortPool(0, 19);
      const held: number[] = [];
      takes.forEach((take, i) => {
        const now = 300 * i;
        if (!take && held.length > 0) pool.release(held.shift()!, now);
        const port = take ? pool.take(now) : undefined;
        if (port !== undefined) held.push(port);
      });
      let left = 0;
      while (pool.take(1e9) !== undefined) left++;
      return new Set(held).size === held.length && held.length + left === 10;
    }),
  );
});
