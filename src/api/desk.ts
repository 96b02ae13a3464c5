/** One account as the API serves it: what is stored of it, and what is alive in it. */
import type { Account } from "../accounts/account.ts";
import { Turns } from "../accounts/configuration/turns.ts";
import type { CallCentre } from "../calls/live/callCentre.ts";
import type { TrunkState } from "../calls/live/views.ts";

export interface Desk {
  readonly account: Account;
  readonly calls: CallCentre;
  readonly trunkState: (trunkId: string) => TrunkState;
  /** Writes one after the other, so that nothing is written between a precondition and the write that relies on it. */
  readonly writes: Turns;
}

export const openDesk = (parts: Omit<Desk, "writes">): Desk => ({ ...parts, writes: new Turns() });
