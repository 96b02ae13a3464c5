/** SIP messages as text: just enough of RFC 3261 for a phone, and none of the server's code. */

export type Header = readonly [name: string, value: string];

/** RFC 3261 §7.3.3 and the registry of header fields. */
const compact: Readonly<Record<string, string>> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  m: "contact",
  l: "content-length",
  c: "content-type",
  k: "supported",
  r: "refer-to",
  b: "referred-by",
  o: "event",
};

const canonical = (name: string): string => compact[name.toLowerCase()] ?? name.toLowerCase();

/** One request or response; immutable. */
export class SipMessage {
  readonly startLine: string;
  readonly headers: readonly Header[];
  readonly body: string;

  constructor(startLine: string, headers: readonly Header[], body = "") {
    this.startLine = startLine;
    this.headers = headers;
    this.body = body;
  }

  /** @throws Error when the text has no start line of SIP/2.0. */
  static parse(text: string): SipMessage {
    const end = text.indexOf("\r\n\r\n");
    const head = (end === -1 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, " ");
    const [startLine = "", ...lines] = head.split("\r\n");
    if (!startLine.startsWith("SIP/2.0 ") && !startLine.endsWith(" SIP/2.0")) {
      throw new Error(`not SIP: ${JSON.stringify(startLine)}`);
    }
    const headers = lines.map((line): Header => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
    return new SipMessage(startLine, headers, end === -1 ? "" : text.slice(end + 4));
  }

  /** The method of a request; undefined for a response. */
  get method(): string | undefined {
    return this.status === undefined ? this.startLine.split(" ")[0] : undefined;
  }

  /** The status code of a response; undefined for a request. */
  get status(): number | undefined {
    return this.startLine.startsWith("SIP/2.0 ") ? Number(this.startLine.slice(8, 11)) : undefined;
  }

  /** The Request-URI of a request. */
  get uri(): string {
    return this.startLine.split(" ")[1] ?? "";
  }

  /** The first value of a header field, `""` when it is absent. Compact and long names are the same. */
  get(name: string): string {
    return this.all(name)[0] ?? "";
  }

  has(name: string): boolean {
    return this.headers.some(([own]) => canonical(own) === canonical(name));
  }

  /** Every value of a header field, in order. Lists in one line (Via, Route, Record-Route) are split. */
  all(name: string): readonly string[] {
    const wanted = canonical(name);
    const lists = ["via", "route", "record-route"].includes(wanted);
    return this.headers
      .filter(([own]) => canonical(own) === wanted)
      .flatMap(([, value]) => (lists ? value.split(/,(?![^<]*>)/).map((one) => one.trim()) : [value]));
  }

  get cseq(): { readonly number: number; readonly method: string } {
    const [number = "", method = ""] = this.get("CSeq").split(/\s+/);
    return { number: Number(number), method };
  }

  get callId(): string {
    return this.get("Call-ID");
  }

  /** The branch of the top Via. */
  get branch(): string {
    return parameter(this.get("Via"), "branch") ?? "";
  }

  toString(): string {
    const lines = this.headers.map(([name, value]) => `${name}: ${value}`);
    return [this.startLine, ...lines, `Content-Length: ${Buffer.byteLength(this.body)}`, "", this.body].join("\r\n");
  }
}

/** `;name=value` of a header field, without quotes. */
export function parameter(value: string, name: string): string | undefined {
  const outside = value.includes("<") ? value.slice(value.indexOf(">") + 1) : value;
  const match = new RegExp(`;\\s*${name}\\s*=\\s*"?([^;,"\\s]*)`, "i").exec(outside);
  return match?.[1];
}

/** The URI of a From, To or Contact. */
export const uriIn = (value: string): string => /<([^>]*)>/.exec(value)?.[1] ?? value.split(";")[0]!.trim();

/** The user part of a URI or of a From, To or Contact. */
export const userIn = (value: string): string => /^sips?:([^@;]*)@/i.exec(uriIn(value))?.[1] ?? "";

/** The host of a URI, without the brackets of IPv6, and its port; 5060 when it names none. */
export function hostIn(value: string): { readonly address: string; readonly port: number } {
  const match = /^sips?:(?:[^@]*@)?(\[[^\]]*\]|[^:;?]*)(?::(\d+))?/i.exec(uriIn(value));
  return { address: match?.[1]?.replace(/^\[|\]$/g, "") ?? "", port: Number(match?.[2] ?? 5060) };
}
