/** The called end, and whoever is asked something within a call: everything is agreed to at once. */
import type { SipPeer } from "./sipPeer.ts";
import { line, withBody, withoutBody } from "./sipText.ts";

export interface Answers {
  /** A call comes. @returns the description to answer it with */
  readonly called: (user: string, invite: string, callId: string) => string;
  /** The server hung up. */
  readonly ended?: (callId: string) => void;
}

/** Answers all requests that come to this socket, in whichever dialog. */
export function answering(peer: SipPeer, { called, ended = () => {} }: Answers): void {
  /** What each call was answered with, for offers to come. */
  const descriptions = new Map<string, string>();
  const describe = (text: string, callId: string): string => {
    const known = descriptions.get(callId);
    if (known !== undefined) return known;
    const description = called(userCalled(text), text, callId);
    descriptions.set(callId, description);
    return description;
  };
  peer.onRequest = (method, text) => {
    if (method === "ACK") return;
    const callId = line(text, "Call-ID").slice("Call-ID: ".length);
    const vias = text.split("\r\n").filter((each) => each.startsWith("Via: "));
    const same = [...vias, line(text, "From"), line(text, "Call-ID"), line(text, "CSeq")];
    const to = line(text, "To");
    const tagged = to.includes(";tag=") ? to : `${to};tag=phone`;
    const contact = `Contact: <sip:phone@127.0.0.1:${peer.port}>`;
    if (method === "INVITE") {
      const description = describe(text, callId);
      if (tagged !== to) peer.send(withoutBody(["SIP/2.0 180 Ringing", ...same, tagged, contact]));
      peer.send(withBody(["SIP/2.0 200 OK", ...same, tagged, contact], description));
      return;
    }
    peer.send(withoutBody(["SIP/2.0 200 OK", ...same, tagged]));
    if (method === "BYE") {
      descriptions.delete(callId);
      ended(callId);
    }
  };
}

/** The user of the Request-URI. */
const userCalled = (text: string): string => text.slice(text.indexOf("sip:") + 4, text.indexOf("@"));
