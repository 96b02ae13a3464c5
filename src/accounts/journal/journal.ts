/** What the account keeps of calls that ran: report rows, recordings and the audit log. */

import type { CallQuality } from "../../kernel/quality.ts";

export type Direction = "inbound" | "outbound" | "internal";

export interface ReportRow {
  readonly id: string;
  readonly callId: string;
  readonly direction: Direction;
  readonly disposition: "answered" | "no_answer" | "busy" | "failed" | "cancelled" | "interrupted";
  readonly customerNumber: string;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly agentExtension: string | null;
  readonly trunkId: string | null;
  readonly startedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly ringMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly hungUpBy: "customer" | "agent" | "system" | null;
  readonly sipStatus: number | null;
  readonly transfers: readonly {
    readonly at: string;
    readonly type: "blind" | "attended";
    readonly fromAgentId: string;
    readonly toAgentId: string | null;
    readonly toNumber: string | null;
  }[];
  readonly recordingId: string | null;
  /** How the parties' legs sounded; null where nothing was measured, and for a call that was cut off. */
  readonly quality: CallQuality | null;
  /** The account's number that was called, or that was shown to whoever was called; null on internal calls, and where there was none. */
  readonly ownNumber: string | null;
}

export interface RecordingRow {
  readonly id: string;
  readonly callId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bytes: number;
  readonly format: "wav";
  readonly state: "writing" | "complete" | "recovered" | "partial";
  readonly missingMs: number;
}

/** A stretch of a recording in which something was so: the call was held, recording was paused, or a monitor was heard by everybody. */
export interface RecordingMark {
  readonly atMs: number;
  readonly durationMs: number;
  readonly kind: "hold" | "pause" | "monitor_public";
}

export interface RecordingMarks {
  readonly items: readonly RecordingMark[];
  /** The agents of the call, who are never shown that they were monitored. */
  readonly agentIds: readonly string[];
}

/** A recording as the journal is told of it. Its marks stand beside the row, since not everybody who reads the one sees all of the others. */
export interface RecordingEntry extends RecordingRow {
  readonly path: string;
  /** Once it is closed. */
  readonly marks?: RecordingMarks;
}

/** The journal of finished and running things; writes never block a call and are retried until they succeed. */
export interface Journal {
  /** Inserts the row or replaces the one with its id. */
  report(row: ReportRow & { readonly live: boolean }): void;
  recording(entry: RecordingEntry): void;
  audit(entry: AuditEntry): void;
}

export interface AuditEntry {
  readonly at: string;
  readonly actor: { readonly userId: string | null; readonly email: string | null; readonly ip: string | null };
  readonly action: string;
  readonly subject: string;
  readonly detail: Record<string, unknown>;
}
