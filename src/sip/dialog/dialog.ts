/**
 * A dialog (RFC 3261 §12): tags, sequence numbers, route set and remote target, and the requests made of them.
 * It is state only: it sends nothing and knows no method's meaning.
 */
import { uriHost } from "../../kernel/addresses.ts";
import { callIdOf, contactsOf, cseqOf, fromOf, tagOf, toOf } from "../message/access.ts";
import { type HeaderList, Headers } from "../message/headers.ts";
import type { SipMessage, SipRequest, SipResponse } from "../message/message.ts";
import { noBody } from "../message/message.ts";
import type { Target } from "../transport/transport.ts";
import { nextHop, requestUri, routing } from "./route.ts";

/** A request with its next hop. */
export interface Outgoing {
  readonly request: SipRequest;
  readonly target: Target;
}

/** What of a dialog never changes. */
interface Fixed {
  readonly callId: string;
  readonly localTag: string;
  /** "" for a peer that gave none (RFC 2543; §12.1.1: "a null value"). */
  readonly remoteTag: string;
  /** From and To of our requests, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly target: Target;
}

export class Dialog {
  readonly #fixed: Fixed;
  #routeSet: readonly string[];
  #remoteTarget: string;
  #localSeq: number;
  /** Empty until the peer sends a request. */
  #remoteSeq: number | undefined;

  private constructor(fixed: Fixed, routeSet: readonly string[], remoteTarget: string, localSeq: number) {
    this.#fixed = fixed;
    this.#routeSet = routeSet;
    this.#remoteTarget = remoteTarget;
    this.#localSeq = localSeq;
  }

  /** The callee's side (§12.1.1). */
  static ofUas(invite: SipRequest, own: { localTag: string; target: Target }): Dialog {
    const fixed: Fixed = {
      localTag: own.localTag,
      target: own.target,
      callId: callIdOf(invite),
      remoteTag: fromTag(invite),
      local: withTag(invite.headers.get("To") ?? "", own.localTag),
      remote: invite.headers.get("From") ?? "",
    };
    const fallback = `sip:${uriHost(own.target.host)}:${own.target.port}`;
    // "The route set MUST be set to the list of URIs in the Record-Route header field from the request, taken in order."
    const dialog = new Dialog(fixed, invite.headers.all("Record-Route"), contactUri(invite) ?? fallback, 0);
    dialog.#remoteSeq = cseqOf(invite).number;
    return dialog;
  }

  /** The caller's side (§12.1.2); early or confirmed, by the response. */
  static ofUac(invite: SipRequest, response: SipResponse, target: Target): Dialog {
    const fixed: Fixed = {
      target,
      callId: callIdOf(invite),
      localTag: fromTag(invite),
      remoteTag: toTag(response),
      local: invite.headers.get("From") ?? "",
      remote: response.headers.get("To") ?? "",
    };
    const dialog = new Dialog(fixed, [], invite.uri, cseqOf(invite).number);
    dialog.confirm(response);
    return dialog;
  }

  get remoteTag(): string {
    return this.#fixed.remoteTag;
  }

  /** Takes route set and remote target from a response to our INVITE; a 2xx "MUST" recompute what a provisional said (§13.2.2.4). */
  confirm(response: SipResponse): void {
    // §12.1.2: "taken in reverse order and preserving all URI parameters".
    this.#routeSet = response.headers.all("Record-Route").reverse();
    this.refresh(response);
  }

  /** A target refresh: the remote target becomes the message's Contact "if present" (§12.2.1.2, §12.2.2). */
  refresh(message: SipMessage): void {
    this.#remoteTarget = contactUri(message) ?? this.#remoteTarget;
  }

  /** Checks and notes the peer's sequence number; false when it is lower than one seen before, which "MUST be rejected with a 500" (§12.2.2). */
  inOrder(request: SipRequest): boolean {
    const { number } = cseqOf(request);
    if (this.#remoteSeq !== undefined && number < this.#remoteSeq) return false;
    this.#remoteSeq = number;
    return true;
  }

  /** A new request of ours, one sequence number on (§12.2.1.1). */
  request(method: string, headers: HeaderList = [], body: Uint8Array = noBody): Outgoing {
    return this.#compose(method, this.nextSequence(), headers, body);
  }

  /** The sequence number for a request of ours that is sent again with credentials (§22.2). */
  nextSequence(): number {
    this.#localSeq += 1;
    return this.#localSeq;
  }

  /** The ACK for a 2xx: the INVITE's sequence number and credentials (§13.2.2.4). */
  ack(invite: SipRequest): Outgoing {
    const credentials = [...invite.headers].filter(
      ([name]) => name === "Authorization" || name === "Proxy-Authorization",
    );
    return this.#compose("ACK", cseqOf(invite).number, credentials, noBody);
  }

  #compose(method: string, sequence: number, headers: HeaderList, body: Uint8Array): Outgoing {
    const { uri, routes, hop } = routing(this.#remoteTarget, this.#routeSet);
    const request: SipRequest = {
      kind: "request",
      method,
      uri,
      headers: Headers.of([
        ["Max-Forwards", "70"],
        ...routes.map((route) => ["Route", route] as const),
        ["From", this.#fixed.local],
        ["To", this.#fixed.remote],
        ["Call-ID", this.#fixed.callId],
        ["CSeq", `${sequence} ${method}`],
        ...headers,
      ]),
      body,
    };
    return { request, target: nextHop(hop, this.#fixed.target) };
  }
}

export const fromTag = (message: SipMessage): string => tagOf(fromOf(message)) ?? "";
export const toTag = (message: SipMessage): string => tagOf(toOf(message)) ?? "";

/** A From or To value with our tag. */
export const withTag = (nameAddr: string, tag: string): string => `${nameAddr};tag=${tag}`;

/** The first SIP or SIPS URI in Contact, fit for a Request-URI. */
function contactUri(message: SipMessage): string | undefined {
  const contacts = contactsOf(message);
  const first = Array.isArray(contacts) ? contacts[0] : undefined;
  return first?.uri.scheme === "sip" || first?.uri.scheme === "sips" ? requestUri(first.uri) : undefined;
}
