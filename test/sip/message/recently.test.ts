import fc from "fast-check";
import t from "tap";
import { parseUri, parseVia } from "../../../src/sip/message/fields.ts";
import { recently } from "../../../src/sip/message/recently.ts";

t.test("whatever is asked in whatever order, the answer is that of the reader", async () => {
  const read = (text: string) => (text.length % 3 === 0 ? undefined : { text });
  const reader = recently(read);
  fc.assert(
    fc.property(fc.array(fc.nat(300), { maxLength: 600 }), (numbers) =>
      numbers.every((number) => {
        const text = `sip:${"x".repeat(number)}`;
        return reader(text)?.text === read(text)?.text;
      }),
    ),
  );
});

t.test("a text is read once while others are few, and again when they were many", async (t) => {
  const asked: string[] = [];
  const reader = recently((text) => {
    asked.push(text);
    return { text };
  });
  t.equal(reader("a"), reader("a"));
  for (let i = 0; i < 100; i++) reader(`${i}`);
  reader("a");
  t.equal(asked.filter((text) => text === "a").length, 1);
  for (let i = 0; i < 200; i++) reader(`other ${i}`);
  reader("a");
  t.equal(asked.filter((text) => text === "a").length, 2);
});

t.test("long texts are not kept", async (t) => {
  const long = `sip:a@example.com;x=${"y".repeat(600)}`;
  t.not(parseUri(long), parseUri(long));
  t.equal(parseUri("sip:a@example.com"), parseUri("sip:a@example.com"));
});

t.test("what one text means does not depend on those before it", async (t) => {
  const vias = ["SIP/2.0/UDP a.example;branch=z9hG4bK1", "SIP/2.0/UDP a.example;branch=z9hG4bK", "garbage"];
  for (const via of [...vias, ...vias].reverse())
    t.equal(parseVia(via)?.branch, via === vias[0] ? "z9hG4bK1" : undefined);
});
