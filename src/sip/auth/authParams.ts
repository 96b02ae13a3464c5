/** `Digest name=value, name="value"`: the text of a challenge or of credentials (RFC 7616 §3.3, RFC 3261 §25.1), which sip.js's grammar lacks. */

/** Longer texts are refused unread. */
const MAX_CHARACTERS = 2048;

const SCHEME = /^\s*Digest\s+/i;
// token "=" ( quoted-string / token ), then a comma or the end; empty list elements are allowed (RFC 9110 §5.6.1).
const PARAM = /[ \t,]*([-.!%*_+`'~0-9A-Za-z]+)[ \t]*=[ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"|([^\s",]+))[ \t]*(?:,[ \t,]*|$)/y;

/**
 * The parameters under lower-case names. Values stand as they were written between the quotes: what is hashed is
 * "the value of the quoted-string without the surrounding quotes" (RFC 7616 §3.3), escapes included.
 * @returns undefined when the text is not of the Digest scheme, breaks the grammar, or names a parameter twice.
 */
export function parseDigestParams(text: string): ReadonlyMap<string, string> | undefined {
  const scheme = text.length > MAX_CHARACTERS ? null : SCHEME.exec(text);
  if (scheme === null) return undefined;
  const params = new Map<string, string>();
  const list = text.trimEnd();
  PARAM.lastIndex = scheme[0].length;
  while (PARAM.lastIndex < list.length) {
    const match = PARAM.exec(list);
    if (match === null) return undefined;
    const name = match[1]!.toLowerCase();
    if (params.has(name)) return undefined;
    params.set(name, match[2] ?? match[3] ?? "");
  }
  return params;
}

/** Whether a text of ours can stand between quotes as it is. */
export const isQuotable = (text: string): boolean => !/["\\\u0000-\u001f\u007f]/.test(text);
