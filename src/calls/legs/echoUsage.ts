import type { UsageInput, UsageOutput } from "../../sip/dialog/usage.ts";

/**
 * The echo's side of a leg: `handle(input, now) → outputs`, as an INVITE usage, but with nobody at the other end of a wire. It answers every
 * offer with the offer itself. What is sent to the leg's peer then comes to the leg's own port, and from its peer: whoever speaks hears themselves.
 */
export class EchoUsage {
  /** Not given yet: nothing is answered within the turn that asks. */
  #answers: UsageOutput[] = [];
  readonly #offer: string;

  constructor(offer: string) {
    this.#offer = offer;
  }

  /** It has no dialog that anybody could name. */
  hasDialog(): boolean {
    return false;
  }

  handle(input: UsageInput, now: number): UsageOutput[] {
    switch (input.in) {
      case "start":
        return this.#answerSoon({ out: "answered", sdp: this.#offer }, now);
      case "offer":
        return this.#answerSoon({ out: "offerAnswered", sdp: input.sdp }, now);
      case "timer":
        return this.#answers.splice(0);
      case "hangUp":
        return [{ out: "clearTimer", name: "ring" }, { out: "ended", by: "us", cause: "hung_up" }, { out: "closed" }];
      default:
        return [];
    }
  }

  #answerSoon(answer: UsageOutput, now: number): UsageOutput[] {
    this.#answers.push(answer);
    return [{ out: "setTimer", name: "ring", at: now }];
  }
}
