import fc from "fast-check";
import t from "tap";
import { allCodecs, byBandwidth, inOrderFor, isWideband } from "../../../src/calls/legs/codecChoice.ts";
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";

for (const [other, own, expected] of [
  ["", "PCMA PCMU G722 opus", "PCMA PCMU G722 opus"],
  ["PCMU", "PCMA PCMU G722 opus", "PCMU PCMA G722 opus"],
  ["opus", "PCMA PCMU G722 opus", "opus G722 PCMA PCMU"],
  ["opus PCMU", "PCMA PCMU G722 opus", "opus PCMU G722 PCMA"],
  ["PCMA PCMU", "opus PCMU", "PCMU opus"],
  ["G722", "PCMU opus PCMA", "opus PCMU PCMA"],
  ["PCMA", "opus G722", "opus G722"],
  ["opus", "PCMU PCMA", "PCMU PCMA"],
] as const)
  t.test(`for ${other || "an unknown end"}, of ${own}: ${expected}`, async (t) =>
    t.equal(inOrderFor({ codecs: list(other) }, list(own)).join(" "), expected),
  );

function list(codecs: string): CodecName[] {
  return codecs.split(" ").filter((codec): codec is CodecName => allCodecs.some((name) => name === codec));
}

t.test("by bandwidth", async (t) => {
  t.strictSame(byBandwidth(["PCMA", "G722", "PCMU", "opus"], true), ["G722", "opus", "PCMA", "PCMU"]);
  t.strictSame(byBandwidth(["opus", "PCMU", "G722", "PCMA"], false), ["PCMU", "PCMA", "opus", "G722"]);
});

const some = fc.uniqueArray(fc.constantFrom(...allCodecs));

t.test("every codec of the list once, and none before one that the other end speaks", async () => {
  fc.assert(
    fc.property(some, some, (codecs, own) => {
      const order = inOrderFor({ codecs }, own);
      const shared = codecs.filter((codec) => own.includes(codec));
      const rest = order.slice(shared.length);
      const wide = codecs.some(isWideband);
      const turn = rest.findIndex((codec) => isWideband(codec) !== wide);
      return (
        [...order].sort().join() === [...own].sort().join() &&
        order.slice(0, shared.length).join() === shared.join() &&
        (codecs.length === 0 || turn < 0 || rest.slice(turn).every((codec) => isWideband(codec) !== wide))
      );
    }),
  );
});
