import type { Entropy } from "../../kernel/entropy.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { callIdOf, contactsOf, cseqOf } from "../message/access.ts";
import { responseTo } from "../message/build.ts";
import type { NameAddr } from "../message/fields.ts";
import type { HeaderField, HeaderList } from "../message/headers.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import type { Flow } from "../transport/transport.ts";
import { wayBack } from "../transport/wayBack.ts";
import type { Binding, Bindings } from "./bindings.ts";
import { contactKey, expiryOf, instanceOf } from "./contact.ts";

/** Seconds. §10.3 step 7 lets a registrar shorten, and refuse what would cost too much traffic. */
const MIN_EXPIRES = 60;
const DEFAULT_EXPIRES = 3_600;
const MAX_EXPIRES = 7_200;

/** Phones of one extension. A further one takes the place of the one that registered longest ago, which has likely restarted. */
export const MAX_BINDINGS = 10;

/** Why a REGISTER changes nothing. */
interface Refusal {
  readonly status: number;
  readonly reason?: string;
  readonly headers?: HeaderList;
}

/** What a REGISTER does to the bindings of its AoR: everything or, refused, nothing. */
interface Plan {
  readonly save: readonly Binding[];
  readonly remove: readonly Binding[];
}

/** A registrar as RFC 3261 §10.3 describes it, for requests that have been authenticated. */
export class Registrar {
  readonly #bindings: Bindings;
  readonly #entropy: Entropy;

  constructor(bindings: Bindings, entropy: Entropy) {
    this.#bindings = bindings;
    this.#entropy = entropy;
  }

  /**
   * @param aor the user of To (§10.3 step 5), who is authenticated and allowed to change the bindings.
   * @param wall ms since 1970.
   */
  register(request: SipRequest, flow: Flow, aor: string, wall: number): SipResponse {
    const toTag = this.#entropy.hex(8);
    const planned = plan(request, flow, aor, this.#bindings.of(aor, wall), wall);
    if (!planned.ok) {
      const { status, reason, headers = [] } = planned.error;
      return responseTo(request, status, reason, { toTag, headers });
    }
    for (const binding of planned.value.save) this.#bindings.save(binding);
    for (const binding of planned.value.remove) this.#bindings.remove(binding);
    const headers = [...this.#bindings.of(aor, wall).map((binding) => contactField(binding, wall)), dateField(wall)];
    return responseTo(request, 200, undefined, { toTag, headers });
  }
}

/** §10.3 steps 2, 6 and 7. */
function plan(
  request: SipRequest,
  flow: Flow,
  aor: string,
  current: readonly Binding[],
  wall: number,
): Result<Plan, Refusal> {
  // §8.2.2.3: extensions that are required and not understood are named in a 420; we know none for REGISTER.
  const required = request.headers.all("Require");
  if (required.length > 0) return err({ status: 420, headers: required.map((tag) => ["Unsupported", tag] as const) });

  const contacts = contactsOf(request);
  // Step 6: "If the request doesn't contain a Contact header field, the registrar skips to the last step": a query.
  if (contacts === undefined) return ok({ save: [], remove: [] });
  if (contacts !== "*") return planContacts(request, contacts, flow, aor, current, wall);
  // §10.2.2: "The REGISTER-specific Contact header field value of "*" […] MUST NOT be used unless the Expires header field is present with a value of "0"."
  if (request.headers.get("Expires") !== "0") return err({ status: 400, reason: "Expires Must Be 0" });
  return current.some((binding) => isOutOfOrder(request, binding))
    ? err(outOfOrder)
    : ok({ save: [], remove: current });
}

function planContacts(
  request: SipRequest,
  contacts: readonly NameAddr[],
  flow: Flow,
  aor: string,
  current: readonly Binding[],
  wall: number,
): Result<Plan, Refusal> {
  if (contacts.length > MAX_BINDINGS) return err({ status: 400, reason: "Too Many Contacts" });
  const save = new Map<string, Binding>();
  const remove = new Set<Binding>();
  for (const contact of contacts) {
    // Such a URI could not be the Request-URI of what we send (§19.1.1: no headers there).
    if (!/^sips?$/.test(contact.uri.scheme) || contact.uri.hasHeaders)
      return err({ status: 400, reason: "Bad Contact" });
    const seconds = expiryOf(contact, request.headers.get("Expires"), DEFAULT_EXPIRES);
    // "the registrar MAY reject the registration with a response of 423 (Interval Too Brief). This response MUST contain a Min-Expires header field."
    if (seconds > 0 && seconds < MIN_EXPIRES) return err({ status: 423, headers: [["Min-Expires", `${MIN_EXPIRES}`]] });

    const key = contactKey(aor, contact.uri);
    const known = current.find((binding) => binding.key === key);
    if (known !== undefined && isOutOfOrder(request, known)) return err(outOfOrder);
    if (seconds > 0) save.set(key, bindingOf(request, contact, flow, aor, wall, Math.min(seconds, MAX_EXPIRES)));
    else if (known !== undefined) remove.add(known);
  }
  const untouched = current.filter((binding) => !save.has(binding.key) && !remove.has(binding));
  for (const binding of displaced(untouched, [...save.values()])) remove.add(binding);
  return ok({ save: [...save.values()], remove: [...remove] });
}

/** Of the bindings that a REGISTER does not name, most recent first, those that give way to the ones it saves. */
function displaced(untouched: readonly Binding[], saved: readonly Binding[]): Binding[] {
  const isRestarted = (old: Binding): boolean =>
    saved.some((each) => each.instance !== undefined && each.instance === old.instance && each.callId !== old.callId);
  const kept = untouched.filter((old) => !isRestarted(old)).slice(0, MAX_BINDINGS - saved.length);
  return untouched.filter((old) => !kept.includes(old));
}

function bindingOf(
  request: SipRequest,
  contact: NameAddr,
  flow: Flow,
  aor: string,
  wall: number,
  seconds: number,
): Binding {
  const { transport, address, port } = flow;
  return {
    key: contactKey(aor, contact.uri),
    aor,
    contact: contact.uri.raw,
    callId: callIdOf(request),
    cseq: cseqOf(request).number,
    registeredAt: wall,
    expiresAt: wall + seconds * 1000,
    source: { transport, address, port },
    target: wayBack(contact.uri, flow),
    userAgent: request.headers.get("User-Agent"),
    instance: instanceOf(contact),
  };
}

/** Step 7: within one Call-ID the update counts only if its CSeq is higher than the binding's. */
const isOutOfOrder = (request: SipRequest, binding: Binding): boolean =>
  binding.callId === callIdOf(request) && cseqOf(request).number <= binding.cseq;

/** Step 7: "the update MUST be aborted and the request fails"; with the status that §12.2.2 has for it. */
const outOfOrder: Refusal = { status: 500, reason: "CSeq Out of Order" };

/** Step 8: "Each Contact value MUST feature an "expires" parameter". Rounded up: nothing current expires in 0 s. */
const contactField = ({ contact, expiresAt }: Binding, wall: number): HeaderField => [
  "Contact",
  `<${contact}>;expires=${Math.ceil((expiresAt - wall) / 1000)}`,
];

/** Step 8: "The response SHOULD include a Date header field." */
const dateField = (wall: number): HeaderField => ["Date", new Date(wall).toUTCString()];
