/**
 * The structured header fields and URIs, parsed by sip.js's grammar. Every function is total over what a stranger may send:
 * it returns undefined when the text does not follow the grammar.
 */
import { grammarSentBy, grammarUri, isDisplayName } from "./grammar.ts";
import { paramMap, parseParams, unquote, writeParams } from "./params.ts";
import { recently } from "./recently.ts";

/** A SIP, SIPS or tel URI; other schemes have only `scheme` and `raw`. */
export interface Uri {
  readonly raw: string;
  /** Lower case. */
  readonly scheme: string;
  /** As written, escapes included; undefined when absent. For `tel:` the number. */
  readonly user: string | undefined;
  /** Lower case; an IPv6 address without its brackets. Empty for `tel:`. */
  readonly host: string;
  readonly port: number | undefined;
  /** Lower-case names; a parameter without a value maps to "". */
  readonly params: ReadonlyMap<string, string>;
  /** Whether `?header=value` follows; such headers are never copied to a message of ours. */
  readonly hasHeaders: boolean;
}

/** From, To, Contact, Route, P-Asserted-Identity, Refer-To. */
export interface NameAddr {
  readonly raw: string;
  /** Unquoted; undefined when absent. */
  readonly displayName: string | undefined;
  readonly uri: Uri;
  /** Header parameters (`tag`, `expires`, `q`, `lr` is a URI parameter). Lower-case names. */
  readonly params: ReadonlyMap<string, string>;
}

export interface Via {
  readonly raw: string;
  /** Upper case: UDP, TCP, TLS. */
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly branch: string | undefined;
  readonly received: string | undefined;
  /** "" when the client asks for it (RFC 3581), the port once filled in. */
  readonly rport: string | undefined;
  readonly maddr: string | undefined;
}

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** Longer URIs are refused unread: nothing that is dialled or registered comes near it. */
export const MAX_URI_CHARACTERS = 1024;

const OTHER_URI = /^[a-z][a-z0-9+.-]*:[\x21\x23-\x3b\x3d\x3f-\x7e]+$/i;
const TEL_URI = /^tel:(\+?[-.()0-9a-f*#]+)(;.*)?$/i;

/** Any absolute URI without white space, quotes or angle brackets. SIP and SIPS by the grammar, tel by RFC 3966; the rest unread. */
export const parseUri = recently(readUri);

function readUri(raw: string): Uri | undefined {
  if (raw.length > MAX_URI_CHARACTERS) return undefined;
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(raw)?.[0].toLowerCase();
  if (scheme === undefined || !OTHER_URI.test(raw)) return undefined;
  if (scheme === "sip" || scheme === "sips") return sipUri(raw, scheme);
  if (scheme === "tel") return telUri(raw);
  return { raw, scheme, user: undefined, host: "", port: undefined, params: new Map(), hasHeaders: false };
}

function sipUri(raw: string, scheme: string): Uri | undefined {
  const found = grammarUri(raw);
  return found && { raw, scheme, user: userOf(raw.slice(scheme.length + 1)), ...found };
}

/** "@" must be escaped everywhere but after the userinfo; ":" within it begins a password, which no one needs. */
function userOf(rest: string): string | undefined {
  const at = rest.indexOf("@");
  return at < 0 ? undefined : rest.slice(0, at).split(":", 1)[0] || undefined;
}

function telUri(raw: string): Uri | undefined {
  const [, number, rest = ""] = TEL_URI.exec(raw) ?? [];
  const params = parseParams(rest);
  if (number === undefined || params === undefined) return undefined;
  return { raw, scheme: "tel", user: number, host: "", port: undefined, params: paramMap(params), hasHeaders: false };
}

// name-addr with its parameters: [display-name] "<" URI ">" *(";" param).
const NAME_ADDR = /^("(?:[^"\\]|\\.)*"[ \t]*|[^"<>]*)<([^<>]*)>(.*)$/s;

/**
 * An address with its header parameters. Without angle brackets everything after the first `;` belongs to the header
 * and not to the URI (RFC 3261 §20), and a `?` may not stand (§20.10).
 */
export const parseNameAddr = recently(readNameAddr);

function readNameAddr(raw: string): NameAddr | undefined {
  const match = NAME_ADDR.exec(raw);
  return match === null ? addrSpec(raw) : nameAddr(raw, match[1]!.trim(), match[2]!, match[3]!);
}

function addrSpec(raw: string): NameAddr | undefined {
  const end = raw.indexOf(";");
  const uri = (end < 0 ? raw : raw.slice(0, end)).trim();
  return /[,?]/.test(uri) ? undefined : nameAddr(raw, "", uri, end < 0 ? "" : raw.slice(end));
}

function nameAddr(raw: string, name: string, address: string, rest: string): NameAddr | undefined {
  const uri = parseUri(address);
  const params = parseParams(rest.trimEnd());
  if (uri === undefined || params === undefined || (name !== "" && !isDisplayName(name))) return undefined;
  return { raw, displayName: name === "" ? undefined : unquote(name), uri, params: paramMap(params) };
}

const BRANCH = /^[-.!%*_+`'~0-9A-Za-z]+$/;

/** One Via value. A branch that is nothing but the magic cookie is refused: it identifies nothing (RFC 4475 §3.2.1). */
export const parseVia = recently(readVia);

function readVia(raw: string): Via | undefined {
  const [head, rest] = cutParams(raw);
  const sentBy = grammarSentBy(head);
  const params = parseParams(rest);
  if (sentBy === undefined || params === undefined) return undefined;
  const values = paramMap(params);
  const branch = values.get("branch");
  const rport = values.get("rport");
  if (branch !== undefined && (!BRANCH.test(branch) || branch === "z9hG4bK")) return undefined;
  if (rport !== undefined && !/^\d{0,5}$/.test(rport)) return undefined;
  return {
    raw,
    ...sentBy,
    branch,
    received: values.get("received")?.replace(/^\[|\]$/g, ""),
    rport,
    maddr: values.get("maddr"),
  };
}

/**
 * The Via with the true source written into it: `received` (RFC 3261 §18.2.1) and, where the client asked, `rport` (RFC 3581 §4).
 * What it claimed of either is dropped.
 */
export function withSource(via: Via, address: string, port: number): string {
  const [head, rest] = cutParams(via.raw);
  const others = (parseParams(rest) ?? []).filter(({ name }) => name !== "received" && name !== "rport");
  const source = [{ name: "received", value: address }];
  if (via.rport !== undefined) source.push({ name: "rport", value: String(port) });
  return head + writeParams([...others, ...source]);
}

/** A Via's parts before and from its first `;`. */
function cutParams(raw: string): [head: string, params: string] {
  const end = raw.indexOf(";");
  return end < 0 ? [raw.trim(), ""] : [raw.slice(0, end).trim(), raw.slice(end).trimEnd()];
}

/** RFC 3261 §8.1.1.5: the number "MUST be expressible as a 32-bit unsigned integer and MUST be less than 2**31". The grammar would round a longer one. */
export const parseCSeq = recently(readCSeq);

function readCSeq(raw: string): CSeq | undefined {
  const match = /^(\d{1,20})[ \t]+([-.!%*_+`'~0-9A-Za-z]+)$/.exec(raw);
  if (match === null) return undefined;
  const number = Number(match[1]);
  return number < 2 ** 31 ? { number, method: match[2]! } : undefined;
}
