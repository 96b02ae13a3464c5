import fc from "fast-check";
import t from "tap";
import { comparableNumber, comparablePrefixes, numberInFormat } from "../../../src/accounts/lines/e164.ts";

const brazil: Record<string, readonly string[]> = {
  "+551130003000": [
    "+55 11 3000-3000",
    "+551130003000",
    "(11) 3000-3000",
    "1130003000",
    "11 3000.3000",
    "01130003000",
    "0 (11) 3000-3000",
    "0xx11 3000-3000",
    "0XX1130003000",
    "0151130003000",
    "0 21 11 3000-3000",
    "551130003000",
    "00551130003000",
  ],
  "+5511987654321": [
    "+55 (11) 98765-4321",
    "11987654321",
    "011987654321",
    "0xx11987654321",
    "01511987654321",
    "5511987654321",
  ],
  // Area code 55 (Santa Maria) is not the country code.
  "+555530003000": ["5530003000", "05530003000", "+55 55 3000 3000", "555530003000", "0155530003000"],
  "+5555987654321": ["55987654321", "5555987654321"],
  "+558001234567": ["0800 123 4567", "8001234567", "+55 800 1234567"],
  // Digits that the plan does not know stand for themselves.
  "190": ["190"],
  "40041234": ["4004-1234"],
  "30003000": ["3000-3000"],
  "1098765432": ["1098765432"],
  "+12125551234": ["+1 212 555 1234", "+1 (212) 555-1234"],
};

t.test("the ways to write a Brazilian number compare equal", async (t) => {
  for (const [number, ways] of Object.entries(brazil)) {
    for (const way of ways) t.equal(comparableNumber(way, "BR"), number, way);
  }
});

t.test("elsewhere digits are the international number", async (t) => {
  t.equal(comparableNumber("+1 (212) 555-1234", "US"), "+12125551234");
  t.equal(comparableNumber("12125551234", "US"), "+12125551234");
  t.equal(comparableNumber("0800 123 4567", "DE"), "+08001234567");
});

t.test("what is not a number is none", async (t) => {
  for (const text of [
    "",
    "+",
    "12",
    "anonymous",
    "1130003000x",
    "+55113000300a",
    "1".repeat(16),
    "++5511",
    "*43",
    "١١٣٠٠٠",
  ]) {
    for (const country of ["BR", "US"]) t.equal(comparableNumber(text, country), undefined, JSON.stringify(text));
  }
});

t.test("the form of a number is its own form, and any text has one or none", async () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.stringMatching(/^\+?[0-9() -]{0,18}$/), fc.string()),
      fc.constantFrom("BR", "US"),
      (text, country) => {
        const number = comparableNumber(text, country);
        return number === undefined || comparableNumber(number, country) === number;
      },
    ),
  );
});

const written: readonly [text: string, e164: string, national: string][] = [
  ["(11) 98888-7777", "+5511988887777", "11988887777"],
  ["01130003000", "+551130003000", "1130003000"],
  ["0800 123 4567", "+558001234567", "08001234567"],
  ["+44 20 7946 0000", "+442079460000", "+442079460000"],
  ["190", "190", "190"],
  ["3000-3000", "3000-3000", "3000-3000"],
  ["anonymous", "anonymous", "anonymous"],
];

t.test("numbers as a carrier wants them", async (t) => {
  for (const [text, e164, national] of written) {
    t.equal(numberInFormat(text, "as_dialled", "BR"), text);
    t.equal(numberInFormat(text, "e164", "BR"), e164);
    t.equal(numberInFormat(text, "national", "BR"), national);
  }
  t.equal(numberInFormat("442079460000", "e164", "GB"), "+442079460000");
});

t.test("a format does not change what number it is", async (t) => {
  const digits = fc.stringMatching(/^\+?\d{3,15}$/);
  const format = fc.constantFrom("e164", "national") as fc.Arbitrary<"e164" | "national">;
  fc.assert(
    fc.property(digits, format, (text, format) => {
      t.equal(comparableNumber(numberInFormat(text, format, "BR"), "BR"), comparableNumber(text, "BR"));
    }),
  );
});

t.test("with what the comparable forms begin of numbers that somebody writes the beginning of", async (t) => {
  const rows: [text: string, country: string, prefixes: string[]][] = [
    ["(11) 98", "BR", ["1198", "+1198", "+551198"]],
    ["011 98", "BR", ["01198", "+01198", "+551198"]],
    ["55 11", "BR", ["5511", "+5511", "+555511"]],
    ["+55 11", "BR", ["+5511"]],
    ["351 2", "PT", ["3512", "+3512"]],
  ];
  for (const [text, country, prefixes] of rows) t.strictSame(comparablePrefixes(text, country), prefixes, text);
});
