/** Digest access authentication for SIP: RFC 3261 §22.4, RFC 7616, RFC 8760. Pure functions. */
import { createHash, timingSafeEqual } from "node:crypto";
import { parseDigestParams } from "./authParams.ts";

export type DigestAlgorithm = "MD5" | "SHA-256";

/** Strongest first. */
export const digestAlgorithms: readonly DigestAlgorithm[] = ["SHA-256", "MD5"];

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  /** Whether `qop=auth` is offered; without it the computation is that of RFC 2069. */
  readonly qop: boolean;
  readonly opaque: string | undefined;
  /** The nonce was too old and the password right: try again without asking anybody. */
  readonly stale: boolean;
}

export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly algorithm: DigestAlgorithm;
  /** Lower-case hexadecimal. */
  readonly response: string;
  /** Undefined: computed as in RFC 2069. */
  readonly qop: { readonly nc: string; readonly cnonce: string } | undefined;
  readonly opaque: string | undefined;
}

/** The value of WWW-Authenticate. `algorithm` and `qop` are never left out: phones guess differently. */
export function challengeText({ realm, nonce, algorithm, qop, opaque, stale }: DigestChallenge): string {
  return digestText([
    ["realm", `"${realm}"`],
    ["nonce", `"${nonce}"`],
    ["opaque", opaque === undefined ? undefined : `"${opaque}"`],
    ["stale", stale ? "true" : undefined],
    ["algorithm", algorithm],
    // RFC 7616 §3.3: "The unq(X) of qop MUST be a quoted string" in a challenge, and a token in credentials.
    ["qop", qop ? '"auth"' : undefined],
  ]);
}

/** The value of Authorization. */
export function credentialsText({ username, realm, nonce, uri, algorithm, response, qop, opaque }: DigestCredentials) {
  return digestText([
    ["username", `"${username}"`],
    ["realm", `"${realm}"`],
    ["nonce", `"${nonce}"`],
    ["uri", `"${uri}"`],
    ["response", `"${response}"`],
    ["algorithm", algorithm],
    ["cnonce", qop && `"${qop.cnonce}"`],
    ["opaque", opaque === undefined ? undefined : `"${opaque}"`],
    ["qop", qop && "auth"],
    ["nc", qop?.nc],
  ]);
}

/** @returns undefined for another scheme or algorithm, and when only `auth-int` is offered. */
export function parseChallenge(text: string): DigestChallenge | undefined {
  const params = parseDigestParams(text);
  const realm = params?.get("realm");
  const nonce = params?.get("nonce");
  const algorithm = algorithmNamed(params?.get("algorithm"));
  if (realm === undefined || nonce === undefined || algorithm === undefined) return undefined;
  const offered = params
    ?.get("qop")
    ?.split(",")
    .map((each) => each.trim().toLowerCase());
  if (offered !== undefined && !offered.includes("auth")) return undefined;
  return {
    realm,
    nonce,
    algorithm,
    qop: offered !== undefined,
    opaque: params?.get("opaque"),
    stale: params?.get("stale")?.toLowerCase() === "true",
  };
}

/** @returns undefined for another scheme, algorithm or qop, and where a parameter that the computation needs is missing. */
export function parseCredentials(text: string): DigestCredentials | undefined {
  const params = parseDigestParams(text);
  const [username, realm, nonce, uri, response] = ["username", "realm", "nonce", "uri", "response"].map((name) =>
    params?.get(name),
  );
  const algorithm = algorithmNamed(params?.get("algorithm"));
  const protection = qopOf(params);
  if (username === undefined || realm === undefined || nonce === undefined || uri === undefined) return undefined;
  if (response === undefined || algorithm === undefined || protection === "unsupported") return undefined;
  const opaque = params?.get("opaque");
  return { username, realm, nonce, uri, algorithm, response: response.toLowerCase(), qop: protection, opaque };
}

/** RFC 7616 §3.4.5: "This parameter MUST be specified if a qop directive is sent" (`cnonce`, and `nc` of 8 digits). */
function qopOf(params: ReadonlyMap<string, string> | undefined): DigestCredentials["qop"] | "unsupported" {
  const qop = params?.get("qop");
  if (qop === undefined) return undefined;
  const nc = params?.get("nc");
  const cnonce = params?.get("cnonce");
  if (qop.toLowerCase() !== "auth" || cnonce === undefined || nc === undefined || !/^[0-9a-fA-F]{8}$/.test(nc))
    return "unsupported";
  return { nc, cnonce };
}

/** RFC 7616 §3.3: "If this is not present, it is assumed to be "MD5"." */
function algorithmNamed(name = "MD5"): DigestAlgorithm | undefined {
  return digestAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
}

/** What the response must be (RFC 7616 §3.4.1; without qop RFC 2069 §2.1.2), lower-case hexadecimal. */
export function digestResponse(
  { username, realm, nonce, uri, algorithm, qop }: Omit<DigestCredentials, "response">,
  password: string,
  method: string,
): string {
  const hash = (text: string): string =>
    createHash(algorithm === "MD5" ? "md5" : "sha256")
      .update(text)
      .digest("hex");
  const user = hash(`${username}:${realm}:${password}`);
  const request = hash(`${method}:${uri}`);
  return hash(qop ? `${user}:${nonce}:${qop.nc}:${qop.cnonce}:auth:${request}` : `${user}:${nonce}:${request}`);
}

/** Whether the credentials were made with `password`; takes the same time for every wrong response. */
export function provesPassword(credentials: DigestCredentials, password: string, method: string): boolean {
  const expected = Buffer.from(digestResponse(credentials, password, method));
  const given = Buffer.from(credentials.response);
  // The length of the expected response is no secret; timingSafeEqual throws on unequal lengths.
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const digestText = (params: readonly (readonly [name: string, value: string | undefined])[]): string =>
  `Digest ${params
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")}`;
