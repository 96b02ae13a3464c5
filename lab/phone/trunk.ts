import { digestParameters, proves } from "../sip/digest.ts";
import type { SipMessage } from "../sip/message.ts";
import type { Peer } from "../sip/wire.ts";
import type { PhoneCall } from "./call.ts";
import { type LateWire, type PhoneOptions, TestPhone } from "./phone.ts";

export interface TrunkOptions extends Omit<PhoneOptions, "user"> {
  readonly user?: string;
  /** What the server must prove when it registers at this trunk; without it any REGISTER is accepted. */
  readonly registrant?: { readonly user: string; readonly password: string };
}

/** The telephone company's side: calls numbers of the server without registering, and takes the calls it sends out. */
export class TestTrunk extends TestPhone {
  readonly #registrant: { readonly user: string; readonly password: string } | undefined;
  readonly #nonce: string;
  /** How often the server registered here. */
  registrations = 0;

  static override async start({ registrant, ...options }: TrunkOptions): Promise<TestTrunk> {
    const whole = { user: "trunk", ...options };
    return new TestTrunk(whole, await TestPhone.openWireOf(whole), registrant);
  }

  protected constructor(
    options: PhoneOptions,
    late: LateWire,
    registrant: { readonly user: string; readonly password: string } | undefined,
  ) {
    super(options, late);
    this.#registrant = registrant;
    this.#nonce = this.entropy.hex(12);
  }

  /** A customer with this number calls a number of the server's. */
  call(number: string, customer: string, name?: string): Promise<PhoneCall> {
    return this.dial(number, { from: customer, ...(name === undefined ? {} : { name }) });
  }

  protected override onOutside(request: SipMessage, from: Peer): void {
    if (request.method === "REGISTER") this.#register(request);
    else super.onOutside(request, from);
  }

  #register(request: SipMessage): void {
    const authorization = request.get("Authorization");
    const fresh = digestParameters(authorization).get("nonce") === this.#nonce;
    if (this.#registrant !== undefined && !(fresh && proves(authorization, this.#registrant, "REGISTER"))) {
      const challenge = `Digest realm="trunk", nonce="${this.#nonce}", algorithm=MD5, qop="auth"`;
      this.reply(request, 401, { headers: [["WWW-Authenticate", challenge]] });
      return;
    }
    const expires = request.get("Expires") || "3600";
    if (Number(expires) > 0) this.registrations++;
    this.reply(request, 200, { headers: [["Contact", `${request.get("Contact")};expires=${expires}`]] });
  }
}
