/**
 * `;name=value;name` after an address or a Via (generic-param, RFC 3261 §25.1). Read by hand and not by the grammar: tags and branches
 * are new in every message, so no cache helps, and sip.js rebuilds its parser for each text (about 160 µs).
 */

/** A parameter as written; `value` keeps its quotes, undefined when there is no `=`. */
export interface Param {
  readonly name: string;
  readonly value: string | undefined;
}

// token, or host (brackets and colons of IPv6), or quoted-string.
const PARAM =
  /[ \t]*;[ \t]*([-.!%*_+`'~0-9A-Za-z]+)[ \t]*(?:=[ \t]*([-.!%*_+`'~0-9A-Za-z[\]:]+|"(?:[^"\\]|\\.)*")[ \t]*)?/y;

/** @returns undefined when `text` is not a list of parameters, or names one twice (§7.3.1: "any given parameter-name MUST NOT appear more than once"). */
export function parseParams(text: string): Param[] | undefined {
  const params: Param[] = [];
  const names = new Set<string>();
  PARAM.lastIndex = 0;
  while (PARAM.lastIndex < text.length) {
    const match = PARAM.exec(text);
    if (match === null) return undefined;
    const name = match[1]!.toLowerCase();
    if (names.has(name)) return undefined;
    names.add(name);
    params.push({ name, value: match[2] });
  }
  return params;
}

/** Names to values, quotes taken off; a parameter without a value maps to "". */
export const paramMap = (params: readonly Param[]): ReadonlyMap<string, string> =>
  new Map(params.map(({ name, value }) => [name, value === undefined ? "" : unquote(value)]));

export const writeParams = (params: readonly Param[]): string =>
  params.map(({ name, value }) => (value === undefined ? `;${name}` : `;${name}=${value}`)).join("");

/** The meaning of a quoted-string (§25.1: a backslash quotes the next character); any other text is returned as it is. */
export const unquote = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replace(/\\(.)/gs, "$1") : text;
