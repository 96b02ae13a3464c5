/** So many packets behind the newest are told apart: "MUST be at least 64" (RFC 3711 §3.3.2). */
const SIZE = 128;

/** Which of the newest packets of one source have been: none may be taken, or sent, twice (RFC 3711 §3.3.2). */
export class ReplayWindow {
  readonly #taken = new Int32Array(SIZE / 32);

  /**
   * @param index of the packet, or its lower bits: at least seven
   * @param ahead how far the index is ahead of the newest taken
   */
  allows(index: number, ahead: number): boolean {
    if (ahead > 0) return true;
    return ahead > -SIZE && (this.#taken[(index & (SIZE - 1)) >> 5]! & (1 << (index & 31))) === 0;
  }

  take(index: number, ahead: number): void {
    if (ahead >= SIZE) this.#taken.fill(0);
    else for (let back = 0; back < ahead; back++) this.#forget(index - back);
    this.#taken[(index & (SIZE - 1)) >> 5]! |= 1 << (index & 31);
  }

  #forget(index: number): void {
    this.#taken[(index & (SIZE - 1)) >> 5]! &= ~(1 << (index & 31));
  }
}
