/** Without case and accents: “joao” finds “João”. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether every word of `search` stands in one of the texts. */
export function matches(search: string, ...texts: readonly string[]): boolean {
  const all = plain(texts.join(" "));
  return plain(search)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
