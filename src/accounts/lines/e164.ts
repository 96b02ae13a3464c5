/** Telephone numbers made comparable, and written as somebody wants them. */
import type { NumberFormat } from "../directory/shapes.ts";

/** What people write between digits. */
const SEPARATORS = /[\s().\-/]/g;

/** The shortest number worth an entry (a service code) and the longest that ITU-T E.164 §6 allows. */
const BARE = /^\d{3,15}$/;
const INTERNATIONAL = /^\+\d{3,15}$/;

/** The number without what people write between its digits. */
export const dialled = (text: string): string => text.replace(SEPARATORS, "");

/**
 * The one form of all the ways to write a number: E.164 with `+` where the country's numbering plan knows it; digits that no plan
 * knows (service codes, numbers of other countries' plans) stand for themselves.
 * @param country ISO 3166 code of the account.
 * @returns undefined for what is not a number.
 */
export function comparableNumber(text: string, country: string): string | undefined {
  const plain = dialled(text);
  if (INTERNATIONAL.test(plain)) return plain;
  const national = country === "BR" ? brazilian(plain) : undefined;
  if (national !== undefined) return national;
  if (!BARE.test(plain)) return undefined;
  return country === "BR" ? plain : `+${plain}`;
}

/** With what the comparable forms of numbers may begin that begin so as somebody writes them: `011 98` may be `+551198…`, or stand for itself. */
export function comparablePrefixes(text: string, country: string): string[] {
  const plain = dialled(text);
  if (plain.startsWith("+")) return [plain];
  const national = country === "BR" ? [`+55${plain.replace(/^0/, "")}`] : [];
  return [plain, `+${plain}`, ...national];
}

/**
 * The number as a carrier wants it written. What no plan knows (service codes, local numbers without an area) is left as it was,
 * and `national` leaves the numbers of other countries in E.164.
 * @param country ISO 3166 code of the account.
 */
export function numberInFormat(text: string, format: NumberFormat, country: string): string {
  const number = format === "as_dialled" ? undefined : comparableNumber(text, country);
  if (number === undefined || !number.startsWith("+")) return text;
  return format === "national" && country === "BR" ? brazilianNational(number) : number;
}

/** Area code (no zero in it), then a landline of eight digits or a mobile of nine that begin with 9. */
const SUBSCRIBER = "([1-9]{2}(?:[2-8]\\d{7}|9\\d{8}))";

/** Brazil's plan (Anatel, Resolução 749/2022): how a number is dialled, and what of it is its E.164 national part. */
const BRAZIL: readonly RegExp[] = [
  // (11) 3000-3000, 55 11 3000-3000, 011 3000-3000, 0055 11 3000-3000
  new RegExp(`^(?:0|55|0055)?${SUBSCRIBER}$`),
  // 0xx11 3000-3000: by a carrier (two digits), or written with the letters that stand for one
  new RegExp(`^0(?:xx|\\d{2})${SUBSCRIBER}$`, "i"),
  // 0800 123 4567: numbers without an area
  /^(?:0|55|0055)?([3589]00\d{7})$/,
];

function brazilian(plain: string): string | undefined {
  for (const form of BRAZIL) {
    const national = form.exec(plain)?.[1];
    if (national !== undefined) return `+55${national}`;
  }
  return undefined;
}

/** Area code and subscriber without the 0 of long distance; numbers without an area are dialled with one (0800). */
function brazilianNational(number: string): string {
  const [, zero, national] = /^\+55(?:([3589]00\d{7})|(\d{10,11}))$/.exec(number) ?? [];
  return zero === undefined ? (national ?? number) : `0${zero}`;
}
