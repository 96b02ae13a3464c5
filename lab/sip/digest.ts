/** HTTP digest as SIP uses it (RFC 7616, RFC 8760): the side of the one who is challenged, and that of the one who asks. */
import { createHash } from "node:crypto";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

type Algorithm = "MD5" | "SHA-256";

const hashNames: Readonly<Record<Algorithm, string>> = { MD5: "md5", "SHA-256": "sha256" };

const hash = (algorithm: Algorithm, text: string): string =>
  createHash(hashNames[algorithm]).update(text).digest("hex");

/** The parameters of a challenge or of credentials, names in lower case. */
export function digestParameters(value: string): ReadonlyMap<string, string> {
  const found = value.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g);
  return new Map(Array.from(found, ([, name, quoted, bare]) => [name!.toLowerCase(), quoted ?? bare ?? ""]));
}

export interface Answer {
  readonly algorithm: Algorithm;
  readonly realm: string;
  readonly nonce: string;
  readonly method: string;
  readonly uri: string;
  /** Absent for a challenge of RFC 2069. */
  readonly quality?: { readonly qop: string; readonly nc: string; readonly cnonce: string };
}

/** The `response` of credentials (RFC 7616 §3.4.1). */
export function digestResponse({ user, password }: Credentials, answer: Answer): string {
  const secret = hash(answer.algorithm, `${user}:${answer.realm}:${password}`);
  const request = hash(answer.algorithm, `${answer.method}:${answer.uri}`);
  const middle = answer.quality
    ? `${answer.nonce}:${answer.quality.nc}:${answer.quality.cnonce}:${answer.quality.qop}`
    : answer.nonce;
  return hash(answer.algorithm, `${secret}:${middle}:${request}`);
}

/**
 * Credentials for the strongest of the challenges we understand (RFC 8760 §2.4).
 * @param challenges values of WWW-Authenticate or Proxy-Authenticate.
 * @returns undefined when none is understood.
 */
export function authorize(
  challenges: readonly string[],
  credentials: Credentials,
  request: { readonly method: string; readonly uri: string; readonly cnonce: string; readonly count: number },
): string | undefined {
  const offered = challenges.map(digestParameters).map((parameters) => ({
    parameters,
    algorithm: (parameters.get("algorithm") ?? "MD5").toUpperCase(),
  }));
  const chosen = offered.find((one) => one.algorithm === "SHA-256") ?? offered.find((one) => one.algorithm === "MD5");
  if (chosen === undefined) return undefined;
  const { parameters } = chosen;
  const algorithm = chosen.algorithm as Algorithm;
  const realm = parameters.get("realm") ?? "";
  const nonce = parameters.get("nonce") ?? "";
  const wantsQuality = parameters
    .get("qop")
    ?.split(/\s*,\s*/)
    .includes("auth");
  const quality = { qop: "auth", nc: request.count.toString(16).padStart(8, "0"), cnonce: request.cnonce };
  const { method, uri } = request;
  const response = digestResponse(credentials, {
    algorithm,
    realm,
    nonce,
    method,
    uri,
    ...(wantsQuality ? { quality } : {}),
  });
  const fields = [
    `username="${credentials.user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
  ];
  if (wantsQuality) fields.push(`cnonce="${quality.cnonce}"`, "qop=auth", `nc=${quality.nc}`);
  const opaque = parameters.get("opaque");
  if (opaque !== undefined) fields.push(`opaque="${opaque}"`);
  return `Digest ${fields.join(", ")}`;
}

/** Whether an Authorization proves the password; `method` is that of the request that carries it. */
export function proves(authorization: string, credentials: Credentials, method: string): boolean {
  const given = digestParameters(authorization);
  const qop = given.get("qop");
  const expected = digestResponse(credentials, {
    algorithm: given.get("algorithm") === "SHA-256" ? "SHA-256" : "MD5",
    realm: given.get("realm") ?? "",
    nonce: given.get("nonce") ?? "",
    method,
    uri: given.get("uri") ?? "",
    ...(qop === undefined ? {} : { quality: { qop, nc: given.get("nc") ?? "", cnonce: given.get("cnonce") ?? "" } }),
  });
  return given.get("username") === credentials.user && given.get("response") === expected;
}
