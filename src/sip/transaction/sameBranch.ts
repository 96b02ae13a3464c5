/** The two requests that travel under the branch of an INVITE: the ACK for its failure and its CANCEL. */
import { cseqOf } from "../message/access.ts";
import { Headers } from "../message/headers.ts";
import { noBody, type SipRequest, type SipResponse } from "../message/message.ts";

/**
 * The ACK for a response of 300–699 (§17.1.1.3): "values for the Call-ID, From, and Request-URI that are equal to" the INVITE's,
 * the To of the response, "a single Via header field […] equal to the top Via header field of the original request".
 */
export const ackFor = (invite: SipRequest, response: SipResponse): SipRequest =>
  alongside(invite, "ACK", response.headers.get("To"));

/**
 * The CANCEL of an INVITE (§9.1): Request-URI, Call-ID, To, From and the number of CSeq are the INVITE's, its top Via the only one.
 * @param reason the value of Reason (RFC 3326)
 */
export function cancelFor(invite: SipRequest, reason: string | undefined): SipRequest {
  const cancel = alongside(invite, "CANCEL", invite.headers.get("To"));
  if (reason !== undefined) cancel.headers.append("Reason", reason);
  return cancel;
}

function alongside(invite: SipRequest, method: string, to: string | undefined): SipRequest {
  const headers = new Headers();
  const copy = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers.append(name, value);
  };
  copy("Via", invite.headers.get("Via"));
  headers.append("Max-Forwards", "70");
  // Both sections: "If the INVITE request whose response is being acknowledged [the request being cancelled] had Route header fields, those header fields MUST appear."
  for (const route of invite.headers.all("Route")) headers.append("Route", route);
  copy("From", invite.headers.get("From"));
  copy("To", to);
  copy("Call-ID", invite.headers.get("Call-ID"));
  headers.append("CSeq", `${cseqOf(invite).number} ${method}`);
  return { kind: "request", method, uri: invite.uri, headers, body: noBody };
}
