import { createHmac } from "node:crypto";
import fc from "fast-check";
import t from "tap";
import { HmacSha1 } from "../../../src/rtp/srtp/hmacSha1.ts";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

t.test("what node:crypto says of every key up to a block and data over every border of a block", async () => {
  fc.assert(
    fc.property(bytes(64), bytes(300), (key, data) => {
      const mac = new HmacSha1(key);
      const digest = new Uint8Array(20);
      mac.write(data, data.length, digest, 0, 20);
      return createHmac("sha1", key).update(data).digest().equals(digest);
    }),
    { seed: 1, numRuns: 500 },
  );
});

t.test("a tag with any bit flipped does not verify, and one object computes again and again", async () => {
  const mac = new HmacSha1(Buffer.from("key"));
  const data = Buffer.from("some data, then the tag    ");
  mac.write(data, 16, data, 16, 10);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 79 }), (bit) => {
      const flipped = Buffer.from(data);
      flipped[16 + (bit >> 3)]! ^= 1 << (bit & 7);
      return mac.verifies(data, 16, data, 16, 10) && !mac.verifies(flipped, 16, flipped, 16, 10);
    }),
    { seed: 1 },
  );
});
