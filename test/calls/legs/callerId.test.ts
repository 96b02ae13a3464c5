import fc from "fast-check";
import t from "tap";
import { nameAddr, userPart } from "../../../src/calls/legs/callerId.ts";
import { parseNameAddr } from "../../../src/sip/message/fields.ts";

t.test("names and numbers as they stand in From", async (t) => {
  t.equal(nameAddr("(11) 3000-3000", "1130003000", "ponto.local"), '"(11) 3000-3000" <sip:1130003000@ponto.local>');
  t.equal(nameAddr(null, "+5511988887777", "10.0.0.1"), "<sip:+5511988887777@10.0.0.1>");
  t.equal(nameAddr("", "1001", "h"), "<sip:1001@h>");
  t.equal(nameAddr('Ana "a\\b"', "1001", "h"), '"Ana \\"a\\\\b\\"" <sip:1001@h>');
  t.equal(nameAddr("a\r\nVia: evil", "1001", "h"), '"aVia: evil" <sip:1001@h>');
  t.equal(userPart("a@b;c ç"), "a%40b%3Bc%20%C3%A7");
});

t.test("whatever a name or number holds, one address comes out, and no line break", async () => {
  const text = fc.string({ unit: "binary", maxLength: 100 });
  fc.assert(
    fc.property(
      text,
      text.filter((user) => user !== ""),
      (name, user) => {
        const written = nameAddr(name, user, "ponto.local");
        const read = parseNameAddr(written);
        return !/[\r\n]/.test(written) && read?.uri.host === "ponto.local" && read.params.size === 0;
      },
    ),
  );
});
