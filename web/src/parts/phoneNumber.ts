/** `11988887777` and `+5511988887777` as Brazilians write them, `(11) 98888-7777`; any other number as it is. */
export function phoneNumber(number: string): string {
  const [, area, first, last] = /^(?:\+?55)?(\d{2})(\d{4,5})(\d{4})$/.exec(number) ?? [];
  return area === undefined ? number : `(${area}) ${first}-${last}`;
}
