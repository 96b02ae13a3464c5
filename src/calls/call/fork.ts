import { contactsOf } from "../../sip/message/access.ts";
import type { SipResponse } from "../../sip/message/message.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";

/** One INVITE of a fork, and the address its signalling goes to. */
export interface Branch {
  readonly usage: UsageNumber;
  readonly address: string;
}

/** What has become of a fork after an event of one of its branches. */
export type ForkOutcome =
  | { readonly now: "waiting" }
  | { readonly now: "progress"; readonly status: number; readonly sdp: string | undefined; readonly branch: Branch }
  /** A phone that rings makes an offer (RFC 3311): without `sdp` it is to be refused. */
  | { readonly now: "offered"; readonly sdp: string | undefined; readonly branch: Branch }
  | {
      readonly now: "won";
      readonly branch: Branch;
      readonly sdp: string | undefined;
      /** Its Allow names INFO. */
      readonly takesInfo: boolean;
      readonly losers: readonly UsageNumber[];
    }
  | ({ readonly now: "lost" } & Failure);

/** The best failure of a fork, and where its phones sent us instead. */
export interface Failure {
  readonly status: number;
  readonly reason: string;
  /** The Contact URIs of all 3xx that came, best first. */
  readonly contacts: readonly string[];
  /** One of its phones rang (180). */
  readonly rang: boolean;
}

/**
 * Several INVITEs at once for one answer: the contacts of an agent, or of a group. The first 2xx wins (RFC 3261 §16.7 step 5);
 * when all have failed the best failure is the outcome (step 6).
 */
export class Fork {
  readonly #ringing: Map<UsageNumber, Branch>;
  readonly #single: boolean;
  #best: { status: number; reason: string } = withPhrase(480);
  #failures = 0;
  #contacts: readonly Alternative[] = [];
  #won = false;
  #rang = false;
  /** The tag of whoever's early media is heard: a branch may fork again on its way (RFC 3261 §13.2.2.4). */
  #heard: string | undefined;

  constructor(branches: readonly Branch[]) {
    this.#ringing = new Map(branches.map((branch) => [branch.usage, branch]));
    this.#single = branches.length === 1;
  }

  /** The branches that may still answer. */
  get ringing(): readonly UsageNumber[] {
    return [...this.#ringing.keys()];
  }

  handle(usage: UsageNumber, event: LegEvent): ForkOutcome {
    const branch = this.#ringing.get(usage);
    if (this.#won || branch === undefined) return { now: "waiting" };
    switch (event.out) {
      case "progress":
        return this.#progress(event, branch);
      case "offered":
        return { now: "offered", sdp: this.#single ? event.sdp : undefined, branch };
      case "answered":
        this.#won = true;
        this.#ringing.delete(usage);
        return { now: "won", branch, sdp: event.sdp, takesInfo: event.takesInfo === true, losers: this.ringing };
      case "refused":
        this.#contacts = [...this.#contacts, ...alternatives(event.response)];
        return this.#lose(usage, event.status, event.reason);
      case "ended":
        return this.#lose(usage, 480, "Temporarily Unavailable");
      default:
        return { now: "waiting" };
    }
  }

  /**
   * Early media of one branch only, and of one fork of it, the first: with several the listener would get a mixture (RFC 3960 §3.1).
   * Of the others we do not even tell that they ring, or ringback would take its place.
   */
  #progress(event: Extract<LegEvent, { readonly out: "progress" }>, branch: Branch): ForkOutcome {
    this.#rang ||= event.status === 180;
    if (this.#heard !== undefined && this.#heard !== event.fork) return { now: "waiting" };
    const sdp = this.#single ? event.sdp : undefined;
    if (sdp !== undefined) this.#heard = event.fork;
    return { now: "progress", status: event.status, sdp, branch };
  }

  /** Its ring time is over: whoever still rings has not answered, and is to be hung up. */
  giveUp(): Failure & { readonly losers: readonly UsageNumber[] } {
    const losers = this.ringing;
    for (const usage of losers) this.#lose(usage, 480, "Temporarily Unavailable");
    return { ...this.#failure(), losers };
  }

  #lose(usage: UsageNumber, status: number, reason: string): ForkOutcome {
    this.#ringing.delete(usage);
    if (this.#failures++ === 0 || rank(status) < rank(this.#best.status)) this.#best = { status, reason };
    return this.#ringing.size > 0 ? { now: "waiting" } : { now: "lost", ...this.#failure() };
  }

  #failure(): Failure {
    const contacts = [...this.#contacts].sort((a, b) => b.q - a.q).map(({ uri }) => uri);
    return { ...this.#best, contacts, rang: this.#rang };
  }
}

interface Alternative {
  readonly uri: string;
  /** RFC 3261 §20.10: 0 to 1, 1 being the best. */
  readonly q: number;
}

/** More places than this are nobody's wish. */
const MAX_CONTACTS = 10;

/** The places that a 3xx names (RFC 3261 §8.1.3.4). */
function alternatives(response: SipResponse | undefined): Alternative[] {
  if (response === undefined || Math.floor(response.status / 100) !== 3) return [];
  const contacts = contactsOf(response);
  if (contacts === undefined || contacts === "*") return [];
  return contacts.slice(0, MAX_CONTACTS).map(({ uri, params }) => ({ uri: uri.raw, q: quality(params.get("q")) }));
}

/** A contact without a readable `q` is as good as any. */
const quality = (q: string | undefined): number => (q !== undefined && /^[01](\.\d{0,3})?$/.test(q) ? Number(q) : 1);

/**
 * RFC 3261 §16.7 step 6: 6xx first, then the lowest class. Of the 4xx, what the callee's person did (busy)
 * says more than what a stale contact did (408, 480).
 */
function rank(status: number): number {
  if (status >= 600) return 0;
  if (status === 486) return 1;
  if (status === 408 || status === 480) return 3;
  return Math.floor(status / 100) === 4 ? 2 : Math.floor(status / 100) + 1;
}
