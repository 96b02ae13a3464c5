import fc from "fast-check";
import t from "tap";
import { asWritten, csvHead, csvRow } from "../../src/kernel/csv.ts";

const cell = (value: string | number | null) => csvRow([{ name: "x", value: () => value }], {});

t.test("cells", async (t) => {
  for (const [value, text] of [
    ["plain", "plain"],
    ["", ""],
    [null, ""],
    [0, "0"],
    [-5, "-5"],
    ["a,b", '"a,b"'],
    ["a;b", '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    ["-1+1", "'-1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["+1,=2", `"'+1,=2"`],
    ["+5511999990000", "+5511999990000"],
    ["'=1+1", "''=1+1"],
    ["'+5511999990000", "''+5511999990000"],
    ["'quoted'", "'quoted'"],
  ] as const) {
    t.equal(cell(value), `${text}\r\n`, JSON.stringify(value));
    if (typeof value === "string" && !text.startsWith('"')) t.equal(asWritten(text), value, `${text} is read back`);
  }
});

t.equal(csvHead([{ name: "a,b", value: () => 1 }]), '"a,b"\r\n');

/** A reader of RFC 4180, written from its grammar. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, bare, end] of text.matchAll(pattern)) {
    rows.at(-1)!.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

t.test("every text comes back, behind one more apostrophe at most, and never as a formula", async () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 3, maxLength: 3 })), (rows) => {
      const columns = [0, 1, 2].map((i) => ({ name: String(i), value: (row: string[]) => row[i]! }));
      const read = parse(rows.map((row) => csvRow(columns, row)).join(""));
      return (
        read.length === rows.length &&
        read.every((row, r) =>
          row.every((text, c) => {
            const original = rows[r]![c]!;
            const dangerous = /^[=+\-@\t\r\n]/.test(text) && !/^\+\d+$/.test(text);
            return !dangerous && (text === original || text === `'${original}`) && asWritten(text) === original;
          }),
        )
      );
    }),
  );
});
