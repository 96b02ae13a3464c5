/** A supervisor's phone: rung at every contact, the first that answers is kept; and what is agreed with it. */
import type { UsageInput } from "../../sip/dialog/usage.ts";
import { Fork } from "../call/fork.ts";
import { allCodecs, byBandwidth, mixer } from "../legs/codecChoice.ts";
import type { DialTarget } from "../legs/dialTarget.ts";
import { keyOfInfo } from "../legs/infoKey.ts";
import type { LegAudio, LegLimits } from "../legs/legAudio.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { LegOutput } from "../legs/legWork.ts";

/** What has become of the phone. */
export type PhoneNews =
  | { readonly now: "waiting" }
  | { readonly now: "answered" }
  /** `sipStatus` null: no answer came. */
  | { readonly now: "lost"; readonly reason: PhoneFailure; readonly sipStatus: number | null }
  /** Something else is agreed: it holds, resumes, is at another address, or knows another port of ours. */
  | { readonly now: "agreed" }
  /** It does not take the port that its leg has now. */
  | { readonly now: "unmoved" }
  | { readonly now: "pressed"; readonly key: string }
  | { readonly now: "hungUp" };

export type PhoneFailure = "busy" | "declined" | "no_answer" | "unreachable";

/** Why a monitoring fails, by the status its INVITE got. */
export function failureReason(status: number): PhoneFailure {
  if (status === 486 || status === 600) return "busy";
  if (status === 603 || status === 403) return "declined";
  if (status === 480 || status === 408) return "no_answer";
  return "unreachable";
}

const waiting: PhoneNews = { now: "waiting" };

export class MonitorPhone {
  readonly audio: LegAudio;
  readonly #nextUsage: () => UsageNumber;
  #fork: Fork | undefined;
  /** The one that has answered. */
  #usage: UsageNumber | undefined;
  /** Not closed yet, and what each may speak. */
  readonly #usages = new Map<UsageNumber, LegLimits>();
  #out: LegOutput[] = [];

  constructor(audio: LegAudio, nextUsage: () => UsageNumber) {
    this.audio = audio;
    this.#nextUsage = nextUsage;
  }

  take(): LegOutput[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** Nothing is left of it: no usage. */
  get isGone(): boolean {
    return this.#usages.size === 0;
  }

  /** @param wideband the call is heard in wideband, and so should the phone be */
  ring(port: number, targets: readonly DialTarget[], wideband: boolean): void {
    this.audio.opened(port);
    const branches = targets.map(({ target }) => ({ usage: this.#nextUsage(), address: target.host }));
    this.#fork = new Fork(branches);
    targets.forEach((to, i) => {
      const { usage } = branches[i]!;
      const { codecs = allCodecs, security } = to;
      const limits = { codecs: byBandwidth(codecs, wideband), security };
      this.#usages.set(usage, limits);
      this.audio.restrict(limits);
      this.#out.push({ out: "dial", usage, to, sdp: this.audio.offer(to.localAddress, mixer) });
    });
  }

  /** Its leg has another port: the one case in which a monitoring sends its phone something in mid-call. */
  tellPort(port: number): void {
    this.audio.opened(port);
    this.#offerAnew();
  }

  hangUp(): void {
    for (const usage of [this.#usage, ...(this.#fork?.ringing ?? [])])
      if (usage !== undefined) this.#toUsage(usage, { in: "hangUp" });
  }

  handle(usage: UsageNumber, event: LegEvent): PhoneNews {
    return usage === this.#usage ? this.#onLeg(usage, event) : this.#onFork(usage, event);
  }

  /** A usage is gone. */
  closed(usage: UsageNumber): void {
    this.#usages.delete(usage);
  }

  #onFork(usage: UsageNumber, event: LegEvent): PhoneNews {
    const outcome = this.#fork?.handle(usage, event);
    switch (outcome?.now) {
      case "offered":
        // Nobody listens to a monitor that has not answered.
        this.#toUsage(usage, { in: "refuseOffer", status: 488 });
        return waiting;
      case "lost": {
        const came = event.out !== "refused" || event.response !== undefined;
        return { now: "lost", reason: failureReason(outcome.status), sipStatus: came ? outcome.status : null };
      }
      case "won":
        for (const loser of outcome.losers) this.#toUsage(loser, { in: "hangUp" });
        return this.#won(outcome.branch.usage, outcome.branch.address, outcome.sdp);
      default:
        return waiting;
    }
  }

  #won(usage: UsageNumber, address: string, sdp: string | undefined): PhoneNews {
    this.#usage = usage;
    // Each was offered what it may speak.
    const limits = this.#usages.get(usage);
    if (limits !== undefined) this.audio.restrict(limits);
    this.audio.signallingAddress = address;
    if (sdp === undefined || !this.audio.accept(sdp).ok) return { now: "lost", reason: "unreachable", sipStatus: 488 };
    return { now: "answered" };
  }

  #onLeg(usage: UsageNumber, event: LegEvent): PhoneNews {
    switch (event.out) {
      case "ended":
        return { now: "hungUp" };
      case "offered":
        return this.#renegotiate(usage, event.sdp);
      case "offerWanted":
        this.#toUsage(usage, { in: "answerOffer", sdp: this.audio.reoffer(mixer) });
        return waiting;
      case "reanswered":
      case "offerAnswered":
        return this.audio.accept(event.sdp).ok ? { now: "agreed" } : this.#refused(488);
      case "offerRefused":
        return this.#refused(event.status);
      case "info": {
        const key = keyOfInfo(event.contentType, event.body);
        return key === undefined ? waiting : { now: "pressed", key };
      }
      default:
        return waiting;
    }
  }

  /** It holds or resumes (M5), or moves to another address. */
  #renegotiate(usage: UsageNumber, sdp: string): PhoneNews {
    const answer = this.audio.reanswer(sdp, mixer);
    this.#toUsage(usage, answer.ok ? { in: "answerOffer", sdp: answer.value } : { in: "refuseOffer", status: 488 });
    return answer.ok ? { now: "agreed" } : waiting;
  }

  /** What was agreed before still holds: that is enough where it names the port that the leg has. */
  #refused(status: number): PhoneNews {
    if (this.audio.isSettled) return waiting;
    if (status !== 491) return { now: "unmoved" };
    // An answer of ours has overtaken the offer.
    this.#offerAnew();
    return waiting;
  }

  #offerAnew(): void {
    if (this.#usage !== undefined) this.#toUsage(this.#usage, { in: "offer", sdp: this.audio.reoffer(mixer) });
  }

  #toUsage(usage: UsageNumber, input: UsageInput): void {
    this.#out.push({ out: "toUsage", usage, input });
  }
}
