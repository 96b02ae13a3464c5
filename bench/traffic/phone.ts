/** A phone that registers: it is challenged, answers, and some time later refreshes with the nonce it has. */
import { randomBytes } from "node:crypto";
import { digestResponse } from "../../lab/sip/digest.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import type { Heard, SipPeer } from "./sipPeer.ts";
import { field } from "./sipText.ts";

/** Who registers: an extension and its token. */
export interface Account {
  readonly extension: string;
  readonly token: string;
}

export class Phone {
  readonly #peer: SipPeer;
  readonly #account: Account;
  readonly #server: Peer;
  readonly #number: number;
  #cseq = 0;
  #nonce = "";
  #realm = "";
  #algorithm: "MD5" | "SHA-256" = "MD5";
  #uses = 0;

  constructor(peer: SipPeer, server: Peer, account: Account, number: number) {
    this.#peer = peer;
    this.#server = server;
    this.#account = account;
    this.#number = number;
  }

  /** @param done told how long it took from the first request to the 200, ms; undefined after any other end. */
  register(done: (took: number | undefined) => void): void {
    const since = performance.now();
    const heard = ({ status, text }: Heard): void => {
      if (status < 200) return;
      if (status !== 401 || this.#nonceIn(text) === this.#nonce) {
        done(status === 200 ? performance.now() - since : undefined);
        return;
      }
      this.#nonce = this.#nonceIn(text);
      this.#realm = field(text, 'realm="');
      this.#algorithm = field(text, "algorithm=") === "MD5" ? "MD5" : "SHA-256";
      this.#uses = 0;
      this.#send(heard);
    };
    this.#send(heard);
  }

  #nonceIn = (text: string): string => field(text, 'nonce="');

  #send(heard: (response: Heard) => void): void {
    const { extension } = this.#account;
    const host = `${this.#server.address}:${this.#server.port}`;
    const branch = this.#peer.newBranch();
    const lines = [
      `REGISTER sip:${host} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${this.#peer.port};rport;branch=${branch}`,
      "Max-Forwards: 70",
      `From: <sip:${extension}@${host}>;tag=f${this.#number}`,
      `To: <sip:${extension}@${host}>`,
      `Call-ID: register-${this.#number}-${this.#peer.port}@127.0.0.1`,
      `CSeq: ${++this.#cseq} REGISTER`,
      `Contact: <sip:${extension}-${this.#number}@127.0.0.1:${this.#peer.port}>;+sip.instance="<urn:uuid:${this.#number}>"`,
      "Expires: 3600",
      "User-Agent: Ponto bench 1.0",
      "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER, NOTIFY",
      ...(this.#nonce === "" ? [] : [this.#authorization(`sip:${host}`)]),
      "Content-Length: 0",
    ];
    this.#peer.ask(branch, `${lines.join("\r\n")}\r\n\r\n`, heard);
  }

  #authorization(uri: string): string {
    const { extension: user, token: password } = this.#account;
    const [realm, nonce] = [this.#realm, this.#nonce];
    const quality = {
      qop: "auth",
      nc: (++this.#uses).toString(16).padStart(8, "0"),
      cnonce: randomBytes(4).toString("hex"),
    };
    const answer = { algorithm: this.#algorithm, realm, nonce, method: "REGISTER", uri, quality } as const;
    const response = digestResponse({ user, password }, answer);
    return (
      `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
      `response="${response}", algorithm=${this.#algorithm}, cnonce="${quality.cnonce}", qop=auth, nc=${quality.nc}`
    );
  }
}
