/**
 * The transactions of a phone (RFC 3261 §17), kept as simple as honest retransmission allows: a request is repeated
 * until it is answered, an answer until it is acknowledged, and what arrives twice is answered twice and seen once.
 */
import { SipMessage } from "./message.ts";
import type { Peer, Wire } from "./wire.ts";

const T1 = 500;
const T2 = 4000;
/** Timers B, F, H, J: an exchange is forgotten after this. */
const LIFETIME = 64 * T1;

export interface Replies {
  /** Every response but 100 and repeated ones; a 2xx to INVITE each time it comes, since each needs an ACK. */
  onResponse(response: SipMessage): void;
  onTimeout(): void;
}

interface Asked {
  readonly request: SipMessage;
  readonly peer: Peer;
  readonly replies: Replies;
  readonly cancelRepeats: () => void;
  /** A provisional response came: the call may ring for longer than Timer B. */
  heard: boolean;
  final: boolean;
}

interface Answered {
  readonly peer: Peer;
  readonly request: SipMessage;
  response?: SipMessage;
  cancelRepeats?: () => void;
}

export interface Requests {
  /** A request seen for the first time, ACK included. */
  onRequest(request: SipMessage, from: Peer): void;
}

export class Exchanges {
  readonly #wire: Wire;
  readonly #requests: Requests;
  readonly #onSent: (message: SipMessage, to: Peer) => void;
  readonly #asked = new Map<string, Asked>();
  readonly #answered = new Map<string, Answered>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(wire: Wire, requests: Requests, onSent: (message: SipMessage, to: Peer) => void) {
    this.#wire = wire;
    this.#requests = requests;
    this.#onSent = onSent;
  }

  /** Sends a request and repeats it until it is answered (timers A and E). Its branch must be new. */
  ask(request: SipMessage, peer: Peer, replies: Replies): void {
    const key = `${request.branch} ${request.method}`;
    const cancelRepeats = this.#repeat(request, peer, request.method === "INVITE" ? Number.POSITIVE_INFINITY : T2);
    this.#asked.set(key, { request, peer, replies, cancelRepeats, heard: false, final: false });
    this.#after(LIFETIME, () => {
      cancelRepeats();
      const asked = this.#asked.get(key);
      if (asked === undefined || (asked.heard && !asked.final)) return;
      this.#asked.delete(key);
      if (!asked.final) replies.onTimeout();
    });
  }

  /** Sends without expecting anything: the ACK for a 2xx. */
  send(message: SipMessage, peer: Peer): void {
    this.#onSent(message, peer);
    this.#wire.send(message.toString(), peer);
  }

  /** Answers a request; a final answer to INVITE is repeated until its ACK comes (§13.3.1.4, Timer G). */
  answer(request: SipMessage, response: SipMessage): void {
    const known = this.#answered.get(serverKey(request));
    if (known === undefined) return;
    known.response = response;
    if (request.method === "INVITE" && (response.status ?? 0) >= 200) {
      known.cancelRepeats = this.#repeat(response, known.peer, T2, true);
    } else this.send(response, known.peer);
  }

  receive(message: SipMessage, from: Peer): void {
    if (message.status === undefined) this.#receiveRequest(message, from);
    else this.#receiveResponse(message);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #receiveRequest(request: SipMessage, from: Peer): void {
    if (request.method === "ACK") {
      for (const known of this.#answered.values()) {
        const same = known.request.callId === request.callId && known.request.cseq.number === request.cseq.number;
        if (same && known.request.method === "INVITE") known.cancelRepeats?.();
      }
      this.#requests.onRequest(request, from);
      return;
    }
    const key = serverKey(request);
    const known = this.#answered.get(key);
    if (known !== undefined) {
      if (known.response !== undefined) this.send(known.response, known.peer);
      return;
    }
    this.#answered.set(key, { peer: from, request });
    this.#after(2 * LIFETIME, () => this.#answered.delete(key));
    this.#requests.onRequest(request, from);
  }

  #receiveResponse(response: SipMessage): void {
    const asked = this.#asked.get(`${response.branch} ${response.cseq.method}`);
    if (asked === undefined) return;
    const status = response.status ?? 0;
    if (asked.request.method === "INVITE" || status >= 200) asked.cancelRepeats();
    const isInvite = asked.request.method === "INVITE";
    asked.heard ||= isInvite;
    if (isInvite && status >= 300) this.send(ackOf(asked.request, response), asked.peer);
    if (status === 100 || (asked.final && !(isInvite && status < 300))) return;
    asked.final ||= status >= 200;
    asked.replies.onResponse(response);
  }

  /** Sends at once and again after T1, 2·T1, …; TCP needs no repeating, but a 2xx is repeated on it too (§13.3.1.4). */
  #repeat(message: SipMessage, peer: Peer, longest: number, always = false): () => void {
    this.send(message, peer);
    if (this.#wire.transport !== "udp" && !always) return () => {};
    let cancel = (): void => {};
    const next = (wait: number, spent: number): void => {
      if (spent + wait >= LIFETIME) return;
      cancel = this.#after(wait, () => {
        this.send(message, peer);
        next(Math.min(2 * wait, longest), spent + wait);
      });
    };
    next(T1, 0);
    return () => {
      cancel();
    };
  }

  #after(ms: number, work: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }
}

/** A request and its repetitions share branch, sender and method (RFC 3261 §17.2.3). */
function serverKey(request: SipMessage): string {
  const sentBy = /^SIP\/2\.0\/\w+\s+([^;\s]+)/i.exec(request.get("Via"))?.[1] ?? "";
  return `${request.branch} ${sentBy} ${request.method}`;
}

/** The ACK for a failure belongs to the INVITE's own transaction (§17.1.1.3). */
function ackOf(invite: SipMessage, response: SipMessage): SipMessage {
  const kept = invite.headers.filter(([name]) => ["From", "Call-ID", "Max-Forwards", "Route"].includes(name));
  return new SipMessage(`ACK ${invite.uri} SIP/2.0`, [
    ["Via", invite.get("Via")],
    ...kept,
    ["To", response.get("To")],
    ["CSeq", `${invite.cseq.number} ACK`],
  ]);
}
