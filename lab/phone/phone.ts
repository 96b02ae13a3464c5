import { randomBytes, randomInt } from "node:crypto";
import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";
import { authorize, type Credentials } from "../sip/digest.ts";
import { Exchanges, type Replies } from "../sip/exchanges.ts";
import { type Header, parameter, SipMessage, userIn } from "../sip/message.ts";
import { reasons } from "../sip/reasons.ts";
import type { AudioDescription } from "../sip/sdp.ts";
import { hostText, openWire, type Peer, type Wire, type WireTransport } from "../sip/wire.ts";
import type { Coding } from "../sound/coding.ts";
import type { Signal } from "../sound/signals.ts";
import { Changes } from "../waiting.ts";
import { type DialOptions, PhoneCall } from "./call.ts";
import { SipLog } from "./log.ts";
import { type Manner, rings } from "./manners.ts";
import { Refused } from "./refused.ts";

export interface PhoneOptions {
  /** The user part of the AoR: an extension, or the number of a caller. */
  readonly user: string;
  /** For digest; without it challenges are left unanswered. */
  readonly password?: string;
  readonly server: Peer;
  /** The host of the AoR; the server's address by default. */
  readonly domain?: string;
  readonly transport?: WireTransport;
  /** The certificate, in PEM, of the authority that vouches for the server over TLS. */
  readonly authority?: string;
  /** In PEM, what it proves itself by to who connects to it over TLS: for a telephone company's end. */
  readonly proof?: { readonly cert: string; readonly key: string };
  /** The address to bind; 127.0.0.1. */
  readonly host?: string;
  /** The signalling port; any free one by default. */
  readonly port?: number;
  /** Makes tags, SSRC, sequence and timestamp the same in each run. */
  readonly seed?: number;
  /** In order of preference; PCMA, PCMU by default. */
  readonly codecs?: readonly Coding[];
  /** Packet time of what we send, ms; 20. */
  readonly ptime?: number;
  /** What is said from the answer on; silence by default. */
  readonly voice?: Signal;
  /** What the phone does when it is called; it rings, by default. */
  readonly manner?: Manner;
  /** How many messages and packets are kept at least, for phones that run for long; all, by default. */
  readonly keep?: number;
  /** Demands SRTP, and answers with it alone. */
  readonly srtp?: boolean;
  /** False for load generators, which send the RTP of many phones themselves. */
  readonly paced?: boolean;
}

/** `a=rtpmap:101 telephone-event/8000`, the number most phones use. */
const EVENT_TYPE = 101;

/** A SIP phone over real sockets, written without any of the server's code, so that the two check each other. */
export class TestPhone {
  readonly user: string;
  readonly server: Peer;
  readonly domain: string;
  readonly host: string;
  readonly keep: number;
  readonly paced: boolean;
  readonly entropy: Entropy;
  readonly audioOffer: Omit<AudioDescription, "address" | "port">;
  readonly log: SipLog;
  readonly changes = new Changes();
  readonly calls: PhoneCall[] = [];
  /** What is said in calls to come. */
  voice: Signal | undefined;
  manner: Manner;
  /** While true, whatever arrives is lost, as with a broken network. */
  deaf = false;
  readonly #wire: Wire;
  readonly #credentials: Credentials | undefined;
  readonly #exchanges: Exchanges;
  readonly #untaken: PhoneCall[] = [];
  readonly #registration: { callId: string; tag: string; cseq: number };
  #refresh: NodeJS.Timeout | undefined;
  #nonceUses = 0;

  /** Binds the sockets; nothing is sent yet. */
  static async start(options: PhoneOptions): Promise<TestPhone> {
    return new TestPhone(options, await TestPhone.openWireOf(options));
  }

  protected static async openWireOf(options: PhoneOptions): Promise<LateWire> {
    const late: LateWire = { receive: () => {} };
    late.wire = await openWire(
      { ...options, transport: options.transport ?? "udp", host: options.host ?? "127.0.0.1" },
      (text, from) => late.receive(text, from),
    );
    return late;
  }

  protected constructor(options: PhoneOptions, late: LateWire) {
    this.user = options.user;
    this.server = options.server;
    this.domain = options.domain ?? hostText(options.server.address);
    this.host = options.host ?? "127.0.0.1";
    this.keep = options.keep ?? Number.POSITIVE_INFINITY;
    this.paced = options.paced ?? true;
    this.entropy = options.seed === undefined ? systemEntropy : seededEntropy(options.seed);
    this.voice = options.voice;
    this.manner = options.manner ?? rings;
    this.audioOffer = {
      codecs: options.codecs ?? ["PCMA", "PCMU"],
      eventType: EVENT_TYPE,
      ptime: options.ptime ?? 20,
      direction: "sendrecv",
      ...(options.srtp === true ? { crypto: { tag: "1", key: randomBytes(30) } } : {}),
    };
    this.log = new SipLog(this.keep);
    this.#credentials = options.password === undefined ? undefined : { user: options.user, password: options.password };
    this.#wire = late.wire!;
    this.#registration = { callId: this.entropy.hex(12), tag: this.entropy.hex(6), cseq: 0 };
    this.#exchanges = new Exchanges(
      this.#wire,
      { onRequest: (request, from) => this.#onRequest(request, from) },
      (message, to) => {
        this.log.add("sent", message, to);
        this.changes.announce();
      },
    );
    late.receive = (text, from) => this.#receive(text, from);
  }

  get transport(): WireTransport {
    return this.#wire.transport;
  }

  /** The signalling port. */
  get port(): number {
    return this.#wire.local.port;
  }

  /** For messages of tests. */
  get name(): string {
    return this.user;
  }

  get aor(): string {
    return `sip:${this.user}@${this.domain}`;
  }

  get contact(): string {
    return `<sip:${this.user}@${hostText(this.host)}:${this.port}${this.transport === "udp" ? "" : `;transport=${this.transport}`}>`;
  }

  // ── registration ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Registers and stays so until closed. Rejects with {@link Refused} when the registrar says no. */
  async register(expires = 3600): Promise<SipMessage> {
    const registration = this.#registration;
    const request = this.compose("REGISTER", `sip:${this.domain}`, {
      to: `<${this.aor}>`,
      from: `<${this.aor}>;tag=${registration.tag}`,
      callId: registration.callId,
      cseq: registration.cseq + 1,
      headers: [
        ["Contact", this.contact],
        ["Expires", String(expires)],
      ],
    });
    const response = await this.ask(request, (sent) => {
      registration.cseq = sent.cseq.number;
    });
    if (response.status !== 200) throw new Refused(response);
    clearTimeout(this.#refresh);
    if (expires > 0)
      this.#refresh = setTimeout(() => void this.register(expires).catch(() => {}), expires * 500).unref();
    return response;
  }

  unregister(): Promise<SipMessage> {
    return this.register(0);
  }

  // ── calls ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Calls a number, an extension or a URI; the call is on its way when the promise is fulfilled. */
  async dial(to: string, options: DialOptions = {}): Promise<PhoneCall> {
    const call = await PhoneCall.dial(this, /^sips?:/.test(to) ? to : `sip:${to}@${this.domain}`, options);
    this.calls.push(call);
    return call;
  }

  /** The next call that comes in, or has come in and was not taken yet. */
  incoming(patience?: number): Promise<PhoneCall> {
    const options = patience === undefined ? {} : { patience };
    return this.changes.until(() => this.#untaken.shift(), `a call to ${this.name}`, options);
  }

  /** Sends a request outside of dialogs; challenges are answered. @returns the final response, whatever it is. */
  ask(request: SipMessage, onSent: (sent: SipMessage) => void = () => {}): Promise<SipMessage> {
    return new Promise((resolve, reject) => {
      this.exchange(request, this.server, {
        onSent,
        onResponse: (response) => {
          if ((response.status ?? 0) >= 200) resolve(response);
        },
        onTimeout: () => reject(new Error(`nobody answered the ${request.method} of ${this.name}`)),
      });
    });
  }

  /** Frees what a call that is over still has open, for phones that run for long. */
  async forget(call: PhoneCall): Promise<void> {
    const at = this.calls.indexOf(call);
    if (at !== -1) this.calls.splice(at, 1);
    const untaken = this.#untaken.indexOf(call);
    if (untaken !== -1) this.#untaken.splice(untaken, 1);
    await call.close();
  }

  /** Hangs up, unregisters and closes, as a polite phone that is switched off. */
  async goodbye(): Promise<void> {
    const open = this.calls.filter((call) => call.state === "connected");
    await Promise.allSettled(open.map((call) => call.bye()));
    if (this.#refresh !== undefined) await this.unregister().catch(() => {});
    await this.close();
  }

  /** Closes every socket without a word. */
  async close(): Promise<void> {
    clearTimeout(this.#refresh);
    this.#exchanges.close();
    this.changes.close();
    await Promise.all([this.#wire.close(), ...this.calls.map((call) => call.close())]);
  }

  // ── for calls ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Sends a request, and once more with credentials when it is challenged (RFC 3261 §22.2). */
  exchange(request: SipMessage, peer: Peer, replies: Replies & { onSent(sent: SipMessage): void }, tries = 2): void {
    replies.onSent(request);
    this.#exchanges.ask(request, peer, {
      onTimeout: () => replies.onTimeout(),
      onResponse: (response) => {
        const again = tries > 0 ? this.#withCredentials(request, response) : undefined;
        if (again === undefined) replies.onResponse(response);
        else this.exchange(again, peer, replies, tries - 1);
      },
    });
  }

  /** Sends a message that nobody answers: an ACK. */
  tell(message: SipMessage, peer: Peer): void {
    this.#exchanges.send(message, peer);
  }

  /** The CANCEL of an INVITE: the same but for its method (RFC 3261 §9.1). */
  cancel(invite: SipMessage): void {
    const kept = invite.headers.filter(([name]) => ["Via", "From", "To", "Call-ID", "Max-Forwards"].includes(name));
    const request = new SipMessage(`CANCEL ${invite.uri} SIP/2.0`, [...kept, ["CSeq", `${invite.cseq.number} CANCEL`]]);
    this.#exchanges.ask(request, this.server, { onResponse: () => {}, onTimeout: () => {} });
  }

  /** Answers a request; `to` carries our tag, where the request's own To has none. */
  reply(
    request: SipMessage,
    status: number,
    {
      to = request.get("To"),
      headers = [],
      body = "",
    }: { to?: string; headers?: readonly Header[]; body?: string } = {},
  ): void {
    const copied = request.headers.filter(([name]) => /^(via|v|from|f|call-id|i|cseq|record-route)$/i.test(name));
    const tagged = parameter(to, "tag") === undefined && status > 100 ? `${to};tag=${this.entropy.hex(6)}` : to;
    const fields: readonly Header[] = [...copied, ["To", tagged], ...headers];
    this.#exchanges.answer(request, new SipMessage(`SIP/2.0 ${status} ${reasons[status] ?? "Answer"}`, fields, body));
  }

  newVia(): string {
    const { transport, host, port } = this;
    return `SIP/2.0/${transport.toUpperCase()} ${hostText(host)}:${port};branch=z9hG4bK${this.entropy.hex(8)};rport`;
  }

  /** A request outside of dialogs. */
  compose(
    method: string,
    uri: string,
    parts: {
      from?: string;
      to?: string;
      callId?: string;
      cseq?: number;
      headers?: readonly Header[];
      body?: string;
    } = {},
  ): SipMessage {
    const { from = `<${this.aor}>`, to = `<${uri}>`, callId = this.entropy.hex(12), cseq = 1, headers = [] } = parts;
    const fields: readonly Header[] = [
      ["Via", this.newVia()],
      ["Max-Forwards", "70"],
      ["From", parameter(from, "tag") === undefined ? `${from};tag=${this.entropy.hex(6)}` : from],
      ["To", to],
      ["Call-ID", callId],
      ["CSeq", `${cseq} ${method}`],
      ["Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER, NOTIFY"],
      ["User-Agent", "Ponto lab phone"],
      ...headers,
    ];
    return new SipMessage(`${method} ${uri} SIP/2.0`, fields, parts.body ?? "");
  }

  // ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────

  #receive(text: string, from: Peer): void {
    // Keep-alives are CRLFs and no message (RFC 5626 §3.5.1).
    if (this.deaf || text.trim() === "") return;
    const message = SipMessage.parse(text);
    this.log.add("received", message, from);
    this.#exchanges.receive(message, from);
    this.changes.announce();
  }

  #onRequest(request: SipMessage, from: Peer): void {
    const tag = parameter(request.get("To"), "tag");
    const call = this.calls.find(
      (one) => one.id === request.callId && (tag === one.ourTag || (request.method === "CANCEL" && tag === undefined)),
    );
    if (call !== undefined) call.onRequest(request, from);
    else if (request.method === "ACK") return;
    else if (tag !== undefined || request.method === "CANCEL") this.reply(request, 481);
    else this.onOutside(request, from);
  }

  /** A request that belongs to no call. */
  protected onOutside(request: SipMessage, from: Peer): void {
    switch (request.method) {
      case "INVITE":
        void this.#receiveCall(request, from);
        break;
      case "OPTIONS":
      case "NOTIFY":
      case "MESSAGE":
        this.reply(request, 200);
        break;
      default:
        this.reply(request, 405);
    }
  }

  async #receiveCall(invite: SipMessage, from: Peer): Promise<void> {
    const call = await PhoneCall.receive(this, invite, from);
    this.calls.push(call);
    // Only now, since a provisional answer is what allows a CANCEL (§9.1), and a CANCEL needs the call.
    this.reply(invite, 100);
    this.#untaken.push(call);
    this.manner(call);
    this.changes.announce();
  }

  #withCredentials(request: SipMessage, response: SipMessage): SipMessage | undefined {
    const proxy = response.status === 407;
    if ((response.status !== 401 && !proxy) || this.#credentials === undefined) return undefined;
    const given = proxy ? "Proxy-Authorization" : "Authorization";
    const challenges = response.all(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
    // Credentials that were refused once are only worth repeating when the nonce was too old.
    if (request.has(given) && !challenges.some((challenge) => /stale\s*=\s*"?true/i.test(challenge))) return undefined;
    const method = request.method ?? "";
    const authorization = authorize(challenges, this.#credentials, {
      method,
      uri: request.uri,
      cnonce: this.entropy.hex(8),
      count: ++this.#nonceUses,
    });
    if (authorization === undefined) return undefined;
    const headers = request.headers
      .filter(([name]) => name !== given)
      .map(([name, value]): Header => {
        if (name === "Via") return [name, this.newVia()];
        return name === "CSeq" ? [name, `${request.cseq.number + 1} ${method}`] : [name, value];
      });
    return new SipMessage(request.startLine, [...headers, [given, authorization]], request.body);
  }
}

/** A wire that was opened before there was a phone to receive. */
export interface LateWire {
  wire?: Wire;
  receive: (text: string, from: Peer) => void;
}

const systemEntropy: Entropy = {
  uint32: () => randomInt(0x100000000),
  hex: (n) => randomBytes(n).toString("hex"),
};

/** Who is called, by the Request-URI of an incoming call. */
export const dialled = (call: PhoneCall): string => userIn(call.invite.uri);
