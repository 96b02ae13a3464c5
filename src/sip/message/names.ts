/** The names of header fields: canonical spelling, compact forms, which may stand once, which hold comma lists. */

/** RFC 3261 §7.3.3 and the registry of compact forms kept by IANA (RFC 3841, 4474, 3515, 3892, 4028, 6665). */
const compactForms: Readonly<Record<string, string>> = {
  a: "Accept-Contact",
  b: "Referred-By",
  c: "Content-Type",
  d: "Request-Disposition",
  e: "Content-Encoding",
  f: "From",
  i: "Call-ID",
  j: "Reject-Contact",
  k: "Supported",
  l: "Content-Length",
  m: "Contact",
  n: "Identity-Info",
  o: "Event",
  r: "Refer-To",
  s: "Subject",
  t: "To",
  u: "Allow-Events",
  v: "Via",
  x: "Session-Expires",
  y: "Identity",
};

/** Names that are not simply capitalised at each hyphen. */
const irregular = [
  "Call-ID",
  "CSeq",
  "MIME-Version",
  "Min-SE",
  "P-Charging-Vector",
  "RAck",
  "RSeq",
  "SIP-ETag",
  "SIP-If-Match",
  "WWW-Authenticate",
];

/** Fields that decide how a message is understood: a second one would let two readers disagree, so it is refused. */
export const singleNames: ReadonlySet<string> = new Set([
  "Call-ID",
  "Content-Length",
  "Content-Type",
  "CSeq",
  "Event",
  "Expires",
  "From",
  "Max-Forwards",
  "Min-SE",
  "RAck",
  "Refer-To",
  "Referred-By",
  "Replaces",
  "RSeq",
  "Session-Expires",
  "Subscription-State",
  "To",
]);

/** Fields whose value is a comma-separated list (`#` in RFC 3261 §20, table 2): `A: x, y` is the same as two fields (§7.3.1). */
export const listNames: ReadonlySet<string> = new Set([
  "Accept",
  "Accept-Encoding",
  "Accept-Language",
  "Alert-Info",
  "Allow",
  "Allow-Events",
  "Call-Info",
  "Contact",
  "Content-Encoding",
  "Content-Language",
  "Diversion",
  "Error-Info",
  "History-Info",
  "In-Reply-To",
  "P-Asserted-Identity",
  "P-Preferred-Identity",
  "Path",
  "Proxy-Require",
  "Reason",
  "Record-Route",
  "Require",
  "Route",
  "Service-Route",
  "Supported",
  "Unsupported",
  "Via",
  "Warning",
]);

/** Fields of neither kind that most messages carry. */
const common = [
  "Authorization",
  "Content-Disposition",
  "Date",
  "Privacy",
  "Proxy-Authorization",
  "Server",
  "Subject",
  "User-Agent",
];

/** In lower case, all that is not simply capitalised. */
const special = new Map<string, string>([
  ...Object.entries(compactForms),
  ...irregular.map((name) => [name.toLowerCase(), name] as const),
]);

/** As nearly all peers spell them: found at once, which the time of reading a message depends on most. */
const usual: ReadonlySet<string> = new Set([...irregular, ...singleNames, ...listNames, ...common]);

/** `call-id`, `CALL-ID` and `i` → `Call-ID`; an unknown name is capitalised at each hyphen. */
export function canonicalName(name: string): string {
  if (usual.has(name)) return name;
  const lower = name.toLowerCase();
  return special.get(lower) ?? lower.replace(/(^|-)[a-z]/g, (initial) => initial.toUpperCase());
}
