import fc from "fast-check";
import t from "tap";
import { readTable } from "../../../src/accounts/csv/table.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, maxRows = 5) => readTable(bytes(text), maxRows);

/** The rows as `line: cell|cell`, the header first. */
function rows(text: string): string[] {
  const table = read(text);
  if (typeof table === "string" || !("header" in table)) return [JSON.stringify(table)];
  return [table.header, ...table.rows].map(({ line, cells }) => `${line}: ${cells.join("|")}`);
}

t.test("every way in which a spreadsheet writes a table", async (t) => {
  const cases: [what: string, text: string, rows: string[]][] = [
    ["LF", "a,b\n1,2\n", ["1: a|b", "2: 1|2"]],
    ["CRLF", "a,b\r\n1,2\r\n", ["1: a|b", "2: 1|2"]],
    ["CR", "a,b\r1,2", ["1: a|b", "2: 1|2"]],
    ["both", "a,b\r\n1,2\n3,4", ["1: a|b", "2: 1|2", "3: 3|4"]],
    ["a byte order mark", "\ufeffa,b\n1,2", ["1: a|b", "2: 1|2"]],
    ["semicolons", "a;b\n1,5;2", ["1: a|b", "2: 1,5|2"]],
    ["one column", "a\n1;2", ["1: a", "2: 1;2"]],
    ["a comma in the first line's quotes", '"a,,";b\n1;2', ["1: a,,|b", "2: 1|2"]],
    ["quotes", 'a,b\n"1,""2""",3', ["1: a|b", '2: 1,"2"|3']],
    ["breaks within cells", 'a,b\r\n"1\r\n2\n3",4\r\n5,6', ["1: a|b", "2: 1\n2\n3|4", "5: 5|6"]],
    ["blank lines and rows", "\n , \na,b\n\n,\n  ,\n1,2\n,,,\n", ["3: a|b", "7: 1|2"]],
    ["rows of other lengths", "a,b\n1\n1,2,3", ["1: a|b", "2: 1", "3: 1|2|3"]],
  ];
  for (const [what, text, expected] of cases) t.strictSame(rows(text), expected, what);
});

t.test("what is no table", async (t) => {
  const cases: [what: string, file: Uint8Array, fault: object | string][] = [
    ["nothing", bytes(""), { line: 1, code: "missing_column" }],
    ["blanks", bytes("\r\n  \n"), { line: 1, code: "missing_column" }],
    ["separators", bytes(",,\n,"), { line: 1, code: "missing_column" }],
    ["Latin-1", Uint8Array.of(0x61, 10, 0x4a, 0x6f, 0xe3, 0x6f), { line: 2, code: "not_utf8" }],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0, 10, 0), { line: 1, code: "not_utf8" }],
    ["NUL", bytes("a\r\nb\0"), { line: 2, code: "malformed" }],
    ["a line of a megabyte", bytes(`a\n${"x".repeat(1 << 20)}`), { line: 2, code: "malformed" }],
    ["quotes that begin the file and never end", bytes('"a,b\n1,2'), { line: 2, code: "malformed" }],
    ["too many rows", bytes("a\n1\n2\n3\n4\n5\n6"), "too_many_rows"],
    ["a file of line breaks", bytes("\n".repeat(1 << 20)), "too_many_rows"],
    ["a file of separators", bytes(",".repeat(1 << 20)), "too_many_rows"],
  ];
  for (const [what, file, fault] of cases) t.match(readTable(file, 5), fault, what);
  t.match(read("a\n1\n2\n3\n4\n5\n,\n"), { rows: { length: 5 } }, "blank rows do not count");
});

t.test("a stray quote breaks the file off, and what stands before it is kept", async (t) => {
  for (const [text, line] of [
    ['a,b\n1,2\n3,x"4\n5,6', 3],
    ['a,b\n1,2\n3,"x"4\n5,6', 3],
    ['a,b\n1,2\n\n3,"4\n5,6', 5],
  ] as const) {
    t.match(read(text), { rows: [{ line: 2, cells: ["1", "2"] }], fault: { line, code: "malformed" } }, text);
  }
  t.match(read("a\n1"), { fault: null });
});

t.test("no bytes make it fail", async () => {
  const noise = fc.uint8Array({ maxLength: 300 });
  const marks = fc
    .string({ unit: fc.constantFrom(",", ";", '"', "\r", "\n", "\ufeff", "a", "'", "=", " ") })
    .map(bytes);
  fc.assert(
    fc.property(fc.oneof(noise, marks), (file) => {
      const table = readTable(file, 5);
      return table === "too_many_rows" || "header" in table || table.line >= 1;
    }),
    { numRuns: 1_000 },
  );
});
