/** Keeps the journal's rows of the recordings that are being written. */
import type { Journal, RecordingRow } from "../../accounts/journal/journal.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import { tracksOf } from "../../recording/layout.ts";
import type { Call } from "../call/call.ts";
import type { Newsroom } from "../live/newsroom.ts";

/** Makes a file true that its writer left behind; undefined where there is nothing to save. */
export type RecoverRecording = (
  path: string,
  format: Pick<RecordingRow, "channels" | "sampleRate">,
) => Promise<Pick<RecordingRow, "channels" | "sampleRate" | "durationMs" | "bytes"> | undefined>;

interface World {
  readonly journal: Journal;
  readonly newsroom: Newsroom;
  readonly recoverRecording: RecoverRecording;
}

type OpenRow = RecordingRow & { readonly path: string };

export class RecordingBook {
  readonly #world: World;
  readonly #open = new Map<string, OpenRow>();

  constructor(world: World) {
    this.#world = world;
  }

  opened(call: Call, wall: number): void {
    const plan = call.recordingPlan;
    if (plan === undefined) return;
    const row = {
      id: plan.id,
      callId: call.id,
      startedAt: rfc3339(wall),
      durationMs: 0,
      channels: tracksOf(plan.layout),
      sampleRate: 8000,
      bytes: 0,
      format: "wav" as const,
      state: "writing" as const,
      missingMs: 0,
      path: plan.path,
    };
    this.#open.set(call.id, row);
    this.#world.journal.recording(row);
  }

  /** Its file has begun, at the rate that the parties' codecs allow. */
  started(call: Call, sampleRate: number): void {
    const row = this.#open.get(call.id);
    if (row === undefined || row.sampleRate === sampleRate) return;
    const known = { ...row, sampleRate };
    this.#open.set(call.id, known);
    this.#world.journal.recording(known);
  }

  closed(call: Call, file: { durationMs: number; bytes: number; missingMs: number }, wall: number): void {
    const opened = this.#take(call);
    if (opened !== undefined)
      this.#finish(call, { ...opened, ...pick(file), state: file.missingMs > 0 ? "partial" : "complete" }, wall);
  }

  /** The call is over. A recording that is still open lost its writer: what the file holds is kept. */
  left(call: Call, wall: number): void {
    const opened = this.#take(call);
    if (opened === undefined) return;
    void this.#world.recoverRecording(opened.path, opened).then((file) => {
      const outcome = file === undefined ? { state: "partial" as const } : { ...file, state: "recovered" as const };
      this.#finish(call, { ...opened, ...outcome }, wall);
    });
  }

  #take(call: Call): OpenRow | undefined {
    const row = this.#open.get(call.id);
    this.#open.delete(call.id);
    return row;
  }

  #finish(call: Call, row: OpenRow, wall: number): void {
    const { path: _, ...shown } = row;
    this.#world.journal.recording({ ...row, marks: call.timeline.marks(row.durationMs) });
    this.#world.newsroom.recording(shown, wall);
  }
}

const pick = ({ durationMs, bytes, missingMs }: { durationMs: number; bytes: number; missingMs: number }) => ({
  durationMs,
  bytes,
  missingMs,
});
