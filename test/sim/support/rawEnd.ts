/** An address on the simulated network that speaks in raw text: a stranger, or a phone that lies. */
import { credentialsText, digestResponse, parseChallenge } from "../../../src/sip/auth/digest.ts";
import { SERVER, type SimCentre } from "./centre.ts";

/** A datagram that came. */
export interface Got {
  readonly at: number;
  readonly text: string;
}

/** An address on the simulated network that speaks in raw text. */
export class RawEnd {
  readonly got: readonly Got[];
  readonly #send: (text: string) => void;
  readonly address: string;

  private constructor(address: string, got: readonly Got[], send: (text: string) => void) {
    this.address = address;
    this.got = got;
    this.#send = send;
  }

  static async at(place: SimCentre, address: string): Promise<RawEnd> {
    const got: Got[] = [];
    const opening = new Promise<RawEnd>((resolve, reject) => {
      const receive = (data: Buffer, from: string): void => {
        if (from === SERVER) got.push({ at: place.time.now(), text: data.toString() });
      };
      place.net.bind(address, 5060, receive, (bound) => {
        if (!bound.ok) return reject(new Error(bound.error.message));
        const send = (text: string): void => {
          const bytes = Buffer.from(text);
          bound.value.send(bytes, 0, bytes.length, 5060, SERVER);
        };
        resolve(new RawEnd(address, got, send));
      });
    });
    place.time.advance(0);
    return opening;
  }

  send(text: string): void {
    this.#send(text);
  }

  /** The first final response to the CSeq number. */
  final(cseq: number): string | undefined {
    return this.got.find(({ text }) => /^SIP\/2\.0 [2-6]/.test(text) && text.includes(`\r\nCSeq: ${cseq} `))?.text;
  }

  requests(method: string): string[] {
    return this.got.map(({ text }) => text).filter((text) => text.startsWith(`${method} `));
  }
}

export interface RequestText {
  readonly method: string;
  readonly uri: string;
  readonly from: string;
  readonly to?: string;
  readonly at: string;
  readonly cseq?: number;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A request as it stands on the wire. */
export function text({ method, uri, from, to = uri, at, cseq = 1, headers = [], body = "" }: RequestText): string {
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${at}:5060;branch=z9hG4bK${method}${cseq}`,
    "Max-Forwards: 70",
    `From: <${from}>;tag=f`,
    `To: <${to}>`,
    `Call-ID: call-of-${at}`,
    `CSeq: ${cseq} ${method}`,
    ...(headers.some((header) => header.startsWith("Contact")) ? [] : [`Contact: <sip:x@${at}>`]),
    ...headers,
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

/** Proof of a password for what a 401 asked. */
export function proof(challenge: string, method: string, uri: string, username: string, password: string): string {
  const { realm, nonce, algorithm } = parseChallenge(/\r\nWWW-Authenticate: (.*)\r\n/.exec(challenge)![1]!)!;
  const unsigned = { username, realm, nonce, uri, algorithm, qop: { nc: "00000001", cnonce: "c" }, opaque: undefined };
  return `Authorization: ${credentialsText({ ...unsigned, response: digestResponse(unsigned, password, method) })}`;
}

export interface StrangersTry {
  readonly method: string;
  readonly host: string;
  readonly user: string;
  /** A password, tried three times where there is a challenge; left out: none is tried. */
  readonly guess: string | undefined;
}

/** What a stranger at `address` is told who asks something of a user, and goes on guessing. */
export async function tryAsStranger(
  place: SimCentre,
  address: string,
  { method, host, user, guess }: StrangersTry,
): Promise<readonly Got[]> {
  const stranger = await RawEnd.at(place, address);
  const uri = method === "REGISTER" ? `sip:${host}` : `sip:${user}@${host}`;
  const whole = { method, uri, from: `sip:${user}@${host}`, to: `sip:${user}@${host}`, at: address };
  stranger.send(text(whole));
  await place.pass(1_000);
  if (guess !== undefined && stranger.final(1)?.includes(" 401 "))
    for (const cseq of [2, 3, 4]) {
      const challenge = stranger.final(cseq - 1)!;
      stranger.send(text({ ...whole, cseq, headers: [proof(challenge, method, uri, user, guess)] }));
      await place.pass(3_000);
    }
  await place.pass(40_000);
  return stranger.got;
}
