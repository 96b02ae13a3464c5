import { AudioPort } from "../media/audioPort.ts";
import { Dialog } from "../sip/dialog.ts";
import type { Header, SipMessage } from "../sip/message.ts";
import { type AudioDescription, type Direction, readSdp, writeSdp } from "../sip/sdp.ts";
import type { Peer } from "../sip/wire.ts";
import { Changes } from "../waiting.ts";
import { agreement, answerTo } from "./offerAnswer.ts";
import type { TestPhone } from "./phone.ts";
import { Refused } from "./refused.ts";

export type CallState = "calling" | "ringing" | "connected" | "ended";

const sdpType: Header = ["Content-Type", "application/sdp"];

export interface DialOptions {
  /** The user part of From, where it is not the phone's own. */
  readonly from?: string;
  readonly name?: string;
  readonly sdp?: Partial<AudioDescription>;
  readonly headers?: readonly Header[];
}

/** Long enough for a call to ring out and back, ms. */
const RING_PATIENCE = 10_000;

/** A call as a phone knows it: one dialog (RFC 3261 §12) with one audio stream. */
export class PhoneCall {
  readonly phone: TestPhone;
  readonly direction: "outgoing" | "incoming";
  /** The INVITE that began it, the last one where a challenge made it be sent again. */
  invite: SipMessage;
  readonly audio: AudioPort;
  readonly changes = new Changes();
  state: CallState;
  /** Who ended it: a status (of a refused or cancelled INVITE), or whose BYE it was. */
  ending: number | "ours" | "theirs" | undefined;
  /** The last description received. */
  remote: AudioDescription | undefined;
  /** Requests received within the dialog (INFO, re-INVITE, BYE …), in order. */
  readonly requests: SipMessage[] = [];
  /** Responses to the INVITE of an outgoing call, in order. */
  readonly responses: SipMessage[] = [];
  /** What our next description says. */
  #local: AudioDescription;
  #version = 0;
  readonly #dialog: Dialog;
  #peer: Peer;
  /** The INVITE waiting for our final answer: the first one of an incoming call. */
  #pending: SipMessage | undefined;
  #acknowledged = false;
  #cancelled = false;

  /** Calls `uri`; the call is on its way when the promise is fulfilled. */
  static async dial(phone: TestPhone, uri: string, options: DialOptions): Promise<PhoneCall> {
    const audio = await AudioPort.open(phone.host, phone.entropy, phone);
    const local = { ...phone.audioOffer, address: phone.host, port: audio.port, ...options.sdp };
    const from = `${options.name ? `"${options.name}" ` : ""}<sip:${options.from ?? phone.user}@${phone.domain}>`;
    const invite = phone.compose("INVITE", uri, {
      from,
      headers: [["Contact", phone.contact], ...(options.headers ?? []), ["Content-Type", "application/sdp"]],
      body: writeSdp(local, 1),
    });
    return new PhoneCall(phone, invite, "outgoing", phone.server, audio, local);
  }

  /** Takes up an INVITE that came; nothing is answered yet. */
  static async receive(phone: TestPhone, invite: SipMessage, from: Peer): Promise<PhoneCall> {
    const audio = await AudioPort.open(phone.host, phone.entropy, phone);
    const local = { ...phone.audioOffer, address: phone.host, port: audio.port };
    return new PhoneCall(phone, invite, "incoming", from, audio, local);
  }

  private constructor(
    phone: TestPhone,
    invite: SipMessage,
    direction: "outgoing" | "incoming",
    peer: Peer,
    audio: AudioPort,
    local: AudioDescription,
  ) {
    this.phone = phone;
    this.direction = direction;
    this.invite = invite;
    this.audio = audio;
    this.#peer = peer;
    this.#local = local;
    const outgoing = direction === "outgoing";
    this.state = outgoing ? "calling" : "ringing";
    this.#version = outgoing ? 1 : 0;
    this.#dialog = outgoing ? Dialog.ofOurs(invite) : Dialog.ofTheirs(invite, phone.entropy.hex(6));
    this.#pending = outgoing ? undefined : invite;
    if (!outgoing) this.#describe(readSdp(invite.body));
    if (phone.voice !== undefined) audio.speak(phone.voice);
    if (outgoing) {
      phone.exchange(invite, peer, {
        onSent: (sent) => {
          this.invite = sent;
          this.#dialog.cseq = sent.cseq.number;
        },
        onResponse: (response) => {
          this.#onResponse(response);
        },
        onTimeout: () => {
          this.#end(408);
        },
      });
    }
  }

  get id(): string {
    return this.invite.callId;
  }

  get ourTag(): string | undefined {
    return this.#dialog.ourTag;
  }

  get theirTag(): string | undefined {
    return this.#dialog.theirTag;
  }

  /** Who calls, by the From of an incoming call. */
  get from(): string {
    return this.invite.get("From");
  }

  // ── an incoming call ──────────────────────────────────────────────────────────────────────────────────────────

  /** 180, or another provisional answer without a description. */
  ring(status = 180): void {
    this.#answerInvite(status);
  }

  /** 183 with a description: what is said from now on is early media. */
  progress(): void {
    this.#answerInvite(183, this.#answerSdp());
  }

  /** Answers; @returns when the ACK has come. */
  async answer(): Promise<this> {
    this.state = "connected";
    this.#answerInvite(200, this.invite.body === "" ? this.#offerSdp() : this.#answerSdp());
    this.changes.announce();
    await this.until(() => this.#acknowledged, "an ACK");
    return this;
  }

  reject(status = 486): void {
    this.#answerInvite(status);
    this.#end(status);
  }

  // ── both kinds ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Takes an outgoing call back before it is answered; @returns when it is over. */
  async cancel(): Promise<void> {
    await this.until(() => this.responses.length > 0 || this.state !== "calling", "a provisional answer before CANCEL");
    this.#cancelled = true;
    this.phone.cancel(this.invite);
    await this.ended();
  }

  /** Hangs up an answered call; @returns the answer to the BYE. */
  async bye(): Promise<SipMessage> {
    this.#end("ours");
    return await this.request("BYE");
  }

  /** Holds (`sendonly`, or `inactive`) by re-INVITE. */
  hold(direction: Direction = "sendonly"): Promise<void> {
    return this.reinvite({ direction });
  }

  resume(): Promise<void> {
    return this.reinvite({ direction: "sendrecv" });
  }

  /** Offers the description again with some of it changed: direction, codecs, or another address and port. */
  async reinvite(change: Partial<AudioDescription> = {}): Promise<void> {
    this.#local = { ...this.#local, ...change };
    const response = await this.request("INVITE", [["Contact", this.phone.contact]], this.#offerSdp());
    if (response.status !== 200) throw new Refused(response);
    this.#describe(readSdp(response.body));
  }

  /** A key by SIP INFO (application/dtmf-relay). */
  info(key: string): Promise<SipMessage> {
    return this.request("INFO", [["Content-Type", "application/dtmf-relay"]], `Signal=${key}\r\nDuration=160\r\n`);
  }

  /** A blind transfer asked for by this phone (RFC 3515), or an attended one with the call it replaces (RFC 3891). */
  refer(to: string, replaces?: PhoneCall): Promise<SipMessage> {
    const tags = replaces && `${replaces.id};to-tag=${replaces.theirTag};from-tag=${replaces.ourTag}`;
    const uri = `sip:${to}@${this.phone.domain}`;
    return this.request("REFER", [
      ["Refer-To", tags === undefined ? `<${uri}>` : `<${uri}?Replaces=${encodeURIComponent(tags)}>`],
      ["Referred-By", `<${this.phone.aor}>`],
      ["Contact", this.phone.contact],
    ]);
  }

  /** Any request within the dialog; digest challenges are answered. @returns the final response, whatever it is. */
  request(method: string, headers: readonly Header[] = [], body = ""): Promise<SipMessage> {
    const fields = body.startsWith("v=0") ? [...headers, sdpType] : headers;
    return new Promise((resolve, reject) => {
      this.phone.exchange(this.#compose(method, this.#dialog.cseq + 1, fields, body), this.#nextHop(), {
        onSent: (sent) => {
          this.#dialog.cseq = sent.cseq.number;
        },
        onResponse: (response) => {
          if (method === "INVITE") this.#acknowledge(response);
          if ((response.status ?? 0) >= 200) resolve(response);
        },
        onTimeout: () => reject(new Error(`nobody answered the ${method} of ${this.phone.name}`)),
      });
    });
  }

  // ── waiting ───────────────────────────────────────────────────────────────────────────────────────────────────

  until<T>(look: () => T | undefined | false, what: string, patience?: number): Promise<T> {
    const state = (): string => `${this.phone.name}'s call is ${this.state} (${this.ending ?? "not over"})`;
    return this.changes.until(look, what, { state, ...(patience === undefined ? {} : { patience }) });
  }

  /** When the other phone rings (180 or 183). */
  ringing(): Promise<SipMessage> {
    return this.until(() => this.responses.find(({ status }) => status === 180 || status === 183), "ringing");
  }

  /** When an outgoing call has been answered. Rejects with {@link Refused} when it is refused. */
  async answered(patience = RING_PATIENCE): Promise<this> {
    await this.until(
      () => {
        const last = this.responses.at(-1);
        if (this.state === "ended" && last !== undefined && (last.status ?? 0) >= 300) throw new Refused(last);
        return this.state === "connected";
      },
      "an answer",
      patience,
    );
    return this;
  }

  ended(patience?: number): Promise<number | "ours" | "theirs"> {
    return this.until(() => this.ending, "the end of the call", patience);
  }

  /** When the other side's last description lets the expected happen, such as `recvonly` after our hold. */
  described(direction: Direction): Promise<AudioDescription> {
    return this.until(() => this.remote?.direction === direction && this.remote, `a description ${direction}`);
  }

  // ── what the phone hands over ─────────────────────────────────────────────────────────────────────────────────

  /** A request within the dialog, or the CANCEL of its INVITE. */
  onRequest(request: SipMessage, from: Peer): void {
    this.requests.push(request);
    switch (request.method) {
      case "ACK":
        if (request.body !== "") this.#describe(readSdp(request.body));
        this.#acknowledged = true;
        break;
      case "CANCEL":
        this.phone.reply(request, 200);
        if (this.#pending !== undefined) this.#answerInvite(487);
        this.#end(487);
        break;
      case "BYE":
        this.phone.reply(request, 200);
        this.#end("theirs");
        break;
      case "INVITE":
      case "UPDATE":
        this.#peer = from;
        this.#renew(request);
        break;
      default:
        this.phone.reply(request, request.method === "PRACK" ? 481 : 200);
    }
    this.changes.announce();
  }

  /** Frees sockets and timers; sends nothing. */
  close(): Promise<void> {
    this.state = "ended";
    this.changes.close();
    return this.audio.close();
  }

  // ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A response to the INVITE of an outgoing call. */
  #onResponse(response: SipMessage): void {
    this.responses.push(response);
    const status = response.status ?? 0;
    if (status >= 300) this.#end(status);
    else {
      this.#dialog.establish(response);
      if (response.body !== "") this.#describe(readSdp(response.body));
      if (status >= 200) {
        this.#acknowledge(response);
        if (this.state === "calling") this.state = "connected";
        // The answer crossed our CANCEL: hang up what we no longer want.
        if (this.#cancelled && this.ending === undefined) void this.bye();
      }
    }
    this.changes.announce();
  }

  /** A re-INVITE or UPDATE: the other side's new offer, or its wish for ours. */
  #renew(request: SipMessage): void {
    this.#dialog.retarget(request);
    if (request.body !== "") this.#describe(readSdp(request.body));
    const body = request.body !== "" ? this.#answerSdp() : request.method === "INVITE" ? this.#offerSdp() : "";
    const type = body === "" ? [] : [sdpType];
    this.phone.reply(request, 200, { headers: [["Contact", this.phone.contact], ...type], body });
  }

  #answerInvite(status: number, body = ""): void {
    const invite = this.#pending;
    if (invite === undefined) throw new Error(`${this.phone.name} has no call to answer with ${status}`);
    if (status >= 200) this.#pending = undefined;
    const type = body === "" ? [] : [sdpType];
    this.phone.reply(invite, status, {
      to: this.#dialog.ours,
      headers: [["Contact", this.phone.contact], ...type],
      body,
    });
  }

  #acknowledge(response: SipMessage): void {
    if (Math.floor((response.status ?? 0) / 100) !== 2) return;
    this.phone.tell(this.#compose("ACK", response.cseq.number, [], ""), this.#nextHop());
  }

  #compose(method: string, cseq: number, headers: readonly Header[], body: string): SipMessage {
    return this.#dialog.compose(method, cseq, this.phone.newVia(), headers, body);
  }

  /** Over TCP, the connection that we have. */
  #nextHop(): Peer {
    return this.phone.transport !== "udp" ? this.#peer : this.#dialog.nextHop;
  }

  #describe(remote: AudioDescription | undefined): void {
    const agreed = remote && agreement(this.#local, remote);
    if (agreed === undefined) return;
    this.remote = remote;
    this.audio.agree(agreed);
    this.changes.announce();
  }

  #offerSdp(): string {
    return writeSdp(this.#local, ++this.#version);
  }

  /** Our answer to the last offer. */
  #answerSdp(): string {
    const { remote } = this;
    if (remote === undefined) return this.#offerSdp();
    return writeSdp(answerTo(this.#local, remote), ++this.#version);
  }

  #end(ending: number | "ours" | "theirs"): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    this.state = "ended";
    this.audio.fallSilent();
    this.changes.announce();
    this.phone.changes.announce();
  }
}
