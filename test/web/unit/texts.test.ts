/** The two languages say the same things. */
import t from "tap";
import { en } from "../../../web/src/texts/en/index.ts";
import { pt } from "../../../web/src/texts/pt-BR/index.ts";

/** Every text by its key. */
function texts(tree: object, prefix = ""): Map<string, string> {
  const leaves = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...texts(value, `${prefix}${key}.`)],
  );
  return new Map(leaves);
}

const portuguese = texts(pt);
const english = texts(en);
const places = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]!).sort();

t.test("every text is there in both", async (t) => {
  t.strictSame([...english.keys()].sort(), [...portuguese.keys()].sort());
  for (const [language, all] of [
    ["pt-BR", portuguese],
    ["en", english],
  ] as const)
    t.strictSame(
      [...all].filter(([, text]) => text.trim() === "").map(([key]) => key),
      [],
      `${language}: none is empty`,
    );
});

t.test("what is filled in is the same in both", async (t) => {
  const filled = (all: Map<string, string>) => [...all].map(([key, text]) => [key, places(text)]);
  t.strictSame(new Map(filled(english) as []), new Map(filled(portuguese) as []));
});

t.test("no text is markup", async (t) => {
  for (const all of [portuguese, english])
    t.strictSame(
      [...all].filter(([, text]) => /<\/?[a-z][^>]*>/i.test(text)).map(([key]) => key),
      [],
    );
});
