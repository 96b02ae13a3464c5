/** SRTP keys in session descriptions: `a=crypto`, SDES (RFC 4568). */
import type { Entropy } from "../../kernel/entropy.ts";
import type { CryptoSuite } from "../agreed.ts";
import { cryptoSuites, keyingLength } from "../srtp/suites.ts";

/** One `a=crypto` line that we understand: the key protects what its author sends. */
export interface CryptoLine {
  /** 1 to 9 digits; the answer names by it which line of the offer it takes. */
  readonly tag: string;
  readonly suite: CryptoSuite;
  /** Master key and salt. */
  readonly key: Uint8Array;
}

/** How a stream of a description is carried. */
export type Carriage = "encrypted" | "clear";

/** What a leg may do with SRTP. */
export interface MediaSecurity {
  /**
   * What our offers say. `best_effort`: RTP/AVP with keys, so that a peer without SRTP passes them over; `best_effort_two_lines`: a stream
   * as RTP/SAVP and the same as RTP/AVP behind it, one of which the peer takes.
   */
  readonly offers: "clear" | "best_effort" | "best_effort_two_lines" | "encrypted";
  /** Which streams of the peer's are taken, best first. */
  readonly takes: readonly Carriage[];
}

export const clearOnly: MediaSecurity = { offers: "clear", takes: ["clear"] };

/** One m-line of an offer of ours. */
export interface OfferedStream {
  readonly protocol: string;
  /** Those whose keys it has. */
  readonly suites: readonly CryptoSuite[];
  /** The peer has taken another; an m-line, once offered, keeps its place (RFC 3264 §8). */
  readonly refused?: boolean;
}

export const clearStreams: readonly OfferedStream[] = [{ protocol: "RTP/AVP", suites: [] }];

/** The m-lines of a first offer. */
export const firstStreams: Readonly<Record<MediaSecurity["offers"], readonly OfferedStream[]>> = {
  clear: clearStreams,
  best_effort: [{ protocol: "RTP/AVP", suites: cryptoSuites }],
  best_effort_two_lines: [{ protocol: "RTP/SAVP", suites: cryptoSuites }, ...clearStreams],
  encrypted: [{ protocol: "RTP/SAVP", suites: cryptoSuites }],
};

/** The m-lines of later offers: what the peer has taken stays, and nothing else is offered. @param taken which of `streams`, and its suite */
export const laterStreams = (
  streams: readonly OfferedStream[],
  taken: number,
  suite: CryptoSuite | undefined,
): readonly OfferedStream[] =>
  streams.map(({ protocol }, i) =>
    i === taken ? { protocol, suites: suite === undefined ? [] : [suite] } : { protocol, suites: [], refused: true },
  );

const MAX_LINES = 16;
/** tag, suite, one inline key, its lifetime, and what stands behind: a second key, an MKI or session parameters. */
const CRYPTO =
  /^a=crypto:(\d{1,9}) +(\w{1,40}) +inline:([A-Za-z0-9+/]{1,100}={0,2})(?:\|(?:2\^)?\d{1,15})?(?: +(\S.*?))? *$/;
/** The session parameters that ask for nothing: how large the peer's replay window should be (§6.3.6), and what is marked as optional (§6.3.7). */
const HARMLESS = /^(?:WSH=\d{1,4}|-.*)$/i;

/**
 * The `a=crypto` lines of a stream, in the peer's order, as far as we can do what they ask. A line that asks for more
 * than we do may not be taken (§7.1.2): one with an MKI, several keys, a key derivation rate, or parts left unencrypted or unauthenticated.
 */
export function readCrypto(lines: readonly string[]): CryptoLine[] {
  return lines
    .filter((line) => line.startsWith("a=crypto:"))
    .slice(0, MAX_LINES)
    .flatMap((line) => {
      const [, tag, name, inline, parameters] = CRYPTO.exec(line) ?? [];
      const suite = cryptoSuites.find((known) => known === name);
      if (tag === undefined || inline === undefined || suite === undefined) return [];
      if (parameters?.split(/ +/).every((parameter) => HARMLESS.test(parameter)) === false) return [];
      const key = new Uint8Array(Buffer.from(inline, "base64"));
      return key.length === keyingLength(suite) ? [{ tag, suite, key }] : [];
    });
}

export const writeCrypto = ({ tag, suite, key }: CryptoLine): string =>
  `a=crypto:${tag} ${suite} inline:${Buffer.from(key).toString("base64")}`;

/** The keys that one leg sends with: one for each suite, drawn when it is first needed and the same for as long as the leg lives. */
export class OwnKeys {
  readonly #entropy: Entropy;
  readonly #keys = new Map<CryptoSuite, Uint8Array>();

  constructor(entropy: Entropy) {
    this.#entropy = entropy;
  }

  of(suite: CryptoSuite): Uint8Array {
    let key = this.#keys.get(suite);
    if (key === undefined) {
      key = new Uint8Array(Buffer.from(this.#entropy.hex(keyingLength(suite)), "hex"));
      this.#keys.set(suite, key);
    }
    return key;
  }

  /** The lines of an offer. @param suites in order of preference */
  lines(suites: readonly CryptoSuite[] = cryptoSuites): CryptoLine[] {
    return suites.map((suite) => ({ tag: `${cryptoSuites.indexOf(suite) + 1}`, suite, key: this.of(suite) }));
  }
}
