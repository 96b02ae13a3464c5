/**
 * What strangers meet: how much of each source is read, who is slowed down, and who is not listened to for a while.
 * It never learns which users exist, so it cannot tell anybody.
 */
import type { Scheduler } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { subscriberOf } from "../../kernel/subscriber.ts";
import { requestUriOf, tagOf, toOf } from "../message/access.ts";
import type { SipMessage, SipRequest } from "../message/message.ts";
import { Bans } from "./bans.ts";
import type { Gate } from "./gate.ts";
import { Rates } from "./rates.ts";
import { isScanner } from "./scanners.ts";
import { SlowAnswers } from "./slowAnswers.ts";
import { Suspicions } from "./suspicions.ts";

export interface GuardOptions {
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** Whether phones or trunks of ours are at this source address. May search: it is asked at most once a second for each source. */
  readonly isKnown: (address: string) => boolean;
}

/** Whom a digest names: the same name in another realm is somebody else. */
export interface DigestUser {
  readonly user: string;
  readonly realm: string;
}

/** For the metrics; the first and the last count since the start. */
export interface GuardFigures {
  readonly authFailures: number;
  readonly bannedSources: number;
  readonly rateLimited: number;
}

export class Guard implements Gate {
  readonly #options: GuardOptions;
  readonly #bans = new Bans();
  readonly #rates: Rates;
  readonly #suspicions: Suspicions;
  readonly #slowAnswers: SlowAnswers;
  #authFailures = 0;
  #rateLimited = 0;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#rates = new Rates(options.isKnown);
    this.#suspicions = new Suspicions(options.isKnown);
    this.#slowAnswers = new SlowAnswers(options.scheduler);
  }

  get figures(): GuardFigures {
    return {
      authFailures: this.#authFailures,
      bannedSources: this.#bans.count(this.#now),
      rateLimited: this.#rateLimited,
    };
  }

  // --- before a message is parsed ---------------------------------------------------------------------------------

  bars(address: string): boolean {
    return this.#bans.holds(subscriberOf(address), this.#now);
  }

  admits(address: string): boolean {
    if (this.bars(address)) return false;
    const admitted = this.#rates.take(address, this.#now);
    if (!admitted) this.#rateLimited++;
    return admitted;
  }

  // --- before anybody acts on it ----------------------------------------------------------------------------------

  /** Whether a parsed message is to be dealt with at all. */
  passes(message: SipMessage, address: string): boolean {
    if (message.kind === "response" || tagOf(toOf(message)) !== undefined) return true;
    if (isScanner(message.headers.get("User-Agent") ?? "")) return !this.#ban(address, "scanner");
    const user = userAskedFor(message);
    const tooMany = user !== undefined && this.#suspicions.asked(address, user, this.#now);
    return !(tooMany && this.#ban(address, "too many users asked for"));
  }

  // --- digest -----------------------------------------------------------------------------------------------------

  /** A password that was wrong, for a nonce that this source was given. `answer` is called once: the later, the more often it was wrong. */
  wrongPassword(request: SipRequest, address: string, claimed: DigestUser, answer: () => void): void {
    this.#authFailures++;
    this.#options.log.warn(
      { event: "sip_wrong_password", method: request.method, ...claimed, address },
      `wrong SIP password from ${address}`,
    );
    const { delayMs, tooMuch } = this.#suspicions.wrongPassword(address, nameOf(claimed), this.#now);
    if (tooMuch) this.#ban(address, "too many wrong passwords");
    this.#slowAnswers.after(delayMs, answer);
  }

  /** The request is no stranger's: its source is a trunk's, or somebody proved a password. */
  proved(request: SipRequest, address: string, proven?: DigestUser): void {
    this.#suspicions.proved(address, {
      asked: [proven?.user, userAskedFor(request)].filter((user) => user !== undefined),
      proven: proven && nameOf(proven),
    });
    this.#rates.welcome(address);
  }

  close(): void {
    this.#slowAnswers.close();
  }

  /** @returns whether the source is banned: what a known one says of itself is not held against it. */
  #ban(address: string, reason: string): boolean {
    const isKnown = this.#options.isKnown(address);
    if (isKnown && reason === "scanner") return false;
    const ms = this.#bans.impose(subscriberOf(address), isKnown, this.#now);
    this.#suspicions.forget(address);
    this.#options.log.warn(
      { event: "sip_source_banned", address, reason, seconds: ms / 1000 },
      `SIP source banned: ${address}`,
    );
    return true;
  }

  get #now(): number {
    return this.#options.scheduler.now();
  }
}

const nameOf = ({ user, realm }: DigestUser): string => JSON.stringify([user, realm]);

/** The user a request from nowhere is about: who registers, or who is called. */
function userAskedFor(request: SipRequest): string | undefined {
  return request.method === "REGISTER" ? toOf(request).uri.user : requestUriOf(request).user;
}
