/** A carrier's side of a trunk: a registrar that challenges, and what answers its OPTIONS. */
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { Authenticator } from "../../../src/sip/auth/authenticator.ts";
import { contactsOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
import type { SimCentre } from "./centre.ts";
import type { SimPhone } from "./phone.ts";

export const ACCOUNT = { username: "ponto", password: "a secret of the trunk" } as const;

type Fields = readonly (readonly [string, string])[];

export class SimCarrier {
  readonly phone: SimPhone;
  /** Of its challenges. */
  realm = "carrier.example";
  /** For how long a binding is kept, s. */
  grants = 600;
  /** Answers a REGISTER instead of the registrar. */
  registers: ((request: SipRequest) => SipResponse | undefined) | undefined;
  /** Status and fields of the answer to OPTIONS. */
  options: readonly [status: number, fields: Fields] = [200, []];
  /** The REGISTERs and OPTIONS that came, retransmissions left out. */
  readonly requests: SipRequest[] = [];
  /** The Contact that is bound now. */
  contact: string | undefined;
  readonly #place: SimCentre;
  readonly #nonceLifetime: number;
  #authenticator: Authenticator;

  /** @param nonceLifetime ms */
  static async open(place: SimCentre, address: string, nonceLifetime = 300_000): Promise<SimCarrier> {
    return new SimCarrier(place, await place.trunk(address), nonceLifetime);
  }

  private constructor(place: SimCentre, phone: SimPhone, nonceLifetime: number) {
    this.#place = place;
    this.phone = phone;
    this.#nonceLifetime = nonceLifetime;
    this.#authenticator = this.#newAuthenticator();
    phone.outside = (request) => this.#answer(request);
    phone.challenge = (invite) => this.#challengeTo(invite);
  }

  count(method: string): number {
    return this.requests.filter((request) => request.method === method).length;
  }

  /** Forgets every nonce, as a restart does. */
  restart(): void {
    this.#authenticator = this.#newAuthenticator();
  }

  /** Nothing it says arrives. */
  fallSilent(silent = true): void {
    this.#place.net.setWeather(this.phone.address, 5060, silent ? { loss: 1 } : { delay: 5 });
  }

  #newAuthenticator(): Authenticator {
    return new Authenticator({
      realm: this.realm,
      entropy: seededEntropy(this.#place.time.now() + 77),
      password: (user) => (user === ACCOUNT.username ? ACCOUNT.password : undefined),
      algorithms: () => ["MD5"],
      nonceLifetime: this.#nonceLifetime,
    });
  }

  #answer(request: SipRequest): SipResponse | undefined {
    this.requests.push(request);
    if (request.method === "OPTIONS") return this.#reply(request, ...this.options);
    if (request.method !== "REGISTER") return undefined;
    return this.registers?.(request) ?? this.#challengeTo(request) ?? this.#bind(request);
  }

  #challengeTo(request: SipRequest): SipResponse | undefined {
    const verdict = this.#authenticator.check(request, "10.0.0.1", this.#place.time.now());
    return verdict.authenticated ? undefined : this.#reply(request, 401, verdict.challenges);
  }

  #bind(request: SipRequest): SipResponse {
    const contacts = contactsOf(request);
    const contact = Array.isArray(contacts) ? contacts[0].uri.raw : "";
    const leaves = request.headers.get("Expires") === "0";
    this.contact = leaves ? undefined : contact;
    return this.#reply(request, 200, leaves ? [] : [["Contact", `<${contact}>;expires=${this.grants}`]]);
  }

  #reply(request: SipRequest, status: number, headers: Fields): SipResponse {
    return responseTo(request, status, undefined, { toTag: "carrier", headers });
  }
}
