/** Keys sent as tones in the speech (ITU-T Q.23), found so that they can be cut out of it (M8). */
import { ToneWindow, WINDOW } from "./toneWindow.ts";

/** Mean square of the faintest tones cut, about -44 dBm0. */
const FAINTEST = 100 * 100;

/** Watches the frames of one speaker, in order. Allocates only in its constructor. */
export class InbandDtmf {
  readonly #window = new ToneWindow(FAINTEST);
  #hitBefore = false;

  /**
   * Whether the frame of `n` samples at 8 kHz from `offset` on carries a tone, or the end of one, and must be cut. A tone is found at the
   * latest when it has filled 20 ms; the frame after one is cut, too, for the rest of the tone that it may hold.
   * @param step of samples at 16 kHz every second one is looked at: the tones lie far below 4 kHz
   */
  detect(samples: Int16Array, offset: number, n: number, step: 1 | 2 = 1): boolean {
    let hit = false;
    for (let done = 0; done < n; ) {
      const piece = Math.min(WINDOW, n - done);
      this.#window.shiftIn(samples, offset + done * step, piece, step);
      if (this.#window.code >= 0) hit = true;
      done += piece;
    }
    const cut = hit || this.#hitBefore;
    this.#hitBefore = hit;
    return cut;
  }
}
