import type { Dialog } from "./dialog.ts";
import type { Unanswered } from "./replies.ts";
import type { UsageInput } from "./usage.ts";

/** What the two ways to make a leg, calling and being called, have in common for the rest of its life. */
export interface InviteSide {
  /** The dialog of our leg, once a 2xx was sent or received. */
  readonly confirmed: Dialog | undefined;
  /** The dialog, early or confirmed, in which the peer's tag is this. */
  dialogWith(remoteTag: string): Dialog | undefined;
  /** The inputs that concern the INVITE; all others are ignored. */
  handle(input: UsageInput, now: number): void;
  /** The peer's PRACK within one of the dialogs; it is answered. */
  prack(dialog: Dialog, prack: Unanswered, now: number): void;
  /** We give up before there is an answer. @param reason the Reason that the peer is told (RFC 3326). */
  abandon(reason: string | undefined, now: number): void;
  /** A BYE of this tag came where no 2xx had been before; it has been answered. @param reason the BYE's (RFC 3326). */
  byeBeforeAnswer(remoteTag: string, reason: string | undefined): void;
}
