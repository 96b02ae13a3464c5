/**
 * The doors to sip.js's grammar. It is exact but slow (about 160 µs a text, since each call builds the parser anew), so what it says
 * is remembered; what changes with each message (tags, branches, numbers) is kept away from it.
 */
import { Grammar } from "sip.js/lib/grammar/index.js";
import { BoundedMap } from "../../kernel/boundedMap.ts";
import { isPlainDisplayName, plainSentBy, plainUri } from "./plain.ts";

/** Longer texts are refused unread: the grammar's time grows with the length (about 2.5 µs a character). */
const MAX_CHARACTERS = 1024;
const REMEMBERED = 4096;

/**
 * What `plain` does not know, `parse` is asked for; its latest answers are remembered, failures included: garbage that is sent
 * again costs nothing either.
 */
function remembering<T>(
  plain: (text: string) => T | undefined,
  parse: (text: string) => T | undefined,
): (text: string) => T | undefined {
  const answers = new BoundedMap<string, { readonly value: T | undefined }>(REMEMBERED);
  return (text) => {
    if (text.length > MAX_CHARACTERS) return undefined;
    const simple = plain(text);
    if (simple !== undefined) return simple;
    const known = answers.get(text);
    if (known !== undefined) return known.value;
    // A copy: a slice would keep the whole message it was cut from in memory.
    const own = Buffer.from(text).toString();
    const value = parse(own);
    answers.set(own, { value });
    return value;
  };
}

/** What the grammar finds in a SIP or SIPS URI. */
export interface GrammarUri {
  readonly host: string;
  readonly port: number | undefined;
  readonly params: ReadonlyMap<string, string>;
  readonly hasHeaders: boolean;
}

/** What the grammar finds in `SIP/2.0/UDP host:port`. */
export interface SentBy {
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
}

/** The grammar decodes the user's escapes as UTF-8 and gives up on any that are not; nobody reads the user from its answer. */
const ESCAPE = /%[0-9a-f]{2}/gi;

/** A host in maddr would overwrite the URI's own (sip.js), even where that parameter is malformed, so it is kept from the grammar. */
const MADDR = /;maddr=([^;?]*)/gi;
const HOST = /^[-.\w[\]:]+$/;

/** What the grammar itself says of a URI, each time anew. */
export function fullUri(raw: string): GrammarUri | undefined {
  const at = raw.indexOf("@") + 1;
  const userinfo = raw.slice(0, at).replace(ESCAPE, "%41");
  const rest = withoutThirdColon(raw.slice(at));
  const [maddr, another] = [...rest.matchAll(MADDR)].map((match) => match[1]!);
  if (another !== undefined || (maddr !== undefined && !HOST.test(maddr))) return undefined;
  const uri = Grammar.URIParse(userinfo + rest.replace(MADDR, ""));
  if (uri === undefined || !isPort(uri.port)) return undefined;
  const params = new Map(Object.entries(uri.parameters).map(([name, value]) => [name, value ?? ""]));
  if (maddr !== undefined) params.set("maddr", maddr.toLowerCase());
  return { host: bareHost(uri.host), port: uri.port, params, hasHeaders: Object.keys(uri.headers).length > 0 };
}

/** What the grammar itself says of `SIP/2.0/UDP host:port`. */
export function fullSentBy(raw: string): SentBy | undefined {
  const via = Grammar.parse(withoutThirdColon(raw), "Via");
  // §20.42: "The protocol name and version are SIP/2.0"; the grammar takes any.
  if (via === -1 || !isPort(via.port) || !/^SIP\s*\/\s*2\.0\s*\//i.test(raw)) return undefined;
  return { transport: via.transport.toUpperCase(), host: bareHost(via.host), port: via.port };
}

/** What the grammar itself says of a display-name. */
export const fullDisplayName = (text: string): true | undefined =>
  Grammar.parse(text, "displayName") === -1 ? undefined : true;

export const grammarUri = remembering(plainUri, fullUri);
export const grammarSentBy = remembering(plainSentBy, fullSentBy);
/** Whether `text` is a display-name: tokens, or one quoted-string. */
export const isDisplayName = remembering(isPlainDisplayName, fullDisplayName);

/** RFC 5118 §4.10: RFC 3261's own ABNF let "[2001:db8:::192.0.2.1]" appear, and one is to be liberal in accepting it. */
const withoutThirdColon = (text: string): string => text.replace(":::", "::");

/** Lower case; an IPv6 address without its brackets. */
const bareHost = (host: string): string => host.replace(/^\[|\]$/g, "").toLowerCase();

/** `host:` without digits gives NaN. */
const isPort = (port: number | undefined): boolean =>
  port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535);
