import type { CallOptions } from "./callProtocol.ts";
import type { Moment } from "./callRecord.ts";
import type { Conversation } from "./conversation.ts";

/** What a caller is told, and hears, while its call rings. */
export class Ringback {
  readonly #talk: Conversation;
  readonly #options: CallOptions;
  /** The status that was told last; 0 before the first. */
  #told = 0;

  constructor(conversation: Conversation) {
    this.#talk = conversation;
    this.#options = conversation.options;
  }

  /** A phone that is rung says how far it is, and with `sdp` lets the caller hear something. */
  progress(status: number, sdp: string | undefined, at: Moment): void {
    this.#talk.record.ringing(at);
    const { audio } = this.#options.callee;
    const opened = sdp !== undefined && this.#talk.audio.earlyFrom === undefined && audio.accept(sdp).ok;
    const answer = opened ? this.#openEarlyMedia(at) : undefined;
    if (answer !== undefined) this.#tell(183, answer);
    else if (status !== this.#told) this.#tell(status);
    if (this.#told === 0) this.#talk.news("ringing");
    this.#told = status;
  }

  /** Whoever let the caller hear something is no longer rung: the next may. */
  silence(at: Moment): void {
    if (this.#talk.audio.earlyFrom === undefined) return;
    this.#talk.audio.earlyFrom = undefined;
    this.#talk.applyAudio(at);
  }

  #tell(status: number, sdp?: string): void {
    if (this.#options.caller.awaitsAnswer) this.#talk.ring(this.#options.caller, status, sdp);
  }

  /**
   * Lets the caller hear the callee before the answer. @returns our answer to the caller's offer, to go with a 183;
   * undefined where it made none, and our offer is in the first provisional (RFC 3262 §5).
   */
  #openEarlyMedia(at: Moment): string | undefined {
    const { caller, callee } = this.#options;
    this.#talk.audio.earlyFrom = callee.side;
    this.#talk.describe(callee);
    const answer = caller.audio.hasOffer && caller.awaitsAnswer ? caller.audio.answer(callee.audio.spoken) : undefined;
    if (caller.awaitsAnswer) this.#talk.describe(caller);
    this.#talk.applyAudio(at);
    return answer?.ok === true ? answer.value : undefined;
  }
}
