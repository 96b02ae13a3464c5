import type { SipRequest, SipResponse } from "../../message/message.ts";
import { textBody } from "../../message/message.ts";
import { paramMap, parseParams } from "../../message/params.ts";
import { knows } from "../capabilities.ts";
import { type Credentials, isChallenge } from "../credentials.ts";
import type { Dialog, Outgoing } from "../dialog.ts";
import type { Outbox } from "../outbox.ts";
import type { Replies, Unanswered } from "../replies.ts";
import type { RequestToken } from "../usage.ts";
import { referralOf } from "./referTo.ts";

/** How long a referral may take, ms: longer than any call rings. A SUBSCRIBE may ask for less, and again for as much. */
const LIFETIME = 300_000;

/** How many of a leg may be open at a time; a phone needs one. */
const MAX_OPEN = 4;

/** A REFER that the call has not decided upon. */
interface Asked extends Unanswered {
  readonly dialog: Dialog;
}

/** The subscription that an accepted REFER makes (RFC 3515 §2.4.4). */
interface Subscription {
  readonly dialog: Dialog;
  /** The value of Event. */
  readonly event: string;
  readonly id: number;
  /** When it ends without a result, ms. */
  until: number;
  /** The status line of the referred call, as far as we know. */
  status: string;
  /** Why there is no more to tell: a reason of RFC 6665 §4.1.3. Undefined while there is. */
  over: "noresource" | "timeout" | undefined;
  /** What is true now has not been told: a NOTIFY is under way still. One at a time, so that none overtakes another. */
  stale: boolean;
  underWay: boolean;
}

/** The transfers that the peer asks for, and what it is told of them (RFC 3515, clarified by RFC 7647; RFC 4488). */
export class Referrals {
  readonly #outbox: Outbox;
  readonly #replies: Replies;
  readonly #credentials: Credentials;
  readonly #asked = new Map<number, Asked>();
  readonly #subscriptions = new Set<Subscription>();
  readonly #underWay = new Map<RequestToken, { readonly subscription: Subscription; readonly sent: Outgoing }>();
  #accepted = 0;
  #sent = 0;

  constructor(outbox: Outbox, replies: Replies, credentials: Credentials) {
    this.#outbox = outbox;
    this.#replies = replies;
    this.#credentials = credentials;
  }

  /** The peer has not been told everything yet that it was promised: a BYE now could overtake it. */
  get reporting(): boolean {
    return this.#underWay.size > 0;
  }

  /** REFER on a dialog that is confirmed. */
  refer(dialog: Dialog, { tx, request }: Unanswered): void {
    const referral = referralOf(request);
    if (!referral.ok) {
      const { status, reason, headers } = referral.error;
      this.#outbox.respond(tx, this.#replies.failure(request, status, reason, headers));
      return;
    }
    const { id } = referral.value;
    // RFC 3261 §8.2.2.2: the same request by another way.
    if (this.#knows(id)) this.#outbox.respond(tx, this.#replies.failure(request, 482));
    else if (this.#asked.size + this.#subscriptions.size === MAX_OPEN)
      this.#outbox.respond(tx, this.#replies.later(request));
    else {
      this.#asked.set(id, { dialog, tx, request });
      this.#outbox.tell({ out: "referred", referral: referral.value });
    }
  }

  accept(id: number, now: number): void {
    const asked = this.#conclude(id);
    if (asked === undefined) return;
    const { dialog, tx, request } = asked;
    // RFC 4488 §4: without a subscription, if "Refer-Sub: false" is asked for and confirmed in the 2xx.
    const silent = knows(request, "norefersub") && /^false\b/i.test(request.headers.get("Refer-Sub") ?? "");
    this.#outbox.respond(tx, this.#replies.subscribed(request, 202, silent ? [["Refer-Sub", "false"]] : []));
    if (silent) return;
    this.#accepted += 1;
    const subscription: Subscription = {
      dialog,
      id,
      // §2.4.6: "the second and subsequent REFER requests" of a dialog "MUST" be told apart by the id, their CSeq number.
      event: this.#accepted === 1 ? "refer" : `refer;id=${id}`,
      until: now + LIFETIME,
      status: "100 Trying",
      over: undefined,
      stale: false,
      underWay: false,
    };
    this.#subscriptions.add(subscription);
    // §2.4.4: "the agent … MUST immediately send a NOTIFY".
    this.#notify(subscription, now);
    this.#arm();
  }

  refuse(id: number, status: number, reason?: string): void {
    const asked = this.#conclude(id);
    if (asked !== undefined) this.#outbox.respond(asked.tx, this.#replies.failure(asked.request, status, reason));
  }

  /** What became of the referred call. @param status a final one is the last. */
  report(id: number, status: number, reason: string, now: number): void {
    const subscription = this.#ofId(id);
    if (subscription === undefined || subscription.over !== undefined) return;
    subscription.status = `${status} ${reason}`;
    // §2.4.7: the final NOTIFY "MUST" say that the subscription is "terminated" with a reason of "noresource".
    if (status >= 200) subscription.over = "noresource";
    this.#notify(subscription, now);
    this.#arm();
  }

  /** SUBSCRIBE within the dialog: it prolongs or ends what a REFER began (RFC 3515 §2.4.4); we have no other events. */
  subscribe({ tx, request }: Unanswered, now: number): void {
    const event = eventOf(request);
    if (event?.type !== "refer") {
      this.#outbox.respond(tx, this.#replies.failure(request, 489, undefined, allowEvents));
      return;
    }
    const subscription = this.#ofEvent(event.id);
    const asked = request.headers.get("Expires");
    if (subscription === undefined) this.#outbox.respond(tx, this.#replies.failure(request, 481));
    else if (asked !== undefined && !/^\d{1,10}$/.test(asked))
      this.#outbox.respond(tx, this.#replies.failure(request, 400, "Bad Expires"));
    else {
      const seconds = Math.min(Number(asked ?? LIFETIME / 1000), LIFETIME / 1000);
      this.#outbox.respond(tx, this.#replies.subscribed(request, 200, [["Expires", `${seconds}`]]));
      subscription.until = now + seconds * 1000;
      if (seconds === 0) subscription.over = "timeout";
      // RFC 6665 §4.2.1.2: whoever accepts a SUBSCRIBE "MUST" tell the state at once.
      this.#notify(subscription, now);
      this.#arm();
    }
  }

  /** NOTIFY of the peer: we refer nobody and subscribe to nothing. RFC 6665 §4.1.3: without a subscription 481; an event we do not know, 489. */
  notified({ tx, request }: Unanswered): void {
    const known = eventOf(request)?.type === "refer";
    this.#outbox.respond(tx, this.#replies.failure(request, known ? 481 : 489, undefined, known ? [] : allowEvents));
  }

  response(token: RequestToken, response: SipResponse, now: number): void {
    const notify = this.#underWay.get(token);
    if (notify === undefined || response.status < 200) return;
    const { subscription, sent } = notify;
    const again = isChallenge(response)
      ? this.#credentials.retry(response, sent.request, subscription.dialog.nextSequence())
      : undefined;
    if (again !== undefined) this.#send(token, subscription, { request: again, target: sent.target });
    else if (response.status < 300) this.#told(token, subscription, now);
    // RFC 6665 §4.2.2: a NOTIFY that fails ends the subscription; with 481 the peer says that it has forgotten it.
    else this.failed(token);
  }

  failed(token: RequestToken): void {
    const notify = this.#underWay.get(token);
    if (notify === undefined) return;
    this.#settle(token);
    this.#drop(notify.subscription);
  }

  /** Whoever is to tell what became of it never did, or the peer did not ask for longer. */
  timeout(now: number): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.over !== undefined || subscription.until > now) continue;
      subscription.over = "timeout";
      this.#notify(subscription, now);
    }
    this.#arm();
  }

  /** The dialog ends: REFERs that wait get a final response (RFC 3261 §15.1.2), what has a result is still told, the rest is not. */
  close(): void {
    for (const id of [...this.#asked.keys()]) this.refuse(id, 487);
    for (const subscription of [...this.#subscriptions])
      if (subscription.over === undefined) {
        subscription.stale = false;
        this.#drop(subscription);
      }
  }

  #conclude(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #knows(id: number): boolean {
    return this.#asked.has(id) || this.#ofId(id) !== undefined;
  }

  #ofId(id: number): Subscription | undefined {
    return [...this.#subscriptions].find((subscription) => subscription.id === id);
  }

  /** The subscription that an Event names; the first REFER's may be named without an id (§2.4.6). */
  #ofEvent(id: string | undefined): Subscription | undefined {
    const named = id === undefined ? "refer" : `refer;id=${id}`;
    return [...this.#subscriptions].find(
      (subscription) =>
        subscription.over === undefined && (subscription.event === named || `${subscription.id}` === id),
    );
  }

  #notify(subscription: Subscription, now: number): void {
    subscription.stale = subscription.underWay;
    if (subscription.underWay) return;
    const { dialog, event, over, until } = subscription;
    const state =
      over === undefined ? `active;expires=${Math.ceil((until - now) / 1000)}` : `terminated;reason=${over}`;
    this.#sent += 1;
    const notify = dialog.request(
      "NOTIFY",
      [
        ["Contact", this.#replies.contact],
        ["Event", event],
        ["Subscription-State", state],
        // §2.4.5: "Each NOTIFY MUST contain a body of type message/sipfrag"; the status line is enough.
        ["Content-Type", "message/sipfrag;version=2.0"],
      ],
      textBody(`SIP/2.0 ${subscription.status}\r\n`),
    );
    this.#send(`notify:${this.#sent}`, subscription, notify);
  }

  #send(token: RequestToken, subscription: Subscription, sent: Outgoing): void {
    subscription.underWay = true;
    this.#underWay.set(token, { subscription, sent });
    this.#outbox.send(token, sent);
  }

  #told(token: RequestToken, subscription: Subscription, now: number): void {
    this.#settle(token);
    subscription.underWay = false;
    if (subscription.stale) this.#notify(subscription, now);
    else if (subscription.over !== undefined) this.#drop(subscription);
  }

  #settle(token: RequestToken): void {
    this.#underWay.delete(token);
    this.#outbox.settle(token);
  }

  #drop(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
    this.#arm();
  }

  /** One timer for all: that of the first to end. */
  #arm(): void {
    const ends = [...this.#subscriptions].filter(({ over }) => over === undefined).map(({ until }) => until);
    if (ends.length === 0) this.#outbox.clearTimer("notify");
    else this.#outbox.setTimer("notify", Math.min(...ends));
  }
}

const allowEvents = [["Allow-Events", "refer"]] as const;

/** Event (RFC 6665 §8.2.1): the package in lower case, and the id. */
function eventOf(request: SipRequest): { type: string; id: string | undefined } | undefined {
  const [, type, rest] = /^([^\s;]+)[ \t]*(;.*)?$/s.exec(request.headers.get("Event") ?? "") ?? [];
  const params = parseParams(rest ?? "");
  if (type === undefined || params === undefined) return undefined;
  return { type: type.toLowerCase(), id: paramMap(params).get("id") };
}
