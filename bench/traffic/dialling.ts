/** The calling end: a trunk's socket from which many customers call. */
import type { Peer } from "../../lab/sip/wire.ts";
import type { Heard, SipPeer } from "./sipPeer.ts";
import { field, line, withBody, withoutBody } from "./sipText.ts";

export interface Dialled {
  readonly from: string;
  readonly to: string;
  /** The offer. */
  readonly description: string;
  /** Told once, when the call rings: how long that took, ms. */
  readonly rings?: (took: number) => void;
}

/** An answered call. */
export interface Answered {
  readonly callId: string;
  /** The message with the answer's description. */
  readonly answer: string;
  /** Hangs up. @returns the status of the answer */
  readonly bye: () => Promise<number>;
}

export class Dialling {
  readonly #peer: SipPeer;
  readonly #server: Peer;

  constructor(peer: SipPeer, server: Peer) {
    this.#peer = peer;
    this.#server = server;
  }

  /** @returns the call, or the status that refused it. */
  call({ from, to, description, rings }: Dialled): Promise<Answered | number> {
    const id = `${this.#peer.newName()}-${this.#peer.port}`;
    const callId = `call-${id}@127.0.0.1`;
    const uri = `sip:${to}@${this.#server.address}:${this.#server.port}`;
    const heads = (method: string, target: string, cseq: number, branch: string, toField: string): string[] => [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${this.#peer.port};rport;branch=${branch}`,
      "Max-Forwards: 70",
      `From: <sip:${from}@127.0.0.1:${this.#peer.port}>;tag=c${id}`,
      toField,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
    ];
    const bye = (target: string, toField: string): Promise<number> =>
      this.#ask(
        (branch) => withoutBody(heads("BYE", target, 2, branch, toField)),
        () => {},
      ).then(({ status }) => status);
    const since = performance.now();
    let rang = false;
    const provisional = ({ status }: Heard): void => {
      if (status !== 180 || rang) return;
      rang = true;
      rings?.(performance.now() - since);
    };
    const contact = `Contact: <sip:${from}@127.0.0.1:${this.#peer.port}>`;
    let invited = "";
    const invite = (branch: string): string => {
      invited = branch;
      return withBody([...heads("INVITE", uri, 1, branch, `To: <${uri}>`), contact], description);
    };
    return this.#ask(invite, provisional).then(({ status, text }) => {
      const toField = line(text, "To");
      if (status >= 300) {
        this.#peer.send(withoutBody(heads("ACK", uri, 1, invited, toField)));
        return status;
      }
      const target = field(text, "\r\nContact: <");
      this.#peer.send(withoutBody(heads("ACK", target, 1, this.#peer.newBranch(), toField)));
      return { callId, answer: text, bye: () => bye(target, toField) };
    });
  }

  /** @returns the final response; of nobody's answer, status 408 (RFC 3261 §8.1.3.1). */
  #ask(write: (branch: string) => string, provisional: (heard: Heard) => void): Promise<Heard> {
    const branch = this.#peer.newBranch();
    return new Promise((resolve) =>
      this.#peer.ask(branch, write(branch), (heard) => {
        if (heard.status < 200) provisional(heard);
        else resolve(heard);
      }),
    );
  }
}
