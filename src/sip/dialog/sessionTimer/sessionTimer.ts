/**
 * Session timers (RFC 4028): how long a session lives without a refresh, and which end refreshes it. Here is what the two ends say
 * of it and when something is due; `sessionRefresh.ts` does it.
 */
import type { HeaderList } from "../../message/headers.ts";
import type { SipMessage, SipRequest, SipResponse } from "../../message/message.ts";
import { allows, knows } from "../capabilities.ts";
import type { Outbox } from "../outbox.ts";
import { MIN_SE, minSeOf, sessionExpiresOf } from "./sessionInterval.ts";

/** "The value of 1800 seconds (30 minutes) is RECOMMENDED" (§4), s. */
export const SESSION_EXPIRES = 1800;

/** The most that we take, s: a day. */
const MAX_SE = 86_400;

/** How often a peer may raise the interval before we take its 422 for a refusal. */
const MAX_RAISES = 3;

/** What the two ends agreed on in a 2xx. */
interface Agreement {
  /** s */
  readonly interval: number;
  readonly refresher: "us" | "peer";
}

export class SessionTimer {
  readonly #outbox: Outbox;
  readonly #wanted: number;
  /** The largest Min-SE heard of, s. */
  #minSe = MIN_SE;
  #raises = 0;
  #agreed: Agreement | undefined;
  /** Agreed on in the input that is being taken: its time begins now. */
  #isNew = false;
  #peerTakesUpdate = false;
  #expiresAt = 0;

  /** @param wanted the interval that we ask for, s */
  constructor(outbox: Outbox, wanted: number) {
    this.#outbox = outbox;
    this.#wanted = wanted;
  }

  /** The peer has said that it takes UPDATE. */
  get peerTakesUpdate(): boolean {
    return this.#peerTakesUpdate;
  }

  /** Notes what a message of the peer says of the methods that it takes. */
  hear(message: SipMessage): void {
    if (message.headers.get("Allow") !== undefined) this.#peerTakesUpdate = allows(message, "UPDATE");
  }

  /** The peer took back what its Allow says. */
  updateRefused(): void {
    this.#peerTakesUpdate = false;
  }

  /**
   * What our INVITE, re-INVITE and UPDATE say. The first leaves it to the other end who refreshes; later ones name who does it now:
   * "the value of this parameter SHOULD be 'uac' if the element sending the request is currently performing refreshes, and 'uas' otherwise" (§7.4).
   */
  get requestHeaders(): HeaderList {
    const interval = Math.max(this.#agreed?.interval ?? this.#wanted, this.#minSe);
    const refresher = this.#agreed === undefined ? "" : `;refresher=${this.#agreed.refresher === "us" ? "uac" : "uas"}`;
    return [
      ["Session-Expires", `${interval}${refresher}`],
      ["Min-SE", `${this.#minSe}`],
    ];
  }

  /**
   * A 422 to a request of ours. "The UAC MUST … use the largest value of Min-SE" that it has seen in the request that it sends again (§7.3).
   * @returns whether there is a point in doing so
   */
  raised(response: SipResponse): boolean {
    const minSe = minSeOf(response);
    if (response.status !== 422 || minSe === undefined || minSe > MAX_SE || this.#raises === MAX_RAISES) return false;
    this.#raises += 1;
    this.#minSe = Math.max(this.#minSe, minSe);
    return true;
  }

  /** A 2xx to our INVITE, re-INVITE or UPDATE: without Session-Expires "there is no session expiration" (§7.2). */
  accepted(response: SipResponse): void {
    this.hear(response);
    const granted = sessionExpiresOf(response);
    this.#agree(
      granted && {
        interval: Math.min(Math.max(granted.interval, MIN_SE), MAX_SE),
        refresher: granted.refresher === "uas" ? "peer" : "us",
      },
    );
  }

  /** What our 2xx to the peer's INVITE, re-INVITE or UPDATE says, by table 2 of §9; it is agreed with that. */
  grant(request: SipRequest): HeaderList {
    this.hear(request);
    const knowsTimer = knows(request, "timer");
    const asked = sessionExpiresOf(request);
    if (asked === undefined && !knowsTimer) {
      this.#agree(undefined);
      return [];
    }
    const floor = Math.max(MIN_SE, minSeOf(request) ?? 0);
    // "The UAS … MUST NOT increase the value of the Session-Expires header field", nor reduce it below Min-SE.
    const ceiling = Math.max(asked?.interval ?? MAX_SE, MIN_SE);
    const interval = Math.min(Math.max(this.#wanted, floor), ceiling, MAX_SE);
    const refresher = knowsTimer ? this.#refresherAskedFor(asked?.refresher) : "us";
    this.#agree({ interval, refresher });
    const value = `${interval};refresher=${refresher === "us" ? "uas" : "uac"}`;
    // "If the refresher parameter … has a value of 'uac', the UAS MUST place a Require header field into the response with the value 'timer'";
    // with 'uas', too, the peer has a part: to hang up when no refresh comes.
    return [["Session-Expires", value], ...(knowsTimer ? ([["Require", "timer"]] as const) : [])];
  }

  /** Begins to wait for what was agreed on in this input, or stops to. */
  arm(now: number): void {
    if (this.#outbox.over) this.#agreed = undefined;
    else if (!this.#isNew) return;
    this.#isNew = false;
    this.#outbox.clearTimer("refresh");
    this.#outbox.clearTimer("expire");
    if (this.#agreed === undefined) return;
    const { interval, refresher } = this.#agreed;
    // §10: "It is RECOMMENDED that this refresh be sent once half the session interval has elapsed."
    if (refresher === "us") this.#outbox.setTimer("refresh", now + 500 * interval);
    // "… it SHOULD send a BYE …, slightly before the session expiration. The minimum of 32 seconds and one third of the session interval is RECOMMENDED."
    this.#expiresAt = now + 1000 * (interval - Math.min(32, Math.floor(interval / 3)));
    this.#outbox.setTimer("expire", this.#expiresAt);
  }

  /** A refresh came to nothing: another try in half of what is left. */
  retry(now: number): void {
    const left = this.#expiresAt - now;
    if (left > 2000 && !this.#outbox.over) this.#outbox.setTimer("refresh", now + Math.floor(left / 2));
  }

  #refresherAskedFor(asked: string | undefined): Agreement["refresher"] {
    if (asked !== undefined) return asked === "uac" ? "peer" : "us";
    return this.#agreed?.refresher ?? "us";
  }

  #agree(agreement: Agreement | undefined): void {
    this.#agreed = agreement;
    this.#isNew = true;
  }
}
