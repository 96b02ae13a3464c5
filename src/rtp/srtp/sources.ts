/** What is remembered of the sources that have sent under one master key (RFC 3711 §3.2.3: a context for each SSRC). */
import { distance16 } from "../../kernel/serial.ts";
import { ReplayWindow } from "./replayWindow.ts";

/** The packets of one SSRC: where its sequence stands, and how often that has begun anew. */
export class RtpSource {
  readonly ssrc: number;
  readonly #window = new ReplayWindow();
  #roc: number;
  #newest: number;

  /** Its first packet is taken with that. */
  constructor(ssrc: number, sequence: number, roc: number) {
    this.ssrc = ssrc;
    this.#newest = sequence;
    this.#roc = roc;
    this.#window.take(sequence, 1);
  }

  /** The rollover counter of a packet, by the index that is nearest to the newest (§3.3.1); -1: before the first. */
  rocOf(sequence: number): number {
    const place = this.#newest + distance16(sequence, this.#newest);
    return place < 0 ? this.#roc - 1 : place > 0xffff ? this.#roc + 1 : this.#roc;
  }

  allows(sequence: number): boolean {
    return this.#window.allows(sequence, distance16(sequence, this.#newest));
  }

  take(sequence: number): void {
    const ahead = distance16(sequence, this.#newest);
    this.#window.take(sequence, ahead);
    if (ahead <= 0) return;
    this.#roc = this.rocOf(sequence);
    this.#newest = sequence;
  }
}

/** The RTCP packets of one SSRC, which carry their index. */
export class RtcpSource {
  readonly ssrc: number;
  readonly #window = new ReplayWindow();
  #newest = -1;

  constructor(ssrc: number) {
    this.ssrc = ssrc;
  }

  allows(index: number): boolean {
    return this.#window.allows(index, index - this.#newest);
  }

  take(index: number): void {
    this.#window.take(index, index - this.#newest);
    this.#newest = Math.max(this.#newest, index);
  }
}

/**
 * So many sources are remembered. A phone takes a new SSRC at a transfer or a restart, hardly ever a seventeenth in one call; then the
 * one silent for longest is forgotten, since to refuse the new one would make the call mute.
 */
const MOST_SOURCES = 16;

export class RecentSources<T extends { readonly ssrc: number }> {
  /** The one heard last stands first. */
  readonly #sources: T[] = [];

  find(ssrc: number): T | undefined {
    const first = this.#sources[0];
    return first?.ssrc === ssrc ? first : this.#sources.find((source) => source.ssrc === ssrc);
  }

  /** An authentic packet of this source has come. */
  heard(source: T): void {
    if (this.#sources[0] === source) return;
    const at = this.#sources.indexOf(source);
    if (at >= 0) this.#sources.splice(at, 1);
    else if (this.#sources.length === MOST_SOURCES) this.#sources.pop();
    this.#sources.unshift(source);
  }
}
