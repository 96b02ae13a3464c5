/** What goes into a call and what comes out of it. */
import type { ReportRow } from "../../accounts/journal/journal.ts";
import type { CallNumber, HoldMusicChoice, MediaEvent } from "../../media/commands.ts";
import type { MonitorState, Side } from "../../mixer/audibility.ts";
import type { Referral } from "../../sip/dialog/usage.ts";
import type { CallPlan } from "../hunts/callPlan.ts";
import type { Hunt } from "../hunts/hunt.ts";
import type { LegEvent, UsageNumber } from "../legs/legEvents.ts";
import type { LegOutput } from "../legs/legWork.ts";
import type { TransferEvent } from "../transfers/transfer.ts";
import type { CallNoticePlan } from "./callNotice.ts";
import type { Moment } from "./callRecord.ts";
import type { NamedRecordingPlan } from "./callRecording.ts";
import type { PartyLeg } from "./partyLeg.ts";
import type { Person } from "./people.ts";

export type CallInput =
  | { readonly in: "start" }
  | { readonly in: "usage"; readonly usage: UsageNumber; readonly event: LegEvent }
  | { readonly in: "media"; readonly event: MediaEvent }
  | { readonly in: "ringTimeout" }
  | { readonly in: "hangUp"; readonly by: Side | "system" }
  | { readonly in: "hold"; readonly held: boolean }
  | { readonly in: "pauseRecording"; readonly paused: boolean }
  /** The call's connected monitors from now on; `for`, where there is one, is told by `stamped` when the media plane has it (M6). */
  | { readonly in: "monitors"; readonly monitors: readonly MonitorState[]; readonly for: number | undefined }
  | SuccessionInput
  /** The call has been transferred: the report and everybody who looks on must know. */
  | { readonly in: "transferred"; readonly transfer: TransferRow };

/** How the parties of a call that is answered change. */
export type SuccessionInput =
  /** Rings somebody for the place of the party at one end, while the other waits. `successor`: whoever answers where it is no agent. */
  | { readonly in: "replace"; readonly side: Side; readonly hunt: Hunt; readonly successor: Person | undefined }
  /** The party at one end is about to be replaced: the other waits, and the call outlives its hanging up. */
  | { readonly in: "await"; readonly side: Side }
  /** Nobody takes the party's place: it talks on. */
  | { readonly in: "stay" }
  /** Hangs up for the party at one end; the call goes on without it. */
  | { readonly in: "dismiss"; readonly side: Side }
  /** Gives the leg at one end to another call. */
  | ({ readonly in: "lend" } & Lending)
  /** Takes a leg that another call gave. `person` undefined: the one who stands there already is back. */
  | { readonly in: "join"; readonly party: PartyLeg; readonly person: Person | undefined }
  /** What another call has lent is this call's own from now on. */
  | { readonly in: "keep" }
  /** A phone takes the place at one end by an INVITE of its own (RFC 3891). */
  | { readonly in: "arrive"; readonly arrival: Arrival };

/** The leg of a party on its way to another call. */
export interface Lending {
  readonly side: Side;
  readonly to: CallNumber;
  /** Where it is to stand there. */
  readonly role: Side;
  /** Who comes with it; undefined where it goes to its own person. */
  readonly person: Person | undefined;
  /** This call ends next. */
  readonly last: boolean;
}

/** A phone that takes a party's place, or answers in the place of one that rings. */
export interface Arrival {
  readonly party: PartyLeg;
  readonly person: Person;
}

export type TransferRow = ReportRow["transfers"][number];

export type CallNews = "started" | "ringing" | "answered" | "held" | "resumed" | "transferred" | "ended" | "recording";

export type CallOutput =
  | LegOutput
  | { readonly out: "news"; readonly news: CallNews }
  | { readonly out: "report"; readonly row: ReportRow; readonly live: boolean }
  /** Other phones ring than before, or others are parties: the state of these agents may have changed. */
  | { readonly out: "agentsTouched"; readonly agentIds: readonly string[] }
  /** The call has another party. */
  | { readonly out: "succeeded" }
  /** What a transfer that concerns this call must know. */
  | { readonly out: "transferEvent"; readonly event: TransferEvent }
  /** The phone of the party at one end asks for a transfer: to be accepted or refused. */
  | { readonly out: "referred"; readonly side: Side; readonly usage: UsageNumber; readonly referral: Referral }
  /** A leg has gone to another call, where it is to join. */
  | {
      readonly out: "lent";
      readonly party: PartyLeg;
      readonly to: CallNumber;
      readonly person: Person | undefined;
    }
  | { readonly out: "recordingOpened" }
  /** The media plane has begun to write. */
  | { readonly out: "recordingStarted"; readonly sampleRate: number }
  | { readonly out: "recordingClosed"; readonly durationMs: number; readonly bytes: number; readonly missingMs: number }
  | { readonly out: "stamped"; readonly for: number }
  /** Nothing is left of the call: no usage, port or file. */
  | { readonly out: "over" };

/** Where a party that a call has borrowed goes back to. */
export interface Loan {
  readonly side: Side;
  readonly home: CallNumber;
  readonly homeSide: Side;
}

export interface CallOptions {
  readonly id: string;
  readonly number: CallNumber;
  readonly plan: CallPlan;
  /** With its usage: an INVITE that came, or a leg that another call has lent. Without: it will be rung (click to call). */
  readonly caller: PartyLeg;
  readonly callee: PartyLeg;
  readonly newLeg: (side: Side) => PartyLeg;
  readonly nextUsage: () => UsageNumber;
  readonly ringMs: number;
  /** How long a party may send neither RTP nor RTCP while it talks; then the call is over. */
  readonly mediaTimeoutMs: number;
  readonly holdMusic: HoldMusicChoice;
  /** Undefined where the parties are never given notice. */
  readonly notice: CallNoticePlan | undefined;
  /** A call that this one may exchange legs with. */
  readonly near: CallNumber | undefined;
  readonly loan: Loan | undefined;
  /** Undefined when the account records nothing. */
  readonly recording: NamedRecordingPlan | undefined;
  readonly startedAt: Moment;
}
