/**
 * The texts that make up nearly all traffic, read without the grammar, which takes a hundred times longer. Each function knows only
 * a part of what the grammar allows, and says of it what the grammar says; undefined means that the grammar must be asked.
 */
import type { GrammarUri, SentBy } from "./grammar.ts";

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const LABEL = "[0-9a-z](?:[-0-9a-z]*[0-9a-z])?";
/** An IPv4 address, or a domain name whose last label begins with a letter (RFC 3261 §25.1: toplabel). */
const HOST = `(?:${OCTET}(?:\\.${OCTET}){3}|(?:${LABEL}\\.)*[a-z](?:[-0-9a-z]*[0-9a-z])?)`;
const PORT = "(?::(\\d{1,5}))?";

const URI = new RegExp(`^sips?:(?:(?:[-_.!~*'()&=+$,;?/0-9a-z]|%[0-9a-f]{2})+@)?(${HOST})${PORT}((?:;[^?]*)?)$`, "i");
const PARAM = /;([a-z][-_.!~*0-9a-z]*)(?:=([-_.!~*'()0-9a-z]+))?/iy;
/** Those of which the grammar knows what they hold. */
const PECULIAR = new Set(["lr", "maddr", "method", "transport", "ttl", "user", "__proto__"]);

/** A SIP or SIPS URI without password, IPv6 address, headers, and parameters of meaning but the commonest. */
export function plainUri(raw: string): GrammarUri | undefined {
  const match = URI.exec(raw);
  if (match === null) return undefined;
  const [, host, port, rest] = match as unknown as [string, string, string | undefined, string];
  const params = plainParams(rest);
  const number = port === undefined ? undefined : Number(port);
  if (params === undefined || (number !== undefined && number > 65_535)) return undefined;
  return { host: host.toLowerCase(), port: number, params, hasHeaders: false };
}

const none: ReadonlyMap<string, string> = new Map();

function plainParams(text: string): ReadonlyMap<string, string> | undefined {
  if (text === "") return none;
  const params = new Map<string, string>();
  PARAM.lastIndex = 0;
  while (PARAM.lastIndex < text.length) {
    const match = PARAM.exec(text);
    if (match === null) return undefined;
    const name = match[1]!.toLowerCase();
    const value = peculiar(name, match[2]);
    if (value === undefined || params.has(name)) return undefined;
    params.set(name, value);
  }
  return params;
}

function peculiar(name: string, value: string | undefined): string | undefined {
  if (!PECULIAR.has(name)) return value ?? "";
  if (name === "lr" && value === undefined) return "";
  if (name === "transport" && value !== undefined && /^(?:udp|tcp|tls)$/i.test(value)) return value.toLowerCase();
  return name === "user" && value !== undefined && /^(?:phone|ip)$/i.test(value) ? value.toLowerCase() : undefined;
}

const SENT_BY = new RegExp(`^SIP/2\\.0/(UDP|TCP|TLS) (${HOST})${PORT}$`, "i");

/** `SIP/2.0/UDP host:port`, with one space, for the transports that we know. */
export function plainSentBy(raw: string): SentBy | undefined {
  const match = SENT_BY.exec(raw);
  if (match === null) return undefined;
  const port = match[3] === undefined ? undefined : Number(match[3]);
  if (port !== undefined && port > 65_535) return undefined;
  return { transport: match[1]!.toUpperCase(), host: match[2]!.toLowerCase(), port };
}

const DISPLAY_NAME = /^(?:"[ !#-[\]-~]*"|[-.!%*_+`'~0-9a-z]+(?: [-.!%*_+`'~0-9a-z]+)*)$/i;

/** Tokens with one space between, or ASCII in quotes without a backslash. */
export const isPlainDisplayName = (text: string): true | undefined => DISPLAY_NAME.test(text) || undefined;
