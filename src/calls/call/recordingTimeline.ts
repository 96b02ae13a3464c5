import type { RecordingMark, RecordingMarks } from "../../accounts/journal/journal.ts";

/** More marks than this nobody looks at. */
const MOST_MARKS = 1000;

/** What happens while a call is recorded, on the recording's own time line: for whoever plays it. Times are on the `now` scale, ms. */
export class RecordingTimeline {
  #startedAt: number | undefined;
  readonly #since = new Map<RecordingMark["kind"], number>();
  readonly #marks: RecordingMark[] = [];
  readonly #agentIds = new Set<string>();

  start(now: number): void {
    this.#startedAt ??= now;
  }

  /** Whether something is so from now on. */
  note(kind: RecordingMark["kind"], applies: boolean, now: number): void {
    const since = this.#since.get(kind);
    if (applies && since === undefined) this.#since.set(kind, now);
    if (applies || since === undefined) return;
    this.#since.delete(kind);
    this.#mark(kind, since, now);
  }

  /** These agents take part in the call, or did. */
  met(agents: readonly { readonly id: string }[]): void {
    for (const { id } of agents) this.#agentIds.add(id);
  }

  /** The call is over, and whatever was so. */
  end(now: number): void {
    for (const kind of [...this.#since.keys()]) this.note(kind, false, now);
  }

  /** @param durationMs of the recording: what lies behind its end is not in it */
  marks(durationMs: number): RecordingMarks {
    const items = this.#marks
      .filter(({ atMs }) => atMs < durationMs)
      .map((mark) => ({ ...mark, durationMs: Math.min(mark.durationMs, durationMs - mark.atMs) }))
      .toSorted((a, b) => a.atMs - b.atMs);
    return { items, agentIds: [...this.#agentIds] };
  }

  #mark(kind: RecordingMark["kind"], since: number, until: number): void {
    if (this.#startedAt === undefined || this.#marks.length >= MOST_MARKS) return;
    const atMs = Math.max(0, Math.round(since - this.#startedAt));
    const durationMs = Math.round(until - this.#startedAt) - atMs;
    if (durationMs > 0) this.#marks.push({ atMs, durationMs, kind });
  }
}
