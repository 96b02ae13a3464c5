import type { Datagrams } from "../../../src/kernel/datagrams.ts";
import { type Entropy, seededEntropy } from "../../../src/kernel/entropy.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";
import type { TransactionFailure, TransactionId, TransactionUser } from "../../../src/sip/api.ts";
import { answerChallenge } from "../../../src/sip/auth/answerChallenge.ts";
import { callIdOf, cseqOf, tagOf, toOf } from "../../../src/sip/message/access.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import { noBody, type SipRequest, type SipResponse } from "../../../src/sip/message/message.ts";
import { createStack, type OwnedStack } from "../../../src/sip/stack.ts";
import { createTransport } from "../../../src/sip/transport/createTransport.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";
import { Phone as Sound } from "../../media/support/phone.ts";
import type { Signal } from "../../media/support/signals.ts";
import type { VirtualNet } from "../../support/virtualNet.ts";
import type { VirtualTime } from "../../support/virtualTime.ts";
import { type Line, type Offering, PhoneCall } from "./phoneCall.ts";

/** What a phone does with a call that comes in. */
export type Manner = (call: PhoneCall) => void;

export const answers: Manner = (call) => call.answer();
export const rings: Manner = (call) => call.ring();
export const refuses =
  (status: number): Manner =>
  (call) =>
    call.refuse(status);
/** Sends the caller elsewhere. */
export const redirects =
  (...contacts: readonly string[]): Manner =>
  (call) =>
    call.refuse(302, contacts);

export interface SimPhoneOptions {
  readonly time: VirtualTime;
  readonly net: VirtualNet;
  readonly server: Target;
  readonly seed: number;
  /** The phone's own: SIP on port 5060, the sound of its first call on 5000. */
  readonly address: string;
  readonly user: string;
  readonly password?: string;
  /** Of its address of record; the exchange's address unless given. */
  readonly domain?: string;
  readonly manner?: Manner;
  readonly voice?: Signal;
  /** Of its sound. */
  readonly codec?: CodecName;
  /** What it offers, best first, and answers with where it is offered; its sound's codec alone unless given. */
  readonly speaks?: readonly CodecName[];
  /** How its descriptions differ from others'. */
  readonly protocol?: string;
  readonly attributes?: readonly string[];
  readonly opusType?: number;
  readonly noise?: boolean;
  readonly events?: boolean;
  readonly ptime?: number;
}

/** A message that came, as it stood on the wire. */
export interface Arrived {
  readonly at: number;
  readonly text: string;
}

/** A phone, or a trunk's gateway, on the virtual network. */
export class SimPhone implements TransactionUser {
  readonly calls: PhoneCall[] = [];
  /** Every SIP datagram that came, retransmissions included. */
  readonly arrived: Arrived[] = [];
  manner: Manner;
  registered = false;
  /** Answers an INVITE before there is a call: a trunk's challenge. */
  challenge: ((request: SipRequest) => SipResponse | undefined) | undefined;
  /** Answers other requests outside dialogs than INVITE: a registrar, or what is pinged. */
  outside: ((request: SipRequest) => SipResponse | undefined) | undefined;
  readonly address: string;
  readonly #options: SimPhoneOptions;
  readonly #entropy: Entropy;
  readonly #stack: OwnedStack;
  readonly #owners = new Map<TransactionId, PhoneCall>();
  readonly #invites = new Map<TransactionId, PhoneCall>();
  #register: SipRequest | undefined;
  #sounds = 0;

  private constructor(options: SimPhoneOptions, stack: OwnedStack, entropy: Entropy) {
    this.#options = options;
    this.#stack = stack;
    this.#entropy = entropy;
    this.address = options.address;
    this.manner = options.manner ?? answers;
  }

  static async open(options: SimPhoneOptions): Promise<SimPhone> {
    const { time, net, address, seed } = options;
    const entropy = seededEntropy(seed);
    const stack = createStack({ scheduler: time, entropy, log: silentLog });
    const phone = new SimPhone(options, stack, entropy);
    const listening: Datagrams = {
      bind: (host, port, receive, done) =>
        net.bind(
          host,
          port,
          (data, from, fromPort) => {
            phone.arrived.push({ at: time.now(), text: data.toString("utf8") });
            receive(data, from, fromPort);
          },
          done,
        ),
    };
    const opening = createTransport({
      host: address,
      port: 5060,
      tcp: false,
      datagrams: listening,
      scheduler: time,
      log: silentLog,
      onMessage: stack.receive,
    });
    time.advance(0);
    const transport = await opening;
    if (!transport.ok) throw new Error(transport.error.message);
    stack.start(transport.value, phone);
    return phone;
  }

  /** The newest call. */
  get call(): PhoneCall {
    const newest = this.calls.at(-1);
    if (newest === undefined) throw new Error(`${this.#options.user} has no call`);
    return newest;
  }

  get #domain(): string {
    return this.#options.domain ?? this.#options.server.host;
  }

  get transactions(): number {
    const { clientTransactions, serverTransactions } = this.#stack.counts();
    return clientTransactions + serverTransactions;
  }

  /**
   * Registers; for no time at all: unregisters.
   * @param contacts none: asks which there are
   */
  register(
    seconds = 3600,
    contacts: readonly string[] = [`<sip:${this.#options.user}@${this.#options.address}:5060>`],
  ): void {
    const { server, user } = this.#options;
    const aor = `<sip:${user}@${this.#domain}>`;
    const headers = Headers.of([
      ["From", `${aor};tag=${this.#entropy.hex(6)}`],
      ["To", aor],
      ["Call-ID", this.#entropy.hex(12)],
      ["CSeq", "1 REGISTER"],
      ...contacts.map((contact) => ["Contact", contact] as const),
      ["Expires", String(seconds)],
    ]);
    this.registered = false;
    this.#register = { kind: "request", method: "REGISTER", uri: `sip:${this.#domain}`, headers, body: noBody };
    this.#stack.request(this.#register, server);
  }

  /** @param domain where the number is; its own domain unless given. */
  dial(number: string, offering: Offering = {}, domain: string = this.#domain): PhoneCall {
    const call = PhoneCall.dial(this.#line(), `sip:${number}@${domain}`, offering);
    this.calls.push(call);
    return call;
  }

  /** Sends a request outside of its calls, as it is. */
  send(request: SipRequest): void {
    this.#stack.request(request, this.#options.server);
  }

  /** A new address for sound, as after a change of network. */
  newSound(): Sound {
    const { time, net, address, codec, ptime } = this.#options;
    const own = this.#sounds++ === 0 ? address : address.replace(/^10\./, `${10 + this.#sounds}.`);
    const seeds = { ssrc: this.#entropy.uint32(), sequence: this.#entropy.uint32() & 0xffff };
    return new Sound(time, net, {
      address: own,
      ...seeds,
      timestamp: this.#entropy.uint32(),
      ...(codec === undefined ? {} : { codec }),
      ...(ptime === undefined ? {} : { ptime }),
    });
  }

  /** Pulls the plug: nothing more is sent or heard. */
  async close(): Promise<void> {
    for (const call of this.calls) call.drop();
    await this.#stack.close();
  }

  onRequest(tx: TransactionId, request: SipRequest): void {
    const known = this.calls.find(({ callId }) => callId === callIdOf(request));
    if (tagOf(toOf(request)) !== undefined && known !== undefined) return known.onRequest(tx, request);
    const answer = request.method === "INVITE" ? undefined : this.outside?.(request);
    if (answer !== undefined) return this.#stack.respond(tx, answer);
    if (request.method !== "INVITE" || tagOf(toOf(request)) !== undefined)
      return this.#stack.respond(tx, responseTo(request, 481, undefined, { toTag: "none" }));
    const challenge = this.challenge?.(request);
    if (challenge !== undefined) return this.#stack.respond(tx, challenge);
    const call = PhoneCall.offered(this.#line(), tx, request);
    this.#invites.set(tx, call);
    this.calls.push(call);
    this.manner(call);
  }

  onAck(request: SipRequest): void {
    this.calls.find(({ callId }) => callId === callIdOf(request))?.onAck(request);
  }

  onCancel(tx: TransactionId): void {
    this.#invites.get(tx)?.onCancel();
  }

  onResponse(tx: TransactionId, response: SipResponse): void {
    if (cseqOf(response).method === "REGISTER") this.#onRegistered(response);
    else this.#owners.get(tx)?.onResponse(tx, response);
  }

  onFailure(tx: TransactionId, cause: TransactionFailure): void {
    this.#owners.get(tx)?.onFailure(cause);
  }

  onServerFailure(): void {}

  #onRegistered(response: SipResponse): void {
    const { server, user, password } = this.#options;
    this.registered = response.status === 200;
    // What was refused once is not better the second time.
    if (response.status !== 401 || password === undefined || cseqOf(response).number > 1) return;
    const credentials = answerChallenge(response, this.#register!, { username: user, password }, this.#entropy);
    if (credentials === undefined) return;
    const headers = this.#register!.headers.clone()
      .set("CSeq", "2 REGISTER")
      .set(...credentials);
    this.#register = { ...this.#register!, headers };
    this.#stack.request(this.#register, server);
  }

  #line(): Line {
    const {
      time,
      server,
      address,
      domain,
      user,
      password,
      voice,
      speaks,
      protocol,
      attributes,
      opusType,
      noise,
      events,
    } = this.#options;
    return {
      stack: this.#stack,
      time,
      entropy: this.#entropy,
      target: server,
      contact: `<sip:${user}@${address}:5060>`,
      from: domain === undefined ? `<sip:${user}@${address}:5060>` : `<sip:${user}@${domain}>`,
      account: password === undefined ? undefined : { username: user, password },
      voice,
      speaks,
      manner: {
        ...(protocol === undefined ? {} : { protocol }),
        ...(attributes === undefined ? {} : { attributes }),
        ...(noise === undefined ? {} : { noise }),
        ...(events === undefined ? {} : { events }),
        ...(opusType === undefined ? {} : { opusType }),
      },
      newSound: () => this.newSound(),
      sent: (tx, call) => void this.#owners.set(tx, call),
    };
  }
}
