import t from "tap";
import { systemEntropy } from "../../src/system/entropy.ts";

t.test("as many digits as asked for, and none twice", async (t) => {
  const words = Array.from({ length: 2000 }, () => systemEntropy.hex(8));
  t.equal(new Set(words).size, words.length);
  t.ok(words.every((word) => /^[0-9a-f]{16}$/.test(word)));
  t.equal(systemEntropy.hex(5000).length, 10_000);
  const numbers = Array.from({ length: 2000 }, () => systemEntropy.uint32());
  t.ok(new Set(numbers).size > 1990);
});
