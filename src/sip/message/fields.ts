/**
 * The structured header fields and URIs, parsed by sip.js's grammar. Every function is total over what a stranger may send:
 * it returns undefined when the text does not follow the grammar.
 */

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

export type ParseUri = (raw: string) => Uri | undefined;
export type ParseNameAddr = (raw: string) => NameAddr | undefined;
export type ParseVia = (raw: string) => Via | undefined;
export type ParseCSeq = (raw: string) => CSeq | undefined;
