import type { Scheduler } from "../../../src/kernel/clock.ts";
import type { Entropy } from "../../../src/kernel/entropy.ts";
import type { CodecName } from "../../../src/rtp/codecs/codec.ts";
import type { SipStack, TransactionFailure, TransactionId } from "../../../src/sip/api.ts";
import { type Account, answerChallenge } from "../../../src/sip/auth/answerChallenge.ts";
import { callIdOf, contactsOf, cseqOf, fromOf, tagOf, toOf } from "../../../src/sip/message/access.ts";
import { type ResponseOptions, responseTo } from "../../../src/sip/message/build.ts";
import { Headers } from "../../../src/sip/message/headers.ts";
import { bodyText, noBody, type SipRequest, type SipResponse, textBody } from "../../../src/sip/message/message.ts";
import { T1, T2 } from "../../../src/sip/transaction/timers.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";
import type { Phone as Sound } from "../../media/support/phone.ts";
import type { Signal } from "../../media/support/signals.ts";
import { Reliability } from "./reliability.ts";
import { codecsIn, type Direction, describe, type OwnAudio, read } from "./sdp.ts";

/** What a call needs of the phone that makes it. */
export interface Line {
  readonly stack: SipStack;
  readonly time: Scheduler;
  readonly entropy: Entropy;
  /** The exchange. */
  readonly target: Target;
  readonly contact: string;
  /** As whom it calls. */
  readonly from: string;
  readonly account: Account | undefined;
  /** What is said from the answer on; undefined: the phone sends no packet. */
  readonly voice: Signal | undefined;
  /** What it offers, best first, and answers with; undefined: its sound's codec alone. */
  readonly speaks: readonly CodecName[] | undefined;
  /** How its descriptions differ from others'. */
  readonly manner: Pick<OwnAudio, "protocol" | "attributes" | "opusType" | "noise">;
  readonly newSound: () => Sound;
  /** The call has sent a request; its responses are for the call. */
  readonly sent: (tx: TransactionId, call: PhoneCall) => void;
}

const served: ReadonlySet<string> = new Set(["BYE", "INFO", "NOTIFY", "OPTIONS"]);

export type CallState = "calling" | "offered" | "connected" | "ended";

export interface Offering {
  readonly direction?: Direction;
  /** The c= line's address, where it is not the phone's own. */
  readonly connection?: string;
  /** The request has no SDP: the answerer makes the offer. */
  readonly offerless?: boolean;
  /** With `offerless`: the ACK has no SDP either. */
  readonly answerless?: boolean;
  /** G.729 alone, which the exchange does not have. */
  readonly foreign?: boolean;
  /** What else the INVITE says. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** One call of a simulated phone: its dialog is written by hand, so that it may be impolite where a test wants it. */
export class PhoneCall {
  readonly callId: string;
  /** Answers a request within the dialog in its own way; undefined: as usual. */
  within: ((request: SipRequest) => ({ readonly status: number } & ResponseOptions) | undefined) | undefined;
  /** What came, in order: `180 INVITE`, `200 BYE`, `BYE`, `CANCEL`, `ACK`, `timeout`. */
  readonly came: string[] = [];
  /** The INVITE of a call that came in. */
  readonly invite: SipRequest | undefined;
  /** The bodies of the INFOs that were answered 200, in order. */
  readonly infos: string[] = [];
  /** What the exchange said of a transfer, in order: `SIP/2.0 100 Trying`. */
  readonly notified: string[] = [];
  /** The last description that came. */
  peerSdp: string | undefined;
  state: CallState;
  /** The final status of the INVITE. */
  status: number | undefined;
  connectedAt: number | undefined;
  endedAt: number | undefined;
  /** Whether a 2xx is acknowledged as soon as it comes; else when `acknowledge` is called. */
  acknowledges = true;
  sound: Sound;
  readonly #line: Line;
  readonly #localTag: string;
  readonly #local: string;
  readonly #remote: string;
  #remoteTag: string | undefined;
  /** Of the dialog that rings. */
  #earlyTag: string | undefined;
  #remoteTarget: string;
  #cseq = 0;
  #version = 0;
  #inviteTx: TransactionId | undefined;
  #lastInvite: SipRequest | undefined;
  /** What acknowledged an INVITE's 2xx, and does so again. */
  readonly #acks = new Map<TransactionId, SipRequest>();
  #offering: Offering = {};
  #acknowledged = false;
  #hangsUp = false;
  /** It has sent BYE. */
  #gone = false;
  readonly #reliability = new Reliability();
  /** The offer of the exchange was answered in a PRACK. */
  #answered = false;

  private constructor(line: Line, incoming: { tx: TransactionId; request: SipRequest } | undefined, to: string) {
    this.#line = line;
    this.#localTag = line.entropy.hex(6);
    this.sound = line.newSound();
    this.state = incoming === undefined ? "calling" : "offered";
    this.invite = incoming?.request;
    this.#inviteTx = incoming?.tx;
    const request = incoming?.request;
    this.callId = request === undefined ? line.entropy.hex(12) : callIdOf(request);
    this.#local = request?.headers.get("To") ?? line.from;
    this.#remote = request?.headers.get("From") ?? `<${to}>`;
    this.#remoteTag = request === undefined ? undefined : tagOf(fromOf(request));
    this.#remoteTarget = request === undefined ? to : contactUriOf(request);
    if (request !== undefined && request.body.length > 0) this.peerSdp = bodyText(request);
  }

  /** Calls `uri`. */
  static dial(line: Line, uri: string, offering: Offering = {}): PhoneCall {
    const call = new PhoneCall(line, undefined, uri);
    call.#sendInvite(offering);
    return call;
  }

  static offered(line: Line, tx: TransactionId, request: SipRequest): PhoneCall {
    return new PhoneCall(line, { tx, request }, "");
  }

  // --- what its person does -----------------------------------------------------------------------------------------

  /** Rings; with `early` the phone already sends sound. */
  ring(status = 180, early?: Signal): void {
    if (early === undefined) return this.#respond(status, undefined);
    this.#respond(status, this.#describe(this.peerSdp));
    this.#connectSound();
    this.sound.speak(early);
  }

  /** Rings in a way that must arrive (RFC 3262), with its answer: repeated until the PRACK. */
  ringReliably(early: Signal): void {
    const headers = this.#reliability.next();
    this.#repeatRinging(this.#response(183, this.#describe(this.peerSdp), [this.#line.contact], headers), T1);
    this.#connectSound();
    this.sound.speak(early);
  }

  /** @param more what else the 200 says */
  answer(more: readonly (readonly [name: string, value: string])[] = []): void {
    if (this.state !== "offered") return;
    this.state = "connected";
    this.status = 200;
    const response = this.#response(200, this.#describe(this.peerSdp), [this.#line.contact], more);
    this.#repeatAnswer(response, T1, this.#line.time.now() + 64 * T1);
  }

  /** The ACK of the newest INVITE's 2xx. */
  acknowledge(): void {
    const invite = this.#lastInvite!;
    const { offerless, answerless } = this.#offering;
    const sdp = offerless && !answerless && !this.#answered ? this.#describe(this.peerSdp) : undefined;
    this.#answered = false;
    const type = sdp === undefined ? undefined : "application/sdp";
    const ack = this.#request("ACK", sdp, type, [], cseqOf(invite).number);
    this.#acks.set(this.#inviteTx!, ack);
    this.#line.stack.ack(ack, this.#line.target);
    if (this.#hangsUp && this.state === "calling") {
      this.state = "connected";
      this.hangUp();
    } else this.#connected();
  }

  /** @param contacts where a 3xx sends the caller */
  refuse(status: number, contacts?: readonly string[]): void {
    this.#respond(status, undefined, contacts);
    this.#end(status);
  }

  /** CANCEL, a refusal or BYE, as the state asks for. */
  hangUp(): void {
    if (this.state === "offered") return this.refuse(603);
    if (this.state === "calling") {
      this.#hangsUp = true;
      if (this.#inviteTx !== undefined) this.#line.stack.cancel(this.#inviteTx);
    } else if (this.state === "connected") this.bye();
  }

  /** BYE, also where nothing has been answered (RFC 3261 §15.1.1: a caller may in an early dialog). */
  bye(): void {
    this.#remoteTag ??= this.#earlyTag;
    this.#send(this.#request("BYE"));
    this.#gone = true;
    if (this.state === "connected") this.#end(this.status);
  }

  /** Any other request within the dialog. */
  send(method: string, headers: readonly (readonly [name: string, value: string])[] = []): void {
    this.#send(this.#request(method, undefined, undefined, headers));
  }

  /** A re-INVITE: hold, resume, another address. */
  reinvite(offering: Offering = {}): void {
    this.#sendInvite(offering);
  }

  /** What a re-INVITE does, by UPDATE (RFC 3311). */
  update(offering: Offering = {}): void {
    this.#offering = offering;
    this.#send(this.#request("UPDATE", this.#describe(), "application/sdp"));
  }

  /** Moves its sound to another address and says so. */
  move(sound: Sound): void {
    this.sound.close();
    this.sound = sound;
    this.reinvite();
  }

  /** Presses a key by INFO. */
  info(key: string, type = "application/dtmf-relay", durationMs = 160): void {
    const body = type === "application/dtmf" ? key : `Signal=${key}\r\nDuration=${durationMs}\r\n`;
    this.#send(this.#request("INFO", body, type));
  }

  /** Asks the exchange to call `to` instead; with `of` to put the other end of that call in this one's place (RFC 3515, 3891). */
  refer(to: string, of?: PhoneCall): void {
    const replaces = of === undefined ? "" : `?Replaces=${encodeURIComponent(of.named)}`;
    this.#send(this.#request("REFER", undefined, undefined, [["Refer-To", `<${to}${replaces}>`]]));
  }

  /** How a Replaces names this call's dialog to the exchange. */
  get named(): string {
    return `${this.callId};to-tag=${this.#remoteTag ?? this.#earlyTag};from-tag=${this.#localTag}`;
  }

  // --- what comes ---------------------------------------------------------------------------------------------------

  onResponse(tx: TransactionId, response: SipResponse): void {
    const { method } = cseqOf(response);
    this.came.push(`${response.status} ${method}`);
    if (method === "UPDATE" && response.body.length > 0) this.peerSdp = bodyText(response);
    // RFC 3261 §13.2.2.4: "the ACK MUST be passed to the client transport every time a retransmission of the 2xx … arrives".
    const ack = this.#acks.get(tx);
    if (ack !== undefined) return this.#line.stack.ack(ack, this.#line.target);
    if (method !== "INVITE" || this.#lastInvite === undefined || tx !== this.#inviteTx) return;
    if (response.body.length > 0) this.peerSdp = bodyText(response);
    if (response.status < 200) {
      this.#earlyTag = tagOf(toOf(response));
      if (response.body.length > 0) this.#connectSound();
      this.#prack(response);
    } else if (response.status < 300) this.#accepted(response);
    else this.#refused(response);
  }

  onFailure(cause: TransactionFailure): void {
    this.came.push(cause);
    if (this.state === "calling") this.#end(408);
  }

  onRequest(tx: TransactionId, request: SipRequest): void {
    this.came.push(request.method);
    if (request.method === "PRACK") return this.#pracked(tx, request);
    const answer = this.within?.(request);
    if (answer !== undefined) {
      this.#line.stack.respond(tx, responseTo(request, answer.status, undefined, answer));
      return;
    }
    if (request.method === "INVITE") return this.#reinvited(tx, request);
    this.#line.stack.respond(
      tx,
      responseTo(request, served.has(request.method) ? 200 : 488, undefined, { toTag: this.#localTag }),
    );
    if (request.method === "INFO") this.infos.push(bodyText(request));
    if (request.method === "NOTIFY") this.notified.push(bodyText(request).split("\r\n", 1)[0]!);
    if (request.method === "BYE") this.#end(this.status);
  }

  onAck(request: SipRequest): void {
    this.came.push("ACK");
    if (this.#acknowledged) return;
    this.#acknowledged = true;
    if (request.body.length > 0) this.peerSdp = bodyText(request);
    this.#connected();
  }

  onCancel(): void {
    this.came.push("CANCEL");
    if (this.state === "offered") this.refuse(487);
  }

  /** The phone is switched off: nothing more is sent. */
  drop(): void {
    this.sound.close();
    this.#acknowledged = true;
  }

  // --- inside -------------------------------------------------------------------------------------------------------

  #sendInvite(offering: Offering): void {
    this.#offering = offering;
    const sdp = offering.offerless ? undefined : this.#describe();
    this.#lastInvite = this.#request("INVITE", sdp, sdp === undefined ? undefined : "application/sdp");
    this.#inviteTx = this.#send(this.#lastInvite);
  }

  #accepted(response: SipResponse): void {
    this.#remoteTag = tagOf(toOf(response));
    this.#remoteTarget = contactUriOf(response);
    if (this.acknowledges) this.acknowledge();
  }

  #refused(response: SipResponse): void {
    const { account, entropy, stack } = this.#line;
    // What was refused once is not better the second time.
    const proved =
      this.#lastInvite?.headers.get("Authorization") ?? this.#lastInvite?.headers.get("Proxy-Authorization");
    const challenged = (response.status === 401 || response.status === 407) && proved === undefined;
    const credentials =
      challenged && account !== undefined ? answerChallenge(response, this.#lastInvite!, account, entropy) : undefined;
    if (credentials === undefined) {
      if (this.state === "calling") this.#end(response.status);
      return;
    }
    const headers = this.#lastInvite!.headers.clone();
    headers.set("CSeq", `${++this.#cseq} INVITE`).set(...credentials);
    this.#lastInvite = { ...this.#lastInvite!, headers };
    this.#inviteTx = this.#send(this.#lastInvite);
    if (this.#hangsUp) stack.cancel(this.#inviteTx);
  }

  #connected(): void {
    if (this.state === "ended") return;
    this.state = "connected";
    this.status = 200;
    if (this.#gone) return this.#end(200);
    this.#connectSound();
    if (this.connectedAt !== undefined) return;
    this.connectedAt = this.#line.time.now();
    if (this.#line.voice !== undefined) this.sound.speak(this.#line.voice);
  }

  #connectSound(): void {
    if (this.peerSdp === undefined) return;
    const { address, port } = read(this.peerSdp);
    this.sound.connect(address, port);
  }

  #end(status: number | undefined): void {
    if (this.state === "ended") return;
    this.state = "ended";
    this.status = status;
    this.endedAt = this.#line.time.now();
    this.sound.close();
  }

  /** @param offer the exchange's, where this is the answer */
  #describe(offer?: string): string {
    const { address, codec, ptime } = this.sound;
    const { direction, connection, foreign } = this.#offering;
    const { speaks = [codec], manner } = this.#line;
    const sdp = describe(
      { address, port: 5000, codecs: offer === undefined ? speaks : chosen(speaks, offer), ptime, ...manner },
      ++this.#version,
      direction,
      connection,
    );
    return foreign === true ? sdp.replace(/RTP\/AVP .*/, "RTP/AVP 18") : sdp;
  }

  #respond(status: number, sdp: string | undefined, contacts?: readonly string[]): void {
    if (this.state === "offered") this.#line.stack.respond(this.#inviteTx!, this.#response(status, sdp, contacts));
  }

  #response(
    status: number,
    sdp: string | undefined,
    contacts = [this.#line.contact] as readonly string[],
    more: readonly (readonly [name: string, value: string])[] = [],
  ): SipResponse {
    const type = sdp === undefined ? [] : [["Content-Type", "application/sdp"] as const];
    return responseTo(this.invite!, status, undefined, {
      toTag: this.#localTag,
      headers: [...contacts.map((contact) => ["Contact", contact] as const), ...more, ...type],
      body: sdp === undefined ? noBody : textBody(sdp),
    });
  }

  /** The exchange's reliable provisional: where it holds an offer, the PRACK holds the answer (RFC 3262 §5). */
  #prack(response: SipResponse): void {
    const rack = this.#reliability.rackFor(response);
    if (rack === undefined) return;
    this.#remoteTag = tagOf(toOf(response));
    this.#remoteTarget = contactUriOf(response);
    const sdp = this.#offering.offerless && response.body.length > 0 ? this.#describe(this.peerSdp) : undefined;
    this.#answered ||= sdp !== undefined;
    this.#send(this.#request("PRACK", sdp, sdp === undefined ? undefined : "application/sdp", [["RAck", rack]]));
  }

  #pracked(tx: TransactionId, prack: SipRequest): void {
    const status = this.#reliability.acknowledged(prack) ? 200 : 481;
    this.#line.stack.respond(tx, responseTo(prack, status, undefined, { toTag: this.#localTag }));
  }

  /** RFC 3262 §3: "with an interval that starts at T1 seconds and doubles". */
  #repeatRinging(response: SipResponse, interval: number): void {
    const { stack, time } = this.#line;
    if (this.state !== "offered") return;
    stack.respond(this.#inviteTx!, response);
    time.at(time.now() + interval, () => {
      if (this.#reliability.waits) this.#repeatRinging(response, 2 * interval);
    });
  }

  /** The exchange makes an offer: taken as it is. Not said again: for a network that loses nothing. */
  #reinvited(tx: TransactionId, request: SipRequest): void {
    this.peerSdp = bodyText(request);
    const headers = [
      ["Contact", this.#line.contact],
      ["Content-Type", "application/sdp"],
    ] as const;
    const body = textBody(this.#describe(this.peerSdp));
    this.#line.stack.respond(tx, responseTo(request, 200, undefined, { toTag: this.#localTag, headers, body }));
    this.#connectSound();
  }

  /** RFC 3261 §13.3.1.4: the 2xx goes out again until its ACK comes; without one the call ends by BYE. */
  #repeatAnswer(response: SipResponse, interval: number, giveUp: number): void {
    const { stack, time } = this.#line;
    if (this.#acknowledged || this.state === "ended") return;
    if (time.now() >= giveUp) return this.hangUp();
    stack.respond(this.#inviteTx!, response);
    time.at(time.now() + interval, () => this.#repeatAnswer(response, Math.min(2 * interval, T2), giveUp));
  }

  #send(request: SipRequest): TransactionId {
    const tx = this.#line.stack.request(request, this.#line.target);
    this.#line.sent(tx, this);
    return tx;
  }

  #request(
    method: string,
    body?: string,
    type?: string,
    more: readonly (readonly [name: string, value: string])[] = [],
    cseq = ++this.#cseq,
  ): SipRequest {
    const tagged = (address: string, tag: string | undefined) =>
      tag === undefined || /;tag=/.test(address) ? address : `${address};tag=${tag}`;
    const headers = Headers.of([
      ["From", tagged(this.#local, this.#localTag)],
      ["To", tagged(this.#remote, this.#remoteTag)],
      ["Call-ID", this.callId],
      ["CSeq", `${cseq} ${method}`],
      ["Contact", this.#line.contact],
      ...(method === "INVITE" ? (this.#offering.headers ?? []) : []),
      ...(type === undefined ? [] : [["Content-Type", type] as const]),
      ...more,
    ]);
    return {
      kind: "request",
      method,
      uri: this.#remoteTarget,
      headers,
      body: body === undefined ? noBody : textBody(body),
    };
  }
}

function contactUriOf(message: SipRequest | SipResponse): string {
  const contacts = contactsOf(message);
  if (contacts === undefined || contacts === "*") throw new Error("no Contact");
  return /<([^>]+)>/.exec(message.headers.get("Contact")!)?.[1] ?? message.headers.get("Contact")!;
}

/** The first of the offer's codecs that the phone speaks, as RFC 3264 §6.1 has it; where there is none, the phone says what it has. */
function chosen(speaks: readonly CodecName[], offer: string): readonly CodecName[] {
  const codec = codecsIn(offer).find((name) => speaks.includes(name));
  return codec === undefined ? speaks : [codec];
}
