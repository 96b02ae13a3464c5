import type { SipResponse } from "../../message/message.ts";
import { sdpOf } from "../capabilities.ts";
import type { Dialog } from "../dialog.ts";
import { Receipts, rseqOf } from "./receipts.ts";

/** One of the early dialogs that an INVITE of ours made (§12.1.2), and the answer to our offer that came in it. */
export class EarlyFork {
  readonly dialog: Dialog;
  readonly receipts = new Receipts();
  #answer: string | undefined;
  #reliable = false;

  constructor(dialog: Dialog) {
    this.dialog = dialog;
  }

  /**
   * Takes the description of a provisional. "The UAC MUST treat the first session description it receives as the answer, and MUST ignore
   * any session descriptions in subsequent responses" (§13.2.1): so we do once it came reliably. Before that it is a preview.
   * @returns it, unless it is to be ignored
   */
  describe(response: SipResponse): string | undefined {
    const sdp = sdpOf(response);
    if (sdp === undefined || this.#reliable) return undefined;
    this.#answer = sdp;
    this.#reliable = rseqOf(response) !== undefined;
    return sdp;
  }

  /** Offer and answer are complete: the answer came reliably. */
  get agreed(): boolean {
    return this.#reliable;
  }

  /** The answer that holds when a 2xx with `sdp` comes, or with none. */
  answerWith(sdp: string | undefined): string | undefined {
    return this.#reliable ? this.#answer : (sdp ?? this.#answer);
  }
}
