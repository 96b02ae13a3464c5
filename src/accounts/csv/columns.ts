/** The columns of a file of things, and what their cells say. */
import { asWritten } from "../../kernel/csv.ts";
import { err, ok, type Result } from "../../kernel/result.ts";

export interface SheetColumn<T> {
  readonly name: string;
  /** The field of the API that it stands for, `voip.enabled`. */
  readonly path: string;
  /** The cell of a thing; empty where there is nothing to say. A column without this is read and never written. */
  readonly write?: (thing: T) => string;
  /** What a cell that is not blank says. */
  readonly read: (cell: string) => Result<unknown, string>;
}

/** The API's own name of a field is that of its column, unless told otherwise. */
type Named = string | { readonly name: string; readonly path: string };
const named = (given: Named): { readonly name: string; readonly path: string } =>
  typeof given === "string" ? { name: given, path: given } : given;

/** Text, as it is. */
export const text = <T>(given: Named, write: (thing: T) => string): SheetColumn<T> => ({
  ...named(given),
  write,
  read: (cell) => ok(asWritten(cell)),
});

/** Text that no blank belongs to: an address, a number, a choice. */
export const word = <T>(given: Named, write: (thing: T) => string): SheetColumn<T> =>
  reading(given, write, (trimmed) => ok(trimmed));

/** A cell whose trimmed text is read by `read`. */
export const reading = <T>(
  given: Named,
  write: (thing: T) => string,
  read: (trimmed: string) => Result<unknown, string>,
): SheetColumn<T> => ({ ...named(given), write, read: (cell) => read(asWritten(cell).trim()) });

/** Text that may be taken away: by the word `none`, since an empty cell changes nothing. */
export const clearable = <T>(given: Named, write: (thing: T) => string | null): SheetColumn<T> =>
  reading(
    given,
    (thing) => write(thing) ?? "",
    (trimmed) => ok(isNone(trimmed) ? null : trimmed),
  );

export const isNone = (trimmed: string): boolean => trimmed.toLowerCase() === "none";

/** What spreadsheets make of `true` and `false` in the languages of Brazil and its neighbours, and what people write. */
const yes = new Set(["true", "yes", "1", "verdadeiro", "sim", "verdadero", "sí", "si"]);
const no = new Set(["false", "no", "0", "falso", "não", "nao"]);

export const flag = <T>(given: Named, write: (thing: T) => boolean): SheetColumn<T> =>
  reading(
    given,
    (thing) => String(write(thing)),
    (trimmed) => {
      const said = trimmed.toLowerCase();
      if (yes.has(said)) return ok(true);
      return no.has(said) ? ok(false) : err("must be true or false");
    },
  );

/** A secret: taken to the letter, and never written. */
export const secret = <T>(name: string): SheetColumn<T> => ({ name, path: name, read: (cell) => ok(cell) });
