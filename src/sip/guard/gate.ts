/** What stands before the parser: says who is listened to at all. */
export interface Gate {
  /** Whether a message from this source address is read now; counts as a message. Called for each one, so it must be cheap. */
  admits(address: string): boolean;
  /** Whether nothing of this source is wanted, not even a connection. */
  bars(address: string): boolean;
}

/** Lets everybody in. */
export const openGate: Gate = { admits: () => true, bars: () => false };
