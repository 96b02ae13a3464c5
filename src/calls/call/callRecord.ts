import type { ReportRow } from "../../accounts/journal/journal.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { CallQuality } from "../../kernel/quality.ts";
import type { Side } from "../../mixer/audibility.ts";
import type { CallPlan } from "../hunts/callPlan.ts";
import type { People } from "./people.ts";

/** A moment on both scales: `now` for durations, `wall` for people. */
export interface Moment {
  readonly now: number;
  readonly wall: number;
}

/** How a call came to its end. */
export interface CallEnd {
  readonly by: Side | "system";
  readonly disposition: ReportRow["disposition"];
  readonly sipStatus: number | null;
  /** The Reason that one end gave (RFC 3326), for the other. */
  readonly reason?: string;
}

/** What a report row says of a call besides its times. */
export interface ReportedCall {
  readonly id: string;
  readonly plan: Pick<CallPlan, "direction" | "ownNumber">;
  readonly people: People;
  readonly trunkId: string | undefined;
  readonly recordingId: string | null;
  readonly quality: CallQuality | null;
}

/** The times of one call, and the report row made of them. Knows nothing of monitorings (U4). */
export class CallRecord {
  readonly startedAt: Moment;
  #ringingAt: Moment | undefined;
  #answeredAt: Moment | undefined;
  #heldSince: number | undefined;
  #holdMs = 0;
  #transfers: ReportRow["transfers"] = [];

  constructor(startedAt: Moment) {
    this.startedAt = startedAt;
  }

  get answeredAt(): Moment | undefined {
    return this.#answeredAt;
  }

  ringing(at: Moment): void {
    this.#ringingAt ??= at;
  }

  answered(at: Moment): void {
    this.#answeredAt ??= at;
  }

  held(held: boolean, at: Moment): void {
    if (held) this.#heldSince ??= at.now;
    else if (this.#heldSince !== undefined) {
      this.#holdMs += at.now - this.#heldSince;
      this.#heldSince = undefined;
    }
  }

  get transfers(): ReportRow["transfers"] {
    return this.#transfers;
  }

  transferred(transfer: ReportRow["transfers"][number]): void {
    this.#transfers = [...this.#transfers, transfer];
  }

  /**
   * The report row. Without `end` it is the row of a call that still runs: kept as `interrupted`,
   * which is what it becomes should the process die now.
   */
  row(call: ReportedCall, at: Moment, end?: CallEnd): ReportRow {
    const { id: callId, plan, people, trunkId, recordingId, quality } = call;
    const agent = people.lastAgent;
    const answered = this.#answeredAt;
    if (end !== undefined) this.held(false, at);
    const ringEnd = answered ?? at;
    return {
      id: callId.replace(/^call_/, "report_"),
      callId,
      direction: plan.direction,
      disposition: end?.disposition ?? "interrupted",
      customerNumber: people.customer.number,
      agentId: agent?.id ?? null,
      agentName: agent?.name ?? null,
      agentExtension: agent?.extension ?? null,
      trunkId: trunkId ?? null,
      startedAt: rfc3339(this.startedAt.wall),
      ringingAt: this.#ringingAt === undefined ? null : rfc3339(this.#ringingAt.wall),
      answeredAt: answered === undefined ? null : rfc3339(answered.wall),
      endedAt: end === undefined ? null : rfc3339(at.wall),
      ringMs: this.#ringingAt === undefined ? 0 : Math.round(ringEnd.now - this.#ringingAt.now),
      talkMs: answered === undefined ? 0 : Math.round(at.now - answered.now - this.#holdMs),
      holdMs: Math.round(this.#holdMs),
      hungUpBy: end?.by ?? null,
      sipStatus: end?.sipStatus ?? null,
      transfers: this.#transfers,
      recordingId,
      // Of a call that runs nothing is final.
      quality: end === undefined ? null : quality,
      ownNumber: plan.ownNumber,
    };
  }
}
