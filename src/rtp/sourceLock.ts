/** For so long only the SDP's own address is waited for (before NAT is supposed). */
const EXACT_MS = 500;
/** A locked source that is silent for so long may be replaced. */
const SILENCE_MS = 10_000;

/** An address that means nobody (RFC 2543 §B.5; RFC 3264 §8.4). */
const isNull = (address: string): boolean => address === "0.0.0.0" || address === "::";

/**
 * Which source a socket listens to (latching). One lock for the RTP socket of a leg (described with the SDP's RTP port),
 * one for its RTCP socket (with the RTCP port).
 *
 * The source is locked to the first valid packet from exactly the address and port described; if none comes within 500 ms (NAT), to
 * the first from any port of the described or the signalling peer's IP. Anything else is refused, before and after. Only a new
 * description, or ten seconds of silence from the locked source, opens the lock again by the same rule.
 */
export class SourceLock {
  #sdpAddress = "";
  #sdpPort = 0;
  #signallingAddress = "";
  /** Since when the lock is open, while it is. */
  #openedAt = 0;
  #locked = false;
  /** The locked source; or, while a lock is open again, the source until then. */
  #address = "";
  #port = 0;
  #lastHeard = Number.NEGATIVE_INFINITY;

  /** Where to send: the SDP's address and port until a source is locked, then the locked source. "" and 0 before `describe`. */
  get sendAddress(): string {
    return this.#port === 0 ? this.#sdpAddress : this.#address;
  }

  get sendPort(): number {
    return this.#port === 0 ? this.#sdpPort : this.#port;
  }

  /** Whether a source is locked. */
  get locked(): boolean {
    return this.#locked;
  }

  /** When the leg's source was last heard, ms on the `now` scale; -Infinity before the first packet. */
  get lastHeard(): number {
    return this.#lastHeard;
  }

  /** An offer/answer is complete or renewed: opens the lock. Addresses are IP literals in canonical text. */
  describe(sdpAddress: string, sdpPort: number, signallingAddress: string, now: number): void {
    // Hold as RFC 2543 has it says nothing of where the peer is: it is where it was.
    if (isNull(sdpAddress) && this.#sdpAddress !== "") return;
    const renewed =
      sdpAddress === this.#sdpAddress && sdpPort === this.#sdpPort && signallingAddress === this.#signallingAddress;
    // A peer that only refreshes its session keeps its stream through NAT while the exact address is given its chance.
    if (!renewed) this.#port = 0;
    this.#sdpAddress = sdpAddress;
    this.#sdpPort = sdpPort;
    this.#signallingAddress = signallingAddress;
    this.#openedAt = now;
    this.#locked = false;
  }

  /** Whether a valid packet from this source would be the leg's: what is asked before work is spent on telling whether it is valid. */
  admits(address: string, port: number, now: number): boolean {
    if (this.#locked && now - this.#lastHeard >= SILENCE_MS) {
      this.#locked = false;
      this.#openedAt = this.#lastHeard + SILENCE_MS;
    }
    if (this.#isIncumbent(address, port)) return true;
    return !this.#locked && this.#mayLock(address, port, now);
  }

  /** Whether a packet from this source is the leg's. Locks on the first that is. @param valid it parsed as RTP (or RTCP) */
  accepts(address: string, port: number, valid: boolean, now: number): boolean {
    if (!valid || !this.admits(address, port, now)) return false;
    if (!this.#locked && this.#mayLock(address, port, now)) {
      this.#locked = true;
      this.#address = address;
      this.#port = port;
    }
    this.#lastHeard = now;
    return true;
  }

  #mayLock(address: string, port: number, now: number): boolean {
    if (address === this.#sdpAddress && port === this.#sdpPort) return true;
    if (now - this.#openedAt < EXACT_MS || this.#sdpPort === 0) return false;
    if (address !== this.#sdpAddress && address !== this.#signallingAddress) return false;
    // Whoever shares an address with the peer (NAT) cannot take the place of a stream that goes on.
    return this.#isIncumbent(address, port) || this.#port === 0 || now - this.#lastHeard >= EXACT_MS;
  }

  #isIncumbent(address: string, port: number): boolean {
    return port === this.#port && address === this.#address;
  }
}
