import { ComfortNoise } from "../../rtp/codecs/comfortNoise.ts";
import { SAMPLES_PER_MS, type SpeakerTrack } from "../../rtp/playout/track.ts";

/** So far behind the present the noise is made, that speech which goes on finds its place free: 60 ms in positions. */
const DISTANCE = 60 * SAMPLES_PER_MS;
/** Made at a time: 20 ms. */
const PIECE = 20 * SAMPLES_PER_MS;
/** A pause whose noise is not told anew for so long is over, or its packets are lost, ms. */
const LONGEST = 10_000;

const samples = new Int16Array(PIECE);

/**
 * The noise in a speaker's pauses, which its phone describes instead of sending it (RFC 3389): made here as time goes by, for monitors and
 * the recording, so that a line that pauses does not sound dead.
 */
export class PauseNoise {
  #noise: ComfortNoise | undefined;
  #until = Number.NEGATIVE_INFINITY;

  /** A packet of comfort noise with the payload `packet[start, end)` came. */
  begin(packet: Buffer, start: number, end: number, source: number, now: number): void {
    this.#noise ??= new ComfortNoise(source);
    if (this.#noise.update(packet, start, end - start)) this.#until = now + LONGEST;
  }

  /** Speech goes on. */
  end(): void {
    this.#until = Number.NEGATIVE_INFINITY;
  }

  /** Fills the track of a speaker at 8 kHz up to a little before `position`. */
  step(track: SpeakerTrack, position: number, now: number): void {
    if (this.#noise === undefined || now >= this.#until) return;
    for (let left = 5; left > 0 && track.end + PIECE <= position - DISTANCE; left--) {
      this.#noise.fill(samples, 0, PIECE);
      track.write(track.end, samples, PIECE);
    }
  }
}
