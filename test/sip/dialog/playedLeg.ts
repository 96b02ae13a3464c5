/** A leg in a script: inputs with their times, and what must come of each. */
import type { Test } from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { InviteUsage } from "../../../src/sip/dialog/inviteUsage.ts";
import type { UacUsageOptions, UsageInput, UsageOutput } from "../../../src/sip/dialog/usage.ts";
import type { SipRequest, SipResponse } from "../../../src/sip/message/message.ts";
import { answer, fromPeer, ourCall, ourContact, peerAnswers, phone, type Sketch } from "./messages.ts";
import { inWords } from "./outputs.ts";

/** An input, or the peer's response to what the leg sent last by a token. */
export type Step = UsageInput | { readonly token: string; readonly status: number; readonly sketch: Sketch };
export type Script = readonly (readonly [at: number, step: Step, expected: readonly string[]])[];

/** The peer's response to the request sent by `token`. */
export const gets = (token: string, status: number, sketch: Sketch = {}): Step => ({ token, status, sketch });

/** A request of the peer within the dialog; its transaction has the number of its CSeq. */
export const within = (method: string, seq: number, sketch: Sketch = {}): UsageInput => ({
  in: "request",
  tx: seq,
  request: fromPeer(method, { toTag: "us1", seq, ...sketch }),
});

export const acks = (seq: number, sketch: Sketch = {}): UsageInput => ({
  in: "ack",
  request: fromPeer("ACK", { toTag: "us1", seq, ...sketch }),
});

export const accept: UsageInput = { in: "accept", sdp: answer };
export const hangUp: UsageInput = { in: "hangUp" };

export class PlayedLeg {
  /** All that the leg gave out. */
  readonly outputs: UsageOutput[] = [];
  readonly #usage: InviteUsage;
  readonly #sent = new Map<string, SipRequest>();

  constructor(usage: InviteUsage) {
    this.#usage = usage;
  }

  /** A leg of a peer whose INVITE is this. */
  static called(invite: Sketch, seed = 1): PlayedLeg {
    const options = { tx: 1, invite: fromPeer("INVITE", invite), target: phone, localTag: "us1", contact: ourContact };
    return new PlayedLeg(InviteUsage.uas(options, seededEntropy(seed)));
  }

  /** A leg of ours; its INVITE has not been sent. */
  static calling(extra: Partial<UacUsageOptions> = {}, seed = 1): PlayedLeg {
    return new PlayedLeg(InviteUsage.uac({ ...ourCall, ...extra }, seededEntropy(seed)));
  }

  play(t: Test, script: Script): void {
    for (const [at, step, expected] of script)
      t.same(inWords(this.handle(step, at)), expected, `${at} ms: ${"in" in step ? step.in : step.status}`);
  }

  handle(step: Step, now: number): UsageOutput[] {
    const input: UsageInput =
      "in" in step
        ? step
        : { in: "response", token: step.token, response: peerAnswers(this.sent(step.token), step.status, step.sketch) };
    const outputs = this.#usage.handle(input, now);
    for (const output of outputs) if (output.out === "send") this.#sent.set(output.token, output.request);
    this.outputs.push(...outputs);
    return outputs;
  }

  /** What was sent last by a token. */
  sent(token: string): SipRequest {
    const request = this.#sent.get(token);
    if (request === undefined) throw new Error(`${token} was never sent`);
    return request;
  }

  /** The last response to one of the peer's requests. */
  responded(tx: number): SipResponse {
    const response = this.outputs.findLast((output) => output.out === "respond" && output.tx === tx);
    if (response?.out !== "respond") throw new Error(`${tx} was never answered`);
    return response.response;
  }
}
