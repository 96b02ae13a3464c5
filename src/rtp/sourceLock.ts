/**
 * Which source a socket listens to (latching). One lock for the RTP socket of a leg (described with the SDP's RTP port),
 * one for its RTCP socket (with the RTCP port). The rule stands in the interface contract, "Promises": RTP.
 */
export class SourceLock {
  /** Where to send: the SDP's address and port until a source is locked, then the locked source. "" and 0 before `describe`. */
  get sendAddress(): string {
    return "";
  }

  get sendPort(): number {
    return 0;
  }

  /** Whether a source has been locked. */
  get locked(): boolean {
    return false;
  }

  /** When the locked source was last heard, ms on the `now` scale; -Infinity when none is locked. */
  get lastHeard(): number {
    return -Infinity;
  }

  /** An offer/answer is complete or renewed: opens the lock. Addresses are IP literals in canonical text. */
  describe(_sdpAddress: string, _sdpPort: number, _signallingAddress: string, _now: number): void {}

  /** Whether a packet from this source is the leg's. Locks on the first that is. @param valid it parsed as RTP (or RTCP) */
  accepts(_address: string, _port: number, _valid: boolean, _now: number): boolean {
    return false;
  }
}
