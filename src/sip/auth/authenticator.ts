import type { Entropy } from "../../kernel/entropy.ts";
import { requestUriOf } from "../message/access.ts";
import { parseUri } from "../message/fields.ts";
import type { HeaderList } from "../message/headers.ts";
import type { SipRequest } from "../message/message.ts";
import {
  challengeText,
  type DigestAlgorithm,
  type DigestCredentials,
  parseCredentials,
  provesPassword,
} from "./digest.ts";
import { Nonces } from "./nonces.ts";

export type Verdict =
  | { readonly authenticated: true; readonly user: string }
  | {
      readonly authenticated: false;
      /** For the 401: `WWW-Authenticate`, one an algorithm. */
      readonly challenges: HeaderList;
      /** The nonce is too old, used up, or was given to another address; of the password this says nothing. */
      readonly stale: boolean;
      /** As whom the sender gave wrong credentials for a nonce that it was given; undefined where it did not. */
      readonly refused: string | undefined;
    };

export interface AuthenticatorOptions {
  readonly realm: string;
  readonly entropy: Entropy;
  /** The secret of a user; undefined where there is no such user. */
  readonly password: (username: string) => string | undefined;
  /** Asked for each request, in the order of preference (RFC 8760 §2.3): the strongest first. */
  readonly algorithms: () => readonly DigestAlgorithm[];
  /** ms; 300,000 unless told. */
  readonly nonceLifetime?: number;
  /** Nonces in use at a time; 50,000 unless told. */
  readonly maxNonces?: number;
}

/** Credentials of other realms may stand beside ours; more than this many are not read. */
const MAX_CREDENTIALS = 4;

/** The server side of digest: who sent this request, or what to ask (RFC 3261 §22.2). */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #nonces: Nonces;
  /** Takes the place of an unknown user's password, so that the answer takes as long. */
  readonly #nobodysPassword: string;

  constructor(options: AuthenticatorOptions) {
    const { entropy, nonceLifetime = 300_000, maxNonces = 50_000 } = options;
    this.#options = options;
    this.#nonces = new Nonces({ entropy, lifetime: nonceLifetime, capacity: maxNonces });
    this.#nobodysPassword = entropy.hex(16);
  }

  /** @param source the address that the request came from. */
  check(request: SipRequest, source: string, now: number): Verdict {
    const credentials = this.#credentialsIn(request);
    if (credentials === undefined) return this.#challenge(source, now);
    // RFC 7616 §3.3: "The server should only set stale to true if it receives a request for which the nonce is invalid." Whether the
    // password is right is not looked at: who could learn that by any nonce could guess without being counted.
    if (!this.#nonces.isValid(credentials.nonce, source, now)) return this.#challenge(source, now, { stale: true });

    const password = this.#options.password(credentials.username);
    const proved = provesPassword(credentials, password ?? this.#nobodysPassword, request.method);
    if (!proved || password === undefined || !meansResource(credentials.uri, request))
      return this.#challenge(source, now, { refused: credentials.username });

    const count = credentials.qop === undefined ? 1 : Number.parseInt(credentials.qop.nc, 16);
    if (!this.#nonces.use(credentials.nonce, source, count, now)) return this.#challenge(source, now, { stale: true });
    return { authenticated: true, user: credentials.username };
  }

  #credentialsIn(request: SipRequest): DigestCredentials | undefined {
    const algorithms = this.#options.algorithms();
    return request.headers
      .all("Authorization")
      .slice(0, MAX_CREDENTIALS)
      .map(parseCredentials)
      .find((each) => each?.realm === this.#options.realm && algorithms.includes(each.algorithm));
  }

  #challenge(source: string, now: number, why: { readonly stale?: true; readonly refused?: string } = {}): Verdict {
    const { realm, algorithms } = this.#options;
    const { stale = false, refused } = why;
    const nonce = this.#nonces.issue(now, source);
    const challenges = algorithms().map(
      (algorithm) =>
        ["WWW-Authenticate", challengeText({ realm, nonce, algorithm, qop: true, opaque: undefined, stale })] as const,
    );
    return { authenticated: false, challenges, stale, refused };
  }
}

/**
 * Whether `uri` of the credentials means the Request-URI: same user and host. Phones differ in port and parameters,
 * and what is between them and us may have changed those; RFC 3261 §22.4: "it is not necessarily a failure if the two fields are not equivalent".
 */
function meansResource(uri: string, request: SipRequest): boolean {
  const claimed = parseUri(uri);
  const actual = requestUriOf(request);
  return (
    uri === request.uri ||
    (claimed?.host === actual.host && (claimed.user === undefined || claimed.user === actual.user))
  );
}
