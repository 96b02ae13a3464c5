/** Texts of one generation, and the longest that is kept, characters: together some 60 kB for each reader. */
const GENERATION = 64;
const LONGEST = 512;

/**
 * A reader that remembers what it read lately. The same few fields of a message are asked for by transport, transactions, dialogs and
 * routing, each of which would read them anew.
 * @param read depends on the text alone, and gives what nobody changes
 */
export function recently<T>(read: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const known = young.get(text) ?? old.get(text);
    if (known !== undefined) return known;
    const result = read(text);
    if (result === undefined || text.length > LONGEST) return result;
    if (young.size >= GENERATION) {
      old = young;
      young = new Map();
    }
    young.set(text, result);
    return result;
  };
}
